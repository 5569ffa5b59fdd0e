//! Problems to read: a page of them, one with all that belongs to it, and known errors for whoever meets one.

use db::{Cells, Conn, Moment, Row, params};
use outcome::Result;
use people::{Actor, PersonId, directory};
use tickets::{TicketBrief, TicketId};

use crate::event::Happening;
use crate::limits::{EVENTS_MAX, KNOWN_ERRORS_MAX, PROBLEMS_PAGE};
use crate::policy::{self, Action};
use crate::problem::{Problem, ProblemId, of};
use crate::telling::{About, TellingLine, tellings_about};

db::words! {
    /// Which problems are listed.
    pub enum Which {
        /// Those that somebody is at.
        Unfinished = "unfinished",
        /// Those with a way around them.
        Known = "known",
        /// All of them.
        All = "all",
    }
}

/// A problem in a list.
#[derive(Debug, Clone)]
pub struct ProblemLine {
    /// The problem.
    pub problem: Problem,
    /// The name of who sees to it.
    pub owner: Option<String>,
    /// What it is about.
    pub category: Option<String>,
}

impl Row for ProblemLine {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        let after = Problem::COLUMNS.len();
        Ok(Self { problem: Problem::read(cells)?, owner: cells.field(after)?, category: cells.field(after + 1)? })
    }
}

/// A page of problems.
#[derive(Debug, Clone)]
pub struct Problems {
    /// Newest first.
    pub lines: Vec<ProblemLine>,
    /// Are there older ones?
    pub more: bool,
}

/// A problem and all that belongs to it.
#[derive(Debug, Clone)]
pub struct ProblemSheet {
    /// The problem.
    pub line: ProblemLine,
    /// Its incidents that the asker may see, oldest first.
    pub incidents: Vec<TicketBrief>,
    /// What was told about it, newest first.
    pub tellings: Vec<TellingLine>,
    /// What happened to it, oldest first: who, when, what.
    pub history: Vec<(Option<String>, Moment, Happening)>,
}

fn lines() -> String {
    format!(
        "SELECT {}, o.name, c.path FROM problems p LEFT JOIN people o ON o.id = p.owner_id LEFT JOIN categories c ON c.id = p.category_id",
        Problem::columns("p")
    )
}

/// Problems older than `before`, newest first, [`PROBLEMS_PAGE`] at most. One statement.
///
/// # Errors
/// `NotAllowed` to who is not of the desk.
pub fn problems(conn: &Conn, actor: &Actor, which: Which, before: Option<ProblemId>) -> Result<Problems> {
    policy::permit(actor, Action::See)?;
    let condition = match which {
        Which::Unfinished => "p.state IN ('open', 'found')",
        Which::Known => "p.known_error = 1 AND p.state IN ('open', 'found', 'dropped')",
        Which::All => "TRUE",
    };
    let sql = format!("{} WHERE {condition} AND p.id < $1 ORDER BY p.id DESC LIMIT {}", lines(), PROBLEMS_PAGE + 1);
    let mut lines: Vec<ProblemLine> = conn.all(&sql, params![before.unwrap_or(ProblemId(i64::MAX))])?;
    let more = lines.len() > PROBLEMS_PAGE;
    lines.truncate(PROBLEMS_PAGE);
    Ok(Problems { lines, more })
}

/// Known errors that a ticket can be linked to, those changed last first.
///
/// # Errors
/// `NotAllowed` to who is not of the desk.
pub fn known_errors(conn: &Conn, actor: &Actor) -> Result<Vec<Problem>> {
    policy::permit(actor, Action::See)?;
    let columns = Problem::columns("p");
    let sql = format!("SELECT {columns} FROM problems p WHERE p.state IN ('open', 'found') ORDER BY p.updated_at DESC, p.id DESC LIMIT $1");
    conn.all(&sql, params![KNOWN_ERRORS_MAX])
}

/// What a problem is called.
///
/// # Errors
/// `NotFound`; `NotAllowed` to who is not of the desk.
pub fn name_of(conn: &Conn, actor: &Actor, id: ProblemId) -> Result<String> {
    policy::permit(actor, Action::See)?;
    Ok(of(conn, id, "")?.name)
}

/// One problem with its incidents, tellings and history. Six statements at most.
///
/// # Errors
/// `NotFound`; `NotAllowed` to who is not of the desk.
pub fn problem(conn: &Conn, actor: &Actor, id: ProblemId) -> Result<ProblemSheet> {
    policy::permit(actor, Action::See)?;
    let line = conn.first::<ProblemLine>(&format!("{} WHERE p.id = $1", lines()), params![id])?.ok_or(outcome::Refusal::NotFound)?;
    let ids: Vec<(TicketId,)> =
        conn.all("SELECT ticket_id FROM problem_incidents WHERE problem_id = $1 ORDER BY ticket_id", params![id])?;
    let ids: Vec<TicketId> = ids.into_iter().map(|(id,)| id).collect();
    let incidents = tickets::briefs_of(conn, actor, &ids)?;
    let heard = conn.events_of(&id.subject(), db::EventId(0), EVENTS_MAX)?;
    let people: Vec<PersonId> = heard.iter().filter_map(|h| h.person().map(PersonId)).collect();
    let names = directory::people_by_ids(conn, &people)?;
    let mut history = Vec::new();
    for heard in heard {
        let by = heard.person().and_then(|id| names.iter().find(|p| p.id.0 == id)).map(|p| p.name.clone());
        history.push((by, heard.at, heard.data::<Happening>()?));
    }
    Ok(ProblemSheet { line, incidents, tellings: tellings_about(conn, actor, About::Problem(id))?, history })
}
