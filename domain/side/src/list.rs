//! Side conversations to read: those of a ticket, and one with all that was said in it.

use db::{Cells, Conn, Row, Value, params};
use outcome::{Refusal, Result};
use people::{Actor, PersonId};
use tickets::{Attachment, Ticket, TicketId, policy::Permitted as PermittedTicket};

use crate::begin::files_of_ticket;
use crate::conversation::{Conversation, ConversationId, Participant, participants_of};
use crate::message::{SideFile, SideFileId, SideMessage, SideMessageId};
use crate::policy::{self, Permitted};

/// One line of a ticket's side conversations.
#[derive(Debug, Clone)]
pub struct Line {
    /// The conversation.
    pub conversation: Conversation,
    /// Who takes part.
    pub participants: Vec<Participant>,
}

/// A ticket's side conversations, those of merged tickets included: open ones first, then those with the latest word.
#[derive(Debug, Clone)]
pub struct Lines {
    /// The ticket; of a merged one, the one that goes on.
    pub ticket: PermittedTicket<Ticket>,
    /// The conversations.
    pub lines: Vec<Line>,
}

/// Those of a ticket. Five statements at most.
///
/// # Errors
/// `NotFound` to those who may not work on the ticket.
pub fn conversations(conn: &Conn, actor: &Actor, ticket: TicketId) -> Result<Lines> {
    let ticket = policy::look_ticket(conn, actor, ticket)?;
    let sql = format!(
        "{} SELECT {} FROM side_conversations c WHERE c.ticket_id IN (SELECT id FROM parts) \
         ORDER BY CASE c.state WHEN 'open' THEN 0 ELSE 1 END, c.last_message_at DESC, c.id DESC",
        tickets::PARTS,
        Conversation::columns("c")
    );
    let found: Vec<Conversation> = conn.all(&sql, params![ticket.id])?;
    if found.is_empty() {
        return Ok(Lines { ticket, lines: Vec::new() });
    }
    let sql = format!(
        "{} SELECT {} FROM side_participants p JOIN side_conversations c ON c.id = p.conversation_id \
         WHERE c.ticket_id IN (SELECT id FROM parts) ORDER BY p.id",
        tickets::PARTS,
        Participant::columns("p")
    );
    let all: Vec<Participant> = conn.all(&sql, params![ticket.id])?;
    let line = |conversation: Conversation| {
        let participants = all.iter().filter(|p| p.conversation_id == conversation.id).cloned().collect();
        Line { conversation, participants }
    };
    Ok(Lines { ticket, lines: found.into_iter().map(line).collect() })
}

/// A turn, with the name of who wrote it at the desk.
#[derive(Debug, Clone)]
pub struct Said {
    /// The turn.
    pub message: SideMessage,
    /// Who wrote it at the desk, by name.
    pub author: Option<String>,
    /// Its files.
    pub files: Vec<SideFile>,
}

impl Row for Said {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        let after = SideMessage::COLUMNS.len();
        Ok(Self { message: SideMessage::read(cells)?, author: cells.field(after)?, files: Vec::new() })
    }
}

/// One conversation with all that was said.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The conversation and its ticket.
    pub conversation: Permitted,
    /// Who takes part, in the order in which they came.
    pub participants: Vec<Participant>,
    /// What was said, oldest first.
    pub said: Vec<Said>,
}

/// One conversation. Six statements.
///
/// # Errors
/// `NotFound` to those who may not work on its ticket.
pub fn conversation(conn: &Conn, actor: &Actor, id: ConversationId) -> Result<Sheet> {
    let conversation = policy::look(conn, actor, id)?;
    let sql = format!(
        "SELECT {}, w.name FROM side_messages m LEFT JOIN people w ON w.id = m.author_id WHERE m.conversation_id = $1 ORDER BY m.id",
        SideMessage::columns("m")
    );
    let mut said: Vec<Said> = conn.all(&sql, params![id])?;
    let sql = format!(
        "SELECT {} FROM side_files f JOIN side_messages m ON m.id = f.message_id WHERE m.conversation_id = $1 ORDER BY f.id",
        SideFile::columns("f")
    );
    for file in conn.all::<SideFile>(&sql, params![id])? {
        if let Some(of) = said.iter_mut().find(|s| s.message.id == file.message_id) {
            of.files.push(file);
        }
    }
    Ok(Sheet { conversation, participants: participants_of(conn, id)?, said })
}

/// Files of a ticket that can go along, the newest first.
///
/// # Errors
/// `NotFound` to those who may not work on the ticket.
pub fn files_to_choose(conn: &Conn, actor: &Actor, ticket: TicketId) -> Result<Vec<Attachment>> {
    let ticket = policy::look_ticket(conn, actor, ticket)?;
    files_of_ticket(conn, ticket.id)
}

/// One file, for downloading.
///
/// # Errors
/// `NotFound` to those who may not work on the ticket.
pub fn file(conn: &Conn, actor: &Actor, id: SideFileId) -> Result<SideFile> {
    let sql = format!("SELECT {} FROM side_files f WHERE f.id = $1", SideFile::columns("f"));
    let file = conn.first::<SideFile>(&sql, params![id])?.ok_or(Refusal::NotFound)?;
    let of = "SELECT conversation_id FROM side_messages WHERE id = $1";
    let (conversation,) = conn.one::<(ConversationId,)>(of, params![file.message_id])?;
    policy::look(conn, actor, conversation)?;
    Ok(file)
}

/// Who at the desk wrote in a conversation or began it. Asks no policy: for whoever tells them.
///
/// # Errors
/// What the engine answers.
pub fn writers(conn: &Conn, conversation: ConversationId) -> Result<Vec<PersonId>> {
    let sql = "SELECT m.author_id FROM side_messages m WHERE m.conversation_id = $1 AND m.author_id IS NOT NULL \
               UNION SELECT c.begun_by FROM side_conversations c WHERE c.id = $1 AND c.begun_by IS NOT NULL";
    Ok(conn.all::<(PersonId,)>(sql, params![conversation])?.into_iter().map(|(id,)| id).collect())
}

/// The conversation a turn belongs to. Asks no policy: for whoever carries it.
///
/// # Errors
/// What the engine answers.
pub fn conversation_of(conn: &Conn, message: SideMessageId) -> Result<Option<Conversation>> {
    let sql = format!(
        "SELECT {} FROM side_conversations c JOIN side_messages m ON m.conversation_id = c.id WHERE m.id = $1",
        Conversation::columns("c")
    );
    let id: Value = message.into();
    conn.first(&sql, &[id])
}
