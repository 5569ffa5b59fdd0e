//! Taking a message back before anybody outside has seen it.

use db::{Heard, Tx, params};
use outcome::{Error, Result};
use people::Actor;

use crate::attachment;
use crate::drafts::{self, Draft, Mode};
use crate::event::{TICKET, TicketEvent};
use crate::index;
use crate::message::{Audience, Message, MessageId};
use crate::policy::Permitted;
use crate::release::{RELEASE, own_held};
use crate::ticket::Ticket;
use crate::undo::take_back;

/// Takes one's own message back: it is a draft again, and what came with it (status, assignee) is undone unless somebody has
/// changed it since.
///
/// # Errors
/// `NotFound` for what is not one's own; `Conflict` when it is out already.
pub fn undo_reply(tx: &mut Tx<'_>, actor: &Actor, message: MessageId) -> Result<Draft> {
    let (ticket, message) = own_held(tx, actor, message)?;
    let now = tx.now();
    let sql = "UPDATE messages SET withdrawn_at = $2 WHERE id = $1 AND held_until > 0 AND withdrawn_at IS NULL";
    if tx.execute(sql, params![message.id, now])? == 0 {
        return Err(Error::conflict("reply-already-out"));
    }
    tx.call_off(RELEASE, &message.id.to_string())?;
    let files = attachment::unbind(tx, message.id)?;
    index::message(tx, message.id)?;
    let ticket = restore(tx, actor, ticket, &message)?;
    TicketEvent::MessageWithdrawn { message: message.id, audience: message.audience }.record(tx, actor, ticket.id)?;
    let mode = if message.audience == Audience::Public { Mode::Reply } else { Mode::Note };
    drafts::put_back(tx, actor, Some(ticket.id), mode, &message.body, &files)
}

/// Undoes what the message brought along, newest first.
fn restore(tx: &mut Tx<'_>, actor: &Actor, mut ticket: Permitted<Ticket>, message: &Message) -> Result<Permitted<Ticket>> {
    let sql = "SELECT id, kind, subject_kind, subject_id, actor, door, data, at, caused_by FROM events \
               WHERE subject_kind = $1 AND subject_id = $2 AND at >= $3 ORDER BY id DESC";
    let since: Vec<Heard> = tx.all(sql, params![TICKET, ticket.id, message.created_at])?;
    for heard in since {
        let event: TicketEvent = heard.data()?;
        let came_along = match &event {
            TicketEvent::Moved { with, .. } | TicketEvent::Assigned { with, .. } => *with == Some(message.id),
            _ => false,
        };
        if came_along {
            ticket = take_back(tx, actor, ticket, &event)?.0;
        }
    }
    Ok(ticket)
}
