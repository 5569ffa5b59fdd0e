//! Reads that are written down: records that not everybody at the desk may see, and what leaves the desk as a whole.

use db::{Event, Subject, Tx, words};
use outcome::Result;
use people::{Actor, Door};
use serde::Serialize;

/// How long one reading of a record by one person stands for the next ones, in milliseconds.
pub const NOTED_ONCE_MS: i64 = db::HOUR_MS;

words! {
    /// What is restricted.
    pub enum Record {
        /// A ticket of a team whose tickets only its members see.
        RestrictedTicket = "restricted_ticket",
        /// A letter with every header, as it left.
        RawLetter = "raw_letter",
        /// A letter with every header, as it came.
        IncomingLetter = "incoming_letter",
        /// A letter that belongs to no ticket yet.
        HeldLetter = "held_letter",
        /// All tickets or people, page by page, by a program.
        Export = "export",
        /// Everything.
        Everything = "everything",
    }
}

impl Record {
    /// The noun that its number belongs to.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::RestrictedTicket => "ticket",
            Self::RawLetter => "outgoing",
            Self::IncomingLetter | Self::HeldLetter => "letter",
            Self::Export | Self::Everything => "desk",
        }
    }
}

#[derive(Serialize)]
struct RecordRead {
    record: Record,
    #[serde(skip)]
    id: i64,
}

impl Event for RecordRead {
    fn kind(&self) -> &'static str {
        "record.read"
    }

    fn subject(&self) -> Subject {
        // A noun of its own: the ticket's timeline is no place for who looked.
        Subject::new("record", self.id)
    }
}

/// Writes down that somebody reads a restricted record; once an hour for the same reader and record.
///
/// # Errors
/// What the engine answers.
pub fn note_reading(tx: &mut Tx<'_>, actor: &Actor, record: Record, id: i64) -> Result<()> {
    let Some(person) = actor.person() else { return note(tx, actor, record, id) };
    let hour = tx.now().0.div_euclid(NOTED_ONCE_MS);
    let key = format!("{record}:{id}:{hour}");
    let scope = format!("audit.reading:{person}");
    if tx.done_before(&scope, &key)?.is_none() {
        tx.remember_done(&scope, &key, "")?;
        note(tx, actor, record, id)?;
    }
    Ok(())
}

/// Writes down that all there is was written into a file by somebody at the server.
///
/// # Errors
/// What the engine answers.
pub fn note_backup(tx: &mut Tx<'_>) -> Result<()> {
    note(tx, &Actor::system(Door::Command), Record::Everything, 0)
}

fn note(tx: &mut Tx<'_>, actor: &Actor, record: Record, id: i64) -> Result<()> {
    tx.record(actor, &RecordRead { record, id })?;
    Ok(())
}
