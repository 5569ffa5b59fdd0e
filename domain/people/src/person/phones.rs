//! A person's telephone numbers.

use db::{Tx, params};
use outcome::{Error, Result, Sentence};

use super::CONTACTS_MAX;
use super::add::too_long;
use super::words;
use crate::address::phone_of;
use crate::event::{PeopleEvent, note};
use crate::policy::{self, Action};
use crate::{Actor, PersonId};

/// Longest label, in characters.
const LABEL_CHARS_MAX: usize = 40;

/// A number for a person.
#[derive(Debug, Clone)]
pub struct AddPhone {
    /// Whose.
    pub person: PersonId,
    /// As somebody wrote it.
    pub phone: String,
    /// "Mobile", "Reception" or nothing.
    pub label: String,
}

/// A number to take away; two spellings of one number are one number.
#[derive(Debug, Clone)]
pub struct RemovePhone {
    /// Whose.
    pub person: PersonId,
    /// The number.
    pub phone: String,
}

/// Gives a person one more number; the same digits again change spelling and label.
///
/// # Errors
/// Refused when the actor may not, the number does not hold, or the person has too many.
pub fn add_phone(tx: &mut Tx<'_>, actor: &Actor, input: &AddPhone) -> Result<()> {
    let person = policy::permit(tx, actor, Action::ChangePhones, input.person)?;
    let number = phone_of(&input.phone)?;
    let label = input.label.trim();
    if label.chars().count() > LABEL_CHARS_MAX {
        return Err(Error::invalid("label", too_long(LABEL_CHARS_MAX)));
    }
    let sql = "SELECT COUNT(*) FROM person_phones WHERE person_id = $1 AND phone_key <> $2";
    let (others,) = tx.one::<(i64,)>(sql, params![person.id, &number.digits])?;
    if others >= CONTACTS_MAX {
        return Err(Error::invalid("phone", Sentence::new("contacts-too-many").with("max", CONTACTS_MAX)));
    }
    let sql = "INSERT INTO person_phones (person_id, phone, phone_key, label) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (person_id, phone_key) DO UPDATE SET phone = excluded.phone, label = excluded.label";
    tx.execute_one(sql, params![person.id, number.written, number.digits, label])?;
    words::index(tx, person.id)?;
    note(tx, actor, &PeopleEvent::PhoneAdded { person: person.id })?;
    Ok(())
}

/// Takes a number from a person.
///
/// # Errors
/// Refused when the actor may not, or when the person has no such number.
pub fn remove_phone(tx: &mut Tx<'_>, actor: &Actor, input: &RemovePhone) -> Result<()> {
    let person = policy::permit(tx, actor, Action::ChangePhones, input.person)?;
    let number = phone_of(&input.phone)?;
    let sql = "DELETE FROM person_phones WHERE person_id = $1 AND phone_key = $2";
    if tx.execute(sql, params![person.id, number.digits])? == 0 {
        return Err(Error::invalid("phone", "phone-not-theirs"));
    }
    words::index(tx, person.id)?;
    note(tx, actor, &PeopleEvent::PhoneRemoved { person: person.id })?;
    Ok(())
}
