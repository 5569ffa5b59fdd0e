//! Reading a rule from its text.

use std::str::FromStr;

use jiff::civil::{Date, Weekday};

use super::{Every, Rule};
use crate::limits::RULE_VALUES_MAX;
use crate::problem::Problem;

impl FromStr for Rule {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let text = text.strip_prefix("RRULE:").unwrap_or(text).trim_end_matches(';');
        let mut every = None;
        let mut rule = Self {
            every: Every::Year,
            interval: 1,
            count: None,
            until: None,
            months: Vec::new(),
            week_numbers: Vec::new(),
            year_days: Vec::new(),
            month_days: Vec::new(),
            weekdays: Vec::new(),
            easter: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Monday,
            text: text.to_ascii_uppercase(),
        };
        for part in rule.text.clone().split(';') {
            let wrong = || Problem::NoRule(part.to_owned());
            let (name, value) = part.split_once('=').ok_or_else(wrong)?;
            match name.trim() {
                "FREQ" => {
                    every = Some(match value {
                        "DAILY" => Every::Day,
                        "WEEKLY" => Every::Week,
                        "MONTHLY" => Every::Month,
                        "YEARLY" => Every::Year,
                        "HOURLY" | "MINUTELY" | "SECONDLY" => return Err(Problem::WithinDay(value.to_owned())),
                        _ => return Err(wrong()),
                    });
                }
                "INTERVAL" => rule.interval = value.parse().ok().filter(|n| *n > 0).ok_or_else(wrong)?,
                "COUNT" => rule.count = Some(value.parse().map_err(|_| wrong())?),
                "UNTIL" => rule.until = Some(date(value).ok_or_else(wrong)?),
                "BYMONTH" => rule.months = numbers(value, 1, 12, false).ok_or_else(wrong)?,
                "BYWEEKNO" => rule.week_numbers = numbers(value, 1, 53, true).ok_or_else(wrong)?,
                "BYYEARDAY" => rule.year_days = numbers(value, 1, 366, true).ok_or_else(wrong)?,
                "BYMONTHDAY" => rule.month_days = numbers(value, 1, 31, true).ok_or_else(wrong)?,
                "BYSETPOS" => rule.positions = numbers(value, 1, 366, true).ok_or_else(wrong)?,
                "BYEASTER" => rule.easter = numbers(value, 0, 300, true).ok_or_else(wrong)?,
                "BYDAY" | "BYWEEKDAY" => rule.weekdays = weekdays(value).ok_or_else(wrong)?,
                "WKST" => rule.week_start = weekday(value).ok_or_else(wrong)?,
                "BYHOUR" | "BYMINUTE" | "BYSECOND" => return Err(Problem::WithinDay(name.to_owned())),
                _ => return Err(wrong()),
            }
        }
        rule.every = every.ok_or_else(|| Problem::NoRule(text.to_owned()))?;
        Ok(rule)
    }
}

/// A date, or the date of a date with time.
fn date(value: &str) -> Option<Date> {
    let digits = value.get(..8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    if !(value.len() == 8 || value.as_bytes().get(8) == Some(&b'T')) {
        return None;
    }
    Date::new(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..8].parse().ok()?).ok()
}

fn numbers(value: &str, min: i16, max: i16, signed: bool) -> Option<Vec<i16>> {
    let one = |n: &str| n.trim().parse::<i16>().ok().filter(|n| (min..=max).contains(&n.abs()) && (signed || *n >= 0));
    let all: Option<Vec<i16>> = value.split(',').map(one).collect();
    all.filter(|all| all.len() <= RULE_VALUES_MAX)
}

fn weekdays(value: &str) -> Option<Vec<(i16, Weekday)>> {
    let one = |day: &str| {
        let day = day.trim();
        let split = day.len().checked_sub(2).filter(|at| day.is_char_boundary(*at))?;
        let (number, name) = day.split_at(split);
        let number = if number.is_empty() { 0 } else { number.parse::<i16>().ok().filter(|n| (1..=53).contains(&n.abs()))? };
        Some((number, weekday(name)?))
    };
    let all: Option<Vec<_>> = value.split(',').map(one).collect();
    all.filter(|all| all.len() <= RULE_VALUES_MAX)
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    })
}
