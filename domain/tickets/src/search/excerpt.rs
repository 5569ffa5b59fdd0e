//! The place in a conversation that says most of what was looked for.

use std::collections::HashMap;

use db::fulltext::{Piece, TextQuery, highlight};
use db::{Conn, Value};
use outcome::Result;
use people::Actor;

use super::EXCERPT_SHOWN_CHARS;
use crate::list::numbers;
use crate::message::MessageId;
use crate::policy::is_at_desk;
use crate::queue::QueueRow;
use crate::ticket::TicketId;

/// Messages of one ticket that are looked at, the newest: a hit further up is found all the same, it just isn't shown in the list.
const MESSAGES_LOOKED_AT_MAX: usize = 20;
/// Characters of one message that are looked at.
const CHARS_LOOKED_AT_MAX: usize = 8_000;

/// For each ticket whose conversation has hits the best message and its excerpt; one statement, none when no words are looked for.
pub(super) fn places(
    conn: &Conn,
    actor: &Actor,
    rows: &[QueueRow],
    sought: &TextQuery,
) -> Result<HashMap<TicketId, (MessageId, Vec<Piece>)>> {
    let mut best: HashMap<TicketId, (usize, MessageId, Vec<Piece>)> = HashMap::new();
    if rows.is_empty() || sought.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<TicketId> = rows.iter().map(|row| row.id).collect();
    let (list, params): (String, Vec<Value>) = numbers(&ids, 1);
    let readable = if is_at_desk(actor) { "" } else { " AND m.audience = 'public' AND m.held_until = 0" };
    let sql = format!(
        "SELECT n.ticket_id, n.id, n.text FROM (SELECT m.ticket_id, m.id, substr(m.body, 1, {CHARS_LOOKED_AT_MAX}) AS text, \
         row_number() OVER (PARTITION BY m.ticket_id ORDER BY m.id DESC) AS place FROM messages m \
         WHERE m.ticket_id IN ({list}) AND m.withdrawn_at IS NULL{readable}) n WHERE n.place <= {MESSAGES_LOOKED_AT_MAX} ORDER BY n.id DESC"
    );
    conn.each::<(TicketId, MessageId, String)>(&sql, &params, |(ticket, message, text)| {
        let pieces = highlight(&text, sought, EXCERPT_SHOWN_CHARS);
        let hits = different_hits(&pieces);
        if hits > best.get(&ticket).map_or(0, |(most, ..)| *most) {
            best.insert(ticket, (hits, message, pieces));
        }
        Ok(())
    })?;
    Ok(best.into_iter().map(|(ticket, (_, message, pieces))| (ticket, (message, pieces))).collect())
}

fn different_hits(pieces: &[Piece]) -> usize {
    let mut texts: Vec<String> = pieces.iter().filter(|piece| piece.hit).map(|piece| piece.text.to_lowercase()).collect();
    texts.sort_unstable();
    texts.dedup();
    texts.len()
}
