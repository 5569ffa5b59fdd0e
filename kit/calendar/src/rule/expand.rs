//! The days a rule answers: period by period, each day of a period held to every part of the rule.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::{Every, Rule};
use crate::limits::{RULE_PERIODS_MAX, YEARS};

impl Rule {
    /// The days from `from` to `to`, both included, on which what began on `start` happens again. Rules with a COUNT are gone
    /// through from their start; the others from where the question begins.
    #[must_use]
    pub fn dates(&self, start: Date, from: Date, to: Date) -> Vec<Date> {
        let last = self.until.map_or(to, |until| until.min(to));
        let mut left = self.count.unwrap_or(u32::MAX);
        let mut dates = Vec::new();
        let skipped = if self.count.is_none() { self.periods_before(start, from) } else { 0 };
        for n in skipped..skipped.saturating_add(RULE_PERIODS_MAX) {
            let Some((first, end)) = self.period(start, n) else { break };
            if first > last || left == 0 {
                break;
            }
            for day in self.days_of(start, first, end) {
                if day < start || left == 0 {
                    continue;
                }
                left -= 1;
                if day >= from && day <= last {
                    dates.push(day);
                }
            }
        }
        dates
    }

    /// Periods that certainly end before `from`.
    fn periods_before(&self, start: Date, from: Date) -> u32 {
        if from <= start {
            return 0;
        }
        let days = (from - start).get_days();
        let length = match self.every {
            Every::Day => 1,
            Every::Week => 7,
            Every::Month => 31,
            Every::Year => 366,
        };
        let whole = i64::from(days) / (length * i64::from(self.interval));
        u32::try_from(whole.saturating_sub(1)).unwrap_or(0)
    }

    /// The first day of the `n`th period and the first day after it.
    fn period(&self, start: Date, n: u32) -> Option<(Date, Date)> {
        let steps = i64::from(n) * i64::from(self.interval);
        let (first, end) = match self.every {
            Every::Day => {
                let day = start.checked_add(steps.days()).ok()?;
                (day, day.tomorrow().ok()?)
            }
            Every::Week => {
                let into = i64::from(start.weekday().since(self.week_start));
                let day = start.checked_add((steps * 7 - into).days()).ok()?;
                (day, day.checked_add(7.days()).ok()?)
            }
            Every::Month => {
                let day = start.first_of_month().checked_add(i32::try_from(steps).ok()?.months()).ok()?;
                (day, day.checked_add(1.month()).ok()?)
            }
            Every::Year => {
                let year = i16::try_from(i64::from(start.year()) + steps).ok()?;
                (Date::new(year, 1, 1).ok()?, Date::new(year.checked_add(1)?, 1, 1).ok()?)
            }
        };
        (first.year() <= YEARS.1).then_some((first, end))
    }

    /// The days of a period that the rule answers, in order.
    fn days_of(&self, start: Date, first: Date, end: Date) -> Vec<Date> {
        let mut days = Vec::new();
        let mut day = first;
        while day < end {
            if self.fits(start, day) {
                days.push(day);
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        if self.positions.is_empty() {
            return days;
        }
        let place = |p: i16| {
            let p = isize::from(p);
            let at = if p > 0 { p - 1 } else { isize::try_from(days.len()).unwrap_or(0) + p };
            usize::try_from(at).ok().and_then(|at| days.get(at)).copied()
        };
        let mut chosen: Vec<Date> = self.positions.iter().filter_map(|p| place(*p)).collect();
        chosen.sort_unstable();
        chosen.dedup();
        chosen
    }

    /// Does a day hold to every part? What the rule leaves out is taken from `start`.
    fn fits(&self, start: Date, day: Date) -> bool {
        let bare = self.week_numbers.is_empty()
            && self.year_days.is_empty()
            && self.month_days.is_empty()
            && self.weekdays.is_empty()
            && self.easter.is_empty();
        let from_start = match self.every {
            _ if !bare => true,
            Every::Year => (!self.months.is_empty() || day.month() == start.month()) && day.day() == start.day(),
            Every::Month => day.day() == start.day(),
            Every::Week => day.weekday() == start.weekday(),
            Every::Day => true,
        };
        from_start
            && (self.months.is_empty() || self.months.contains(&i16::from(day.month())))
            && signed(&self.year_days, day.day_of_year(), day.days_in_year())
            && signed(&self.month_days, i16::from(day.day()), i16::from(day.days_in_month()))
            && (self.week_numbers.is_empty() || self.in_week_number(day))
            && (self.easter.is_empty() || self.easter.iter().any(|after| after_easter(day.year(), *after) == Some(day)))
            && (self.weekdays.is_empty() || self.weekdays.iter().any(|(n, weekday)| self.is_weekday(day, *n, *weekday)))
    }

    /// Is it this weekday, and if numbered, the one of that number in its month or year?
    fn is_weekday(&self, day: Date, number: i16, weekday: Weekday) -> bool {
        if day.weekday() != weekday {
            return false;
        }
        let (at, of) = match self.every {
            _ if number == 0 => return true,
            Every::Year if self.months.is_empty() => (day.day_of_year(), day.days_in_year()),
            Every::Year | Every::Month => (i16::from(day.day()), i16::from(day.days_in_month())),
            Every::Week | Every::Day => return true,
        };
        if number > 0 { (at - 1) / 7 + 1 == number } else { (of - at) / 7 + 1 == -number }
    }

    /// Does the day lie in a week of one of the numbers? Week 1 is the first with four days in the year.
    fn in_week_number(&self, day: Date) -> bool {
        let Some((number, weeks)) = self.week_number(day, day.year()) else { return false };
        self.week_numbers.iter().any(|n| if *n > 0 { *n == number } else { weeks + 1 + *n == number })
    }

    /// The number of the day's week among the weeks of `year`, and how many they are; weeks that begin in the year before or
    /// belong to the next one are counted there.
    fn week_number(&self, day: Date, year: i16) -> Option<(i16, i16)> {
        let first = self.first_week(year)?;
        let next = self.first_week(year.checked_add(1)?)?;
        if day < first {
            return self.week_number(day, year.checked_sub(1)?);
        }
        if day >= next {
            return self.week_number(day, year + 1);
        }
        let weeks = |days: i32| i16::try_from(days / 7).ok();
        Some((weeks((day - first).get_days())? + 1, weeks((next - first).get_days())?))
    }

    fn first_week(&self, year: i16) -> Option<Date> {
        let fourth = Date::new(year, 1, 4).ok()?;
        fourth.checked_sub(i64::from(fourth.weekday().since(self.week_start)).days()).ok()
    }
}

/// Is the place among the wanted ones, negative ones counted from the end? All are wanted when none is named.
fn signed(wanted: &[i16], place: i16, of: i16) -> bool {
    wanted.is_empty() || wanted.iter().any(|n| if *n > 0 { *n == place } else { of + 1 + *n == place })
}

/// The day so many days after Easter Sunday of a year, in the Gregorian calendar (the anonymous algorithm of 1876).
fn after_easter(year: i16, days: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, g) = (b / 4, b % 4, (8 * b + 13) / 25);
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    let sunday = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    sunday.checked_add(i64::from(days).days()).ok()
}
