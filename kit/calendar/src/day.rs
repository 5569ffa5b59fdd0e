//! One date by the wall clock: its hours, and where they lie in time.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use crate::calendar::Calendar;
use crate::problem::Problem;
use crate::span::{DAY_S, Span, joined, without};
use crate::special::{Special, SpecialDay};

/// A date, with what makes it special.
pub(crate) struct Day<'c> {
    pub(crate) date: Date,
    /// Open hours in seconds after 00:00, sorted, joined, within the day.
    pub(crate) open: Vec<(u32, u32)>,
    /// The special day that closes it or gives it other hours.
    pub(crate) named: Option<&'c SpecialDay>,
    /// Breaks of the day, sorted by their start.
    pub(crate) breaks: Vec<(u32, u32, &'c SpecialDay)>,
}

impl<'c> Day<'c> {
    /// What `date` is in `calendar`. A closed day wins over other hours, other hours over the weekday's; breaks are cut out of
    /// what is left. A span over midnight belongs to the day it begins on, and ends at midnight when the next day is special.
    pub(crate) fn of(calendar: &'c Calendar, date: Date) -> Self {
        let (own, named) = hours(calendar, date);
        let mut spans = cut(&own, 0);
        if named.is_none()
            && let Ok(before) = date.yesterday()
        {
            spans.extend(cut(&hours(calendar, before).0, DAY_S));
        }
        let mut breaks: Vec<(u32, u32, &SpecialDay)> = Vec::new();
        for place in calendar.specials(date.year()).get(&date).into_iter().flatten() {
            let special = calendar.special(*place);
            if let Special::Break(spans) = &special.is {
                breaks.extend(cut(spans, 0).into_iter().map(|(from, to)| (from, to, special)));
            }
        }
        breaks.sort_by_key(|(from, to, _)| (*from, *to));
        let holes = joined(breaks.iter().map(|(from, to, _)| (*from, *to)).collect());
        Self { date, open: without(&joined(spans), &holes), named, breaks }
    }

    /// The date's own beginning and end, and its open stretches, as moments in Unix milliseconds.
    pub(crate) fn placed(&self, zone: &TimeZone) -> Result<Placed, Problem> {
        let (from, to) = (instant(zone, self.date, 0)?, instant(zone, self.date, DAY_S)?);
        let mut open = Vec::with_capacity(self.open.len());
        if from < to {
            for (start, end) in &self.open {
                let (start, end) = (instant(zone, self.date, *start)?.max(from), instant(zone, self.date, *end)?.min(to));
                push(&mut open, start, end);
            }
        }
        Ok(Placed { from, to, open })
    }

    /// Is it a Saturday or Sunday?
    pub(crate) fn is_weekend(&self) -> bool {
        matches!(self.date.weekday(), Weekday::Saturday | Weekday::Sunday)
    }
}

/// Where a date lies in time.
pub(crate) struct Placed {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) open: Vec<(i64, i64)>,
}

/// Adds a stretch to sorted ones, joining it with the last where they touch. Hours moved by a change of the clocks may overlap.
pub(crate) fn push(open: &mut Vec<(i64, i64)>, from: i64, to: i64) {
    match open.last_mut() {
        Some(last) if from <= last.1 => last.1 = last.1.max(to),
        _ if from < to => open.push((from, to)),
        _ => {}
    }
}

/// The hours that begin on a date, and the special day that gives them instead of the weekday.
fn hours(calendar: &Calendar, date: Date) -> (Vec<Span>, Option<&SpecialDay>) {
    let specials = calendar.specials(date.year());
    let today = specials.get(&date).into_iter().flatten().map(|place| calendar.special(*place));
    let mut other: Option<(&SpecialDay, Vec<Span>)> = None;
    for special in today {
        match &special.is {
            Special::Closed => return (Vec::new(), Some(special)),
            Special::Hours(spans) => other.get_or_insert_with(|| (special, Vec::new())).1.extend(spans),
            Special::Break(_) => {}
        }
    }
    match other {
        Some((special, spans)) => (spans, Some(special)),
        None => (calendar.week_hours(date.weekday()).to_vec(), None),
    }
}

/// The parts of spans that lie within the day that begins `from_s` after their own.
fn cut(spans: &[Span], from_s: u32) -> Vec<(u32, u32)> {
    let part = |s: u32| s.clamp(from_s, from_s + DAY_S) - from_s;
    spans.iter().map(|span| (part(span.from_s()), part(span.to_s()))).filter(|(from, to)| from < to).collect()
}

/// When the wall clock shows this second of the date. A time that does not exist (clocks go forward) is as much later as the
/// clocks jump; of one that exists twice (clocks go back) it is the first (RFC 5545, section 3.3.5).
pub(crate) fn instant(zone: &TimeZone, date: Date, second: u32) -> Result<i64, Problem> {
    let days = i64::from(second / DAY_S);
    let rest = second % DAY_S;
    let date = date.checked_add(days.days()).map_err(|_| Problem::OutOfRange)?;
    let part = |n: u32| i8::try_from(n).unwrap_or(0);
    let clock = date.at(part(rest / 3_600), part(rest / 60 % 60), part(rest % 60), 0);
    let at = zone.to_ambiguous_timestamp(clock).compatible().map_err(|_| Problem::OutOfRange)?;
    Ok(at.as_millisecond())
}
