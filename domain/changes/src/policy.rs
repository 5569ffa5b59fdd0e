//! Who may do what to changes; `tests/policy.txt` prints it.

use db::words;
use outcome::{Refusal, Result};
use people::{Actor, Reach, Role};

words! {
    /// What can be done.
    pub enum Action {
        /// See changes and the calendar.
        See = "see_changes",
        /// Plan changes, and change those that have not begun.
        Plan = "plan_change",
        /// Approve or decline, by whoever is asked.
        Decide = "decide_change",
        /// Begin and end a change: its owner, or a lead.
        CarryOut = "carry_out_change",
        /// Make and end one's own link for calendar programs.
        MakeFeed = "make_change_feed",
        /// Say when nothing is to be changed.
        Freeze = "manage_freezes",
    }
}

/// The rule: may somebody of this role and reach do this? `called`: they own the change, or are asked to approve it.
#[must_use]
pub fn allows(role: Role, reach: Reach, called: bool, action: Action) -> bool {
    let works = role >= Role::Agent && reach == Reach::Full;
    match action {
        Action::See => role >= Role::Agent,
        Action::Plan | Action::MakeFeed => works,
        Action::Decide => works && called,
        Action::CarryOut => works && (called || role >= Role::Lead),
        Action::Freeze => works && role >= Role::Lead,
    }
}

/// Refuses what the actor may not do.
///
/// # Errors
/// `NotAllowed` with the action's word.
pub fn permit(actor: &Actor, called: bool, action: Action) -> Result<()> {
    if may(actor, called, action) { Ok(()) } else { Err(Refusal::NotAllowed(action.as_str()).into()) }
}

/// May they do it? Pages ask before they show a button.
#[must_use]
pub fn may(actor: &Actor, called: bool, action: Action) -> bool {
    allows(actor.role, actor.reach, called, action)
}
