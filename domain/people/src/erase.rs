//! Somebody is forgotten: first they come in no more, then, when everybody else has emptied what names them, their row says nothing.
//!
//! The row and its number stay, for tickets, figures and the log go on naming the number.

use db::{EventId, Tx, params};
use outcome::{Error, Result};
use text::plain::fold;

use crate::event::{PeopleEvent, note};
use crate::person::{refuse_without_administrator, words};
use crate::policy::{Action, permit};
use crate::session::revoke_all;
use crate::{Actor, Person, PersonId, Role};

/// Tables whose rows about a person go as a whole.
const GO: [&str; 16] = [
    "person_emails",
    "person_phones",
    "person_tags",
    "person_answers",
    "team_members",
    "passwords",
    "sessions",
    "invitations",
    "sign_in_links",
    "totp_apps",
    "recovery_codes",
    "passkeys",
    "passkey_users",
    "passkey_challenges",
    "api_tokens",
    "known_browsers",
];

/// Somebody to be erased, and their name typed once more.
#[derive(Debug, Clone)]
pub struct ErasePerson {
    /// The person.
    pub person: PersonId,
    /// Their name, as whoever erases them typed it; nobody types it where Firstline itself erases again, after a restore.
    pub name: Option<String>,
}

/// Begins to erase somebody: they come in no more, and no way back in is left. What names them is emptied by others, and
/// [`erase_person`] ends it.
///
/// # Errors
/// Refused to all but administrators, and for oneself; `Invalid` when the typed name is another one; `Conflict` for the last administrator.
pub fn begin_erasing(tx: &mut Tx<'_>, actor: &Actor, erase: &ErasePerson) -> Result<Person> {
    let person = permit(tx, actor, Action::ErasePerson, erase.person)?;
    let typed = erase.name.as_deref().map(str::trim);
    if typed != Some(person.name.trim()) && (typed.is_some() || !actor.is_system()) {
        return Err(Error::invalid("name", "erase-name-differs"));
    }
    if person.role == Role::Administrator && person.is_active() {
        refuse_without_administrator(tx, &person)?;
    }
    let now = tx.now();
    tx.execute_one("UPDATE people SET deactivated_at = COALESCE(deactivated_at, $2) WHERE id = $1", params![person.id, now])?;
    revoke_all(tx, actor, person.id, None)?;
    for table in ["sign_in_links", "invitations", "api_tokens"] {
        tx.execute(&format!("DELETE FROM {table} WHERE person_id = $1"), params![person.id])?;
    }
    note(tx, actor, &PeopleEvent::ErasureBegun { person: person.id })?;
    Ok(Person { deactivated_at: Some(now), ..person.into_inner() })
}

/// Empties a person's row and takes away all that hangs on it; from now on they are called `called`. The last step of an erasure.
///
/// # Errors
/// Refused to all but administrators and Firstline itself, and for oneself.
pub fn erase_person(tx: &mut Tx<'_>, actor: &Actor, person: PersonId, called: &str) -> Result<()> {
    let person = permit(tx, actor, Action::ErasePerson, person)?;
    for table in GO {
        tx.execute(&format!("DELETE FROM {table} WHERE person_id = $1"), params![person.id])?;
    }
    // Where letters went before is said by one event, for the warning to that address.
    let sql = "SELECT id FROM events WHERE subject_kind = 'person' AND subject_id = $1 AND kind = 'person.email_added'";
    for (event,) in tx.all::<(EventId,)>(sql, params![person.id])? {
        tx.empty_event(event, r#"{"before":null}"#)?;
    }
    let now = tx.now();
    tx.execute_one(
        "UPDATE people SET name = $2, name_key = $3, role = $5, title = '', organization_id = NULL, sees_organization = 0, site_id = NULL, \
         language = 'en', zone = 'UTC', verified = 1, notes = '', preferences = '{}', external_id = NULL, details = '', \
         deactivated_at = COALESCE(deactivated_at, $4), erased_at = $4 WHERE id = $1",
        params![person.id, called, fold(called), now, Role::Requester],
    )?;
    tx.execute("DELETE FROM person_words WHERE person_id = $1", params![person.id])?;
    words::index(tx, person.id)?;
    note(tx, actor, &PeopleEvent::Erased { person: person.id }).map(drop)
}
