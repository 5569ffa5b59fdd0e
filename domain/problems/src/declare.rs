//! A major incident is declared, kept up to date, and ended.

use db::{Conn, MINUTE_MS, Tx, params};
use outcome::{Check, Error, Result, Sentence};
use people::{Actor, OrganizationId, PersonId, SiteId};
use tickets::policy::Action as TicketAction;
use tickets::{CategoryId, TicketId};

use crate::edit::works_here;
use crate::event::MajorEvent;
use crate::limits::{EVERY_MINUTES, NAME_CHARS_MAX, NOTE_CHARS_MAX};
use crate::major::{Major, MajorHappened, MajorId, of};
use crate::policy::{self, Action, permit_keeping};

/// A major incident as it is declared.
#[derive(Debug, Clone)]
pub struct DeclareMajor {
    /// The incident.
    pub ticket: TicketId,
    /// What it is, for everybody whom it concerns.
    pub title: String,
    /// What is known, and what happens next.
    pub note: String,
    /// Who leads.
    pub owner: PersonId,
    /// How often a note is promised, in minutes.
    pub every_minutes: i64,
    /// Only people of this site are concerned.
    pub site: Option<SiteId>,
    /// Only people of this organization are.
    pub organization: Option<OrganizationId>,
    /// Only people with an open request about this are.
    pub category: Option<CategoryId>,
}

/// News of a major incident.
#[derive(Debug, Clone)]
pub struct NoteMajor {
    /// Which.
    pub major: MajorId,
    /// What is known now, and what happens next.
    pub note: String,
    /// Who leads from now on.
    pub owner: PersonId,
    /// How soon the next note is promised, in minutes.
    pub every_minutes: i64,
}

/// A major incident that is over.
#[derive(Debug, Clone)]
pub struct EndMajor {
    /// Which.
    pub major: MajorId,
    /// What it was, for everybody whom it concerned.
    pub summary: String,
}

/// Declares a major incident: it comes before all others, and whom it concerns reads its note.
///
/// # Errors
/// `NotAllowed`, `NotFound`, `Invalid`; `Conflict` when the incident is one already.
pub fn declare_major(tx: &mut Tx<'_>, actor: &Actor, declare: &DeclareMajor) -> Result<Major> {
    policy::permit(actor, Action::Declare)?;
    tickets::policy::permit(tx, actor, TicketAction::WriteNote, declare.ticket)?;
    let title = declare.title.trim();
    let mut check = Check::new();
    check.that(!title.is_empty(), "title", "major-title-missing").that(
        title.chars().count() <= NAME_CHARS_MAX,
        "title",
        Sentence::new("problem-name-too-long").with("max", NAME_CHARS_MAX),
    );
    check_note(tx, &mut check, &declare.note, declare.owner, declare.every_minutes)?;
    check.done()?;
    let sql = "SELECT 1 FROM major_incidents WHERE ticket_id = $1 AND ended_at IS NULL";
    if tx.first::<(i64,)>(sql, params![declare.ticket])?.is_some() {
        return Err(Error::conflict("major-already"));
    }
    let now = tx.now();
    let (next, note) = (now.plus_ms(declare.every_minutes * MINUTE_MS), declare.note.trim());
    let id: MajorId = tx.insert(
        "INSERT INTO major_incidents (ticket_id, title, note, note_at, owner_id, declared_at, every_minutes, next_update_at, site_id, \
         organization_id, category_id, summary) VALUES ($1,$2,$3,$4,$5,$4,$6,$7,$8,$9,$10,'') RETURNING id",
        params![
            declare.ticket,
            title,
            note,
            now,
            declare.owner,
            declare.every_minutes,
            next,
            declare.site,
            declare.organization,
            declare.category
        ],
    )?;
    happened(tx, actor, id, declare.ticket, &MajorHappened::Declared { owner: declare.owner, note: note.to_owned() })
}

