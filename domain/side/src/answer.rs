//! What comes from outside: a participant's answer, and what programs say about our letters.

use db::{Conn, Tx, params};
use email::Address;
use outcome::{Error, Refusal, Result, Sentence};
use people::Actor;
use text::Html;
use tickets::{Aside, TicketId};

use crate::begin::{let_in, reopened, tell};
use crate::conversation::{Conversation, ConversationId, ParticipantId, participants_of};
use crate::limits::MESSAGES_MAX;
use crate::message::{New, NewFile, SideMessageId, Turn, write};
use crate::policy::{self, Action};

/// What came, read and made safe.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The conversation.
    pub conversation: ConversationId,
    /// Whose letter it is; a program's that names nobody has none.
    pub from: Option<String>,
    /// What was said.
    pub body: String,
    /// The same as safe HTML.
    pub body_html: Html,
    /// What it quotes.
    pub quoted: String,
    /// Its files.
    pub files: Vec<NewFile>,
}

/// What whoever sorts letters needs to know of a conversation.
#[derive(Debug, Clone)]
pub struct Place {
    /// The conversation.
    pub conversation: ConversationId,
    /// The ticket it was begun from.
    pub ticket: TicketId,
    /// Does the address take part?
    pub takes_part: bool,
    /// Does no further turn fit?
    pub full: bool,
}

/// Where a letter from `address` would go; `None` when there is no such conversation, or its ticket was deleted. Asks no policy: for
/// whoever sorts letters.
///
/// # Errors
/// What the engine answers.
pub fn place(conn: &Conn, conversation: ConversationId, address: &str) -> Result<Option<Place>> {
    let Some(found) = Conversation::of(conn, conversation, "")? else { return Ok(None) };
    let survivor = tickets::survivor_of(conn, found.ticket_id)?;
    let there = "SELECT 1 FROM tickets t WHERE t.id = $1 AND t.deleted_at IS NULL";
    if conn.first::<(i64,)>(there, params![survivor])?.is_none() {
        return Ok(None);
    }
    let takes_part = participant(conn, conversation, address)?.is_some();
    Ok(Some(Place { conversation, ticket: found.ticket_id, takes_part, full: found.message_count >= MESSAGES_MAX }))
}

/// Takes a participant's answer in. A conversation that was closed is open again.
///
/// # Errors
/// `NotFound` when there is no such conversation or its writer takes no part in it; `NotAllowed` to everybody but Firstline itself;
/// `Conflict` when no further turn fits.
pub fn answer(tx: &mut Tx<'_>, actor: &Actor, came: &Answer) -> Result<SideMessageId> {
    let found = policy::permit(tx, actor, Action::TakeIn, came.conversation)?;
    let from = came.from.as_deref().unwrap_or_default();
    let participant = participant(tx, found.id, from)?.ok_or(Refusal::NotFound)?;
    if found.message_count >= MESSAGES_MAX {
        return Err(Error::conflict(Sentence::new("side-full").with("max", MESSAGES_MAX)));
    }
    let message = write(tx, found.id, &turn(came, Turn::Answered, Some(participant), ""))?;
    tell(tx, actor, found.ticket().id, found.id, &found.subject, Some(message), Aside::Answered)?;
    reopened(tx, actor, &found)?;
    Ok(message)
}

/// Notes what a program said: an absence note, a delivery report. Nobody is told, and a closed conversation stays closed. `why` says
/// what it is, as a key of the catalogue. `None` when no further turn fits.
///
/// # Errors
/// `NotFound` when there is no such conversation; `NotAllowed` to everybody but Firstline itself.
pub fn note(tx: &mut Tx<'_>, actor: &Actor, came: &Answer, why: &str) -> Result<Option<SideMessageId>> {
    let found = policy::permit(tx, actor, Action::TakeIn, came.conversation)?;
    if found.message_count >= MESSAGES_MAX {
        return Ok(None);
    }
    let participant = came.from.as_deref().map_or(Ok(None), |from| participant(tx, found.id, from))?;
    let message = write(tx, found.id, &turn(came, Turn::Noted, participant, why))?;
    tell(tx, actor, found.ticket().id, found.id, &found.subject, Some(message), Aside::Noted)?;
    Ok(Some(message))
}

/// Lets somebody take part whose letter waited for a person.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when too many take part, or it is whoever asked for the ticket.
pub fn admit(tx: &mut Tx<'_>, actor: &Actor, conversation: ConversationId, who: &Address) -> Result<Conversation> {
    let found = policy::permit(tx, actor, Action::Write, conversation)?;
    let_in(tx, &found, found.ticket(), who)?;
    Ok(found.into_inner())
}

fn turn<'a>(came: &'a Answer, kind: Turn, participant: Option<ParticipantId>, why: &'a str) -> New<'a> {
    New { kind, author: None, participant, why, body: &came.body, html: &came.body_html, quoted: &came.quoted, files: &came.files }
}

fn participant(conn: &Conn, conversation: ConversationId, address: &str) -> Result<Option<ParticipantId>> {
    let normal = Address::new(address).normalised();
    if normal.is_empty() {
        return Ok(None);
    }
    Ok(participants_of(conn, conversation)?.into_iter().find(|p| p.address == normal).map(|p| p.id))
}
