//! What a ticket says about its conversation, told anew after messages came or went: by a merge, an unmerge or a split.

use db::{Conn, Moment, Tx, params};
use outcome::Result;
use people::PersonId;

use crate::change::change;
use crate::event::TicketEvent;
use crate::limits::MERGE_DEPTH_MAX;
use crate::policy::Permitted;
use crate::status::Side;
use crate::ticket::{Ticket, TicketId};
use crate::turn::excerpt;

/// A ticket and all that were merged into it, directly or by way of others; `$1` is its number.
pub const PARTS: &str = "WITH RECURSIVE parts (id, depth) AS (SELECT CAST($1 AS BIGINT), CAST(0 AS BIGINT) \
    UNION ALL SELECT t.id, p.depth + 1 FROM tickets t JOIN parts p ON t.merged_into = p.id WHERE p.depth < 21)";
const _: () = assert!(MERGE_DEPTH_MAX < 21, "the walk above must see one merge too many");

/// The last public turn of a conversation.
type Last = (Moment, Option<PersonId>, Side, String);

/// Counts the ticket's messages and tells its last public turn anew, those of merged tickets included; changes the ticket by
/// `edit` in the same stroke.
pub(crate) fn retell(tx: &mut Tx<'_>, ticket: Permitted<Ticket>, edit: impl FnOnce(&mut Ticket)) -> Result<Permitted<Ticket>> {
    let sql = format!(
        "{PARTS} SELECT COUNT(*) FROM messages m WHERE m.ticket_id IN (SELECT id FROM parts) AND m.withdrawn_at IS NULL AND m.held_until = 0"
    );
    let (count,) = tx.one::<(i64,)>(&sql, params![ticket.id])?;
    let last = last_public(tx, ticket.id)?;
    change(tx, ticket, |t| {
        t.message_count = count;
        if let Some((at, by, side, html)) = last {
            (t.last_message_at, t.last_message_by, t.last_message_side, t.last_excerpt) = (at, by, side, excerpt(&html));
        }
        edit(t);
    })
}

fn last_public(conn: &Conn, ticket: TicketId) -> Result<Option<Last>> {
    let sql = format!(
        "{PARTS} SELECT m.created_at, m.author_id, m.side, m.body_html FROM messages m WHERE m.ticket_id IN (SELECT id FROM parts) \
         AND m.withdrawn_at IS NULL AND m.held_until = 0 AND m.audience = 'public' ORDER BY m.id DESC LIMIT 1"
    );
    conn.first(&sql, params![ticket])
}

/// Records the two sides of a deed between two tickets.
pub(crate) fn tell_both(
    tx: &mut Tx<'_>,
    actor: &people::Actor,
    (one, of_one): (TicketId, TicketEvent),
    (other, of_other): (TicketId, TicketEvent),
) -> Result<db::EventId> {
    let event = of_one.record(tx, actor, one)?;
    of_other.record(tx, actor, other)?;
    Ok(event)
}
