//! When a recurrence runs: the days of its rule, moved off closed days, at a time of the wall clock.

use calendar::{Calendar, Rule};
use db::{DAY_MS, Moment};
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use outcome::Result;

use super::ClosedDays;

/// How far ahead runs are looked for, in days: a rule without one by then counts as ended.
const AHEAD_DAYS: i32 = 10 * 366;
/// Days that are looked at in one go.
const WINDOW_DAYS: i32 = 400;
/// How many days a run may move to find an open one; a calendar that is closed for longer leaves it where it is.
const MOVED_DAYS_MAX: i32 = 60;

/// One run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The day of the rule.
    pub day: Date,
    /// When it comes; another day's moment when it was moved.
    pub at: Moment,
    /// Was it moved off a closed day?
    pub moved: bool,
}

/// What decides when it runs.
pub(super) struct When {
    pub(super) rule: Rule,
    pub(super) starts_on: Date,
    pub(super) minute: i64,
    pub(super) calendar: Calendar,
    pub(super) closed_days: ClosedDays,
}

/// The next runs after `after`, a day of the rule, or from the first day on. Runs that were moved onto one another are one.
pub(super) fn runs(when: &When, after: Option<Date>, max: usize) -> Result<Vec<Run>> {
    let mut found: Vec<Run> = Vec::new();
    let mut from = after.map_or(when.starts_on, |day| day.tomorrow().unwrap_or(day));
    let end = from.checked_add(AHEAD_DAYS.days()).unwrap_or(from);
    while from <= end && found.len() < max {
        let to = from.checked_add((WINDOW_DAYS - 1).days()).unwrap_or(end).min(end);
        for day in when.rule.dates(when.starts_on, from, to) {
            if found.len() == max {
                break;
            }
            let Some(run) = placed(when, day)? else { continue };
            if found.last().is_none_or(|last| last.at < run.at) {
                found.push(run);
            }
        }
        let Ok(next) = to.tomorrow() else { break };
        from = next;
    }
    Ok(found)
}

/// The next runs of a recurrence as a form has it, to be shown.
///
/// # Errors
/// What is wrong with rule or calendar, as a failure: a form checks them first.
pub fn runs_of(rule: &Rule, starts_on: Date, minute: i64, calendar: Calendar, closed_days: ClosedDays, max: usize) -> Result<Vec<Run>> {
    runs(&When { rule: rule.clone(), starts_on, minute, calendar, closed_days }, None, max)
}

fn placed(when: &When, day: Date) -> Result<Option<Run>> {
    let open = is_open(&when.calendar, day)?;
    let moved_to = match when.closed_days {
        _ if open => Some(day),
        ClosedDays::Keep => Some(day),
        ClosedDays::Skip => None,
        ClosedDays::Next => Some(nearest(&when.calendar, day, 1)?),
        ClosedDays::Previous => Some(nearest(&when.calendar, day, -1)?),
    };
    let Some(to) = moved_to else { return Ok(None) };
    Ok(Some(Run { day, at: at(&when.calendar, to, when.minute)?, moved: to != day }))
}

fn nearest(calendar: &Calendar, day: Date, step: i32) -> Result<Date> {
    for n in 1..=MOVED_DAYS_MAX {
        let Ok(other) = day.checked_add((n * step).days()) else { break };
        if is_open(calendar, other)? {
            return Ok(other);
        }
    }
    Ok(day)
}

/// Is the calendar open at any time of the day?
fn is_open(calendar: &Calendar, day: Date) -> Result<bool> {
    let from = at(calendar, day, 0)?;
    let to = day.tomorrow().map_or(Ok(Moment(from.0 + DAY_MS)), |next| at(calendar, next, 0))?;
    let stretches = calendar.stretches(from.0, to.0).map_err(anyhow::Error::from)?;
    Ok(stretches.open_ms() > 0)
}

/// A time of a day in the calendar's zone; one that a change of the clocks leaves out comes as much later.
fn at(calendar: &Calendar, day: Date, minute: i64) -> Result<Moment> {
    let (hour, minute) = (i8::try_from(minute / 60).unwrap_or(23), i8::try_from(minute % 60).unwrap_or(0));
    let time = Time::new(hour, minute, 0, 0).map_err(anyhow::Error::from)?;
    let zoned = day.to_datetime(time).to_zoned(calendar.zone().clone()).map_err(anyhow::Error::from)?;
    Ok(Moment(zoned.timestamp().as_millisecond()))
}
