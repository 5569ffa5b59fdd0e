//! What the ticket's page reads, in one transaction.

use ::tickets::{
    Category, Conversation, Draft, Facts, List, MessageId, Mode, Present, Queue, QueueAsk, QueueRow, Side, TicketId, Timeline,
};
use db::{Conn, Moment};
use mail::LetterState;
use outcome::Result;
use people::{PersonCard, directory};

use crate::frame::{crumb, here, shell};
use crate::front::SignedIn;
use crate::ui::view::{Section, Shell};

/// Rows of the list beside the ticket.
const BESIDE_MAX: usize = 40;
/// Earlier tickets of the requester that are shown.
const EARLIER_MAX: usize = 6;

/// All of it.
pub struct Read {
    /// The instant of all this.
    pub now: Moment,
    /// Ticket and messages.
    pub conversation: Conversation,
    /// Names, tags, watchers.
    pub facts: Facts,
    /// What happened.
    pub timeline: Timeline,
    /// What the reader was writing.
    pub drafts: Vec<Draft>,
    /// How far they had read.
    pub read_up_to: Option<MessageId>,
    /// Who else is here.
    pub present: Vec<Present>,
    /// The list it was come from.
    pub beside: Queue,
    /// The requester.
    pub requester: PersonCard,
    /// What else they asked for.
    pub earlier: Vec<QueueRow>,
    /// Where the letters stand that carried the desk's messages.
    pub letters: Vec<LetterState>,
    /// What it can be about.
    pub categories: Vec<Category>,
    /// Whom it can be given to.
    pub teams: Vec<people::Team>,
    /// Who can do it.
    pub agents: Vec<people::PersonBrief>,
}

/// Reads the page of `id`, come to from `list`.
///
/// # Errors
/// `NotFound` when the reader may not see the ticket.
pub fn read(conn: &Conn, visitor: &SignedIn, id: TicketId, list: &QueueAsk) -> Result<(Shell, Read)> {
    let actor = &visitor.actor;
    let conversation = tickets::conversation(conn, actor, id, None)?;
    let ticket = &conversation.ticket;
    let crumbs = vec![crumb(visitor.say.say("nav-queue"), "/tickets"), here(format!("#{id}"))];
    let mut drafts = Vec::new();
    for mode in [Mode::Reply, Mode::Note] {
        drafts.extend(tickets::draft(conn, actor, Some(id), mode)?);
    }
    let sent: Vec<MessageId> = conversation.messages.iter().filter(|m| m.message.side == Side::Staff).map(|m| m.message.id).collect();
    let earlier = QueueAsk { limit: EARLIER_MAX, ..QueueAsk::new(List::AskedBy(ticket.requester_id)) };
    let read = Read {
        now: conn.now(),
        facts: tickets::facts(conn, ticket)?,
        timeline: tickets::timeline(conn, actor, id, None)?,
        drafts,
        read_up_to: tickets::read_up_to(conn, actor, id)?,
        present: tickets::present(conn, actor, id)?,
        beside: tickets::queue(conn, actor, &QueueAsk { limit: BESIDE_MAX, ..list.clone() })?,
        requester: directory::person_card(conn, actor, ticket.requester_id)?,
        earlier: tickets::queue(conn, actor, &earlier)?.rows.into_iter().filter(|r| r.id != id).collect(),
        letters: if sent.is_empty() { Vec::new() } else { mail::letter_states(conn, &sent)? },
        categories: tickets::categories(conn)?,
        teams: directory::teams_seen(conn, actor)?,
        agents: directory::agents(conn)?,
        conversation,
    };
    Ok((shell(conn, visitor, Section::Queue, crumbs)?, read))
}
