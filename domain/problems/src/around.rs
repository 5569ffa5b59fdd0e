//! What stands around one ticket: the problem behind it, the major incident it is, and what its parts were told.

use db::{Conn, params};
use outcome::Result;
use people::Actor;
use tickets::TicketId;
use tickets::policy::Action as TicketAction;

use crate::major::{Major, MajorId, of as major_by_id};
use crate::problem::Problem;
use crate::telling::{About, TellingLine, tellings_about};

/// What stands around a ticket.
#[derive(Debug, Clone)]
pub struct Around {
    /// The problem behind it, or behind the ticket it is a part of.
    pub problem: Option<Problem>,
    /// Is that the problem of the ticket it is a part of?
    pub by_whole: bool,
    /// The major incident it is or is a part of, while that runs.
    pub major: Option<Major>,
    /// How many parts it has.
    pub parts: i64,
    /// What its parts were told, newest first.
    pub tellings: Vec<TellingLine>,
}

/// Reads it. Five statements at most.
///
/// # Errors
/// `NotFound` when the asker may not see the ticket, `NotAllowed` to whoever does not work on it.
pub fn around(conn: &Conn, actor: &Actor, id: TicketId) -> Result<Around> {
    let ticket = tickets::ticket(conn, actor, id)?;
    ticket.demand(TicketAction::SeeInternal)?;
    let whole = ticket.parent_id.unwrap_or(id);
    let sql = format!(
        "SELECT {} FROM problem_incidents x JOIN problems p ON p.id = x.problem_id WHERE x.ticket_id IN ($1, $2) \
         ORDER BY CASE WHEN x.ticket_id = $1 THEN 0 ELSE 1 END LIMIT 1",
        Problem::columns("p")
    );
    let problem = conn.first::<Problem>(&sql, params![id, whole])?;
    let sql = "SELECT (SELECT COUNT(*) FROM tickets t WHERE t.parent_id = $1 AND t.deleted_at IS NULL), \
               (SELECT COUNT(*) FROM problem_incidents x WHERE x.ticket_id = $1), \
               (SELECT MAX(m.id) FROM major_incidents m WHERE m.ticket_id IN ($1, $2) AND m.ended_at IS NULL)";
    let (parts, own, major) = conn.one::<(i64, i64, Option<MajorId>)>(sql, params![id, whole])?;
    let major = major.map(|id| major_by_id(conn, id, "")).transpose()?;
    let tellings = if parts > 0 { tellings_about(conn, actor, About::Whole(id))? } else { Vec::new() };
    Ok(Around { by_whole: problem.is_some() && own == 0, problem, major, parts, tellings })
}
