//! Pages as people look at them: what waits for somebody, what nobody answered, and what was.

use db::{Conn, Moment, Value, params, row};
use outcome::Result;
use people::{Actor, PersonId};
use tickets::TicketId;

use crate::chain::Word;
use crate::limits::{HISTORY_MAX, SHOWN_MAX};
use crate::page::{PageId, State};
use crate::policy::{self, Action};

row! {
    /// A page in a list.
    pub struct PageLine {
        /// Its number.
        pub id: PageId,
        /// What it is about.
        pub ticket_id: TicketId,
        /// That ticket's subject.
        pub subject: String,
        /// How far it has come.
        pub state: State,
        /// Who acknowledged.
        pub answered_by: Option<String>,
        /// Since when.
        pub created_at: Moment,
        /// When the next step is due.
        pub next_at: Option<Moment>,
        /// When it ended.
        pub ended_at: Option<Moment>,
    }
}

row! {
    /// One call of a page.
    pub struct CallLine {
        /// Of which page.
        pub page_id: PageId,
        /// By which step, counted from 0.
        pub step: i64,
        /// Whom that step calls.
        pub whom: Word,
        /// Who was called; nobody where nobody was there.
        pub person_id: Option<PersonId>,
        /// Their name.
        pub name: Option<String>,
        /// When.
        pub called_at: Moment,
    }
}

/// Pages with their calls.
#[derive(Debug, Default)]
pub struct Pages {
    /// Newest first.
    pub pages: Vec<PageLine>,
    /// Their calls, in order.
    pub calls: Vec<CallLine>,
}

const SELECT: &str = "SELECT p.id, p.ticket_id, t.subject, p.state, a.name, p.created_at, p.next_at, p.ended_at FROM pages p \
     JOIN tickets t ON t.id = p.ticket_id LEFT JOIN people a ON a.id = p.answered_by ";

/// Pages that wait for somebody or that nobody answered, of tickets that the actor works on. Two statements.
///
/// # Errors
/// `NotAllowed` to who does not work at the desk.
pub fn waiting_pages(conn: &Conn, actor: &Actor) -> Result<Pages> {
    listed(conn, actor, "p.state IN ('open', 'unanswered')", SHOWN_MAX)
}

/// The last pages that ended with somebody, or with the ticket; at most [`HISTORY_MAX`]. Two statements.
///
/// # Errors
/// `NotAllowed` to who does not work at the desk.
pub fn past_pages(conn: &Conn, actor: &Actor) -> Result<Pages> {
    listed(conn, actor, "p.state IN ('acknowledged', 'over')", HISTORY_MAX)
}

fn listed(conn: &Conn, actor: &Actor, which: &str, max: i64) -> Result<Pages> {
    tickets::policy::permit_desk(actor, tickets::policy::DeskAction::UseQueue)?;
    let seen = tickets::policy::visible(actor, "t", 2);
    let mut values: Vec<Value> = params![max].to_vec();
    values.extend(seen.params);
    let sql = format!("{SELECT}WHERE {which} AND {} ORDER BY p.id DESC LIMIT $1", seen.condition);
    with_calls(conn, conn.all(&sql, &values)?)
}

/// A ticket's pages, newest first.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn pages_of(conn: &Conn, actor: &Actor, ticket: TicketId) -> Result<Pages> {
    policy::look(conn, actor, Action::See, ticket)?;
    let sql = format!("{SELECT}WHERE p.ticket_id = $1 ORDER BY p.id DESC LIMIT $2");
    with_calls(conn, conn.all(&sql, params![ticket, HISTORY_MAX])?)
}

fn with_calls(conn: &Conn, pages: Vec<PageLine>) -> Result<Pages> {
    let (Some(first), Some(last)) = (pages.iter().map(|p| p.id).min(), pages.iter().map(|p| p.id).max()) else {
        return Ok(Pages::default());
    };
    let sql = "SELECT c.page_id, c.step, c.whom, c.person_id, x.name, c.called_at FROM page_calls c \
               LEFT JOIN people x ON x.id = c.person_id WHERE c.page_id BETWEEN $1 AND $2 ORDER BY c.page_id, c.step, c.id";
    let mut calls: Vec<CallLine> = conn.all(sql, params![first, last])?;
    calls.retain(|call| pages.iter().any(|page| page.id == call.page_id));
    Ok(Pages { pages, calls })
}
