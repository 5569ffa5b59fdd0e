//! The hours of each weekday.

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use crate::limits::SPANS_MAX;
use crate::problem::Problem;
use crate::span::Span;

/// The hours of each weekday, Monday first. A day with none is free.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Week([Vec<Span>; 7]);

impl Week {
    /// The same hours on each of these days, and none on the others.
    #[must_use]
    pub fn of(days: &[Weekday], hours: &[Span]) -> Self {
        let mut week = Self::default();
        days.iter().for_each(|day| week.set(*day, hours.to_vec()));
        week
    }

    /// Every hour of every day.
    #[must_use]
    pub fn always() -> Self {
        Self(std::array::from_fn(|_| vec![Span::WHOLE_DAY]))
    }

    /// Sets the hours of a day.
    pub fn set(&mut self, day: Weekday, hours: Vec<Span>) {
        self.0[index(day)] = hours;
    }

    /// The hours of a day, as they were given.
    #[must_use]
    pub fn on(&self, day: Weekday) -> &[Span] {
        &self.0[index(day)]
    }

    /// Is there no hour in it at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    pub(crate) fn check(&self) -> Result<(), Problem> {
        if self.0.iter().any(|hours| hours.len() > SPANS_MAX) { Err(Problem::ManySpans { max: SPANS_MAX }) } else { Ok(()) }
    }
}

fn index(day: Weekday) -> usize {
    usize::from(day.to_monday_zero_offset().unsigned_abs())
}
