//! Days that are not as their weekday: holidays, half-days, breaks.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::limits::{SPANS_MAX, SPECIAL_LENGTH_MAX};
use crate::problem::Problem;
use crate::rule::Rule;
use crate::span::Span;

/// How a special day differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Special {
    /// Closed from midnight to midnight, whatever began the evening before.
    Closed,
    /// These hours instead of the weekday's.
    Hours(Vec<Span>),
    /// The weekday's hours without these.
    Break(Vec<Span>),
}

/// One special day, or several in a row, once or again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialDay {
    /// What it is called.
    pub name: String,
    /// Its first day.
    pub first: Date,
    /// How many days in a row.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub days: u16,
    /// How it differs.
    pub is: Special,
    /// How it repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<Rule>,
    /// Further first days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Date>,
    /// First days that are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Date>,
}

fn one() -> u16 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
fn is_one(days: &u16) -> bool {
    *days == 1
}

impl SpecialDay {
    /// A day that is closed, once.
    #[must_use]
    pub fn closed(name: impl Into<String>, first: Date) -> Self {
        Self { name: name.into(), first, days: 1, is: Special::Closed, repeats: None, also: Vec::new(), except: Vec::new() }
    }

    /// The same, repeating by a rule.
    #[must_use]
    pub fn repeating(self, rule: Rule) -> Self {
        Self { repeats: Some(rule), ..self }
    }

    /// Every date in the year `year` that it covers.
    pub(crate) fn dates_in(&self, year: i16) -> Vec<Date> {
        let (Ok(from), Ok(to)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else { return Vec::new() };
        let length = i64::from(self.days.clamp(1, SPECIAL_LENGTH_MAX));
        let Ok(reach) = from.checked_sub((length - 1).days()) else { return Vec::new() };
        let mut firsts = match &self.repeats {
            Some(rule) => rule.dates(self.first, reach, to),
            None => vec![self.first],
        };
        firsts.extend(&self.also);
        firsts.retain(|first| !self.except.contains(first) && *first >= reach && *first <= to);
        let days = firsts.into_iter().flat_map(|first| (0..length).filter_map(move |n| first.checked_add(n.days()).ok()));
        days.filter(|day| day.year() == year).collect()
    }

    pub(crate) fn check(&self) -> Result<(), Problem> {
        if self.days == 0 || self.days > SPECIAL_LENGTH_MAX {
            return Err(Problem::NoLength { max: SPECIAL_LENGTH_MAX });
        }
        match &self.is {
            Special::Hours(spans) | Special::Break(spans) if spans.len() > SPANS_MAX => Err(Problem::ManySpans { max: SPANS_MAX }),
            _ => Ok(()),
        }
    }
}
