//! What lies between two moments, piece by piece: what counts, and why the rest does not.

use crate::calendar::Calendar;
use crate::day::Day;
use crate::limits::STRETCHES_MAX;
use crate::problem::Problem;

/// Why a stretch does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// Before the day's first hour or after its last.
    Night,
    /// Between two spans of a day, such as at lunch.
    Between,
    /// A Saturday or Sunday without hours.
    Weekend,
    /// Another weekday without hours.
    FreeDay,
    /// A special day of this name: closed, or outside its own hours.
    Holiday(String),
    /// A break of this name.
    Break(String),
}

/// A piece of time, from one moment to another in Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Where it begins.
    pub from_ms: i64,
    /// Where it ends.
    pub to_ms: i64,
    /// Why it does not count; it does when there is no reason.
    pub closed: Option<Closed>,
}

/// Stretches without gaps, the first at the first moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stretches {
    /// They, oldest first; neighbours differ.
    pub list: Vec<Stretch>,
    /// Was the list cut at [`STRETCHES_MAX`]?
    pub cut: bool,
}

impl Calendar {
    /// Every stretch between two moments, with the reason why it does not count.
    ///
    /// # Errors
    /// [`Problem::OutOfRange`] for moments outside the years that calendars know.
    pub fn stretches(&self, from_ms: i64, to_ms: i64) -> Result<Stretches, Problem> {
        let mut found = Stretches::default();
        if to_ms <= from_ms {
            return Ok(found);
        }
        let mut date = self.date_at(from_ms)?;
        let last = self.date_at(to_ms)?;
        loop {
            let day = self.day(date);
            let placed = day.placed(&self.zone)?;
            let mut at = placed.from;
            for (start, end) in &placed.open {
                self.closed(&mut found, &day, (at, *start), (placed.from, placed.to), (from_ms, to_ms))?;
                found.push(*start, *end, None, (from_ms, to_ms));
                at = *end;
            }
            self.closed(&mut found, &day, (at, placed.to), (placed.from, placed.to), (from_ms, to_ms))?;
            if date >= last || found.cut {
                return Ok(found);
            }
            date = date.tomorrow().map_err(|_| Problem::OutOfRange)?;
        }
    }

    /// One closed piece of a day, with the breaks in it named for themselves.
    fn closed(
        &self,
        found: &mut Stretches,
        day: &Day<'_>,
        piece: (i64, i64),
        whole: (i64, i64),
        within: (i64, i64),
    ) -> Result<(), Problem> {
        if piece.0 >= piece.1 {
            return Ok(());
        }
        let why = match day.named {
            Some(special) => Closed::Holiday(special.name.clone()),
            None if day.open.is_empty() && day.breaks.is_empty() && day.is_weekend() => Closed::Weekend,
            None if day.open.is_empty() && day.breaks.is_empty() => Closed::FreeDay,
            None if piece.0 == whole.0 || piece.1 == whole.1 => Closed::Night,
            None => Closed::Between,
        };
        let mut at = piece.0;
        for (from, to, special) in &day.breaks {
            let (from, to) = (self.moment(day, *from)?, self.moment(day, *to)?);
            let (from, to) = (from.clamp(at, piece.1), to.clamp(at, piece.1));
            if from < to {
                found.push(at, from, Some(why.clone()), within);
                found.push(from, to, Some(Closed::Break(special.name.clone())), within);
                at = to;
            }
        }
        found.push(at, piece.1, Some(why), within);
        Ok(())
    }

    fn moment(&self, day: &Day<'_>, second: u32) -> Result<i64, Problem> {
        crate::day::instant(&self.zone, day.date, second)
    }
}

impl Stretches {
    /// Adds a piece as far as it lies `within`, joined with the last one when they say the same.
    fn push(&mut self, from: i64, to: i64, closed: Option<Closed>, within: (i64, i64)) {
        let (from_ms, to_ms) = (from.max(within.0), to.min(within.1));
        if from_ms >= to_ms || self.cut {
            return;
        }
        let full = self.list.len() >= STRETCHES_MAX;
        match self.list.last_mut() {
            Some(last) if last.closed == closed && last.to_ms == from_ms => last.to_ms = to_ms,
            _ if full => self.cut = true,
            _ => self.list.push(Stretch { from_ms, to_ms, closed }),
        }
    }

    /// Milliseconds that count.
    #[must_use]
    pub fn open_ms(&self) -> i64 {
        self.list.iter().filter(|s| s.closed.is_none()).map(|s| s.to_ms - s.from_ms).sum()
    }
}
