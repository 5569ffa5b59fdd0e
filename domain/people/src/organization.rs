//! An organization: a client company or a department, the domains it writes from, and whether its people see each other's requests.

mod archive;

use std::collections::BTreeSet;

use db::{Conn, Moment, Tx, params, row};
use outcome::{Check, Result, Sentence};
use text::plain::fold;

use crate::address::is_domain;
use crate::event::{PeopleEvent, note};
use crate::person::{NAME_CHARS_MAX, NOTES_CHARS_MAX, too_long};
use crate::policy::{self, Action};
use crate::{Actor, OrganizationId};

pub use archive::archive_organization;

/// Most domains of one organization.
pub const DOMAINS_MAX: usize = 50;

row! {
    /// An organization's own row.
    pub struct Organization {
        /// Its number.
        pub id: OrganizationId,
        /// What it is called.
        pub name: String,
        /// Does everybody of it see what the others asked?
        pub shares_tickets: bool,
        /// What staff should know about it.
        pub notes: String,
        /// Since when the desk knows it.
        pub created_at: Moment,
        /// What another system calls it.
        pub external_id: Option<String>,
        /// What another system keeps about it; staff alone see it.
        pub details: String,
        /// When anything about it last changed.
        pub updated_at: Moment,
    }
}

impl Organization {
    pub(crate) fn of(conn: &Conn, id: OrganizationId) -> Result<Option<Self>> {
        conn.first(&format!("SELECT {} FROM organizations o WHERE o.id = $1 AND o.archived_at IS NULL", Self::columns("o")), params![id])
    }
}

/// An organization as it should be.
#[derive(Debug, Clone, Default)]
pub struct OrganizationInput {
    /// What it is called; no two are called the same.
    pub name: String,
    /// The domains its people write from.
    pub domains: Vec<String>,
    /// Does everybody of it see what the others asked?
    pub shares_tickets: bool,
    /// What staff should know about it.
    pub notes: String,
}

/// Adds an organization. People who already write from its domains stay where they are.
///
/// # Errors
/// Refused when the actor may not, or the input does not hold.
pub fn add_organization(tx: &mut Tx<'_>, actor: &Actor, input: &OrganizationInput) -> Result<Organization> {
    policy::allow(actor, Action::AddOrganization)?;
    let domains = check(tx, input, OrganizationId(0))?;
    let (name, now) = (input.name.trim(), tx.now());
    let sql = "INSERT INTO organizations (name, name_key, shares_tickets, notes, created_at) VALUES ($1,$2,$3,$4,$5) RETURNING id";
    let id: OrganizationId = tx.insert(sql, params![name, fold(name), input.shares_tickets, input.notes.trim(), now])?;
    write_domains(tx, id, &domains)?;
    note(tx, actor, &PeopleEvent::OrganizationAdded { organization: id })?;
    Organization::of(tx, id)?.ok_or_else(|| outcome::Refusal::NotFound.into())
}

/// Changes an organization.
///
/// # Errors
/// Refused when the actor may not, or the input does not hold.
pub fn edit_organization(tx: &mut Tx<'_>, actor: &Actor, id: OrganizationId, input: &OrganizationInput) -> Result<Organization> {
    let was = policy::permit(tx, actor, Action::EditOrganization, id)?;
    let domains = check(tx, input, was.id)?;
    let name = input.name.trim();
    let sql = "UPDATE organizations SET name = $2, name_key = $3, shares_tickets = $4, notes = $5 WHERE id = $1";
    tx.execute_one(sql, params![was.id, name, fold(name), input.shares_tickets, input.notes.trim()])?;
    tx.execute("DELETE FROM organization_domains WHERE organization_id = $1", params![was.id])?;
    write_domains(tx, was.id, &domains)?;
    note(tx, actor, &PeopleEvent::OrganizationEdited { organization: was.id })?;
    Organization::of(tx, was.id)?.ok_or_else(|| outcome::Refusal::NotFound.into())
}

/// The domains in their normal form, if the whole input holds; `own` may keep its name and its domains.
fn check(tx: &Tx<'_>, input: &OrganizationInput, own: OrganizationId) -> Result<BTreeSet<String>> {
    let name = input.name.trim();
    let domains: BTreeSet<String> =
        input.domains.iter().map(|d| d.trim().trim_start_matches('@').to_lowercase()).filter(|d| !d.is_empty()).collect();
    let same_name = "SELECT 1 FROM organizations WHERE name_key = $1 AND id <> $2";
    let name_taken = tx.first::<(i64,)>(same_name, params![fold(name), own])?.is_some();
    let mut check = Check::new();
    check
        .that(!name.is_empty(), "name", "name-missing")
        .that(name.chars().count() <= NAME_CHARS_MAX, "name", too_long(NAME_CHARS_MAX))
        .that(!name_taken, "name", "organization-name-taken")
        .that(input.notes.chars().count() <= NOTES_CHARS_MAX, "notes", too_long(NOTES_CHARS_MAX))
        .that(domains.len() <= DOMAINS_MAX, "domains", Sentence::new("domains-too-many").with("max", DOMAINS_MAX));
    for domain in domains.iter().take(DOMAINS_MAX) {
        let owner = "SELECT 1 FROM organization_domains WHERE domain = $1 AND organization_id <> $2";
        check.that(is_domain(domain), "domains", Sentence::new("domain-unreadable").with("domain", domain));
        check.that(
            tx.first::<(i64,)>(owner, params![domain, own])?.is_none(),
            "domains",
            Sentence::new("domain-taken").with("domain", domain),
        );
    }
    check.done()?;
    Ok(domains)
}

fn write_domains(tx: &mut Tx<'_>, id: OrganizationId, domains: &BTreeSet<String>) -> Result<()> {
    for domain in domains {
        tx.execute_one("INSERT INTO organization_domains (domain, organization_id) VALUES ($1, $2)", params![domain, id])?;
    }
    Ok(())
}
