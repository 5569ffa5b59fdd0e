//! Who may do what to side conversations: the only file that says so. What may be done to the ticket, `tickets` decides.

use std::ops::Deref;

use db::{Conn, Tx, words};
use outcome::{Error, Refusal, Result};
use people::Actor;
use tickets::policy::{Action as OnTicket, Permitted as PermittedTicket};
use tickets::{Ticket, TicketId};

use crate::conversation::{Conversation, ConversationId};

words! {
    /// What can be done.
    pub enum Action {
        /// Know that there are side conversations, and read them.
        See = "see_side_conversations",
        /// Begin one, write in it, close it and take it up again, let somebody in.
        Write = "write_beside",
        /// Write down what came by letter: Firstline's own.
        TakeIn = "take_in_beside",
    }
}

/// The rule: may one to whom this ticket is permitted do this beside it? Whoever may work on the ticket may; nobody else may know.
#[must_use]
pub fn allows(ticket: &PermittedTicket<Ticket>, actor: &Actor, action: Action) -> bool {
    match action {
        Action::See => ticket.may(OnTicket::SeeInternal),
        Action::Write => ticket.may(OnTicket::WriteNote),
        Action::TakeIn => actor.is_system(),
    }
}

/// A side conversation and its ticket, which the asker may do something to. Only this file makes one out of a number.
#[derive(Debug, Clone)]
pub struct Permitted {
    conversation: Conversation,
    ticket: PermittedTicket<Ticket>,
}

impl Deref for Permitted {
    type Target = Conversation;
    fn deref(&self) -> &Conversation {
        &self.conversation
    }
}

impl Permitted {
    /// The ticket it is read at: the one it was begun from, or the one that goes on in its place.
    #[must_use]
    pub fn ticket(&self) -> &PermittedTicket<Ticket> {
        &self.ticket
    }

    /// May the asker write there? Pages ask before they show a field.
    #[must_use]
    pub fn may_write(&self) -> bool {
        self.ticket.may(OnTicket::WriteNote)
    }

    /// The conversation itself.
    #[must_use]
    pub fn into_inner(self) -> Conversation {
        self.conversation
    }
}

/// The conversation for a command that does `action` to it; ticket and conversation are locked until the transaction ends.
///
/// # Errors
/// `NotFound` to those who may not know of it, `NotAllowed` to those who may only read it.
pub fn permit(tx: &Tx<'_>, actor: &Actor, action: Action, id: ConversationId) -> Result<Permitted> {
    let known = Conversation::of(tx, id, "")?.ok_or(Refusal::NotFound)?;
    let ticket = permit_ticket(tx, actor, action, known.ticket_id)?;
    let conversation = Conversation::of(tx, id, &tx.locking("c"))?.ok_or(Refusal::NotFound)?;
    Ok(Permitted { conversation, ticket })
}

/// The conversation for a query.
///
/// # Errors
/// `NotFound` to those who may not know of it.
pub fn look(conn: &Conn, actor: &Actor, id: ConversationId) -> Result<Permitted> {
    let conversation = Conversation::of(conn, id, "")?.ok_or(Refusal::NotFound)?;
    let ticket = look_ticket(conn, actor, conversation.ticket_id)?;
    Ok(Permitted { conversation, ticket })
}

/// The ticket for a command beside it: of a merged one, the one that goes on in its place, as far as the actor may follow.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn permit_ticket(tx: &Tx<'_>, actor: &Actor, action: Action, id: TicketId) -> Result<PermittedTicket<Ticket>> {
    let seen = |id| tickets::policy::permit(tx, actor, OnTicket::See, id);
    let ticket = follow(tx, id, seen)?;
    demand(&ticket, actor, Action::See)?;
    demand(&ticket, actor, action)?;
    Ok(ticket)
}

/// The same for a query.
///
/// # Errors
/// `NotFound` to those who may not know of side conversations.
pub fn look_ticket(conn: &Conn, actor: &Actor, id: TicketId) -> Result<PermittedTicket<Ticket>> {
    let ticket = follow(conn, id, |id| tickets::policy::look(conn, actor, id))?;
    demand(&ticket, actor, Action::See)?;
    Ok(ticket)
}

fn follow(conn: &Conn, id: TicketId, seen: impl Fn(TicketId) -> Result<PermittedTicket<Ticket>>) -> Result<PermittedTicket<Ticket>> {
    let survivor = tickets::survivor_of(conn, id)?;
    match seen(survivor) {
        Err(Error::Refused(Refusal::NotFound)) if survivor != id => seen(id),
        found => found,
    }
}

fn demand(ticket: &PermittedTicket<Ticket>, actor: &Actor, action: Action) -> Result<()> {
    match (allows(ticket, actor, action), action) {
        (true, _) => Ok(()),
        (false, Action::See) => Err(Refusal::NotFound.into()),
        (false, _) => Err(Refusal::NotAllowed(action.as_str()).into()),
    }
}
