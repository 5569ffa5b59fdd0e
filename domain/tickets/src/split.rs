//! Two matters in one ticket: some of its messages go out into a ticket of their own.

use db::{Conn, EventId, Tx, Value, params};
use outcome::{Check, Error, Result, Sentence};
use people::{Actor, OrganizationId, PersonId};

use crate::change;
use crate::checks::{check_subject, tidy_subject};
use crate::event::{TICKET, TicketEvent};
use crate::index;
use crate::list::numbers;
use crate::message::MessageId;
use crate::policy::{Action, permit};
use crate::status::{Side, Status};
use crate::ticket::{Ticket, TicketId};
use crate::turns::{retell, tell_both};

/// Messages that go out at once.
pub const SPLIT_MESSAGES_MAX: usize = 50;

/// Messages that get a ticket of their own.
#[derive(Debug, Clone)]
pub struct Split {
    /// The ticket they are in.
    pub ticket: TicketId,
    /// The messages, at most [`SPLIT_MESSAGES_MAX`]; at least one stays behind.
    pub messages: Vec<MessageId>,
    /// What the new ticket is about, in a line.
    pub subject: String,
    /// Who asks there; who wrote the first of the messages, if they are on the requester's side, or else who asks here.
    pub requester: Option<PersonId>,
}

/// What a split led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SplitOff {
    /// The new ticket.
    pub ticket: TicketId,
    /// What was written down at the old one.
    pub event: EventId,
}

/// Moves messages into a new ticket, which is linked to the old one; merging it back takes the split back.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when a message is not of this ticket or can still be taken back, when all would go, and when
/// subject or requester do not hold; `Conflict` when the ticket was merged into another.
pub fn split(tx: &mut Tx<'_>, actor: &Actor, split: &Split) -> Result<SplitOff> {
    let from = permit(tx, actor, Action::Split, split.ticket)?;
    if let Some(into) = from.merged_into {
        return Err(Error::conflict(Sentence::new("merge-already").with("into", into)));
    }
    let subject = tidy_subject(&split.subject);
    let mut check = Check::new();
    check_subject(&mut check, &subject);
    check.done()?;
    let messages = chosen(tx, split)?;
    let (requester, organization) = requester(tx, split, &messages, &from)?;
    let ticket = open(tx, actor, &from, subject, requester, organization)?;
    move_messages(tx, from.id, ticket, &messages)?;
    let new = permit(tx, actor, Action::See, ticket)?;
    retell(tx, new, |_| {})?;
    let old = from.id;
    retell(tx, from, |_| {})?;
    index::ticket(tx, ticket)?;
    for message in &messages {
        tx.unindex(TICKET, old.0, message.0)?;
        index::message(tx, *message)?;
    }
    let now = tx.now();
    let sql = "INSERT INTO links (ticket_id, other_id, kind, linked_by, at) VALUES ($1, $2, 'relates', $3, $4)";
    tx.execute_one(sql, params![old, ticket, actor.person(), now])?;
    let gone = TicketEvent::Split { into: ticket, messages: messages.clone() };
    let event = tell_both(tx, actor, (old, gone), (ticket, TicketEvent::SplitOff { from: old, messages }))?;
    Ok(SplitOff { ticket, event })
}

/// The messages in the order in which they were written.
fn chosen(conn: &Conn, split: &Split) -> Result<Vec<MessageId>> {
    let says = || Sentence::new("split-messages-count").with("max", SPLIT_MESSAGES_MAX);
    Check::new().that((1..=SPLIT_MESSAGES_MAX).contains(&split.messages.len()), "messages", says()).done()?;
    let sql = "SELECT id, held_until FROM messages WHERE ticket_id = $1 AND withdrawn_at IS NULL ORDER BY id";
    let all = conn.all::<(MessageId, i64)>(sql, params![split.ticket])?;
    let chosen: Vec<(MessageId, i64)> = all.iter().filter(|(id, _)| split.messages.contains(id)).copied().collect();
    let known = split.messages.iter().all(|id| chosen.iter().any(|(c, _)| c == id));
    Check::new()
        .that(known, "messages", "split-message-elsewhere")
        .that(chosen.iter().all(|(_, held_until)| *held_until == 0), "messages", "split-message-held")
        .that(chosen.len() < all.len(), "messages", "split-leaves-nothing")
        .done()?;
    Ok(chosen.into_iter().map(|(id, _)| id).collect())
}

fn requester(conn: &Conn, split: &Split, messages: &[MessageId], from: &Ticket) -> Result<(PersonId, Option<OrganizationId>)> {
    let first = messages.first().copied().unwrap_or(MessageId(0));
    let sql = "SELECT author_id FROM messages WHERE id = $1 AND side = 'requester' AND author_id IS NOT NULL";
    let author = conn.first::<(PersonId,)>(sql, params![first])?.map(|(author,)| author);
    let person = split.requester.or(author).unwrap_or(from.requester_id);
    if person == from.requester_id {
        return Ok((person, from.organization_id));
    }
    let sql = "SELECT organization_id FROM people WHERE id = $1 AND deactivated_at IS NULL";
    let found = conn.first::<(Option<OrganizationId>,)>(sql, params![person])?;
    found.map(|(organization,)| (person, organization)).ok_or_else(|| Error::invalid("requester", "requester-unknown"))
}

/// A ticket like the old one that nobody has answered yet.
fn open(
    tx: &mut Tx<'_>,
    actor: &Actor,
    from: &Ticket,
    subject: String,
    requester_id: PersonId,
    organization_id: Option<OrganizationId>,
) -> Result<TicketId> {
    let now = tx.now();
    let mut ticket = Ticket {
        id: TicketId(0),
        subject,
        status: Status::New,
        status_since: now,
        hold_reason: None,
        hold_until: None,
        requester_id,
        organization_id,
        opened_by: actor.person().filter(|p| *p != requester_id),
        opened_at: now,
        updated_at: now,
        first_replied_at: None,
        resolved_at: None,
        closed_at: None,
        reopened_count: 0,
        merged_into: None,
        parent_id: None,
        message_count: 0,
        last_message_at: now,
        last_message_by: None,
        last_message_side: Side::Requester,
        last_excerpt: String::new(),
        minutes_spent: 0,
        due_at: None,
        due_metric: None,
        external_id: None,
        satisfaction: None,
        deleted_at: None,
        version: 1,
        ..from.clone()
    };
    change::insert(tx, &mut ticket)
}

fn move_messages(tx: &mut Tx<'_>, from: TicketId, to: TicketId, messages: &[MessageId]) -> Result<()> {
    let (list, values) = numbers(messages, 3);
    let mut params: Vec<Value> = params![to, from].to_vec();
    params.extend(values);
    tx.execute(&format!("UPDATE messages SET ticket_id = $1 WHERE ticket_id = $2 AND id IN ({list})"), &params)?;
    tx.execute(&format!("UPDATE attachments SET ticket_id = $1 WHERE ticket_id = $2 AND message_id IN ({list})"), &params)?;
    Ok(())
}
