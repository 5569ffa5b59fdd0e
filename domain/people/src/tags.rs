//! Tags: words of the desk's own on people and organizations.

use db::{Conn, Tx, Value, params};
use outcome::{Check, Result, Sentence};

use crate::event::{PeopleEvent, note};
use crate::policy::{self, Action};
use crate::{Actor, OrganizationId, PersonId};

/// Most tags of one person or organization.
pub const PEOPLE_TAGS_MAX: usize = 100;
/// Longest tag, in characters.
const TAG_CHARS_MAX: usize = 60;

/// The tags of somebody or something as they should be.
#[derive(Debug, Clone)]
pub struct SetTags<Id> {
    /// Whose.
    pub of: Id,
    /// All of them; each is kept in lower case, with hyphens for blanks.
    pub tags: Vec<String>,
}

/// Sets a person's tags.
///
/// # Errors
/// Refused when the actor may not edit the person, or a tag does not hold.
pub fn tag_person(tx: &mut Tx<'_>, actor: &Actor, input: &SetTags<PersonId>) -> Result<Vec<String>> {
    let person = policy::permit(tx, actor, Action::EditPerson, input.of)?;
    let tags = tidy(&input.tags)?;
    if tags != person_tags(tx, person.id)? {
        write(tx, PERSON, person.id.0, &tags)?;
        note(tx, actor, &PeopleEvent::Edited { person: person.id, fields: vec!["tags"] })?;
    }
    Ok(tags)
}

/// Sets an organization's tags.
///
/// # Errors
/// Refused when the actor may not edit the organization, or a tag does not hold.
pub fn tag_organization(tx: &mut Tx<'_>, actor: &Actor, input: &SetTags<OrganizationId>) -> Result<Vec<String>> {
    let organization = policy::permit(tx, actor, Action::EditOrganization, input.of)?;
    let tags = tidy(&input.tags)?;
    if tags != organization_tags(tx, organization.id)? {
        write(tx, ORGANIZATION, organization.id.0, &tags)?;
        note(tx, actor, &PeopleEvent::OrganizationEdited { organization: organization.id })?;
    }
    Ok(tags)
}

/// Where tags lie: the table, and its column for whose they are.
type Place = (&'static str, &'static str);
const PERSON: Place = ("person_tags", "person_id");
const ORGANIZATION: Place = ("organization_tags", "organization_id");

fn person_tags(conn: &Conn, of: PersonId) -> Result<Vec<String>> {
    read(conn, PERSON, of.0)
}

fn organization_tags(conn: &Conn, of: OrganizationId) -> Result<Vec<String>> {
    read(conn, ORGANIZATION, of.0)
}

fn read(conn: &Conn, (table, whose): Place, of: i64) -> Result<Vec<String>> {
    let rows = conn.all::<(String,)>(&format!("SELECT tag FROM {table} WHERE {whose} = $1 ORDER BY tag"), params![of])?;
    Ok(rows.into_iter().map(|(tag,)| tag).collect())
}

fn write(tx: &mut Tx<'_>, (table, whose): Place, of: i64, tags: &[String]) -> Result<()> {
    tx.execute(&format!("DELETE FROM {table} WHERE {whose} = $1"), params![of])?;
    if tags.is_empty() {
        return Ok(());
    }
    let rows: Vec<String> = (0..tags.len()).map(|n| format!("($1, ${})", n + 2)).collect();
    let mut values: Vec<Value> = params![of].to_vec();
    values.extend(tags.iter().map(Value::from));
    tx.execute(&format!("INSERT INTO {table} ({whose}, tag) VALUES {}", rows.join(", ")), &values)?;
    Ok(())
}

/// Tags as they are kept: lower case, blanks as hyphens, in order, each once.
fn tidy(tags: &[String]) -> Result<Vec<String>> {
    let mut tidy: Vec<String> = tags.iter().map(|t| t.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase()).collect();
    tidy.sort_unstable();
    tidy.dedup();
    tidy.retain(|tag| !tag.is_empty());
    let mut check = Check::new();
    check.that(tidy.len() <= PEOPLE_TAGS_MAX, "tags", Sentence::new("people-tags-too-many").with("max", PEOPLE_TAGS_MAX));
    for tag in tidy.iter().take(PEOPLE_TAGS_MAX) {
        let reads = tag.chars().count() <= TAG_CHARS_MAX && !tag.contains(|c: char| c.is_control() || c == ',');
        check.that(reads, "tags", Sentence::new("people-tag-unreadable").with("max", TAG_CHARS_MAX));
    }
    check.done()?;
    Ok(tidy)
}
