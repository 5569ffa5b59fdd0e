//! What the ticket's page reads, in one transaction.

use std::collections::BTreeMap;

use ::tickets::{BesideRow, Conversation, MessageId, QueueAsk, Side, TicketId, Timeline, Workspace};
use automation::RuleId;
use db::{Conn, Moment};
use mail::{LetterState, Pictured};
use outcome::Result;

use super::pictures;
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
    /// Names, tags, watchers, contacts, drafts, who is here, related tickets, menus.
    pub workspace: Workspace,
    /// What happened.
    pub timeline: Timeline,
    /// What the rules are called that did something.
    pub rules: BTreeMap<RuleId, String>,
    /// The list it was come from.
    pub beside: Vec<BesideRow>,
    /// Where the letters stand that carried the desk's messages.
    pub letters: Vec<LetterState>,
    /// How it stands with pictures that messages have elsewhere.
    pub pictures: Vec<Pictured>,
}

/// Reads the page of `id`, come to from `list`.
///
/// # Errors
/// `NotFound` when the reader may not see the ticket; `NotAllowed` when they asked for it themselves and may not work on it.
pub fn read(conn: &Conn, visitor: &SignedIn, id: TicketId, list: &QueueAsk) -> Result<(Shell, Read)> {
    let actor = &visitor.actor;
    let (conversation, timeline, workspace) = tickets::workspace(conn, actor, id)?;
    let crumbs = vec![crumb(visitor.say.say("nav-queue"), "/tickets"), here(format!("#{id}"))];
    let sent: Vec<MessageId> = conversation.messages.iter().filter(|m| m.message.side == Side::Staff).map(|m| m.message.id).collect();
    let rules: Vec<RuleId> = timeline.told.iter().filter_map(|told| told.actor.strip_prefix("rule:")?.parse().ok()).collect();
    let read = Read {
        now: conn.now(),
        beside: tickets::beside(conn, actor, &QueueAsk { limit: BESIDE_MAX, ..list.clone() })?,
        letters: if sent.is_empty() { Vec::new() } else { mail::letter_states(conn, &sent)? },
        pictures: pictures::read(conn, actor, &conversation)?,
        rules: automation::rule_names(conn, &rules)?,
        conversation,
        timeline,
        workspace,
    };
    Ok((shell(conn, visitor, Section::Queue, crumbs)?, read))
}
