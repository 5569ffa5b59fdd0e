//! How far each person has read: below it a page draws the line that says *new*.

use db::{Conn, Tx, params};
use outcome::{Refusal, Result};
use people::{Actor, PersonId};

use crate::message::MessageId;
use crate::policy::look;
use crate::ticket::TicketId;

/// Up to where somebody has read.
#[derive(Debug, Clone, Copy)]
pub struct MarkRead {
    /// The ticket.
    pub ticket: TicketId,
    /// The last message they have seen, of this ticket or one merged into it.
    pub message: MessageId,
}

/// Notes how far the actor has read; never moves backwards. It is nobody else's business and leaves no event.
///
/// # Errors
/// `NotFound` when they may not see the ticket or there is no such message; `NotAllowed` for who is no person.
pub fn mark_read(tx: &mut Tx<'_>, actor: &Actor, read: &MarkRead) -> Result<()> {
    let ticket = look(tx, actor, read.ticket)?;
    let Some(me) = actor.person() else { return Err(Refusal::NotAllowed("mark_read").into()) };
    let known = tx.first::<(MessageId,)>("SELECT id FROM messages WHERE id = $1", params![read.message])?;
    if known.is_none() { Err(Refusal::NotFound.into()) } else { mark(tx, ticket.id, me, read.message) }
}

/// The last message of the ticket that the actor has seen.
///
/// # Errors
/// What the engine answers.
pub fn read_up_to(conn: &Conn, actor: &Actor, ticket: TicketId) -> Result<Option<MessageId>> {
    let Some(me) = actor.person() else { return Ok(None) };
    let sql = "SELECT message_id FROM reads WHERE ticket_id = $1 AND person_id = $2";
    Ok(conn.first::<(MessageId,)>(sql, params![ticket, me])?.map(|(id,)| id))
}

pub(crate) fn mark(tx: &mut Tx<'_>, ticket: TicketId, person: PersonId, message: MessageId) -> Result<()> {
    let now = tx.now();
    tx.execute_one(
        "INSERT INTO reads (ticket_id, person_id, message_id, at) VALUES ($1, $2, $3, $4) ON CONFLICT (ticket_id, person_id) DO UPDATE \
         SET message_id = CASE WHEN excluded.message_id > reads.message_id THEN excluded.message_id ELSE reads.message_id END, \
         at = excluded.at",
        params![ticket, person, message, now],
    )
}
