//! An administrator's program acts for somebody else: it may what that person may, and not more.

use db::{Acts, Conn, HOUR_MS, Tx};
use outcome::{Refusal, Result};

use crate::event::PeopleEvent;
use crate::policy::{self, Action};
use crate::{Actor, Person, PersonId, directory};

/// Who acts when `actor` acts for the person of this address or number: that person, through the same door, with the same reach.
///
/// # Errors
/// `NotFound` when there is no such person or they left, `NotAllowed` to who may not.
pub fn act_for(conn: &Conn, actor: &Actor, whom: &str) -> Result<(Actor, Person)> {
    let id = match whom.trim().parse::<PersonId>() {
        Ok(id) => id,
        Err(_) => directory::person_by_email(conn, whom)?.ok_or(Refusal::NotFound)?.id,
    };
    let person = policy::permit(conn, actor, Action::ActFor, id)?.into_inner();
    let theirs = directory::actor_of(conn, id, actor.door)?.ok_or(Refusal::NotFound)?;
    Ok((Actor { reach: actor.reach, ..theirs }, person))
}

/// Writes down that somebody acts for a person, once an hour.
///
/// # Errors
/// As [`act_for`].
pub fn note_acting_for(tx: &mut Tx<'_>, actor: &Actor, person: PersonId) -> Result<()> {
    let person = policy::permit(tx, actor, Action::ActFor, person)?;
    let (scope, key) = (format!("act_for:{}", actor.acted_by().actor), format!("{}:{}", person.id, tx.now().0 / HOUR_MS));
    if tx.done_before(&scope, &key)?.is_none() {
        tx.remember_done(&scope, &key, "noted")?;
        tx.record(actor, &PeopleEvent::ActedFor { person: person.id })?;
    }
    Ok(())
}
