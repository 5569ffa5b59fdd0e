//! A span of hours by the wall clock, such as 08:00-12:00 or, over midnight, 22:00-06:00.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// Seconds of a day by the wall clock.
pub(crate) const DAY_S: u32 = 86_400;

/// From one time of day to another; the end is not part of it. One that ends at or before its start ends on the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Span {
    from_s: u32,
    to_s: u32,
}

impl Span {
    /// A whole day.
    pub const WHOLE_DAY: Self = Self { from_s: 0, to_s: DAY_S };

    /// The span between two times, each `HH:MM` or `HH:MM:SS`; the end may be `24:00`.
    ///
    /// # Errors
    /// [`Problem::NoSpan`] when either does not read, or when both are the same.
    pub fn between(from: &str, to: &str) -> Result<Self, Problem> {
        let wrong = || Problem::NoSpan(format!("{from}-{to}"));
        let (from_s, mut to_s) = (seconds(from).ok_or_else(wrong)?, seconds(to).ok_or_else(wrong)?);
        if from_s == to_s || from_s == DAY_S {
            return Err(wrong());
        }
        if to_s < from_s {
            to_s += DAY_S;
        }
        Ok(Self { from_s, to_s })
    }

    /// Seconds after the day's 00:00 at which it begins.
    #[must_use]
    pub fn from_s(self) -> u32 {
        self.from_s
    }

    /// Seconds after the day's 00:00 at which it ends; more than a day when it ends on the next one.
    #[must_use]
    pub fn to_s(self) -> u32 {
        self.to_s
    }

    /// Does it end on the day after?
    #[must_use]
    pub fn over_midnight(self) -> bool {
        self.to_s > DAY_S
    }
}

/// Seconds after midnight of `HH:MM` or `HH:MM:SS`, up to `24:00`.
fn seconds(time: &str) -> Option<u32> {
    let mut parts = time.trim().split(':');
    let mut next = |max: u32| -> Option<u32> {
        let part = parts.next()?;
        let fits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|n| fits && *n <= max)
    };
    let (hours, minutes) = (next(24)?, next(59)?);
    let seconds = next(59);
    if parts.next().is_some() || (seconds.is_none() && time.trim().matches(':').count() > 1) {
        return None;
    }
    Some(hours * 3_600 + minutes * 60 + seconds.unwrap_or(0)).filter(|s| *s <= DAY_S)
}

fn clock(f: &mut fmt::Formatter<'_>, s: u32) -> fmt::Result {
    write!(f, "{:02}:{:02}", s / 3_600, s / 60 % 60)?;
    if s.is_multiple_of(60) { Ok(()) } else { write!(f, ":{:02}", s % 60) }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        clock(f, self.from_s)?;
        f.write_str("-")?;
        clock(f, if self.over_midnight() { self.to_s - DAY_S } else { self.to_s })
    }
}

impl FromStr for Span {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let (from, to) = text.split_once(['-', '–']).ok_or_else(|| Problem::NoSpan(text.to_owned()))?;
        Self::between(from, to)
    }
}

impl TryFrom<String> for Span {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        text.parse()
    }
}

impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

/// Sorted spans of one day, joined where they touch or overlap; empty ones left out.
pub(crate) fn joined(mut spans: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    spans.retain(|(from, to)| from < to);
    spans.sort_unstable();
    let mut all: Vec<(u32, u32)> = Vec::with_capacity(spans.len());
    for (from, to) in spans {
        match all.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => all.push((from, to)),
        }
    }
    all
}

/// `spans` without what lies in `holes`; both sorted and joined.
pub(crate) fn without(spans: &[(u32, u32)], holes: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut left = Vec::with_capacity(spans.len());
    for &(mut from, to) in spans {
        for &(hole_from, hole_to) in holes {
            if hole_to <= from {
                continue;
            }
            if hole_from >= to {
                break;
            }
            if hole_from > from {
                left.push((from, hole_from));
            }
            from = hole_to.min(to);
        }
        if from < to {
            left.push((from, to));
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_as_they_are_written() {
        for text in ["08:00-12:00", "00:00-24:00", "22:00-06:00", "09:30:15-18:00"] {
            assert_eq!(text.parse::<Span>().unwrap().to_string(), text);
        }
        assert!("22:00-06:00".parse::<Span>().unwrap().over_midnight());
        assert_eq!("22:00-00:00".parse::<Span>().unwrap().to_s(), DAY_S);
        for wrong in ["", "8", "08:00", "08:60-09:00", "24:01-25:00", "08:00-08:00", "24:00-08:00", "a-b", "08:00:-09:00", "+8:00-09:00"] {
            assert!(wrong.parse::<Span>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn holes_are_cut_out() {
        assert_eq!(without(&[(0, 10), (20, 30)], &[(5, 7), (9, 25)]), [(0, 5), (7, 9), (25, 30)]);
        assert_eq!(without(&[(0, 10)], &[(0, 10)]), []);
        assert_eq!(without(&[(5, 10)], &[(0, 5), (10, 12)]), [(5, 10)]);
        assert_eq!(joined(vec![(5, 7), (1, 5), (6, 9), (9, 9)]), [(1, 9)]);
    }
}
