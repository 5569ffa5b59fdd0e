//! Who may do what in triage. What may be done to the ticket itself, `tickets` decides.

use db::words;
use outcome::{Refusal, Result};
use people::{Actor, Reach, Role};

words! {
    /// What can be done.
    pub enum Action {
        /// See what is proposed for a ticket one works on.
        See = "see_proposals",
        /// Choose what is set by rule, and have everything learned anew.
        SetRule = "set_triage_rule",
    }
}

/// The rule: may somebody of this role and reach do this?
#[must_use]
pub fn allows(role: Role, reach: Reach, action: Action) -> bool {
    match action {
        Action::See => role >= Role::Agent,
        Action::SetRule => role >= Role::Administrator && reach == Reach::Full,
    }
}

/// Refuses what the actor may not do.
///
/// # Errors
/// `NotAllowed` with the action's word.
pub fn permit(actor: &Actor, action: Action) -> Result<()> {
    if allows(actor.role, actor.reach, action) { Ok(()) } else { Err(Refusal::NotAllowed(action.as_str()).into()) }
}
