//! Who may see and set how long things are kept: administrators. `tests/policy.txt` prints it. Who may take a copy of a person's data or
//! erase them, `people` decides.

use db::words;
use outcome::{Refusal, Result};
use people::{Actor, Reach, Role};

words! {
    /// What can be done.
    pub enum Action {
        /// See how long things are kept, and what the rules did.
        SeeKeeping = "see_keeping",
        /// Set how long things are kept.
        SetKeeping = "set_keeping",
    }
}

/// The rule: may somebody of this role and reach do this?
#[must_use]
pub fn allows(role: Role, reach: Reach, action: Action) -> bool {
    let administrator = role >= Role::Administrator;
    match action {
        Action::SeeKeeping => administrator,
        Action::SetKeeping => administrator && reach == Reach::Full,
    }
}

/// Refuses what the actor may not do.
///
/// # Errors
/// `NotAllowed` with the action's word.
pub fn permit(actor: &Actor, action: Action) -> Result<()> {
    if allows(actor.role, actor.reach, action) { Ok(()) } else { Err(Refusal::NotAllowed(action.as_str()).into()) }
}
