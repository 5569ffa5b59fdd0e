//! What other systems call a person or an organization, and what they keep there about them.

use db::{Conn, Tx, params};
use outcome::{Check, Result};

use crate::event::{PeopleEvent, note};
use crate::person::{NAME_CHARS_MAX, NOTES_CHARS_MAX, too_long};
use crate::policy::{self, Action};
use crate::{Actor, Organization, OrganizationId, Person, PersonId};

/// What another system keeps about somebody or something.
#[derive(Debug, Clone)]
pub struct Elsewhere<Id> {
    /// Whom or what it is about.
    pub of: Id,
    /// What it is called there; no two are called the same.
    pub external_id: Option<String>,
    /// What is written there.
    pub details: String,
}

/// Notes what another system keeps about a person.
///
/// # Errors
/// Refused when the actor may not edit the person, or the input does not hold.
pub fn keep_person_elsewhere(tx: &mut Tx<'_>, actor: &Actor, input: &Elsewhere<PersonId>) -> Result<()> {
    let was = policy::permit(tx, actor, Action::EditPerson, input.of)?;
    let (name, details) = (name_of(input), input.details.trim());
    check(tx, "people", was.id.0, name, details)?;
    if was.external_id.as_deref() == name && was.details == details {
        return Ok(());
    }
    tx.execute_one("UPDATE people SET external_id = $2, details = $3 WHERE id = $1", params![was.id, name, details])?;
    note(tx, actor, &PeopleEvent::Edited { person: was.id, fields: vec!["elsewhere"] })?;
    Ok(())
}

/// Notes what another system keeps about an organization.
///
/// # Errors
/// Refused when the actor may not edit the organization, or the input does not hold.
pub fn keep_organization_elsewhere(tx: &mut Tx<'_>, actor: &Actor, input: &Elsewhere<OrganizationId>) -> Result<()> {
    let was = policy::permit(tx, actor, Action::EditOrganization, input.of)?;
    let (name, details) = (name_of(input), input.details.trim());
    check(tx, "organizations", was.id.0, name, details)?;
    if was.external_id.as_deref() == name && was.details == details {
        return Ok(());
    }
    tx.execute_one("UPDATE organizations SET external_id = $2, details = $3 WHERE id = $1", params![was.id, name, details])?;
    note(tx, actor, &PeopleEvent::OrganizationEdited { organization: was.id })?;
    Ok(())
}

/// The person whom another system calls this; it asks no policy, so the asker must have.
///
/// # Errors
/// What the engine answers.
pub fn person_by_external_id(conn: &Conn, name: &str) -> Result<Option<Person>> {
    conn.first(&format!("SELECT {} FROM people p WHERE p.external_id = $1", Person::columns("p")), params![name])
}

/// The organization that another system calls this; it asks no policy, so the asker must have.
///
/// # Errors
/// What the engine answers.
pub fn organization_by_external_id(conn: &Conn, name: &str) -> Result<Option<Organization>> {
    let sql = format!("SELECT {} FROM organizations o WHERE o.external_id = $1 AND o.archived_at IS NULL", Organization::columns("o"));
    conn.first(&sql, params![name])
}

/// The organization of this name; it asks no policy, so the asker must have.
///
/// # Errors
/// What the engine answers.
pub fn organization_by_name(conn: &Conn, name: &str) -> Result<Option<Organization>> {
    let sql = format!("SELECT {} FROM organizations o WHERE o.name_key = $1 AND o.archived_at IS NULL", Organization::columns("o"));
    conn.first(&sql, params![text::plain::fold(name.trim())])
}

fn name_of<Id>(input: &Elsewhere<Id>) -> Option<&str> {
    input.external_id.as_deref().map(str::trim).filter(|name| !name.is_empty())
}

fn check(tx: &Tx<'_>, table: &str, own: i64, name: Option<&str>, details: &str) -> Result<()> {
    let sql = format!("SELECT 1 FROM {table} WHERE external_id = $1 AND id <> $2");
    let taken = match name {
        Some(name) => tx.first::<(i64,)>(&sql, params![name, own])?.is_some(),
        None => false,
    };
    Check::new()
        .that(!taken, "external_id", "external-id-taken")
        .that(name.is_none_or(|name| name.chars().count() <= NAME_CHARS_MAX), "external_id", too_long(NAME_CHARS_MAX))
        .that(details.chars().count() <= NOTES_CHARS_MAX, "details", too_long(NOTES_CHARS_MAX))
        .done()
}
