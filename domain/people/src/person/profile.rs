//! What a person chooses for themselves: their name, language, zone and how their pages look.

use catalogue::Language;
use db::{Tx, params};
use outcome::{Check, Result};
use text::plain::fold;

use super::add::check_name;
use super::words;
use crate::event::{PeopleEvent, note};
use crate::person::is_zone;
use crate::policy::{self, Action};
use crate::preferences::UNDO_SEND_S_MAX;
use crate::{Actor, Person, PersonId, Preferences};

/// A person's own choices as they should be.
#[derive(Debug, Clone)]
pub struct EditProfile {
    /// Whose.
    pub person: PersonId,
    /// As they want to be called.
    pub name: String,
    /// The language they read.
    pub language: Language,
    /// Their time zone, by its IANA name.
    pub zone: String,
    /// How they like their pages.
    pub preferences: Preferences,
}

/// Edits a person's own choices.
///
/// # Errors
/// Refused when the actor may not, or the input does not hold.
pub fn edit_profile(tx: &mut Tx<'_>, actor: &Actor, input: &EditProfile) -> Result<Person> {
    let was = policy::permit(tx, actor, Action::EditProfile, input.person)?;
    let undo_fits = input.preferences.undo_send_s <= UNDO_SEND_S_MAX;
    let mut check = Check::new();
    check_name(&mut check, &input.name);
    check
        .that(is_zone(&input.zone), "zone", "zone-unknown")
        .that(undo_fits, "undo_send_s", outcome::Sentence::new("undo-send-too-long").with("max", UNDO_SEND_S_MAX))
        .done()?;

    let name = input.name.trim();
    let fields: Vec<&'static str> = [
        ("name", was.name != name),
        ("language", was.speaks() != input.language),
        ("zone", was.zone != input.zone),
        ("preferences", was.preferences != input.preferences),
    ]
    .into_iter()
    .filter_map(|(field, changed)| changed.then_some(field))
    .collect();
    if fields.is_empty() {
        return Ok(was.into_inner());
    }
    let sql = "UPDATE people SET name = $2, name_key = $3, language = $4, zone = $5, preferences = $6 WHERE id = $1";
    let language = input.language.as_str();
    tx.execute_one(sql, params![was.id, name, fold(name), language, input.zone.as_str(), input.preferences.to_json()])?;
    if was.name != name {
        words::index(tx, was.id)?;
    }
    note(tx, actor, &PeopleEvent::Edited { person: was.id, fields })?;
    Person::of(tx, was.id)?.ok_or_else(|| outcome::Refusal::NotFound.into())
}
