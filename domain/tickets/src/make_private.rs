//! A message that its readers should not read: from now on the desk alone does. Who has read it or got it by letter, has.

use db::{EventId, Tx, params};
use outcome::{Error, Result};
use people::Actor;

use crate::event::TicketEvent;
use crate::index;
use crate::message::{Audience, MessageId};
use crate::policy::{Action, permit};
use crate::redact::{one_of, retell_all};
use crate::ticket::TicketId;

/// A public message that becomes internal.
#[derive(Debug, Clone, Copy)]
pub struct MakePrivate {
    /// The ticket in whose conversation it is read.
    pub ticket: TicketId,
    /// The message.
    pub message: MessageId,
}

/// Lets the desk alone read a message. There is no way back: what was kept from somebody is not sent to them later by mistake.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when it is still held: it can be taken back instead.
pub fn make_private(tx: &mut Tx<'_>, actor: &Actor, make: &MakePrivate) -> Result<Option<EventId>> {
    let ticket = permit(tx, actor, Action::MakePrivate, make.ticket)?;
    let message = one_of(tx, ticket.id, make.message)?;
    if message.audience == Audience::Internal {
        return Ok(None);
    }
    if message.held_until.0 > 0 {
        return Err(Error::conflict("make-private-held"));
    }
    tx.execute_one("UPDATE messages SET audience = 'internal' WHERE id = $1", params![message.id])?;
    index::message(tx, message.id)?;
    retell_all(tx, message.ticket_id)?;
    TicketEvent::MadePrivate { message: message.id }.record(tx, actor, ticket.id).map(Some)
}
