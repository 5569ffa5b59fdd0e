//! Who may do what to notifications: everybody to their own, nobody to others'. `tests/policy.txt` prints it.

use db::{Conn, words};
use outcome::{Refusal, Result};
use people::{Actor, PersonId, Reach};

use crate::notification::{Notification, NotificationId};

words! {
    /// What can be done.
    pub enum Action {
        /// See one's notifications and choices.
        See = "see",
        /// Mark notifications as read.
        MarkRead = "mark_read",
        /// Choose the way for a reason.
        Choose = "choose",
    }
}

/// The rule: may `actor` do this to what belongs to `owner`? `None` when they may not even know of it.
#[must_use]
pub fn rule(actor: &Actor, action: Action, owner: PersonId) -> Option<bool> {
    let own = actor.person() == Some(owner);
    own.then_some(action == Action::See || actor.reach == Reach::Full)
}

/// The person whose notifications the actor may do this to: their own.
///
/// # Errors
/// `NotAllowed` to who is no person, and to a credential that only looks.
pub(crate) fn permit_own(actor: &Actor, action: Action) -> Result<PersonId> {
    match actor.person() {
        Some(person) if rule(actor, action, person) == Some(true) => Ok(person),
        _ => Err(Refusal::NotAllowed(action.as_str()).into()),
    }
}

/// The notification of this number, if the actor may do this to it.
///
/// # Errors
/// `NotFound` for anybody else's, `NotAllowed` to a credential that only looks.
pub fn permit(conn: &Conn, actor: &Actor, action: Action, id: NotificationId) -> Result<Notification> {
    let found = Notification::of(conn, id)?.ok_or(Refusal::NotFound)?;
    match rule(actor, action, found.person_id) {
        Some(true) => Ok(found),
        Some(false) => Err(Refusal::NotAllowed(action.as_str()).into()),
        None => Err(Refusal::NotFound.into()),
    }
}
