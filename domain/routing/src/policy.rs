//! Who may do what about routing: leads set it, everybody says for themselves whether they take tickets. `tests/policy.txt` prints it.

use db::words;
use outcome::{Refusal, Result};
use people::{Actor, Reach, Role};

words! {
    /// What can be done.
    pub enum Action {
        /// See how tickets find somebody, and rehearse it.
        See = "see_routing",
        /// Change how a team's tickets find somebody, what people know and can have, and what categories need.
        Manage = "manage_routing",
        /// Say that one takes no tickets now, or does again.
        SwitchAway = "switch_away",
    }
}

/// The rule; `own` when it is about the actor.
#[must_use]
pub fn allows(role: Role, reach: Reach, action: Action, own: bool) -> bool {
    match action {
        Action::See => role >= Role::Agent,
        Action::Manage => role >= Role::Lead && reach == Reach::Full,
        Action::SwitchAway => role >= Role::Agent && reach == Reach::Full && (own || role >= Role::Lead),
    }
}

/// Refuses who may not.
///
/// # Errors
/// `NotAllowed` with the action's word.
pub fn permit(actor: &Actor, action: Action, own: bool) -> Result<()> {
    if allows(actor.role, actor.reach, action, own) { Ok(()) } else { Err(Refusal::NotAllowed(action.as_str()).into()) }
}
