//! What staff change about a person: name, title, where they belong, what to know about them.

use db::{Tx, params};
use outcome::{Check, Result};
use text::plain::fold;

use super::add::{check_name, check_places, too_long};
use super::words;
use crate::event::{PeopleEvent, note};
use crate::person::{NOTES_CHARS_MAX, TITLE_CHARS_MAX};
use crate::policy::{self, Action};
use crate::{Actor, OrganizationId, Person, PersonId, SiteId};

/// A person as they should be.
#[derive(Debug, Clone)]
pub struct EditPerson {
    /// Who.
    pub person: PersonId,
    /// As they are called.
    pub name: String,
    /// Job title.
    pub title: String,
    /// Where they belong.
    pub organization: Option<OrganizationId>,
    /// May they see what others of their organization asked?
    pub sees_organization: bool,
    /// Where they work.
    pub site: Option<SiteId>,
    /// What staff should know.
    pub notes: String,
}

/// Edits a person, and vouches for them: whoever edits a stranger knows them.
///
/// # Errors
/// Refused when the actor may not, or the input does not hold.
pub fn edit_person(tx: &mut Tx<'_>, actor: &Actor, input: &EditPerson) -> Result<Person> {
    let was = policy::permit(tx, actor, Action::EditPerson, input.person)?;
    let mut check = Check::new();
    check_name(&mut check, &input.name);
    check
        .that(input.title.chars().count() <= TITLE_CHARS_MAX, "title", too_long(TITLE_CHARS_MAX))
        .that(input.notes.chars().count() <= NOTES_CHARS_MAX, "notes", too_long(NOTES_CHARS_MAX))
        .that(input.organization.is_some() || !input.sees_organization, "sees_organization", "sees-organization-without-one");
    check_places(tx, &mut check, input.organization, input.site)?;
    check.done()?;

    let (name, title, notes) = (input.name.trim(), input.title.trim(), input.notes.trim());
    let fields: Vec<&'static str> = [
        ("name", was.name != name),
        ("title", was.title != title),
        ("organization", was.organization_id != input.organization),
        ("sees_organization", was.sees_organization != input.sees_organization),
        ("site", was.site_id != input.site),
        ("notes", was.notes != notes),
        ("verified", !was.verified),
    ]
    .into_iter()
    .filter_map(|(field, changed)| changed.then_some(field))
    .collect();
    if fields.is_empty() {
        return Ok(was.into_inner());
    }
    let sql = "UPDATE people SET name = $2, name_key = $3, title = $4, organization_id = $5, sees_organization = $6, site_id = $7, \
               notes = $8, verified = 1 WHERE id = $1";
    tx.execute_one(sql, params![was.id, name, fold(name), title, input.organization, input.sees_organization, input.site, notes])?;
    if was.name != name {
        words::index(tx, was.id)?;
    }
    note(tx, actor, &PeopleEvent::Edited { person: was.id, fields })?;
    Person::of(tx, was.id)?.ok_or_else(|| outcome::Refusal::NotFound.into())
}
