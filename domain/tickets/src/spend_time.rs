//! Work is written down, in minutes.

use db::{Conn, Moment, Tx, id, params, row};
use outcome::{Check, Refusal, Result, Sentence};
use people::{Actor, PersonId};

use crate::change::change;
use crate::event::TicketEvent;
use crate::moving::Changed;
use crate::policy::{Action, look, permit};
use crate::ticket::TicketId;

id!(
    /// A line of work's number.
    TimeEntryId
);

/// Minutes of one line of work: a day.
pub const MINUTES_MAX: i64 = 1_440;
/// Longest note beside a line of work, in characters.
pub const TIME_NOTE_CHARS_MAX: usize = 500;
/// Lines of work of a ticket that are listed, the newest; `minutes_spent` holds the sum of all.
pub const TIME_ENTRIES_SHOWN_MAX: usize = 200;

/// Work done on a ticket.
#[derive(Debug, Clone)]
pub struct SpendTime {
    /// The ticket.
    pub ticket: TicketId,
    /// How long, from 1 to [`MINUTES_MAX`].
    pub minutes: i64,
    /// What was done; may be empty.
    pub note: String,
}

row! {
    /// A line of work.
    pub struct TimeEntry {
        /// Its number.
        pub id: TimeEntryId,
        /// Whose work it was.
        pub person_id: PersonId,
        /// Their name.
        pub person: String,
        /// How long.
        pub minutes: i64,
        /// What was done.
        pub note: String,
        /// When it was written down.
        pub at: Moment,
    }
}

/// Writes down work of the one who acts; answers the line's number.
///
/// # Errors
/// `NotFound`, `NotAllowed` (also to whoever is no person); `Invalid` when minutes or note do not hold.
pub fn spend_time(tx: &mut Tx<'_>, actor: &Actor, spend: &SpendTime) -> Result<TimeEntryId> {
    let ticket = permit(tx, actor, Action::LogTime, spend.ticket)?;
    let person = actor.person().ok_or(Refusal::NotAllowed(Action::LogTime.as_str()))?;
    let note = spend.note.trim();
    Check::new()
        .that((1..=MINUTES_MAX).contains(&spend.minutes), "minutes", Sentence::new("minutes-wrong").with("max", MINUTES_MAX))
        .that(note.chars().count() <= TIME_NOTE_CHARS_MAX, "note", Sentence::new("time-note-too-long").with("max", TIME_NOTE_CHARS_MAX))
        .done()?;
    let (minutes, now) = (spend.minutes, tx.now());
    let sql = "INSERT INTO time_entries (ticket_id, person_id, minutes, note, at) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    let entry: TimeEntryId = tx.insert(sql, params![ticket.id, person, minutes, note, now])?;
    let ticket = change(tx, ticket, |t| t.minutes_spent += minutes)?;
    TicketEvent::TimeLogged { entry: entry.0, minutes }.record(tx, actor, ticket.id)?;
    Ok(entry)
}

/// Takes out a line of one's own work.
///
/// # Errors
/// `NotFound` when there is no such line at a ticket that one may see; `NotAllowed` for somebody else's.
pub fn remove_time(tx: &mut Tx<'_>, actor: &Actor, entry: TimeEntryId) -> Result<Changed> {
    let sql = "SELECT ticket_id, person_id, minutes FROM time_entries WHERE id = $1";
    let (ticket, person, minutes) = tx.first::<(TicketId, PersonId, i64)>(sql, params![entry])?.ok_or(Refusal::NotFound)?;
    let ticket = permit(tx, actor, Action::LogTime, ticket)?;
    if actor.person() != Some(person) {
        return Err(Refusal::NotAllowed(Action::LogTime.as_str()).into());
    }
    if tx.execute("DELETE FROM time_entries WHERE id = $1", params![entry])? == 0 {
        return Err(Refusal::NotFound.into());
    }
    let ticket = change(tx, ticket, |t| t.minutes_spent -= minutes)?;
    let event = TicketEvent::TimeRemoved { entry: entry.0, minutes }.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}

/// The newest lines of work at a ticket, at most [`TIME_ENTRIES_SHOWN_MAX`].
///
/// # Errors
/// `NotFound` when the asker may not see the ticket, `NotAllowed` when they may not see inner work.
pub fn time_entries(conn: &Conn, actor: &Actor, ticket: TicketId) -> Result<Vec<TimeEntry>> {
    look(conn, actor, ticket)?.demand(Action::SeeInternal)?;
    let sql = format!(
        "SELECT e.id, e.person_id, p.name, e.minutes, e.note, e.at FROM time_entries e JOIN people p ON p.id = e.person_id \
         WHERE e.ticket_id = $1 ORDER BY e.id DESC LIMIT {TIME_ENTRIES_SHOWN_MAX}"
    );
    conn.all(&sql, params![ticket])
}
