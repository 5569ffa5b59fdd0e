//! Special days from an iCalendar file (RFC 5545): what other programs call holidays.

mod event;
mod lines;
mod write;

use jiff::tz::TimeZone;

use crate::limits::SPECIAL_DAYS_MAX;
use crate::special::SpecialDay;
use event::Event;
use lines::{Line, lines};
pub use write::{Written, write};

/// What a file holds.
#[derive(Debug, Clone, Default)]
pub struct Read {
    /// The special days, in the order of the file.
    pub days: Vec<SpecialDay>,
    /// Events that were passed over.
    pub passed: Vec<Passed>,
}

/// An event that is no special day, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// What it is called.
    pub name: String,
    /// The line it begins on.
    pub line: usize,
    /// Why, as a word of the catalogue: `no-start`, `no-rule`, `cancelled`, `exception`, `too-long`, `too-many`.
    pub why: &'static str,
}

/// Reads the events of a file. Whole days are closed; an event with times is a break, by the wall clock of `zone`.
/// Any bytes are read; what is no event with a start is passed over.
#[must_use]
pub fn read(bytes: &[u8], zone: &TimeZone) -> Read {
    let text = String::from_utf8_lossy(bytes);
    let mut found = Read::default();
    let mut event: Option<Event> = None;
    // Components inside an event, such as its alarms, have starts and names of their own.
    let mut inside = 0_usize;
    for line in lines(&text) {
        match (line.name.as_str(), &mut event) {
            ("BEGIN", None) if line.value.eq_ignore_ascii_case("VEVENT") => event = Some(Event::at(line.number)),
            ("BEGIN", Some(_)) => inside += 1,
            ("END", Some(_)) if inside > 0 => inside -= 1,
            ("END", Some(_)) => {
                if let Some(event) = event.take() {
                    found.take(event, zone);
                }
            }
            (_, Some(event)) if inside == 0 => event.hear(&line),
            _ => {}
        }
    }
    found
}

impl Read {
    fn take(&mut self, event: Event, zone: &TimeZone) {
        let (name, line) = (event.name.clone(), event.line);
        match event.special_days(zone) {
            Ok(days) if self.days.len() + days.len() <= SPECIAL_DAYS_MAX => self.days.extend(days),
            Ok(_) => self.passed.push(Passed { name, line, why: "too-many" }),
            Err(why) => self.passed.push(Passed { name, line, why }),
        }
    }
}
