//! What happened, written in the same breath as the deed: timeline, audit log and outbox in one table.

use std::borrow::Cow;
use std::fmt;

use anyhow::Context;
use outcome::Result;
use serde::Serialize;

use crate::announce::Announcement;
use crate::clock::Moment;
use crate::tx::Tx;
use crate::{id, params, row};

id!(
    /// An event's number.
    EventId
);

/// What an event is about: a noun and its id, written `ticket:42`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Subject {
    /// The noun.
    pub kind: Cow<'static, str>,
    /// Its id.
    pub id: i64,
}

impl Subject {
    /// The subject of this kind and id.
    pub fn new(kind: impl Into<Cow<'static, str>>, id: i64) -> Self {
        Self { kind: kind.into(), id }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.id)
    }
}

/// Who did it, through which door, and what made them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActedBy {
    /// `person:12`, `rule:3`, `system`...
    pub actor: String,
    /// `web`, `portal`, `mail`, `api`, `timer`...
    pub door: &'static str,
    /// The event that made a rule or a listener act.
    pub caused_by: Option<EventId>,
}

/// Whoever can be asked who acts.
pub trait Acts {
    /// The answer for the log.
    fn acted_by(&self) -> ActedBy;
}

/// Something that happened to a noun; the variants of a slice's event enum.
pub trait Event: Serialize {
    /// Noun, dot, past tense: `ticket.resolved`.
    fn kind(&self) -> &'static str;
    /// What it happened to.
    fn subject(&self) -> Subject;
}

row! {
    /// An event as it is read back.
    pub struct Heard {
        /// Its number.
        pub id: EventId,
        /// `ticket.resolved`.
        pub kind: String,
        /// The noun it happened to.
        pub subject_kind: String,
        /// That noun's id.
        pub subject_id: i64,
        /// Who did it: `person:12`.
        pub actor: String,
        /// Through which door.
        pub door: String,
        /// The event's own fields, as JSON.
        pub data: String,
        /// When.
        pub at: Moment,
        /// The event that caused it.
        pub caused_by: Option<EventId>,
    }
}

impl Heard {
    /// The subject.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::new(self.subject_kind.clone(), self.subject_id)
    }

    /// The event's own fields.
    ///
    /// # Errors
    /// When the row does not hold what `T` expects.
    pub fn data<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        Ok(serde_json::from_str(&self.data).with_context(|| format!("the data of event {} ({})", self.id, self.kind))?)
    }

    /// The person who acted, if it was one.
    #[must_use]
    pub fn person(&self) -> Option<i64> {
        self.actor.strip_prefix("person:").and_then(|id| id.parse().ok())
    }
}

/// Who is told of events in the transaction that records them: what a listener may learn later, a witness must have written before
/// the deed is true.
#[derive(Clone, Copy)]
pub struct Witness {
    /// Is this kind its concern? Asked of every event, so it must be quick.
    pub concerns: fn(&str) -> bool,
    /// Writes it down.
    pub write: fn(&mut Tx<'_>, &Heard) -> Result<()>,
}

impl Tx<'_> {
    fn witness(&mut self, kind: &str, id: EventId) -> Result<()> {
        let Some(witness) = self.shared.witness.get().copied().filter(|w| (w.concerns)(kind)) else { return Ok(()) };
        let heard = self.event(id)?.with_context(|| format!("event {id} was just written"))?;
        (witness.write)(self, &heard)
    }

    /// Writes the event down and leaves one job for each listener that hears its kind, all in this transaction.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn record(&mut self, by: &impl Acts, event: &impl Event) -> Result<EventId> {
        let (by, subject, kind) = (by.acted_by(), event.subject(), event.kind());
        let data = serde_json::to_string(event).context("an event that cannot be written as JSON")?;
        let id: EventId = self.insert(
            "INSERT INTO events (kind, subject_kind, subject_id, actor, door, data, at, caused_by) VALUES ($1,$2,$3,$4,$5,$6,$7,$8) RETURNING id",
            params![kind, subject.kind.as_ref(), subject.id, by.actor, by.door, data, self.now(), by.caused_by],
        )?;
        self.witness(kind, id)?;
        self.promise_listeners(kind, &subject, id)?;
        self.after.push(Announcement { subject, what: kind.to_owned(), event: Some(id) });
        Ok(id)
    }
}

impl crate::Conn {
    /// The event of this number.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn event(&self, id: EventId) -> Result<Option<Heard>> {
        self.first("SELECT id, kind, subject_kind, subject_id, actor, door, data, at, caused_by FROM events WHERE id = $1", params![id])
    }

    /// What happened to a noun, oldest first, at most `max` events after `after`.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn events_of(&self, subject: &Subject, after: EventId, max: i64) -> Result<Vec<Heard>> {
        self.all(
            "SELECT id, kind, subject_kind, subject_id, actor, door, data, at, caused_by FROM events \
             WHERE subject_kind = $1 AND subject_id = $2 AND id > $3 ORDER BY id LIMIT $4",
            params![subject.kind.as_ref(), subject.id, after, max],
        )
    }
}
