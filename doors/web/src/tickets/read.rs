//! What the ticket's page reads, in one transaction.

use ::tickets::{Conversation, Menus, MessageId, Queue, QueueAsk, RelatedTicket, Side, TicketId, Timeline, Workspace};
use db::{Conn, Moment};
use mail::LetterState;
use outcome::Result;

use crate::frame::{crumb, here, shell};
use crate::front::SignedIn;
use crate::ui::view::{Section, Shell};

/// Rows of the list beside the ticket.
const BESIDE_MAX: usize = 40;

/// All of it.
pub struct Read {
    /// The instant of all this.
    pub now: Moment,
    /// Ticket and messages.
    pub conversation: Conversation,
    /// Names, tags, watchers, contacts, drafts, who is here.
    pub workspace: Workspace,
    /// What happened.
    pub timeline: Timeline,
    /// The list it was come from.
    pub beside: Queue,
    /// What else the requester asked for, links and parts.
    pub related: Vec<RelatedTicket>,
    /// Where the letters stand that carried the desk's messages.
    pub letters: Vec<LetterState>,
    /// Whom it can be given to, and what it can be about.
    pub menus: Menus,
}

/// Reads the page of `id`, come to from `list`.
///
/// # Errors
/// `NotFound` when the reader may not see the ticket; `NotAllowed` when they asked for it themselves and may not work on it.
pub fn read(conn: &Conn, visitor: &SignedIn, id: TicketId, list: &QueueAsk) -> Result<(Shell, Read)> {
    let actor = &visitor.actor;
    let conversation = tickets::conversation(conn, actor, id, None)?;
    let ticket = &conversation.ticket;
    let crumbs = vec![crumb(visitor.say.say("nav-queue"), "/tickets"), here(format!("#{id}"))];
    let sent: Vec<MessageId> = conversation.messages.iter().filter(|m| m.message.side == Side::Staff).map(|m| m.message.id).collect();
    let read = Read {
        now: conn.now(),
        workspace: tickets::workspace(conn, actor, ticket)?,
        timeline: tickets::timeline_of(conn, actor, ticket, None)?,
        beside: tickets::queue(conn, actor, &QueueAsk { limit: BESIDE_MAX, ..list.clone() })?,
        related: tickets::related(conn, actor, ticket)?,
        letters: if sent.is_empty() { Vec::new() } else { mail::letter_states(conn, &sent)? },
        menus: tickets::menus(conn, actor)?,
        conversation,
    };
    Ok((shell(conn, visitor, Section::Queue, crumbs)?, read))
}
