//! A person's addresses: adding, removing, choosing the one that letters go to.

use db::{Tx, params};
use outcome::{Error, Result, Sentence};

use super::CONTACTS_MAX;
use super::add::is_taken;
use super::words;
use crate::address::email_of;
use crate::directory;
use crate::event::{PeopleEvent, note};
use crate::policy::{self, Action};
use crate::{Actor, PersonId};

/// An address of a person.
#[derive(Debug, Clone)]
pub struct ContactEmail {
    /// Whose.
    pub person: PersonId,
    /// The address.
    pub email: String,
}

/// Gives a person one more address.
///
/// # Errors
/// Refused when the actor may not, the address does not hold or belongs to somebody, or the person has too many.
pub fn add_email(tx: &mut Tx<'_>, actor: &Actor, input: &ContactEmail) -> Result<()> {
    let person = policy::permit(tx, actor, Action::ChangeEmails, input.person)?;
    let email = email_of(&input.email)?;
    if is_taken(tx, &email)? {
        return Err(Error::invalid("email", "email-taken"));
    }
    let (count,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM person_emails WHERE person_id = $1", params![person.id])?;
    if count >= CONTACTS_MAX {
        return Err(Error::invalid("email", Sentence::new("contacts-too-many").with("max", CONTACTS_MAX)));
    }
    let before = directory::primary_email(tx, person.id)?;
    let sql = "INSERT INTO person_emails (email, person_id, is_primary) VALUES ($1, $2, $3)";
    tx.execute_one(sql, params![email, person.id, count == 0])?;
    words::index(tx, person.id)?;
    note(tx, actor, &PeopleEvent::EmailAdded { person: person.id, before })?;
    Ok(())
}

/// Takes an address from a person. If it was the primary one, the next in the alphabet becomes it.
///
/// # Errors
/// Refused when the actor may not, when the person has no such address, or when staff would have none to sign in with.
pub fn remove_email(tx: &mut Tx<'_>, actor: &Actor, input: &ContactEmail) -> Result<()> {
    let person = policy::permit(tx, actor, Action::ChangeEmails, input.person)?;
    let email = email_of(&input.email)?;
    let all =
        tx.all::<(String, bool)>("SELECT email, is_primary FROM person_emails WHERE person_id = $1 ORDER BY email", params![person.id])?;
    let Some((_, was_primary)) = all.iter().find(|(e, _)| *e == email) else {
        return Err(Error::invalid("email", "email-not-theirs"));
    };
    if person.is_staff() && all.len() == 1 {
        return Err(Error::invalid("email", "email-needed-by-staff"));
    }
    tx.execute_one("DELETE FROM person_emails WHERE email = $1", params![&email])?;
    tx.execute("DELETE FROM sign_in_links WHERE email = $1", params![&email])?;
    if let (true, Some((next, _))) = (*was_primary, all.iter().find(|(e, _)| *e != email)) {
        tx.execute_one("UPDATE person_emails SET is_primary = 1 WHERE email = $1", params![next])?;
    }
    words::index(tx, person.id)?;
    note(tx, actor, &PeopleEvent::EmailRemoved { person: person.id })?;
    Ok(())
}

/// Makes an address of a person the one that letters go to.
///
/// # Errors
/// Refused when the actor may not, or when the person has no such address.
pub fn make_email_primary(tx: &mut Tx<'_>, actor: &Actor, input: &ContactEmail) -> Result<()> {
    let person = policy::permit(tx, actor, Action::ChangeEmails, input.person)?;
    let email = email_of(&input.email)?;
    let sql = "SELECT is_primary FROM person_emails WHERE email = $1 AND person_id = $2";
    match tx.first::<(bool,)>(sql, params![&email, person.id])? {
        None => Err(Error::invalid("email", "email-not-theirs")),
        Some((true,)) => Ok(()),
        Some((false,)) => {
            tx.execute("UPDATE person_emails SET is_primary = 0 WHERE person_id = $1", params![person.id])?;
            tx.execute_one("UPDATE person_emails SET is_primary = 1 WHERE email = $1", params![email])?;
            note(tx, actor, &PeopleEvent::EmailMadePrimary { person: person.id })?;
            Ok(())
        }
    }
}
