//! Who may do what to promises: the desk sees them, leads and administrators make them. `tests/policy.txt` prints it.

use db::words;
use outcome::{Refusal, Result};
use people::{Actor, Reach, Role};

words! {
    /// What can be done.
    pub enum Action {
        /// See calendars and agreements.
        SeePromises = "see_promises",
        /// Make and change calendars: hours, holidays.
        ManageCalendars = "manage_calendars",
        /// Make and change agreements: conditions, targets, steps, order.
        ManageAgreements = "manage_agreements",
    }
}

/// The rule; `None` when they may not even know of it.
#[must_use]
pub fn rule(actor: &Actor, action: Action) -> Option<bool> {
    if !actor.is_staff() {
        return None;
    }
    match action {
        Action::SeePromises => Some(true),
        Action::ManageCalendars | Action::ManageAgreements => Some(actor.role >= Role::Lead && actor.reach == Reach::Full),
    }
}

/// May they do this?
#[must_use]
pub fn may(actor: &Actor, action: Action) -> bool {
    rule(actor, action) == Some(true)
}

/// Refuses who may not.
///
/// # Errors
/// `NotFound` to who may not know of promises, `NotAllowed` to who may only look.
pub fn permit(actor: &Actor, action: Action) -> Result<()> {
    match rule(actor, action) {
        Some(true) => Ok(()),
        Some(false) => Err(Refusal::NotAllowed(action.as_str()).into()),
        None => Err(Refusal::NotFound.into()),
    }
}
