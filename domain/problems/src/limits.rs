//! Every limit of this slice, with its unit.

use db::{DAY_MS, MINUTE_MS};

/// Longest name of a problem, and title of a major incident, in characters.
pub const NAME_CHARS_MAX: usize = 200;
/// Longest text of a problem, in characters.
pub const TEXT_CHARS_MAX: usize = 20_000;
/// Longest note of a major incident, in characters.
pub const NOTE_CHARS_MAX: usize = 2_000;
/// Incidents of one problem.
pub const INCIDENTS_MAX: usize = 500;
/// Problems of one page.
pub const PROBLEMS_PAGE: usize = 50;
/// Known errors that are offered at once.
pub const KNOWN_ERRORS_MAX: i64 = 20;
/// Letters of one telling.
pub const LETTERS_MAX: usize = 500;
/// Letters that a telling writes in one transaction.
pub const LETTERS_BATCH: i64 = 25;
/// Shortest and longest time between two notes of a major incident, in minutes.
pub const EVERY_MINUTES: std::ops::RangeInclusive<i64> = 5..=24 * 60;
/// How long before the next note is due its owner is reminded, in milliseconds.
pub const REMIND_MS: i64 = 5 * MINUTE_MS;
/// How long after its end people still read that a major incident is over, in milliseconds.
pub const ENDED_SHOWN_MS: i64 = DAY_MS;
/// Major incidents that one run of the clock rings for.
pub const RING_BATCH: usize = 100;
/// Events of a problem or a major incident that are read at once.
pub const EVENTS_MAX: i64 = 500;
/// Ended major incidents that are listed.
pub const MAJORS_MAX: i64 = 50;
