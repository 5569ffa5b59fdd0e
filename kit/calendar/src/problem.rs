//! What can be wrong with a calendar, a rule, or a question to them.

use thiserror::Error;

/// What is wrong, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// There is no hour at which the calendar is open.
    #[error("this calendar never opens")]
    NeverOpens,
    /// The moment lies too far ahead.
    #[error("this calendar does not open often enough: the moment would be more than {years} years ahead")]
    TooFar {
        /// The limit.
        years: i32,
    },
    /// The moment lies outside the years that calendars know.
    #[error("the moment lies outside the years {} to {}", crate::YEARS.0, crate::YEARS.1)]
    OutOfRange,
    /// No time zone of this name.
    #[error("there is no time zone {0:?}; write it as Europe/Berlin")]
    NoZone(String),
    /// A span that does not read.
    #[error("{0:?} is no span of hours; write it as 08:00-17:30, a whole day as 00:00-24:00")]
    NoSpan(String),
    /// Too many spans in one day.
    #[error("a day has at most {max} spans")]
    ManySpans {
        /// The limit.
        max: usize,
    },
    /// Too many special days.
    #[error("a calendar has at most {max} special days")]
    ManyDays {
        /// The limit.
        max: usize,
    },
    /// A special day that covers nothing or too much.
    #[error("a special day covers 1 to {max} days")]
    NoLength {
        /// The limit.
        max: u16,
    },
    /// A line that is no special day.
    #[error("{0:?} is no special day; write it as 2026-12-24 09:00-12:00 Christmas Eve")]
    NoDay(String),
    /// A recurrence rule that does not read.
    #[error("the recurrence rule does not read at {0:?}")]
    NoRule(String),
    /// A recurrence rule that repeats within a day, which days cannot.
    #[error("{0} repeats within a day; special days repeat by days, weeks, months or years")]
    WithinDay(String),
}
