//! What happened to tickets as a program reads it: events in order, with the words of the messages they tell of.

use std::collections::HashMap;

use db::{Conn, EventId, Heard, Value, params};
use outcome::Result;
use people::{Actor, PersonId};

use crate::event::{TICKET, TicketEvent};
use crate::list::numbers;
use crate::message::{Message, MessageId};
use crate::policy::{self, Action};
use crate::ticket::TicketId;
use crate::timeline::{TOLD_OUTSIDE, Told};

/// Events of a page.
pub const LOG_MAX: usize = 1_000;

/// Something that happened, and to which ticket.
#[derive(Debug, Clone)]
pub struct Logged {
    /// The ticket.
    pub ticket: TicketId,
    /// What happened.
    pub told: Told,
}

/// What happened, oldest first, and the messages it tells of.
#[derive(Debug, Clone, Default)]
pub struct Log {
    /// What happened.
    pub logged: Vec<Logged>,
    /// The messages, as far as the asker may read them.
    pub messages: HashMap<MessageId, Message>,
    /// Is there more?
    pub more: bool,
}

/// What happened to one ticket after `after`, at most `max` and at most [`LOG_MAX`]. Three statements.
///
/// # Errors
/// `NotFound` when the asker may not see the ticket.
pub fn log_of(conn: &Conn, actor: &Actor, ticket: TicketId, after: EventId, max: usize) -> Result<Log> {
    let seen = policy::look(conn, actor, ticket)?;
    let inner = seen.may(Action::SeeInternal);
    let only = if inner { String::new() } else { format!("AND e.kind IN ({TOLD_OUTSIDE})") };
    let sql = format!(
        "SELECT {} FROM events e WHERE e.subject_kind = $1 AND e.subject_id = $2 AND e.id > $3 {only} ORDER BY e.id LIMIT $4",
        columns()
    );
    let heard = conn.all(&sql, params![TICKET, ticket, after, most(max)])?;
    finish(conn, heard, max, inner)
}

/// What happened to all tickets that the asker may work on, after an event, or from an instant on; for the desk alone. Two statements.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn log(conn: &Conn, actor: &Actor, after: EventId, since: db::Moment, max: usize) -> Result<Log> {
    policy::permit_desk(actor, policy::DeskAction::UseQueue)?;
    let seen = policy::workable(actor, "t", 5);
    let sql = format!(
        "SELECT {} FROM events e JOIN tickets t ON t.id = e.subject_id WHERE e.subject_kind = $1 AND e.id > $2 AND e.at >= $3 AND {} \
         ORDER BY e.id LIMIT $4",
        columns(),
        seen.condition
    );
    let mut all: Vec<Value> = params![TICKET, after, since, most(max)].to_vec();
    all.extend(seen.params);
    let heard = conn.all(&sql, &all)?;
    finish(conn, heard, max, true)
}

/// The number of the last thing that happened to a ticket; 0 before the first.
///
/// # Errors
/// What the engine answers.
pub fn last_event(conn: &Conn, ticket: TicketId) -> Result<EventId> {
    let sql = "SELECT COALESCE(MAX(id), 0) FROM events WHERE subject_kind = $1 AND subject_id = $2";
    Ok(conn.one::<(EventId,)>(sql, params![TICKET, ticket])?.0)
}

fn columns() -> String {
    Heard::columns("e")
}

fn most(max: usize) -> i64 {
    i64::try_from(max.min(LOG_MAX)).unwrap_or(1) + 1
}

fn finish(conn: &Conn, mut heard: Vec<Heard>, max: usize, inner: bool) -> Result<Log> {
    let more = heard.len() > max.min(LOG_MAX);
    heard.truncate(max.min(LOG_MAX));
    let mut logged = Vec::with_capacity(heard.len());
    for one in heard {
        let (ticket, event, person) = (TicketId(one.subject_id), one.data()?, one.person().map(PersonId));
        let told = Told { id: one.id, event, actor: one.actor, person, door: one.door, at: one.at, caused_by: one.caused_by };
        logged.push(Logged { ticket, told });
    }
    let wanted: Vec<MessageId> = logged.iter().filter_map(|l| message_of(&l.told.event)).collect();
    let mut messages = HashMap::new();
    if !wanted.is_empty() {
        let (list, values) = numbers(&wanted, 1);
        let outside = if inner { "" } else { "AND m.audience = 'public' AND m.held_until = 0" };
        let sql = format!("SELECT {} FROM messages m WHERE m.id IN ({list}) AND m.withdrawn_at IS NULL {outside}", Message::columns("m"));
        messages = conn.all::<Message>(&sql, &values)?.into_iter().map(|m| (m.id, m)).collect();
    }
    Ok(Log { logged, messages, more })
}

/// The message that an event brought.
#[must_use]
pub fn message_of(event: &TicketEvent) -> Option<MessageId> {
    match event {
        TicketEvent::Opened { message, .. } | TicketEvent::ReplyAdded { message, .. } | TicketEvent::NoteAdded { message } => {
            Some(*message)
        }
        TicketEvent::Imported { message, .. } => *message,
        _ => None,
    }
}
