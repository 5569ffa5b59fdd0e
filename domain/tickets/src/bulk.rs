//! Many tickets at once: the same commands as for one, an answer for each, and one undo for all.

use db::{Event, EventId, Subject, Tx};
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::{Actor, TeamId};
use serde::{Deserialize, Serialize};

use crate::assign::{Assign, To, assign};
use crate::close::close;
use crate::event::TicketEvent;
use crate::hold::{Hold, hold};
use crate::merge::{Merge, merge};
use crate::policy::{DeskAction, permit_desk};
use crate::prioritize::{Prioritize, prioritize};
use crate::priority::Level;
use crate::recategorize::{Recategorize, recategorize};
use crate::reopen::reopen;
use crate::resolve::resolve;
use crate::tag::{Tag, tag};
use crate::ticket::{CategoryId, TicketId};
use crate::undo::undo;
use crate::unmerge::unmerge;
use crate::wait::wait;

/// Tickets of one call.
pub const BULK_TICKETS_MAX: usize = 500;

/// What is done to each of them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkDeed {
    /// It is given to somebody.
    Assign(To),
    /// It is given to a team.
    Team(TeamId),
    /// It moves.
    Status(BulkStatus),
    /// It is weighed.
    Prioritize {
        /// How much is hit; as it was when nobody said.
        impact: Option<Level>,
        /// How soon it hurts; as it was when nobody said.
        urgency: Option<Level>,
    },
    /// It gets tags.
    Tag(Vec<String>),
    /// It loses tags.
    Untag(Vec<String>),
    /// It is put under a category, or under none.
    Category(Option<CategoryId>),
    /// It goes on in this one; this one itself, if it is among them, stays.
    Merge {
        /// The ticket that goes on.
        into: TicketId,
        /// Do its people watch that one?
        bring_people: bool,
    },
}

/// Where tickets can be moved many at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkStatus {
    /// Our move.
    Open,
    /// Their move.
    Waiting,
    /// A third party's or a date's.
    OnHold {
        /// Why.
        reason: String,
        /// Until when.
        until: Option<db::Moment>,
    },
    /// Done, and may come back.
    Resolved,
    /// Done for good.
    Closed,
}

/// A deed and the tickets it is done to.
#[derive(Debug, Clone)]
pub struct Bulk {
    /// The tickets, at most [`BULK_TICKETS_MAX`].
    pub tickets: Vec<TicketId>,
    /// The deed.
    pub deed: BulkDeed,
}

/// What became of one of the tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkOutcome {
    /// It was done.
    Done,
    /// The ticket already was as it was to become.
    Unchanged,
    /// It was refused, and why.
    Refused(Refusal),
}

/// What became of all of them.
#[derive(Debug, Clone)]
pub struct BulkDone {
    /// Each ticket, in the order of their numbers.
    pub outcomes: Vec<(TicketId, BulkOutcome)>,
    /// What [`undo_bulk`] takes; none when nothing changed.
    pub undo: Option<EventId>,
}

impl BulkDone {
    /// Tickets that were changed.
    #[must_use]
    pub fn done(&self) -> usize {
        self.outcomes.iter().filter(|(_, outcome)| *outcome == BulkOutcome::Done).count()
    }
}

/// Does one deed to many tickets. A ticket that refuses it stays as it was and does not hinder the others.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue; `Invalid` when there are no tickets or more than [`BULK_TICKETS_MAX`].
pub fn bulk(tx: &mut Tx<'_>, actor: &Actor, bulk: &Bulk) -> Result<BulkDone> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let says = || Sentence::new("bulk-count").with("max", BULK_TICKETS_MAX);
    Check::new().that((1..=BULK_TICKETS_MAX).contains(&bulk.tickets.len()), "tickets", says()).done()?;
    // In one order, so that two such calls never wait for each other.
    let mut tickets = bulk.tickets.clone();
    tickets.sort_unstable();
    tickets.dedup();
    let mut events = Vec::new();
    let outcomes = each(tickets, |ticket| {
        let event = one(tx, actor, ticket, &bulk.deed)?;
        events.extend(event);
        Ok(event.is_some())
    })?;
    let undo = if events.is_empty() { None } else { Some(tx.record(actor, &BulkHappened::new(actor, events))?) };
    Ok(BulkDone { outcomes, undo })
}

