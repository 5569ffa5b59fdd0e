//! Who may see what requesters answered, and who decides whether they are asked. `tests/policy.txt` prints it. Who may answer about a
//! ticket, `tickets` decides: whoever asked for it.

use db::words;
use outcome::{Refusal, Result};
use people::{Actor, Reach, Role, Who};

words! {
    /// What can be done.
    pub enum Action {
        /// See the figures, and every answer.
        SeeResults = "see_results",
        /// Say whether requesters are asked, and when.
        Manage = "manage",
    }
}

/// The rule: may somebody of this role and reach do this?
#[must_use]
pub fn allows(role: Role, reach: Reach, action: Action) -> bool {
    match action {
        Action::SeeResults => role >= Role::Lead,
        Action::Manage => role >= Role::Administrator && reach == Reach::Full,
    }
}

/// May the actor do this?
#[must_use]
pub fn may(actor: &Actor, action: Action) -> bool {
    matches!(actor.who, Who::System) || allows(actor.role, actor.reach, action)
}

/// Refuses what the actor may not do.
///
/// # Errors
/// `NotAllowed` with the action's word.
pub fn permit(actor: &Actor, action: Action) -> Result<()> {
    if may(actor, action) { Ok(()) } else { Err(Refusal::NotAllowed(action.as_str()).into()) }
}
