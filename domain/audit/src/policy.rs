//! Who may do what to the audit log: administrators may read it, nobody may change it. `tests/policy.txt` prints it.

use db::words;
use outcome::{Refusal, Result};
use people::{Actor, Reach, Role};

words! {
    /// What can be done.
    pub enum Action {
        /// Read the log.
        SeeLog = "see_audit_log",
    }
}

/// The rule: may somebody of this role and reach do this?
#[must_use]
pub fn allows(role: Role, _: Reach, action: Action) -> bool {
    match action {
        Action::SeeLog => role >= Role::Administrator,
    }
}

/// Refuses what the actor may not do.
///
/// # Errors
/// `NotAllowed` with the action's word.
pub fn permit(actor: &Actor, action: Action) -> Result<()> {
    if allows(actor.role, actor.reach, action) { Ok(()) } else { Err(Refusal::NotAllowed(action.as_str()).into()) }
}