/// Says what is new, and promises the next note.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Invalid`; `Conflict` when it is over.
pub fn note_major(tx: &mut Tx<'_>, actor: &Actor, note: &NoteMajor) -> Result<Major> {
    let major = running(tx, actor, note.major)?;
    let mut check = Check::new();
    check_note(tx, &mut check, &note.note, note.owner, note.every_minutes)?;
    check.done()?;
    let (now, words) = (tx.now(), note.note.trim());
    tx.execute_one(
        "UPDATE major_incidents SET note = $2, note_at = $3, owner_id = $4, every_minutes = $5, next_update_at = $6, reminded_at = NULL, \
         missed_at = NULL WHERE id = $1",
        params![major.id, words, now, note.owner, note.every_minutes, now.plus_ms(note.every_minutes * MINUTE_MS)],
    )?;
    happened(tx, actor, major.id, major.ticket_id, &MajorHappened::Noted { owner: note.owner, note: words.to_owned() })
}

/// Ends it: people read the summary for a day, and no note is promised any more.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Invalid`; `Conflict` when it is over.
pub fn end_major(tx: &mut Tx<'_>, actor: &Actor, end: &EndMajor) -> Result<Major> {
    let (major, summary) = (running(tx, actor, end.major)?, end.summary.trim());
    let mut check = Check::new();
    check.that(!summary.is_empty(), "summary", "major-summary-missing");
    check.that(summary.chars().count() <= NOTE_CHARS_MAX, "summary", too_long());
    check.done()?;
    let now = tx.now();
    tx.execute_one("UPDATE major_incidents SET ended_at = $2, summary = $3 WHERE id = $1", params![major.id, now, summary])?;
    happened(tx, actor, major.id, major.ticket_id, &MajorHappened::Ended { summary: summary.to_owned() })
}

/// Takes the end back: it goes on, and the next note is promised anew.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when it runs, or its ticket is in another one by now.
pub fn resume_major(tx: &mut Tx<'_>, actor: &Actor, id: MajorId) -> Result<Major> {
    let major = of(tx, id, &tx.locking("m"))?;
    permit_keeping(actor, major.owner_id)?;
    let sql = "SELECT 1 FROM major_incidents WHERE ticket_id = $1 AND ended_at IS NULL";
    if tx.first::<(i64,)>(sql, params![major.ticket_id])?.is_some() {
        return Err(Error::conflict("major-already"));
    }
    let next = tx.now().plus_ms(major.every_minutes * MINUTE_MS);
    tx.execute_one(
        "UPDATE major_incidents SET ended_at = NULL, summary = '', next_update_at = $2, reminded_at = NULL, missed_at = NULL WHERE id = $1",
        params![id, next],
    )?;
    happened(tx, actor, id, major.ticket_id, &MajorHappened::Resumed)
}

fn running(tx: &Tx<'_>, actor: &Actor, id: MajorId) -> Result<Major> {
    policy::permit(actor, Action::See)?;
    let major = of(tx, id, &tx.locking("m"))?;
    permit_keeping(actor, major.owner_id)?;
    if major.ended_at.is_some() { Err(Error::conflict("major-over")) } else { Ok(major) }
}

fn too_long() -> Sentence {
    Sentence::new("problem-text-too-long").with("max", NOTE_CHARS_MAX)
}

fn check_note(conn: &Conn, check: &mut Check, note: &str, owner: PersonId, every: i64) -> Result<()> {
    let minutes = Sentence::new("major-every").with("min", EVERY_MINUTES.start()).with("max", EVERY_MINUTES.end());
    check
        .that(!note.trim().is_empty(), "note", "major-note-missing")
        .that(note.trim().chars().count() <= NOTE_CHARS_MAX, "note", too_long())
        .that(EVERY_MINUTES.contains(&every), "every_minutes", minutes)
        .that(works_here(conn, Some(owner))?, "owner", "problem-owner-unknown");
    Ok(())
}

fn happened(tx: &mut Tx<'_>, actor: &Actor, major: MajorId, ticket: TicketId, what: &MajorHappened) -> Result<Major> {
    tx.record(actor, &MajorEvent { major, what })?;
    tx.announce(ticket.subject(), "ticket.major_changed");
    of(tx, major, "")
}
