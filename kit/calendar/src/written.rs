//! Special days as people write them, one a line: `*-12-25 Christmas`, `2026-12-24 09:00-12:00 Christmas Eve`.
//!
//! First comes when: a date, `2026-12-24..2026-12-31`, `*-12-25` for every year, `easter+1` for so many days after Easter, or a
//! date and a recurrence rule. Then, if it is not closed, the hours instead of the usual ones, or with a minus before each the
//! hours that are taken out of them. Then the name.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::limits::{SPECIAL_LENGTH_MAX, SPECIAL_NAME_CHARS_MAX};
use crate::problem::Problem;
use crate::rule::Rule;
use crate::span::Span;
use crate::special::{Special, SpecialDay};

/// The year from which days that come every year are reckoned; a leap year, so that 29 February is one of them.
const SINCE: i16 = 2000;

impl FromStr for SpecialDay {
    type Err = Problem;

    fn from_str(line: &str) -> Result<Self, Problem> {
        let wrong = || Problem::NoDay(line.trim().to_owned());
        let mut words = line.split_whitespace().peekable();
        let (first, days, mut repeats) = when(words.next().ok_or_else(wrong)?).ok_or_else(wrong)?;
        let (mut also, mut except) = (Vec::new(), Vec::new());
        let (mut hours, mut breaks) = (Vec::new(), Vec::new());
        while let Some(word) = words.peek() {
            if let Some(rule) = word.strip_prefix("rule:") {
                repeats = Some(rule.parse()?);
            } else if let Some(dates) = word.strip_prefix("also:") {
                also.extend(listed(dates).ok_or_else(wrong)?);
            } else if let Some(dates) = word.strip_prefix("except:") {
                except.extend(listed(dates).ok_or_else(wrong)?);
            } else if let Some(Ok(span)) = word.strip_prefix('-').map(Span::from_str) {
                breaks.push(span);
            } else if let Ok(span) = Span::from_str(word) {
                hours.push(span);
            } else {
                break;
            }
            words.next();
        }
        let is = match (hours.is_empty(), breaks.is_empty()) {
            (true, true) => Special::Closed,
            (false, true) => Special::Hours(hours),
            (true, false) => Special::Break(breaks),
            (false, false) => return Err(wrong()),
        };
        let name: String = words.collect::<Vec<_>>().join(" ");
        let short = name.chars().count() <= SPECIAL_NAME_CHARS_MAX;
        if name.is_empty() || !short {
            return Err(wrong());
        }
        let day = Self { name, first, days, is, repeats, also, except };
        day.check()?;
        Ok(day)
    }
}

/// The first day, how many, and how they repeat.
fn when(word: &str) -> Option<(Date, u16, Option<Rule>)> {
    if let Some(day) = word.strip_prefix("*-") {
        return Some((format!("{SINCE}-{day}").parse().ok()?, 1, Some(Rule::yearly())));
    }
    if let Some(after) = word.strip_prefix("easter") {
        let days = if after.is_empty() { 0 } else { after.strip_prefix('+').unwrap_or(after).parse().ok()? };
        let within = (-300..=300_i16).contains(&days);
        return if within { Some((Date::new(SINCE, 1, 1).ok()?, 1, Some(Rule::easter(days)))) } else { None };
    }
    match word.split_once("..") {
        Some((first, last)) => {
            let (first, last): (Date, Date) = (first.parse().ok()?, last.parse().ok()?);
            let days = u16::try_from((last - first).get_days() + 1).ok()?;
            (days <= SPECIAL_LENGTH_MAX).then_some((first, days, None))
        }
        None => Some((word.parse().ok()?, 1, None)),
    }
}

fn listed(dates: &str) -> Option<Vec<Date>> {
    dates.split(',').map(|date| date.parse().ok()).collect()
}

impl fmt::Display for SpecialDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rule = self.repeats.as_ref().map(ToString::to_string).unwrap_or_default();
        let easter = rule.strip_prefix("FREQ=YEARLY;BYEASTER=").filter(|n| n.parse::<i16>().is_ok());
        match easter {
            Some("0") if self.is_since() => f.write_str("easter")?,
            Some(days) if self.is_since() && self.first.day_of_year() == 1 => {
                write!(f, "easter{}{days}", if days.starts_with('-') { "" } else { "+" })?;
            }
            _ if rule == "FREQ=YEARLY" && self.is_since() => write!(f, "*-{:02}-{:02}", self.first.month(), self.first.day())?,
            _ => {
                write!(f, "{}", self.first)?;
                if let Ok(last) = self.first.checked_add((i64::from(self.days) - 1).days())
                    && self.days > 1
                {
                    write!(f, "..{last}")?;
                }
                if !rule.is_empty() {
                    write!(f, " rule:{rule}")?;
                }
            }
        }
        for (word, dates) in [("also", &self.also), ("except", &self.except)] {
            if !dates.is_empty() {
                write!(f, " {word}:{}", dates.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))?;
            }
        }
        match &self.is {
            Special::Closed => {}
            Special::Hours(spans) => spans.iter().try_for_each(|span| write!(f, " {span}"))?,
            Special::Break(spans) => spans.iter().try_for_each(|span| write!(f, " -{span}"))?,
        }
        write!(f, " {}", self.name)
    }
}

impl SpecialDay {
    /// Is it one day, reckoned from where every year's days are?
    fn is_since(&self) -> bool {
        self.first.year() == SINCE && self.days == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_read_as_they_are_written() {
        for line in [
            "*-12-25 Christmas Day",
            "*-02-29 Leap day",
            "easter Easter Sunday",
            "easter-2 Good Friday",
            "easter+1 Easter Monday",
            "2026-12-24 09:00-12:00 Christmas Eve",
            "2026-03-04 -11:00-12:15 -15:00-16:00 All hands",
            "2026-12-27..2026-12-31 Between the years",
            "2026-05-25 rule:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO except:2030-05-27 Spring bank holiday",
        ] {
            assert_eq!(line.parse::<SpecialDay>().unwrap().to_string(), line);
        }
        assert_eq!("2026-12-24  09:00-12:00   Eve".parse::<SpecialDay>().unwrap().to_string(), "2026-12-24 09:00-12:00 Eve");
    }

    #[test]
    fn a_line_that_is_no_day_is_refused() {
        for line in [
            "",
            "Christmas",
            "2026-12-25",
            "2026-13-01 X",
            "*-02-30 X",
            "2026-12-31..2026-12-27 X",
            "2026-12-24 09:00-12:00 -10:00-11:00 X",
            "easter+999 X",
            "2026-01-01 rule:FREQ=HOURLY X",
        ] {
            assert!(line.parse::<SpecialDay>().is_err(), "{line}");
        }
    }
}
