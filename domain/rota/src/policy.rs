//! Who may do what to rotas and absences: the desk sees them, leads make them, everybody looks after their own. `tests/policy.txt`
//! prints it.

use db::words;
use outcome::{Refusal, Result};
use people::{Actor, Reach, Role};

words! {
    /// What can be done.
    pub enum Action {
        /// See rotas, who is on duty, and who is away from when to when.
        SeeRotas = "see_rotas",
        /// Make and change rotas: layers, hours, who is called.
        ManageRotas = "manage_rotas",
        /// Put somebody on duty for a while, or take them off again.
        PutOn = "put_on_duty",
        /// Offer somebody's duty to another, or withdraw the offer.
        AskSwap = "ask_swap",
        /// Agree to a swap, or decline it.
        AnswerSwap = "answer_swap",
        /// Note that somebody is away, or take it back.
        NoteAbsence = "note_absence",
        /// Read why somebody is away.
        SeeReason = "see_reason",
        /// Make and remove the link by which a calendar program reads one's duty.
        MakeFeed = "make_feed",
    }
}

/// The rule; `own` when it is about the actor. `None` when they may not even know of it.
#[must_use]
pub fn rule(actor: &Actor, action: Action, own: bool) -> Option<bool> {
    if !actor.is_staff() {
        return None;
    }
    let (lead, full) = (actor.role >= Role::Lead, actor.reach == Reach::Full);
    Some(match action {
        Action::SeeRotas => true,
        Action::ManageRotas => lead && full,
        Action::PutOn | Action::AskSwap | Action::AnswerSwap | Action::NoteAbsence => (own || lead) && full,
        Action::SeeReason => own || lead,
        Action::MakeFeed => own && full,
    })
}

/// May they do this?
#[must_use]
pub fn may(actor: &Actor, action: Action, own: bool) -> bool {
    rule(actor, action, own) == Some(true)
}

/// Refuses who may not.
///
/// # Errors
/// `NotFound` to who may not know of rotas, `NotAllowed` to who may only look.
pub fn permit(actor: &Actor, action: Action, own: bool) -> Result<()> {
    match rule(actor, action, own) {
        Some(true) => Ok(()),
        Some(false) => Err(Refusal::NotAllowed(action.as_str()).into()),
        None => Err(Refusal::NotFound.into()),
    }
}
