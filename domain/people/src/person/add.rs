//! Adding a person, by hand, by import or as demo data. They have no password until they accept an invitation.

use catalogue::Language;
use db::{Tx, params};
use outcome::{Check, Result, Sentence};
use text::plain::fold;

use super::words;
use crate::address::{email_problem, normal_email, phone_of};
use crate::event::{PeopleEvent, note};
use crate::person::{NAME_CHARS_MAX, NOTES_CHARS_MAX, TITLE_CHARS_MAX, is_zone};
use crate::policy::{self, Action};
use crate::{Actor, OrganizationId, Person, PersonId, Preferences, Role, SiteId};

/// A new person.
#[derive(Debug, Clone)]
pub struct AddPerson {
    /// As they are called.
    pub name: String,
    /// Their first address; a person known only by telephone has none.
    pub email: Option<String>,
    /// Their first number.
    pub phone: Option<String>,
    /// What they are to the desk.
    pub role: Role,
    /// Job title.
    pub title: String,
    /// Where they belong.
    pub organization: Option<OrganizationId>,
    /// Where they work.
    pub site: Option<SiteId>,
    /// The language they read.
    pub language: Language,
    /// Their time zone, by its IANA name.
    pub zone: String,
    /// What staff should know.
    pub notes: String,
}

impl AddPerson {
    /// A person of this name, address and role, all else as usual: no organization, English, UTC.
    #[must_use]
    pub fn new(name: impl Into<String>, email: impl Into<String>, role: Role) -> Self {
        Self {
            name: name.into(),
            email: Some(email.into()),
            phone: None,
            role,
            title: String::new(),
            organization: None,
            site: None,
            language: Language::En,
            zone: "UTC".to_owned(),
            notes: String::new(),
        }
    }
}

/// Adds a person and vouches for them.
///
/// # Errors
/// Refused when the actor may not add people of this role, or the input does not hold.
pub fn add_person(tx: &mut Tx<'_>, actor: &Actor, input: &AddPerson) -> Result<Person> {
    policy::allow(actor, Action::adding(input.role))?;
    let person = insert(tx, actor, input, true)?;
    if let Some(phone) = input.phone.as_deref().filter(|p| !p.trim().is_empty()) {
        let number = phone_of(phone)?;
        let sql = "INSERT INTO person_phones (person_id, phone, phone_key, label) VALUES ($1, $2, $3, '')";
        tx.execute_one(sql, params![person.id, number.written, number.digits])?;
        words::index(tx, person.id)?;
    }
    Ok(person)
}

/// Checks and writes a new person; whoever calls has asked the policy.
pub(crate) fn insert(tx: &mut Tx<'_>, actor: &Actor, input: &AddPerson, verified: bool) -> Result<Person> {
    let email = match input.email.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(typed) => Some((typed, normal_email(typed))),
    };
    let taken = match &email {
        Some((_, Some(email))) => is_taken(tx, email)?,
        _ => false,
    };
    let mut check = Check::new();
    check_name(&mut check, &input.name);
    check
        .that(!matches!(email, Some((_, None))), "email", email_problem(input.email.as_deref().unwrap_or_default()))
        .that(!taken, "email", "email-taken")
        .that(input.role == Role::Requester || email.is_some(), "email", "email-needed-by-staff")
        .that(input.title.chars().count() <= TITLE_CHARS_MAX, "title", too_long(TITLE_CHARS_MAX))
        .that(input.notes.chars().count() <= NOTES_CHARS_MAX, "notes", too_long(NOTES_CHARS_MAX))
        .that(is_zone(&input.zone), "zone", "zone-unknown");
    check_places(tx, &mut check, input.organization, input.site)?;
    check.done()?;

    let (name, now) = (input.name.trim(), tx.now());
    let sql = "INSERT INTO people (name, name_key, role, title, organization_id, site_id, language, zone, verified, notes, preferences, created_at) \
               VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) RETURNING id";
    let fixed = (input.language.as_str(), Preferences::default().to_json());
    let id: PersonId = tx.insert(
        sql,
        params![
            name,
            fold(name),
            input.role,
            input.title.trim(),
            input.organization,
            input.site,
            fixed.0,
            input.zone.as_str(),
            verified,
            input.notes.trim(),
            fixed.1,
            now
        ],
    )?;
    if let Some((_, Some(email))) = email {
        tx.execute_one("INSERT INTO person_emails (email, person_id, is_primary) VALUES ($1, $2, 1)", params![email, id])?;
    }
    words::index(tx, id)?;
    note(tx, actor, &PeopleEvent::Added { person: id, role: input.role, verified })?;
    Person::of(tx, id)?.ok_or_else(|| outcome::Refusal::NotFound.into())
}

/// Does the address belong to somebody?
pub(super) fn is_taken(tx: &Tx<'_>, email: &str) -> Result<bool> {
    Ok(tx.first::<(i64,)>("SELECT 1 FROM person_emails WHERE email = $1", params![email])?.is_some())
}

pub(crate) fn too_long(chars_max: usize) -> Sentence {
    Sentence::new("text-too-long").with("max", chars_max)
}

/// Notes what is wrong with a person's name.
pub(super) fn check_name(check: &mut Check, name: &str) {
    check
        .that(!name.trim().is_empty(), "name", "name-missing")
        .that(name.trim().chars().count() <= NAME_CHARS_MAX, "name", too_long(NAME_CHARS_MAX))
        .that(!name.trim().contains(char::is_control), "name", "name-unprintable");
}

/// Notes an organization or a site that does not exist.
pub(super) fn check_places(tx: &Tx<'_>, check: &mut Check, organization: Option<OrganizationId>, site: Option<SiteId>) -> Result<()> {
    if let Some(id) = organization {
        let there = tx.first::<(i64,)>("SELECT 1 FROM organizations WHERE id = $1 AND archived_at IS NULL", params![id])?.is_some();
        check.that(there, "organization", "organization-unknown");
    }
    if let Some(id) = site {
        let there = tx.first::<(i64,)>("SELECT 1 FROM sites WHERE id = $1", params![id])?.is_some();
        check.that(there, "site", "site-unknown");
    }
    Ok(())
}
