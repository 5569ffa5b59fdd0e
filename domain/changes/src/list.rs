//! Changes to read: a page of them, one with all that belongs to it, and the calendar with what collides.

use db::{Cells, Conn, Moment, Row, params, row, words};
use outcome::Result;
use people::{Actor, PersonId, directory};
use tickets::{TicketBrief, TicketId};

use crate::change::{Change, ChangeId, Decision};
use crate::event::Happening;
use crate::freeze::{Freeze, freezes};
use crate::limits::{CALENDAR_MAX, CHANGES_PAGE, EVENTS_MAX, TICKETS_MAX};
use crate::policy::{self, Action};

words! {
    /// Which changes are listed.
    pub enum Which {
        /// Those ahead or being done.
        Ahead = "ahead",
        /// Those the asker is to decide about.
        Mine = "mine",
        /// All of them.
        All = "all",
    }
}

/// A change in a list.
#[derive(Debug, Clone)]
pub struct ChangeLine {
    /// The change.
    pub change: Change,
    /// The name of who does it.
    pub owner: String,
}

impl Row for ChangeLine {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        Ok(Self { change: Change::read(cells)?, owner: cells.field(Change::COLUMNS.len())? })
    }
}

row! {
    /// What somebody who is asked says.
    pub struct Approval {
        /// Who.
        pub person_id: PersonId,
        /// Their name.
        pub name: String,
        /// What they say.
        pub decision: Decision,
        /// Why.
        pub note: String,
        /// When they said it.
        pub decided_at: Option<Moment>,
    }
}

/// A page of changes.
#[derive(Debug, Clone)]
pub struct Changes {
    /// Those whose window begins first come first; of all changes the newest.
    pub lines: Vec<ChangeLine>,
    /// Are there more?
    pub more: bool,
}

/// A change and all that belongs to it.
#[derive(Debug, Clone)]
pub struct ChangeSheet {
    /// The change.
    pub line: ChangeLine,
    /// Who is asked, and what they say.
    pub approvals: Vec<Approval>,
    /// Its tickets that the asker may see.
    pub tickets: Vec<TicketBrief>,
    /// Changes whose windows touch its own.
    pub collides: Vec<ChangeLine>,
    /// Freezes that its window touches.
    pub frozen: Vec<Freeze>,
    /// What happened to it, oldest first: who, when, what.
    pub history: Vec<(Option<String>, Moment, Happening)>,
}

/// A stretch of the calendar.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Changes whose windows touch it, in order; those that are over too.
    pub changes: Vec<ChangeLine>,
    /// Freezes that touch it.
    pub freezes: Vec<Freeze>,
}

fn lines() -> String {
    format!("SELECT {}, o.name FROM changes c JOIN people o ON o.id = c.owner_id", Change::columns("c"))
}

/// Changes behind the first `skip`, [`CHANGES_PAGE`] at most. One statement.
///
/// # Errors
/// `NotAllowed` to who is not of the desk.
pub fn changes(conn: &Conn, actor: &Actor, which: Which, skip: usize) -> Result<Changes> {
    policy::permit(actor, false, Action::See)?;
    let (condition, order) = match which {
        Which::Ahead => ("c.state IN ('planned', 'approved', 'in_progress')", "c.starts_at, c.id"),
        Which::Mine => (
            "c.state IN ('planned', 'approved') AND c.id IN (SELECT a.change_id FROM change_approvals a WHERE a.person_id = $1 \
             AND a.decision = 'waiting')",
            "c.starts_at, c.id",
        ),
        Which::All => ("$1 = $1", "c.id DESC"),
    };
    let condition = if which == Which::Ahead { format!("{condition} AND $1 = $1") } else { condition.to_owned() };
    let sql = format!("{} WHERE {condition} ORDER BY {order} LIMIT {} OFFSET {skip}", lines(), CHANGES_PAGE + 1);
    let mut lines: Vec<ChangeLine> = conn.all(&sql, params![actor.person().unwrap_or(PersonId(0))])?;
    let more = lines.len() > CHANGES_PAGE;
    lines.truncate(CHANGES_PAGE);
    Ok(Changes { lines, more })
}

