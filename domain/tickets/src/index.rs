//! What of a ticket can be found by its words: its subject, its answers, and each message with the names of its files.
//!
//! Called in the transaction that writes them, so that search never lags. Names of people and tags are not words of the ticket:
//! filters ask for them by field, and a renamed person is found at once.

use db::fulltext::{Audience as Finders, Coverage, Part};
use db::{Conn, Tx, params};
use outcome::Result;

use crate::event::TICKET;
use crate::form::index_text;
use crate::message::{Audience, MessageId};
use crate::ticket::TicketId;

/// The part that stands for the ticket itself; messages have numbers from 1 on.
const HEAD: i64 = 0;

/// The part that stands for the answers in the desk's own fields.
const ANSWERS: i64 = -1;

/// Indexes the subject.
pub(crate) fn ticket(tx: &mut Tx<'_>, id: TicketId) -> Result<()> {
    let (subject,) = tx.one::<(String,)>("SELECT subject FROM tickets WHERE id = $1", params![id])?;
    put(tx, &Part { kind: TICKET, subject: id.0, part: HEAD, audience: Finders::Public, title: &subject, body: "" })
}

/// Indexes the answers in the desk's own fields. Some fields are the desk's alone, and which ones may change: requesters are found
/// nothing by any.
pub(crate) fn answers(tx: &mut Tx<'_>, id: TicketId) -> Result<()> {
    let answers = index_text(tx, id)?;
    if answers.is_empty() {
        return tx.unindex(TICKET, id.0, ANSWERS);
    }
    put(tx, &Part { kind: TICKET, subject: id.0, part: ANSWERS, audience: Finders::Internal, title: "", body: &answers })
}

/// Indexes a message as it stands: one that was taken back is found no more, one that can still be taken back by the desk alone.
pub(crate) fn message(tx: &mut Tx<'_>, id: MessageId) -> Result<()> {
    let sql = "SELECT m.ticket_id, m.audience, m.body, m.quoted, m.held_until, m.withdrawn_at, CAST(CASE WHEN EXISTS \
               (SELECT 1 FROM messages e WHERE e.ticket_id = m.ticket_id AND e.id < m.id) THEN 0 ELSE 1 END AS BIGINT) \
               FROM messages m WHERE m.id = $1";
    type Written = (TicketId, Audience, String, String, i64, Option<i64>, bool);
    let (ticket, audience, mut text, quoted, held_until, withdrawn_at, first) = tx.one::<Written>(sql, params![id])?;
    if withdrawn_at.is_some() {
        return tx.unindex(TICKET, ticket.0, id.0);
    }
    // A forwarded letter is all quote; later quotes only say again what stands above them.
    if first {
        text.push('\n');
        text.push_str(&quoted);
    }
    for name in files(tx, id)? {
        text.push('\n');
        text.push_str(&name);
    }
    let finders = if audience == Audience::Public && held_until == 0 { Finders::Public } else { Finders::Internal };
    put(tx, &Part { kind: TICKET, subject: ticket.0, part: id.0, audience: finders, title: "", body: &text })
}

fn files(conn: &Conn, message: MessageId) -> Result<Vec<String>> {
    let rows = conn.all::<(String,)>("SELECT name FROM attachments WHERE message_id = $1 ORDER BY id", params![message])?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

fn put(tx: &mut Tx<'_>, part: &Part<'_>) -> Result<()> {
    if tx.index(part)? == Coverage::Beginning {
        tracing::warn!(ticket = part.subject, message = part.part, "only the beginning of a very long message can be searched");
    }
    Ok(())
}

/// Tickets indexed in one transaction.
const BATCH: i64 = 200;

/// Indexes every ticket and message anew, after a restore; how many texts.
///
/// # Errors
/// What the engine answers.
pub fn reindex(db: &db::Db) -> Result<u64> {
    let (mut after, mut texts) = (TicketId(0), 0);
    loop {
        let (last, indexed) = db.write_now(move |tx| {
            let tickets: Vec<(TicketId,)> = tx.all("SELECT id FROM tickets WHERE id > $1 ORDER BY id LIMIT $2", params![after, BATCH])?;
            let Some(&(last,)) = tickets.last() else { return Ok((None, 0)) };
            for (id,) in &tickets {
                ticket(tx, *id)?;
                answers(tx, *id)?;
            }
            let sql = "SELECT id FROM messages WHERE ticket_id > $1 AND ticket_id <= $2 ORDER BY id";
            let messages: Vec<(MessageId,)> = tx.all(sql, params![after, last])?;
            for (id,) in &messages {
                message(tx, *id)?;
            }
            Ok((Some(last), (tickets.len() + messages.len()) as u64))
        })?;
        let Some(last) = last else { return Ok(texts) };
        (after, texts) = (last, texts + indexed);
    }
}
