//! A business calendar: a time zone, the hours of a week, and the days that differ.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::block::Block;
use crate::day::Day;
use crate::limits::{MONTHS_KEPT_MAX, SPECIAL_DAYS_MAX, YEARS};
use crate::problem::Problem;
use crate::special::{Special, SpecialDay};
use crate::week::Week;

/// A calendar as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// The time zone by its IANA name: `Europe/Berlin`.
    pub zone: String,
    /// The hours of each weekday.
    pub week: Week,
    /// The days that differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<SpecialDay>,
}

/// A calendar that can be asked. It keeps the months it was asked about; asking again is cheap, from several threads too.
#[derive(Debug)]
pub struct Calendar {
    definition: Definition,
    pub(crate) zone: TimeZone,
    months: Mutex<BTreeMap<i32, Arc<Block>>>,
    years: Mutex<BTreeMap<i16, Arc<Specials>>>,
}

/// For each date the special days that cover it, as places in the definition.
pub(crate) type Specials = BTreeMap<Date, Vec<usize>>;

impl Definition {
    /// The calendar, ready to be asked.
    ///
    /// # Errors
    /// What does not hold: the zone's name, a day's length, or more than a limit allows.
    pub fn calendar(self) -> Result<Calendar, Problem> {
        Calendar::new(self)
    }
}

impl Calendar {
    /// The calendar of a definition.
    ///
    /// # Errors
    /// What does not hold: the zone's name, a day's length, or more than a limit allows.
    pub fn new(definition: Definition) -> Result<Self, Problem> {
        let zone = TimeZone::get(&definition.zone).map_err(|_| Problem::NoZone(definition.zone.clone()))?;
        definition.week.check()?;
        if definition.days.len() > SPECIAL_DAYS_MAX {
            return Err(Problem::ManyDays { max: SPECIAL_DAYS_MAX });
        }
        definition.days.iter().try_for_each(SpecialDay::check)?;
        Ok(Self { definition, zone, months: Mutex::default(), years: Mutex::default() })
    }

    /// What it was made of.
    #[must_use]
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// Its time zone.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Is there any hour at which it could be open? Exact but for hours that holidays take away for good.
    #[must_use]
    pub fn can_open(&self) -> bool {
        !self.definition.week.is_empty() || self.definition.days.iter().any(|d| matches!(&d.is, Special::Hours(hours) if !hours.is_empty()))
    }

    /// One date: its hours and why it is closed otherwise.
    pub(crate) fn day(&self, date: Date) -> Day<'_> {
        Day::of(self, date)
    }

    pub(crate) fn week_hours(&self, day: Weekday) -> &[crate::Span] {
        self.definition.week.on(day)
    }

    pub(crate) fn special(&self, place: usize) -> &SpecialDay {
        &self.definition.days[place]
    }

    /// The special days of a year, by date.
    pub(crate) fn specials(&self, year: i16) -> Arc<Specials> {
        let mut years = self.years.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = years.get(&year) {
            return Arc::clone(known);
        }
        let mut specials = Specials::new();
        for (place, day) in self.definition.days.iter().enumerate() {
            for date in day.dates_in(year) {
                specials.entry(date).or_default().push(place);
            }
        }
        if years.len() >= MONTHS_KEPT_MAX / 12 {
            years.clear();
        }
        let specials = Arc::new(specials);
        years.insert(year, Arc::clone(&specials));
        specials
    }

    /// The open time of a month, counted from the year 0.
    pub(crate) fn month(&self, month: i32) -> Result<Arc<Block>, Problem> {
        if let Some(known) = self.months.lock().unwrap_or_else(PoisonError::into_inner).get(&month) {
            return Ok(Arc::clone(known));
        }
        let block = Arc::new(Block::of(self, month)?);
        let mut months = self.months.lock().unwrap_or_else(PoisonError::into_inner);
        if months.len() >= MONTHS_KEPT_MAX {
            months.clear();
        }
        months.insert(month, Arc::clone(&block));
        Ok(block)
    }

    /// The date at a moment, by the calendar's wall clock.
    pub(crate) fn date_at(&self, at_ms: i64) -> Result<Date, Problem> {
        let at = jiff::Timestamp::from_millisecond(at_ms).map_err(|_| Problem::OutOfRange)?;
        let date = self.zone.to_datetime(at).date();
        if date.year() < YEARS.0 || date.year() > YEARS.1 { Err(Problem::OutOfRange) } else { Ok(date) }
    }
}
