//! The open time of one month, found once and then looked up.

use jiff::civil::Date;

use crate::calendar::Calendar;
use crate::day::push;
use crate::problem::Problem;

/// The open stretches of a month, in Unix milliseconds.
#[derive(Debug)]
pub(crate) struct Block {
    /// Open stretches, sorted and apart.
    pub(crate) open: Vec<(i64, i64)>,
    /// Open milliseconds before each stretch, and at the end all of them.
    before: Vec<i64>,
}

/// The number of a date's month, counted from the year 0.
pub(crate) fn month_of(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

impl Block {
    pub(crate) fn of(calendar: &Calendar, month: i32) -> Result<Self, Problem> {
        let year = i16::try_from(month.div_euclid(12)).map_err(|_| Problem::OutOfRange)?;
        let number = i8::try_from(month.rem_euclid(12) + 1).map_err(|_| Problem::OutOfRange)?;
        let first = Date::new(year, number, 1).map_err(|_| Problem::OutOfRange)?;
        let mut open = Vec::new();
        for day in 1..=first.days_in_month() {
            let date = Date::new(year, number, day).map_err(|_| Problem::OutOfRange)?;
            for (start, end) in calendar.day(date).placed(&calendar.zone)?.open {
                push(&mut open, start, end);
            }
        }
        let mut before = Vec::with_capacity(open.len() + 1);
        let mut sum = 0;
        before.push(0);
        for (start, end) in &open {
            sum += end - start;
            before.push(sum);
        }
        Ok(Self { open, before })
    }

    /// All open time in it.
    pub(crate) fn total(&self) -> i64 {
        self.before.last().copied().unwrap_or(0)
    }

    /// Open time from its beginning to `at`.
    pub(crate) fn up_to(&self, at: i64) -> i64 {
        let begun = self.open.partition_point(|(start, _)| *start < at);
        match begun.checked_sub(1) {
            None => 0,
            Some(last) => self.before[last] + (at.min(self.open[last].1) - self.open[last].0),
        }
    }

    /// When `wanted` milliseconds (more than none) have been open since its beginning; it must have that many.
    pub(crate) fn after(&self, wanted: i64) -> i64 {
        let stretch = self.before.partition_point(|sum| *sum < wanted).saturating_sub(1);
        self.open[stretch].0 + (wanted - self.before[stretch])
    }
}
