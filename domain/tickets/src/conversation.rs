//! What was said: the messages of a ticket and of those merged into it, as far as the asker may read them.

use db::{Cells, Conn, Gather, Part, Piece, Row, params};
use outcome::Result;
use people::Actor;

use crate::attachment::Attachment;
use crate::limits::MESSAGES_PAGE;
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
    let mut conversation = bare(conn, actor, ticket, before)?;
    let mut gather = Gather::default();
    conversation.ask_files(&mut gather);
    gather.each(conn, |piece| conversation.take_file(&piece))?;
    Ok(conversation)
}

/// The ticket and what was said, without the files that hang on it. Two statements.
pub(crate) fn bare(conn: &Conn, actor: &Actor, ticket: TicketId, before: Option<MessageId>) -> Result<Conversation> {
    let ticket = look(conn, actor, ticket)?;
    let sql = format!(
        "WITH RECURSIVE {PARTS} SELECT {}, a.name FROM messages m LEFT JOIN people a ON a.id = m.author_id \
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
    Ok(Conversation { ticket, messages, earlier })
}

/// The tickets whose messages one ticket's conversation shows, of which `$1` is the number.
pub(crate) const PARTS: &str =
    "parts (id) AS (SELECT CAST($1 AS BIGINT) UNION SELECT t.id FROM tickets t JOIN parts p ON t.merged_into = p.id)";

/// What the rows of files are called.
const FILE: &str = "file";

impl Conversation {
    /// Adds what it takes to know the files of these messages: one span of numbers, whatever their count.
    pub(crate) fn ask_files(&self, gather: &mut Gather) {
        let (Some(first), Some(last)) = (self.messages.first(), self.messages.last()) else { return };
        let (first, last) = (gather.param(first.message.id), gather.param(last.message.id));
        let ticket = gather.param(self.ticket.id);
        let from = format!(
            // The plus keeps the engines from walking the span, in which other tickets' files lie too.
            "FROM attachments a WHERE +a.message_id BETWEEN ${first} AND ${last} AND a.ticket_id IN \
             (WITH RECURSIVE {} SELECT id FROM parts)",
            PARTS.replace("$1", &format!("${ticket}"))
        );
        let ints = ["a.id", "a.ticket_id", "a.message_id", "a.bytes", "a.uploaded_by", "a.created_at"];
        gather.part(&Part {
            what: FILE,
            ints: &ints,
            texts: &["a.file", "a.name", "a.media_type", "a.content_id"],
            from: &from,
            order: "",
        });
    }

    /// Hangs a file on its message; other pieces, and files of messages that are not shown, are left alone.
    pub(crate) fn take_file(&mut self, piece: &Piece) -> Result<()> {
        if piece.what != FILE {
            return Ok(());
        }
        let file = Attachment {
            id: piece.int(0)?,
            ticket_id: piece.int(1)?,
            message_id: piece.int(2)?,
            file: piece.text(0)?,
            name: piece.text(1)?,
            media_type: piece.text(2)?,
            bytes: piece.int(3)?,
            content_id: piece.text(3)?,
            uploaded_by: piece.int(4)?,
            created_at: piece.int(5)?,
        };
        // In order of their numbers, so that the place can be searched.
        let place = file.message_id.and_then(|id| self.messages.binary_search_by_key(&id, |said| said.message.id).ok());
        if let Some(said) = place.and_then(|at| self.messages.get_mut(at)) {
            said.attachments.push(file);
        }
        Ok(())
    }
}
