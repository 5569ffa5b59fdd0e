//! One event of an iCalendar file, and the special days it makes.

use std::str::FromStr;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span as Length};

use super::Line;
use crate::limits::{SPECIAL_DAYS_MAX, SPECIAL_LENGTH_MAX, SPECIAL_NAME_CHARS_MAX};
use crate::rule::Rule;
use crate::span::Span;
use crate::special::{Special, SpecialDay};

/// When something is: a whole day, or a time, with the zone its clock shows.
#[derive(Clone)]
enum When {
    Day(Date),
    /// By the wall clock of the zone, or of whoever reads it.
    Clock(DateTime, Option<TimeZone>),
}

/// An event as its lines say it.
pub(super) struct Event {
    pub(super) line: usize,
    pub(super) name: String,
    start: Option<When>,
    end: Option<When>,
    length: Option<Length>,
    rule: Option<Result<Rule, &'static str>>,
    also: Vec<Date>,
    except: Vec<Date>,
    cancelled: bool,
    exception: bool,
}

impl Event {
    pub(super) fn at(line: usize) -> Self {
        Self {
            line,
            name: String::new(),
            start: None,
            end: None,
            length: None,
            rule: None,
            also: Vec::new(),
            except: Vec::new(),
            cancelled: false,
            exception: false,
        }
    }

    pub(super) fn hear(&mut self, line: &Line) {
        match line.name.as_str() {
            "SUMMARY" if self.name.is_empty() => self.name = line.text().chars().take(SPECIAL_NAME_CHARS_MAX).collect(),
            "DTSTART" => self.start = when(line, &line.value),
            "DTEND" => self.end = when(line, &line.value),
            "DURATION" => self.length = line.value.trim().parse().ok(),
            "RRULE" => {
                self.rule = Some(Rule::from_str(&line.value).map_err(|_| "no-rule"));
            }
            "RDATE" => self.also.extend(dates(line)),
            "EXDATE" => self.except.extend(dates(line)),
            "STATUS" => self.cancelled = line.value.trim().eq_ignore_ascii_case("CANCELLED"),
            "RECURRENCE-ID" => self.exception = true,
            _ => {}
        }
    }

    /// What it makes of the calendar; or why it makes nothing.
    pub(super) fn special_days(self, zone: &TimeZone) -> Result<Vec<SpecialDay>, &'static str> {
        if self.cancelled {
            return Err("cancelled");
        }
        if self.exception {
            return Err("exception");
        }
        let start = self.start.clone().ok_or("no-start")?;
        let repeats = self.rule.clone().transpose()?;
        if self.also.len() > SPECIAL_DAYS_MAX || self.except.len() > SPECIAL_DAYS_MAX {
            return Err("too-many");
        }
        let whole = |first: Date, days: u16, is: Special| SpecialDay {
            name: if self.name.is_empty() { first.to_string() } else { self.name.clone() },
            first,
            days,
            is,
            repeats: repeats.clone(),
            also: self.also.clone(),
            except: self.except.clone(),
        };
        match start {
            When::Day(first) => Ok(vec![whole(first, self.days(first)?, Special::Closed)]),
            When::Clock(from, own_zone) => {
                let from = here(from, own_zone.as_ref(), zone)?;
                let to = match (&self.end, self.length) {
                    (Some(When::Clock(to, own_zone)), _) => here(*to, own_zone.as_ref(), zone)?,
                    (Some(When::Day(day)), _) => day.to_datetime(Time::midnight()),
                    (None, Some(length)) => from.checked_add(length).map_err(|_| "too-long")?,
                    (None, None) => from,
                };
                pieces(from, to)?.into_iter().map(|(day, span)| Ok(whole(day, 1, Special::Break(vec![span])))).collect()
            }
        }
    }

    /// How many days from `first` on; the end of a file is the first day that no longer belongs to it.
    fn days(&self, first: Date) -> Result<u16, &'static str> {
        let end = match (&self.end, self.length) {
            (Some(When::Day(end)), _) => *end,
            (Some(When::Clock(end, _)), _) => end.date(),
            (None, Some(length)) => first.checked_add(length).map_err(|_| "too-long")?,
            (None, None) => return Ok(1),
        };
        let days = u16::try_from((end - first).get_days().max(1)).map_err(|_| "too-long")?;
        if days > SPECIAL_LENGTH_MAX { Err("too-long") } else { Ok(days) }
    }
}

/// The same moment by the wall clock of `zone`; a time without a zone is meant by the clock of whoever reads it.
fn here(clock: DateTime, own: Option<&TimeZone>, zone: &TimeZone) -> Result<DateTime, &'static str> {
    let Some(own) = own else { return Ok(clock) };
    let at = own.to_ambiguous_timestamp(clock).compatible().map_err(|_| "no-start")?;
    Ok(zone.to_datetime(at))
}

/// A time that may last over midnight, day by day.
fn pieces(from: DateTime, to: DateTime) -> Result<Vec<(Date, Span)>, &'static str> {
    if to.duration_since(from) > SignedDuration::from_hours(24 * i64::from(SPECIAL_LENGTH_MAX)) {
        return Err("too-long");
    }
    let mut all = Vec::new();
    let mut at = from;
    while at < to {
        let next = at.date().tomorrow().map_err(|_| "too-long")?.to_datetime(Time::midnight());
        let end = if to < next { clock(to.time()) } else { "24:00".to_owned() };
        all.push((at.date(), Span::between(&clock(at.time()), &end).map_err(|_| "no-start")?));
        at = next;
    }
    if all.is_empty() { Err("no-start") } else { Ok(all) }
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
}

fn dates(line: &Line) -> impl Iterator<Item = Date> {
    line.value.split(',').filter_map(move |value| match when(line, value)? {
        When::Day(day) => Some(day),
        When::Clock(clock, _) => Some(clock.date()),
    })
}

/// `20261225`, `20261225T120000`, `20261225T120000Z`, each perhaps with a zone as parameter.
fn when(line: &Line, value: &str) -> Option<When> {
    let value = value.trim();
    let value = value.split('/').next().unwrap_or(value);
    let number = |from: usize, to: usize| -> Option<i16> {
        let digits = value.get(from..to)?;
        if digits.bytes().all(|b| b.is_ascii_digit()) { digits.parse().ok() } else { None }
    };
    let part = |from, to| i8::try_from(number(from, to)?).ok();
    let date = Date::new(number(0, 4)?, part(4, 6)?, part(6, 8)?).ok()?;
    match value.get(8..) {
        Some("") => Some(When::Day(date)),
        Some(rest) if rest.starts_with('T') => {
            // A leap second is the minute's last one.
            let time = Time::new(part(9, 11)?, part(11, 13)?, part(13, 15)?.min(59), 0).ok()?;
            let zone = match (value.get(15..), line.param("TZID")) {
                (Some("Z"), _) => Some(TimeZone::UTC),
                (Some(""), Some(id)) => TimeZone::get(id.trim_start_matches('/')).ok(),
                (Some(""), None) => None,
                _ => return None,
            };
            Some(When::Clock(date.to_datetime(time), zone))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    #[test]
    fn a_time_over_midnight_makes_two_days() {
        let from = Date::constant(2026, 12, 31).at(18, 0, 0, 0);
        let to = from.checked_add(10.hours()).unwrap();
        let spans: Vec<String> = pieces(from, to).unwrap().into_iter().map(|(day, span)| format!("{day} {span}")).collect();
        assert_eq!(spans, ["2026-12-31 18:00-24:00", "2027-01-01 00:00-04:00"]);
        assert!(pieces(from, from).is_err());
    }
}
