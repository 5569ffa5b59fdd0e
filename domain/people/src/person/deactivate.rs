//! Deactivating a person who left, and taking them back. Nothing they wrote disappears; they only cannot come in.

use db::{Tx, params};
use outcome::{Error, Result};

use crate::event::{PeopleEvent, note};
use crate::policy::{self, Action, Permitted};
use crate::session::revoke_all;
use crate::{Actor, Person, PersonId, Role};

/// Deactivates a person: their sessions and links end at once, their tokens are refused.
///
/// # Errors
/// Refused when the actor may not, or when no active administrator would remain.
pub fn deactivate(tx: &mut Tx<'_>, actor: &Actor, person: &PersonId) -> Result<Person> {
    let was = policy::permit(tx, actor, Action::Deactivate, *person)?;
    if !was.is_active() {
        return Ok(was.into_inner());
    }
    if was.role == Role::Administrator {
        refuse_without_administrator(tx, &was)?;
    }
    let now = tx.now();
    tx.execute_one("UPDATE people SET deactivated_at = $2 WHERE id = $1", params![was.id, now])?;
    tx.execute("DELETE FROM sign_in_links WHERE person_id = $1", params![was.id])?;
    tx.execute("DELETE FROM invitations WHERE person_id = $1", params![was.id])?;
    note(tx, actor, &PeopleEvent::Deactivated { person: was.id })?;
    revoke_all(tx, actor, was.id, None)?;
    Ok(Person { deactivated_at: Some(now), ..was.into_inner() })
}

/// Lets a deactivated person in again, with the role, password and tokens they had.
///
/// # Errors
/// Refused when the actor may not.
pub fn reactivate(tx: &mut Tx<'_>, actor: &Actor, person: &PersonId) -> Result<Person> {
    let was = policy::permit(tx, actor, Action::Deactivate, *person)?;
    if was.is_active() {
        return Ok(was.into_inner());
    }
    tx.execute_one("UPDATE people SET deactivated_at = NULL WHERE id = $1", params![was.id])?;
    note(tx, actor, &PeopleEvent::Reactivated { person: was.id })?;
    Ok(Person { deactivated_at: None, ..was.into_inner() })
}

/// Refuses to lose the last active administrator: nobody could ever make another.
pub(crate) fn refuse_without_administrator(tx: &mut Tx<'_>, leaving: &Permitted<Person>) -> Result<()> {
    // Two administrators who demote each other at the same moment must see one another: both touch all administrators' rows first.
    tx.execute("UPDATE people SET role = role WHERE role = 'administrator'", params![])?;
    let sql = "SELECT COUNT(*) FROM people WHERE role = 'administrator' AND deactivated_at IS NULL AND id <> $1";
    let (others,) = tx.one::<(i64,)>(sql, params![leaving.id])?;
    if others == 0 { Err(Error::conflict("last-administrator")) } else { Ok(()) }
}
