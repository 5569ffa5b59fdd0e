//! Who may do what to webhooks: administrators, for what they are told leaves the desk. `tests/policy.txt` prints it.

use db::words;
use outcome::{Refusal, Result};
use people::{Actor, Reach, Role};

words! {
    /// What can be done.
    pub enum Action {
        /// See webhooks, and what was told to whom.
        SeeWebhooks = "see_webhooks",
        /// Make, change and remove them, try them, tell something again.
        ManageWebhooks = "manage_webhooks",
        /// Read the secret that signatures are made with.
        ReadSecret = "read_webhook_secret",
    }
}

/// The rule: may somebody of this role and reach do this?
#[must_use]
pub fn allows(role: Role, reach: Reach, action: Action) -> bool {
    match action {
        Action::SeeWebhooks => role >= Role::Administrator,
        Action::ManageWebhooks | Action::ReadSecret => role >= Role::Administrator && reach == Reach::Full,
    }
}

/// Refuses what the actor may not do.
///
/// # Errors
/// `NotAllowed` with the action's word.
pub fn permit(actor: &Actor, action: Action) -> Result<()> {
    if allows(actor.role, actor.reach, action) { Ok(()) } else { Err(Refusal::NotAllowed(action.as_str()).into()) }
}
