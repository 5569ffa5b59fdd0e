//! Appointments that letters propose, change or call off, kept as the letter says them.

use db::{Conn, Moment, Tx, params, row};
use email::calendar::Invitation;
use outcome::Result;

use crate::letter::LetterId;

row! {
    /// An appointment in a letter.
    pub struct Proposal {
        /// The letter.
        pub letter_id: LetterId,
        /// `request`, `cancel`, `reply`…, in lower case; empty if the calendar does not say.
        pub method: String,
        /// What makes the appointment this appointment.
        pub uid: String,
        /// What it is about.
        pub summary: String,
        /// When it begins: a date or a time, with `Z` or its zone in square brackets.
        pub starts: String,
        /// When it ends, in the same form; empty if only a duration is given.
        pub ends: String,
        /// How long it takes, as RFC 5545 writes it, where no end is given.
        pub duration: String,
        /// Where.
        pub place: String,
        /// Who proposes it.
        pub organizer_name: String,
        /// Their address.
        pub organizer_email: String,
    }
}

/// The moment that a letter's words for one mean: those of [`Proposal::starts`] and [`Proposal::ends`]. `None` for a whole
/// day, a time of no zone, and a zone that only the sender's program knows.
#[must_use]
pub fn proposed_moment(words: &str) -> Option<Moment> {
    let stamp = words.parse::<jiff::Timestamp>().or_else(|_| words.parse::<jiff::Zoned>().map(|at| at.timestamp()));
    stamp.ok().map(|at| Moment(at.as_millisecond()))
}

/// The appointment in a letter, if there is one. Asks no policy: the asker sees the letter.
///
/// # Errors
/// What the engine answers.
pub fn proposal(conn: &Conn, letter: LetterId) -> Result<Option<Proposal>> {
    let sql = "SELECT letter_id, method, uid, summary, starts, ends, duration, place, organizer_name, organizer_email FROM proposals \
               WHERE letter_id = $1";
    conn.first(sql, params![letter])
}

/// Keeps the appointment of a letter.
pub(crate) fn keep(tx: &mut Tx<'_>, letter: LetterId, invitation: &Invitation) -> Result<()> {
    let organizer = invitation.organizer.as_ref();
    tx.execute_one(
        "INSERT INTO proposals (letter_id, method, uid, summary, starts, ends, duration, place, organizer_name, organizer_email) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![
            letter,
            &invitation.method,
            &invitation.uid,
            &invitation.summary,
            &invitation.start,
            &invitation.end,
            &invitation.duration,
            &invitation.place,
            organizer.and_then(|o| o.name.as_deref()).unwrap_or_default(),
            organizer.map(|o| o.email.as_str()).unwrap_or_default(),
        ],
    )
}
