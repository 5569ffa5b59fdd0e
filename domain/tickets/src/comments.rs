//! The conversation page by page in either direction, for programs that read all of it.

use std::collections::HashMap;

use db::{Conn, EventId, Heard, Value, params};
use outcome::Result;
use people::Actor;

use crate::attachment::Attachment;
use crate::conversation::{PARTS, Said};
use crate::event::TICKET;
use crate::list::numbers;
use crate::log::message_of;
use crate::message::{Message, MessageId};
use crate::policy::{Action, look};
use crate::ticket::TicketId;

/// Messages of a page.
pub const COMMENTS_MAX: usize = 100;
/// Kinds of events that tell of a message, as [`message_of`] reads them.
const BRINGS_A_MESSAGE: &str = "'ticket.opened', 'ticket.reply_added', 'ticket.note_added'";

/// Which messages of a ticket.
#[derive(Debug, Clone, Copy)]
pub struct CommentsAsk {
    /// The ticket; messages of those merged into it are among them.
    pub ticket: TicketId,
    /// Only those that the requester reads?
    pub public_only: bool,
    /// From the newest down?
    pub descending: bool,
    /// Beyond this message, in the direction of walking.
    pub after: Option<MessageId>,
    /// So many are passed over.
    pub skip: i64,
    /// At most so many, and at most [`COMMENTS_MAX`].
    pub limit: usize,
}

/// A page of messages.
#[derive(Debug, Clone)]
pub struct Comments {
    /// What was said, in the order that was asked for.
    pub said: Vec<Said>,
    /// Is there more?
    pub more: bool,
    /// How many there are in all that the asker may read.
    pub count: i64,
    /// With what each of them came: the first thing that happened in the same go.
    pub came_with: HashMap<MessageId, EventId>,
}

/// A page of what was said, as far as the asker may read it. Five statements.
///
/// # Errors
/// `NotFound` when the asker may not see the ticket.
pub fn comments(conn: &Conn, actor: &Actor, ask: &CommentsAsk) -> Result<Comments> {
    let ticket = look(conn, actor, ask.ticket)?;
    let inner = i64::from(ticket.may(Action::SeeInternal) && !ask.public_only);
    let readable = "m.ticket_id IN (SELECT id FROM parts) AND m.withdrawn_at IS NULL \
                    AND ($2 = 1 OR (m.audience = 'public' AND m.held_until = 0))";
    let (count,) =
        conn.one::<(i64,)>(&format!("WITH RECURSIVE {PARTS} SELECT COUNT(*) FROM messages m WHERE {readable}"), params![ticket.id, inner])?;
    let (sign, way, far) = if ask.descending { ("<", " DESC", i64::MAX) } else { (">", "", 0) };
    let limit = ask.limit.min(COMMENTS_MAX);
    let sql = format!(
        "WITH RECURSIVE {PARTS} SELECT {}, a.name FROM messages m LEFT JOIN people a ON a.id = m.author_id \
         WHERE {readable} AND m.id {sign} $3 ORDER BY m.id{way} LIMIT $4 OFFSET $5",
        Message::columns("m")
    );
    let most = i64::try_from(limit).unwrap_or(1) + 1;
    let after = ask.after.map_or(far, |id| id.0);
    let mut said: Vec<Said> = conn.all(&sql, params![ticket.id, inner, after, most, ask.skip.max(0)])?;
    let more = said.len() > limit;
    said.truncate(limit);
    hang_files(conn, &mut said)?;
    let came_with = came_with(conn, &said)?;
    Ok(Comments { said, more, count, came_with })
}

/// The first event of the go that each message came in: everything one actor did to a ticket at one moment through one door.
fn came_with(conn: &Conn, said: &[Said]) -> Result<HashMap<MessageId, EventId>> {
    let mut tickets: Vec<TicketId> = said.iter().map(|said| said.message.ticket_id).collect();
    tickets.sort_unstable();
    tickets.dedup();
    if tickets.is_empty() {
        return Ok(HashMap::new());
    }
    let (list, mut values): (String, Vec<Value>) = numbers(&tickets, 2);
    values.insert(0, TICKET.into());
    let sql = format!(
        "SELECT {} FROM events e WHERE e.subject_kind = $1 AND e.subject_id IN ({list}) AND e.at IN (SELECT b.at FROM events b \
         WHERE b.subject_kind = $1 AND b.subject_id = e.subject_id AND b.kind IN ({BRINGS_A_MESSAGE})) ORDER BY e.id",
        Heard::columns("e")
    );
    let mut goes = HashMap::new();
    let mut messages = HashMap::new();
    for event in conn.all::<Heard>(&sql, &values)? {
        let first = *goes.entry((event.subject_id, event.at, event.actor.clone(), event.door.clone())).or_insert(event.id);
        if let Some(message) = message_of(&event.data()?) {
            messages.entry(message).or_insert(first);
        }
    }
    Ok(messages)
}

fn hang_files(conn: &Conn, said: &mut [Said]) -> Result<()> {
    if said.is_empty() {
        return Ok(());
    }
    let ids: Vec<MessageId> = said.iter().map(|said| said.message.id).collect();
    let places: HashMap<MessageId, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let (list, values): (String, Vec<Value>) = numbers(&ids, 1);
    let sql = format!("SELECT {} FROM attachments a WHERE a.message_id IN ({list}) ORDER BY a.id", Attachment::columns("a"));
    for file in conn.all::<Attachment>(&sql, &values)? {
        if let Some(at) = file.message_id.and_then(|id| places.get(&id)) {
            said[*at].attachments.push(file);
        }
    }
    Ok(())
}
