//! What was said: the messages of a ticket and of those merged into it, as far as the asker may read them.

use db::{Cells, Conn, Row, params};
use outcome::Result;
use people::Actor;

use crate::attachment::Attachment;
use crate::limits::MESSAGES_PAGE;
use crate::list::numbers;
use crate::message::{Message, MessageId};
use crate::policy::{Action, Permitted, look};
use crate::ticket::{Ticket, TicketId};

/// A message with who wrote it and what hangs on it.
#[derive(Debug, Clone)]
pub struct Said {
    /// The message.
    pub message: Message,
    /// The author's name; nobody's when Firstline wrote it.
    pub author: Option<String>,
    /// Its files.
    pub attachments: Vec<Attachment>,
}

/// A ticket and its conversation.
#[derive(Debug)]
pub struct Conversation {
    /// The ticket.
    pub ticket: Permitted<Ticket>,
    /// What was said, oldest first; messages of merged tickets carry their own ticket's number.
    pub messages: Vec<Said>,
    /// Is there more before the first of these?
    pub earlier: bool,
}

impl Row for Said {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        let message = Message::read(cells)?;
        Ok(Self { message, author: cells.field(Message::COLUMNS.len())?, attachments: Vec::new() })
    }
}

/// The newest messages, or the newest before `before`: at most [`MESSAGES_PAGE`].
///
/// # Errors
/// `NotFound` when the asker may not see the ticket.
pub fn conversation(conn: &Conn, actor: &Actor, ticket: TicketId, before: Option<MessageId>) -> Result<Conversation> {
    let ticket = look(conn, actor, ticket)?;
    let sql = format!(
        "WITH RECURSIVE parts (id) AS (SELECT CAST($1 AS BIGINT) UNION SELECT t.id FROM tickets t JOIN parts p ON t.merged_into = p.id) \
         SELECT {}, a.name FROM messages m LEFT JOIN people a ON a.id = m.author_id \
         WHERE m.ticket_id IN (SELECT id FROM parts) AND m.id < $2 AND m.withdrawn_at IS NULL \
         AND ($3 = 1 OR (m.audience = 'public' AND m.held_until = 0)) ORDER BY m.id DESC LIMIT $4",
        Message::columns("m")
    );
    let before = before.unwrap_or(MessageId(i64::MAX));
    let page = i64::try_from(MESSAGES_PAGE).unwrap_or(i64::MAX - 1) + 1;
    let inner = i64::from(ticket.may(Action::SeeInternal));
    let mut messages: Vec<Said> = conn.all(&sql, params![ticket.id, before, inner, page])?;
    let earlier = messages.len() > MESSAGES_PAGE;
    messages.truncate(MESSAGES_PAGE);
    messages.reverse();
    hang_files(conn, &mut messages)?;
    Ok(Conversation { ticket, messages, earlier })
}

fn hang_files(conn: &Conn, messages: &mut [Said]) -> Result<()> {
    if messages.is_empty() {
        return Ok(());
    }
    let ids: Vec<MessageId> = messages.iter().map(|s| s.message.id).collect();
    let (list, values) = numbers(&ids, 1);
    let sql = format!("SELECT {} FROM attachments a WHERE a.message_id IN ({list}) ORDER BY a.id", Attachment::columns("a"));
    conn.each(&sql, &values, |file: Attachment| {
        // In order of their numbers, so that the place can be searched.
        let place = file.message_id.and_then(|id| ids.binary_search(&id).ok());
        if let Some(said) = place.and_then(|at| messages.get_mut(at)) {
            said.attachments.push(file);
        }
        Ok(())
    })
}
