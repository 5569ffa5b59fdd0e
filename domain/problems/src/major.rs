//! A major incident: a time in which one incident comes before all others.

use db::{Cells, Conn, Moment, Row, Subject, id, params, row};
use outcome::{Refusal, Result};
use people::{Actor, OrganizationId, PersonId, SiteId, directory};
use serde::{Deserialize, Serialize};
use tickets::{CategoryId, TicketId};

use crate::event::MAJOR;
use crate::limits::{EVENTS_MAX, MAJORS_MAX};
use crate::policy::{self, Action};

id!(
    /// A major incident's number.
    MajorId
);

row! {
    /// A major incident, as its row stands.
    pub struct Major {
        /// Its number.
        pub id: MajorId,
        /// The incident.
        pub ticket_id: TicketId,
        /// What it is, for everybody whom it concerns.
        pub title: String,
        /// What is known, and what happens next.
        pub note: String,
        /// Since when that is said.
        pub note_at: Moment,
        /// Who leads.
        pub owner_id: PersonId,
        /// Since when it is one.
        pub declared_at: Moment,
        /// How often a note is promised, in minutes.
        pub every_minutes: i64,
        /// When the next note is promised.
        pub next_update_at: Moment,
        /// When its owner was reminded of that.
        pub reminded_at: Option<Moment>,
        /// When it was noticed that the note was missed.
        pub missed_at: Option<Moment>,
        /// Only people of this site are concerned.
        pub site_id: Option<SiteId>,
        /// Only people of this organization are.
        pub organization_id: Option<OrganizationId>,
        /// Only people with an open request about this are.
        pub category_id: Option<CategoryId>,
        /// When it was over, if it is.
        pub ended_at: Option<Moment>,
        /// What it was, once it is over.
        pub summary: String,
    }
}

/// Something that happened to a major incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are the words of the major incident, explained there")]
pub enum MajorHappened {
    /// It was declared.
    Declared { owner: PersonId, note: String },
    /// There is news, and perhaps somebody else leads from now on.
    Noted { owner: PersonId, note: String },
    /// A note is promised soon.
    UpdateDue,
    /// A note was promised and did not come.
    UpdateMissed,
    /// It is over.
    Ended { summary: String },
    /// It was not over after all.
    Resumed,
}

impl MajorId {
    /// The major incident as the subject of events and announcements.
    #[must_use]
    pub fn subject(self) -> Subject {
        Subject::new(MAJOR, self.0)
    }
}

/// A major incident with names and history.
#[derive(Debug, Clone)]
pub struct MajorSheet {
    /// The major incident.
    pub major: Major,
    /// The name of who leads.
    pub owner: String,
    /// What happened, oldest first: who, when, what.
    pub history: Vec<(Option<String>, Moment, MajorHappened)>,
}

struct Named(Major, String);

impl Row for Named {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        Ok(Self(Major::read(cells)?, cells.field(Major::COLUMNS.len())?))
    }
}

fn named() -> String {
    format!("SELECT {}, o.name FROM major_incidents m JOIN people o ON o.id = m.owner_id", Major::columns("m"))
}

pub(crate) fn of(conn: &Conn, id: MajorId, lock: &str) -> Result<Major> {
    let sql = format!("SELECT {} FROM major_incidents m WHERE m.id = $1{lock}", Major::columns("m"));
    Ok(conn.first::<Major>(&sql, params![id])?.ok_or(Refusal::NotFound)?)
}

/// Major incidents: those that run, then those that are over, the last one first, with their owners' names. One statement.
///
/// # Errors
/// `NotAllowed` to who is not of the desk.
pub fn majors(conn: &Conn, actor: &Actor) -> Result<Vec<(Major, String)>> {
    policy::permit(actor, Action::See)?;
    let sql = format!("{} ORDER BY CASE WHEN m.ended_at IS NULL THEN 0 ELSE 1 END, m.id DESC LIMIT $1", named());
    Ok(conn.all::<Named>(&sql, params![MAJORS_MAX])?.into_iter().map(|Named(major, owner)| (major, owner)).collect())
}

/// The last major incident of a ticket, with its history.
///
/// # Errors
/// `NotAllowed` to who is not of the desk.
pub fn major_of(conn: &Conn, actor: &Actor, ticket: TicketId) -> Result<Option<MajorSheet>> {
    policy::permit(actor, Action::See)?;
    let found = conn.first::<Named>(&format!("{} WHERE m.ticket_id = $1 ORDER BY m.id DESC LIMIT 1", named()), params![ticket])?;
    found.map(|found| with_history(conn, found)).transpose()
}

/// One major incident, with its history. Three statements.
///
/// # Errors
/// `NotFound`; `NotAllowed` to who is not of the desk.
pub fn major(conn: &Conn, actor: &Actor, id: MajorId) -> Result<MajorSheet> {
    policy::permit(actor, Action::See)?;
    let found = conn.first::<Named>(&format!("{} WHERE m.id = $1", named()), params![id])?;
    with_history(conn, found.ok_or(Refusal::NotFound)?)
}

fn with_history(conn: &Conn, Named(major, owner): Named) -> Result<MajorSheet> {
    let heard = conn.events_of(&major.id.subject(), db::EventId(0), EVENTS_MAX)?;
    let people: Vec<PersonId> = heard.iter().filter_map(|h| h.person().map(PersonId)).collect();
    let names = directory::people_by_ids(conn, &people)?;
    let mut history = Vec::new();
    for heard in heard {
        let by = heard.person().and_then(|id| names.iter().find(|p| p.id.0 == id)).map(|p| p.name.clone());
        history.push((by, heard.at, heard.data::<MajorHappened>()?));
    }
    Ok(MajorSheet { major, owner, history })
}
