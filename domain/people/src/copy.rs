//! That what is kept about somebody was put together, and fetched: written down for whoever asks who had it.

use db::{EventId, Tx};
use outcome::Result;

use crate::event::PeopleEvent;
use crate::policy::{Action, permit};
use crate::{Actor, PersonId};

/// Writes down that a copy of somebody's data is made.
///
/// # Errors
/// Refused to all but administrators.
pub fn note_copy_made(tx: &mut Tx<'_>, actor: &Actor, person: PersonId) -> Result<EventId> {
    let person = permit(tx, actor, Action::TakeCopy, person)?.id;
    tx.record(actor, &PeopleEvent::CopyMade { person })
}

/// Writes down that a copy of somebody's data was fetched.
///
/// # Errors
/// Refused to all but administrators.
pub fn note_copy_taken(tx: &mut Tx<'_>, actor: &Actor, person: PersonId) -> Result<EventId> {
    let person = permit(tx, actor, Action::TakeCopy, person)?.id;
    tx.record(actor, &PeopleEvent::CopyTaken { person })
}
