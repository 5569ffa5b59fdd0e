//! Which tickets changed since an instant: what somebody missed whose page was rendered then.

use db::{Conn, Moment, Value, params};
use outcome::Result;
use people::Actor;

use crate::event::TICKET;
use crate::policy::visible;
use crate::ticket::TicketId;

/// Tickets named at most; whoever missed more has missed a list, and looks at all of it again.
pub const CHANGED_MAX: usize = 100;

/// Tickets that the asker may see and to which something happened at or after `since`, at most [`CHANGED_MAX`]. One statement
/// along the log's index of time.
///
/// # Errors
/// What the engine answers.
pub fn changed_since(conn: &Conn, actor: &Actor, since: Moment) -> Result<Vec<TicketId>> {
    let seen = visible(actor, "t", 3);
    let sql = format!(
        "SELECT DISTINCT t.id FROM events e JOIN tickets t ON t.id = e.subject_id \
         WHERE e.subject_kind = $1 AND e.at >= $2 AND {} ORDER BY t.id DESC LIMIT {CHANGED_MAX}",
        seen.condition
    );
    let mut all: Vec<Value> = params![TICKET, since].to_vec();
    all.extend(seen.params);
    Ok(conn.all::<(TicketId,)>(&sql, &all)?.into_iter().map(|(id,)| id).collect())
}