/// Takes a bulk deed back, ticket by ticket: those that were changed since by somebody else stay as they are, and say so.
///
/// # Errors
/// `NotFound` for somebody else's deed.
pub fn undo_bulk(tx: &mut Tx<'_>, actor: &Actor, event: EventId) -> Result<BulkDone> {
    let heard = tx.event(event)?.filter(|h| h.kind == BULK_DONE && actor.person().is_some() && h.person() == actor.person().map(|p| p.0));
    let Some(heard) = heard else { return Err(Refusal::NotFound.into()) };
    let done: BulkHappened = heard.data()?;
    let mut subjects = Vec::with_capacity(done.events.len());
    for event in done.events {
        let heard = tx.event(event)?.ok_or_else(|| anyhow::anyhow!("event {event} of a bulk deed is gone"))?;
        subjects.push((TicketId(heard.subject_id), event));
    }
    let tickets = subjects.iter().map(|(ticket, _)| *ticket).collect();
    let mut next = subjects.iter();
    let outcomes = each(tickets, |ticket| match next.next() {
        Some((_, event)) => take_back(tx, actor, ticket, *event).map(|()| true),
        None => Ok(false),
    })?;
    Ok(BulkDone { outcomes, undo: None })
}

/// Takes back what one event of a bulk deed did to its ticket.
pub(crate) fn take_back(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId, event: EventId) -> Result<()> {
    let heard = tx.event(event)?.ok_or_else(|| anyhow::anyhow!("event {event} of a bulk deed is gone"))?;
    if matches!(heard.data()?, TicketEvent::Merged { .. }) {
        return unmerge(tx, actor, ticket).map(drop);
    }
    undo(tx, actor, event).map(drop)
}

/// Remembers deeds that were done one by one as one bulk deed, so that [`undo_bulk`] takes them back together.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn remember_bulk(tx: &mut Tx<'_>, actor: &Actor, events: &[EventId]) -> Result<EventId> {
    permit_desk(actor, DeskAction::UseQueue)?;
    tx.record(actor, &BulkHappened::new(actor, events.to_vec()))
}

/// Does the deed to each; a refusal is that ticket's answer, a failure is everybody's.
fn each(tickets: Vec<TicketId>, mut deed: impl FnMut(TicketId) -> Result<bool>) -> Result<Vec<(TicketId, BulkOutcome)>> {
    let mut outcomes = Vec::with_capacity(tickets.len());
    for ticket in tickets {
        let outcome = match deed(ticket) {
            Ok(true) => BulkOutcome::Done,
            Ok(false) => BulkOutcome::Unchanged,
            Err(Error::Refused(refusal)) => BulkOutcome::Refused(refusal),
            Err(failed) => return Err(failed),
        };
        outcomes.push((ticket, outcome));
    }
    Ok(outcomes)
}

/// The single command. Each of them checks before it writes, so that a refusal leaves nothing of it behind.
pub(crate) fn one(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId, deed: &BulkDeed) -> Result<Option<EventId>> {
    let changed = match deed {
        BulkDeed::Assign(to) => assign(tx, actor, &Assign { ticket, to: *to }),
        BulkDeed::Team(team) => assign(tx, actor, &Assign { ticket, to: To::Team(*team) }),
        BulkDeed::Status(BulkStatus::Open) => reopen(tx, actor, ticket),
        BulkDeed::Status(BulkStatus::Waiting) => wait(tx, actor, ticket),
        BulkDeed::Status(BulkStatus::OnHold { reason, until }) => hold(tx, actor, &Hold { ticket, reason: reason.clone(), until: *until }),
        BulkDeed::Status(BulkStatus::Resolved) => resolve(tx, actor, ticket),
        BulkDeed::Status(BulkStatus::Closed) => close(tx, actor, ticket),
        BulkDeed::Prioritize { impact, urgency } => prioritize(tx, actor, &Prioritize { ticket, impact: *impact, urgency: *urgency }),
        BulkDeed::Tag(tags) => tag(tx, actor, &Tag { ticket, add: tags.clone(), remove: Vec::new() }),
        BulkDeed::Untag(tags) => tag(tx, actor, &Tag { ticket, add: Vec::new(), remove: tags.clone() }),
        BulkDeed::Category(category) => recategorize(tx, actor, &Recategorize { ticket, category: *category }),
        BulkDeed::Merge { into, .. } if *into == ticket => return Ok(None),
        BulkDeed::Merge { into, bring_people } => {
            let merged = merge(tx, actor, &Merge { ticket, into: *into, bring_people: *bring_people })?;
            return Ok(Some(merged.event));
        }
    };
    changed.map(|changed| changed.event)
}

const BULK_DONE: &str = "bulk.done";

/// A bulk deed in the log: the events that it is made of, about the person who did it.
#[derive(Serialize, Deserialize)]
struct BulkHappened {
    events: Vec<EventId>,
    #[serde(skip)]
    person: i64,
}

impl BulkHappened {
    fn new(actor: &Actor, events: Vec<EventId>) -> Self {
        Self { events, person: actor.person().map_or(0, |person| person.0) }
    }
}

impl Event for BulkHappened {
    fn kind(&self) -> &'static str {
        BULK_DONE
    }

    fn subject(&self) -> Subject {
        Subject::new("bulk", self.person)
    }
}
