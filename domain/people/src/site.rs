//! A site: a place where people work, with its time zone.

use db::{Conn, Tx, params, row};
use outcome::{Check, Result};
use text::plain::fold;

use crate::event::PeopleEvent;
use crate::person::{NAME_CHARS_MAX, is_zone, too_long};
use crate::policy::{self, Action};
use crate::{Actor, SiteId};

row! {
    /// A site's own row.
    pub struct Site {
        /// Its number.
        pub id: SiteId,
        /// What it is called.
        pub name: String,
        /// Its time zone, by its IANA name.
        pub zone: String,
    }
}

impl Site {
    pub(crate) fn of(conn: &Conn, id: SiteId) -> Result<Option<Self>> {
        conn.first(&format!("SELECT {} FROM sites s WHERE s.id = $1", Self::columns("s")), params![id])
    }
}

/// A site as it should be.
#[derive(Debug, Clone)]
pub struct SiteInput {
    /// What it is called; no two are called the same.
    pub name: String,
    /// Its time zone, by its IANA name.
    pub zone: String,
}

/// Adds a site.
///
/// # Errors
/// Refused when the actor may not, or the input does not hold.
pub fn add_site(tx: &mut Tx<'_>, actor: &Actor, input: &SiteInput) -> Result<Site> {
    policy::allow(actor, Action::AddSite)?;
    check(tx, input, SiteId(0))?;
    let name = input.name.trim();
    let sql = "INSERT INTO sites (name, name_key, zone) VALUES ($1, $2, $3) RETURNING id";
    let id: SiteId = tx.insert(sql, params![name, fold(name), input.zone.as_str()])?;
    tx.record(actor, &PeopleEvent::SiteAdded { site: id })?;
    Ok(Site { id, name: name.to_owned(), zone: input.zone.clone() })
}

/// Changes a site.
///
/// # Errors
/// Refused when the actor may not, or the input does not hold.
pub fn edit_site(tx: &mut Tx<'_>, actor: &Actor, id: SiteId, input: &SiteInput) -> Result<Site> {
    let was = policy::permit(tx, actor, Action::EditSite, id)?;
    check(tx, input, was.id)?;
    let name = input.name.trim();
    tx.execute_one("UPDATE sites SET name = $2, name_key = $3, zone = $4 WHERE id = $1", params![was.id, name, fold(name), &input.zone])?;
    tx.record(actor, &PeopleEvent::SiteEdited { site: was.id })?;
    Ok(Site { id: was.id, name: name.to_owned(), zone: input.zone.clone() })
}

fn check(tx: &Tx<'_>, input: &SiteInput, own: SiteId) -> Result<()> {
    let name = input.name.trim();
    let taken = tx.first::<(i64,)>("SELECT 1 FROM sites WHERE name_key = $1 AND id <> $2", params![fold(name), own])?.is_some();
    Check::new()
        .that(!name.is_empty(), "name", "name-missing")
        .that(name.chars().count() <= NAME_CHARS_MAX, "name", too_long(NAME_CHARS_MAX))
        .that(!taken, "name", "site-name-taken")
        .that(is_zone(&input.zone), "zone", "zone-unknown")
        .done()
}
