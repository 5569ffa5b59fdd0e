//! Counting open time: adding it to a moment, and finding how much lies between two.

use crate::block::month_of;
use crate::calendar::Calendar;
use crate::limits::YEARS_AHEAD_MAX;
use crate::problem::Problem;

impl Calendar {
    /// When `open_ms` milliseconds of open time have passed since `from_ms`; both ends in Unix milliseconds. With none it is the
    /// moment itself when open, else the next opening. A stretch that is just used up ends the count at its own end, not at the
    /// next opening.
    ///
    /// # Errors
    /// [`Problem::NeverOpens`]; [`Problem::TooFar`] beyond [`YEARS_AHEAD_MAX`].
    pub fn add(&self, from_ms: i64, open_ms: i64) -> Result<i64, Problem> {
        if open_ms <= 0 {
            return self.next_open(from_ms);
        }
        if !self.can_open() {
            return Err(Problem::NeverOpens);
        }
        let first = month_of(self.date_at(from_ms)?);
        let mut wanted = open_ms;
        let mut opened = false;
        for month in first..=first + YEARS_AHEAD_MAX * 12 {
            let block = self.month(month)?;
            let gone = if month == first { block.up_to(from_ms) } else { 0 };
            if block.total() - gone >= wanted {
                return Ok(block.after(gone + wanted));
            }
            wanted -= block.total() - gone;
            opened |= block.total() > 0;
        }
        Err(if opened { Problem::TooFar { years: YEARS_AHEAD_MAX } } else { Problem::NeverOpens })
    }

    /// Open milliseconds from `from_ms` to `to_ms`; none when the end lies before the start.
    ///
    /// # Errors
    /// [`Problem::OutOfRange`] for moments outside the years that calendars know.
    pub fn between(&self, from_ms: i64, to_ms: i64) -> Result<i64, Problem> {
        if to_ms <= from_ms {
            return Ok(0);
        }
        let (first, last) = (month_of(self.date_at(from_ms)?), month_of(self.date_at(to_ms)?));
        let mut sum = 0;
        for month in first..=last {
            let block = self.month(month)?;
            let until = if month == last { block.up_to(to_ms) } else { block.total() };
            sum += until - if month == first { block.up_to(from_ms) } else { 0 };
        }
        Ok(sum)
    }

    /// Is it open at a moment? At its opening yes, at its closing no longer.
    ///
    /// # Errors
    /// [`Problem::OutOfRange`].
    pub fn is_open(&self, at_ms: i64) -> Result<bool, Problem> {
        let block = self.month(month_of(self.date_at(at_ms)?))?;
        let begun = block.open.partition_point(|(start, _)| *start <= at_ms);
        Ok(begun.checked_sub(1).is_some_and(|last| at_ms < block.open[last].1))
    }

    /// The moment itself when it is open then, else when it opens next.
    ///
    /// # Errors
    /// [`Problem::NeverOpens`] when it does not within [`YEARS_AHEAD_MAX`].
    pub fn next_open(&self, from_ms: i64) -> Result<i64, Problem> {
        if !self.can_open() {
            return Err(Problem::NeverOpens);
        }
        let first = month_of(self.date_at(from_ms)?);
        for month in first..=first + YEARS_AHEAD_MAX * 12 {
            let block = self.month(month)?;
            let next = block.open.partition_point(|(_, end)| *end <= from_ms);
            if let Some((start, _)) = block.open.get(next) {
                return Ok(from_ms.max(*start));
            }
        }
        Err(Problem::NeverOpens)
    }
}
