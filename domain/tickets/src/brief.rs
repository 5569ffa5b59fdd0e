//! A ticket in a line, for the short lists beside another one: links, parts, earlier and similar tickets.

use db::{Conn, Moment, row};
use filter::Sql;
use outcome::Result;
use people::{Actor, PersonId};

use crate::bulk::BULK_TICKETS_MAX;
use crate::kind::Kind;
use crate::list::numbers;
use crate::policy::visible;
use crate::priority::Priority;
use crate::status::Status;
use crate::ticket::TicketId;

row! {
    /// A ticket in a line.
    pub struct TicketBrief {
        /// Its number.
        pub id: TicketId,
        /// Incident or service request.
        pub kind: Kind,
        /// What it is about.
        pub subject: String,
        /// Where it stands.
        pub status: Status,
        /// What to do first.
        pub priority: Priority,
        /// When it came in.
        pub opened_at: Moment,
        /// When anything about it last changed.
        pub updated_at: Moment,
        /// When it was resolved, if it is.
        pub resolved_at: Option<Moment>,
        /// The ticket that goes on in its place.
        pub merged_into: Option<TicketId>,
        /// Who asked.
        pub requester_id: PersonId,
        /// Their name.
        pub requester: String,
        /// The name of who does it.
        pub assignee: Option<String>,
    }
}

/// The columns of [`TicketBrief`], of a statement whose tables are `t`, `requester` and `assignee`.
pub(crate) const COLUMNS: &str = "t.id, t.kind, t.subject, t.status, t.priority, t.opened_at, t.updated_at, t.resolved_at, t.merged_into, \
     t.requester_id, requester.name, assignee.name";

/// The tickets of which `when` holds for the row `t` and which the asker may see, in the order `by`, at most `max`.
pub(crate) fn briefs(conn: &Conn, actor: &Actor, when: Sql, by: &str, max: usize) -> Result<Vec<TicketBrief>> {
    let Sql { condition, mut params } = when;
    let seen = visible(actor, "t", params.len() + 1);
    params.extend(seen.params);
    let sql = format!(
        "SELECT {COLUMNS} FROM tickets t JOIN people requester ON requester.id = t.requester_id \
         LEFT JOIN people assignee ON assignee.id = t.assignee_id WHERE ({condition}) AND ({}) ORDER BY {by} LIMIT {max}",
        seen.condition
    );
    conn.all(&sql, &params)
}

/// Earlier tickets of a person, the newest first, without `except`.
///
/// # Errors
/// What the engine answers.
pub fn earlier(conn: &Conn, actor: &Actor, requester: PersonId, except: Option<TicketId>, max: usize) -> Result<Vec<TicketBrief>> {
    let condition = "t.requester_id = $1 AND t.id <> $2".to_owned();
    let params = vec![requester.into(), except.unwrap_or(TicketId(0)).into()];
    briefs(conn, actor, Sql { condition, params }, "t.id DESC", max.min(BRIEFS_MAX))
}

/// The tickets of these numbers that the asker may see, in the order of their numbers; the rest are left out. At most
/// [`BULK_TICKETS_MAX`] of them, in one statement.
///
/// # Errors
/// What the engine answers.
pub fn briefs_of(conn: &Conn, actor: &Actor, ids: &[TicketId]) -> Result<Vec<TicketBrief>> {
    let ids = &ids[..ids.len().min(BULK_TICKETS_MAX)];
    let (list, params) = numbers(ids, 1);
    briefs(conn, actor, Sql { condition: format!("t.id IN ({list})"), params }, "t.id", BULK_TICKETS_MAX)
}

/// Lines of one short list.
pub const BRIEFS_MAX: usize = 100;