/// One change with all that belongs to it. Eight statements at most.
///
/// # Errors
/// `NotFound`; `NotAllowed` to who is not of the desk.
pub fn change(conn: &Conn, actor: &Actor, id: ChangeId) -> Result<ChangeSheet> {
    policy::permit(actor, false, Action::See)?;
    let line = conn.first::<ChangeLine>(&format!("{} WHERE c.id = $1", lines()), params![id])?.ok_or(outcome::Refusal::NotFound)?;
    let sql = "SELECT a.person_id, p.name, a.decision, a.note, a.decided_at FROM change_approvals a JOIN people p ON p.id = a.person_id \
               WHERE a.change_id = $1 ORDER BY p.name_key, p.id";
    let approvals = conn.all::<Approval>(sql, params![id])?;
    let sql = "SELECT ticket_id FROM change_tickets WHERE change_id = $1 ORDER BY ticket_id";
    let ids: Vec<TicketId> = conn.all::<(TicketId,)>(sql, params![id])?.into_iter().map(|(id,)| id).collect();
    let tickets = tickets::briefs_of(conn, actor, &ids[..ids.len().min(TICKETS_MAX)])?;
    let (from, to) = (line.change.starts_at, line.change.ends_at);
    let sql = format!(
        "{} WHERE c.id <> $1 AND c.state IN ('planned', 'approved', 'in_progress') AND c.starts_at < $3 AND c.ends_at > $2 \
         ORDER BY c.starts_at, c.id LIMIT {CHANGES_PAGE}",
        lines()
    );
    let ahead = line.change.state.is_ahead();
    let collides = if ahead { conn.all(&sql, params![id, from, to])? } else { Vec::new() };
    let frozen = if ahead { freezes(conn, actor, from, to)? } else { Vec::new() };
    let heard = conn.events_of(&id.subject(), db::EventId(0), EVENTS_MAX)?;
    let people: Vec<PersonId> = heard.iter().filter_map(|h| h.person().map(PersonId)).collect();
    let names = directory::people_by_ids(conn, &people)?;
    let mut history = Vec::new();
    for heard in heard {
        let by = heard.person().and_then(|id| names.iter().find(|p| p.id.0 == id)).map(|p| p.name.clone());
        history.push((by, heard.at, heard.data::<Happening>()?));
    }
    Ok(ChangeSheet { line, approvals, tickets, collides, frozen, history })
}

/// The changes of a ticket, those whose window begins last first.
///
/// # Errors
/// `NotAllowed` to who is not of the desk.
pub fn changes_of(conn: &Conn, actor: &Actor, ticket: TicketId) -> Result<Vec<ChangeLine>> {
    policy::permit(actor, false, Action::See)?;
    let sql = format!(
        "{} WHERE c.id IN (SELECT x.change_id FROM change_tickets x WHERE x.ticket_id = $1) ORDER BY c.starts_at DESC LIMIT {CHANGES_PAGE}",
        lines()
    );
    conn.all(&sql, params![ticket])
}

/// What touches the stretch from `from` to `to`. Two statements.
///
/// # Errors
/// `NotAllowed` to who is not of the desk.
pub fn calendar(conn: &Conn, actor: &Actor, from: Moment, to: Moment) -> Result<Calendar> {
    policy::permit(actor, false, Action::See)?;
    let sql = format!(
        "{} WHERE c.state <> 'dropped' AND c.starts_at < $2 AND c.ends_at > $1 ORDER BY c.starts_at, c.id LIMIT {CALENDAR_MAX}",
        lines()
    );
    Ok(Calendar { changes: conn.all(&sql, params![from, to])?, freezes: freezes(conn, actor, from, to)? })
}
