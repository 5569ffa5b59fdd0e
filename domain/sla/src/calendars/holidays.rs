//! Holidays from an iCalendar file.

use calendar::{ICS_BYTES_MAX, Passed, SPECIAL_DAYS_MAX, SpecialDay};
use db::Tx;
use jiff::tz::TimeZone;
use outcome::{Error, Result, Sentence};
use people::Actor;

use super::{CalendarInput, CalendarRow, edit_calendar, of};
use crate::event::SlaEvent;
use crate::policy::{self, Action};
use crate::terms::CalendarId;

/// A file of holidays for a calendar.
#[derive(Debug, Clone)]
pub struct ImportHolidays {
    /// The calendar.
    pub calendar: CalendarId,
    /// The file.
    pub file: Vec<u8>,
}

/// What became of a file of holidays.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The calendar as it now is.
    pub calendar: CalendarRow,
    /// Special days that were not known yet.
    pub added: usize,
    /// Special days that were known already.
    pub known: usize,
    /// Events that are no special days.
    pub passed: Vec<Passed>,
}

/// Adds the holidays of an iCalendar file; those that are known already, by name and first day, are not added twice.
///
/// # Errors
/// Refused when the actor may not; `Invalid` when the file is too large, has no event, or brings more than a calendar holds.
pub fn import_holidays(tx: &mut Tx<'_>, actor: &Actor, import: &ImportHolidays) -> Result<Imported> {
    policy::permit(actor, Action::ManageCalendars)?;
    let was = of(tx, import.calendar)?;
    if import.file.len() > ICS_BYTES_MAX {
        return Err(Error::invalid("file", Sentence::new("holidays-too-large").with("max_mib", ICS_BYTES_MAX / 1024 / 1024)));
    }
    let mut definition = was.definition()?;
    let zone = TimeZone::get(&definition.zone).map_err(anyhow::Error::from)?;
    let read = calendar::read(&import.file, &zone);
    if read.days.is_empty() && read.passed.is_empty() {
        return Err(Error::invalid("file", "holidays-none"));
    }
    let known_before = definition.days.len();
    let mut known = 0;
    for day in read.days {
        if definition.days.iter().any(|have| same(have, &day)) {
            known += 1;
        } else {
            definition.days.push(day);
        }
    }
    if definition.days.len() > SPECIAL_DAYS_MAX {
        return Err(Error::invalid("file", Sentence::new("calendar-many-days").with("max", SPECIAL_DAYS_MAX)));
    }
    let added = definition.days.len() - known_before;
    let calendar = edit_calendar(tx, actor, import.calendar, &CalendarInput { name: was.name, definition })?;
    tx.record(actor, &SlaEvent::HolidaysImported { calendar: import.calendar, added, passed: read.passed.len() })?;
    Ok(Imported { calendar, added, known, passed: read.passed })
}

fn same(have: &SpecialDay, day: &SpecialDay) -> bool {
    have.name == day.name && have.first == day.first && have.is == day.is
}
