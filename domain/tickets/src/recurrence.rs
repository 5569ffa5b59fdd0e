//! Tickets that come again: a template by a rule of days, by the hours of a business calendar.

mod run;
mod runs;
mod save;

pub use run::{RECURRENCES_BATCH, open_recurring};
pub use runs::{Run, runs_of};
pub use save::{RecurrenceEvent, SaveRecurrence, pause_recurrence, recurrence, recurrences, resume_recurrence, save_recurrence};

use db::{Moment, id, row, words};
use people::PersonId;
use sla::CalendarId;

use crate::template::TemplateId;
use crate::ticket::TicketId;

id!(
    /// A recurrence's number.
    RecurrenceId
);

/// Recurrences in all, paused ones counted.
pub const RECURRENCES_MAX: i64 = 500;
/// Longest rule, in bytes.
pub const RULE_BYTES_MAX: usize = 300;

words! {
    /// What becomes of a run that falls on a day on which the calendar is closed.
    pub enum ClosedDays {
        /// It comes on the next open day.
        Next = "next",
        /// It comes on the last open day before.
        Previous = "previous",
        /// It does not come.
        Skip = "skip",
        /// It comes all the same.
        Keep = "keep",
    }
}

row! {
    /// A ticket that comes again.
    pub struct Recurrence {
        /// Its number.
        pub id: RecurrenceId,
        /// What the ticket says.
        pub template_id: TemplateId,
        /// Who asks for it.
        pub requester_id: PersonId,
        /// On which days: a recurrence rule of RFC 5545, by days.
        pub rule: String,
        /// The first day: `2026-11-27`.
        pub starts_on: String,
        /// The minute of the day, by the clock of the calendar's place.
        pub minute: i64,
        /// Whose days are open.
        pub calendar_id: CalendarId,
        /// What becomes of a run on a closed day.
        pub closed_days: ClosedDays,
        /// The next run; none when the rule has ended.
        pub next_at: Option<Moment>,
        /// The day of the rule from which the next run comes.
        pub next_day: Option<String>,
        /// The last ticket that was opened.
        pub last_ticket_id: Option<TicketId>,
        /// Since when it does not run.
        pub paused_at: Option<Moment>,
        /// Why Firstline paused it, as a key of the catalogue; none when a person did.
        pub trouble: Option<String>,
    }
}
