//! Recurrence rules (RFC 5545, section 3.3.10) for whole days, and BYEASTER, which many holidays hang on.

mod expand;
mod read;

use std::fmt;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// Every day.
    Day,
    /// Every week.
    Week,
    /// Every month.
    Month,
    /// Every year.
    Year,
}

/// A rule by which days repeat, written as in an iCalendar file: `FREQ=YEARLY;BYMONTH=11;BYDAY=4TH`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rule {
    pub(crate) every: Every,
    pub(crate) interval: u32,
    pub(crate) count: Option<u32>,
    /// The last day that may be answered.
    pub(crate) until: Option<Date>,
    pub(crate) months: Vec<i16>,
    pub(crate) week_numbers: Vec<i16>,
    pub(crate) year_days: Vec<i16>,
    pub(crate) month_days: Vec<i16>,
    pub(crate) weekdays: Vec<(i16, Weekday)>,
    /// Days after Easter Sunday.
    pub(crate) easter: Vec<i16>,
    pub(crate) positions: Vec<i16>,
    pub(crate) week_start: Weekday,
    text: String,
}

impl Rule {
    /// Every year on the same date.
    #[must_use]
    pub fn yearly() -> Self {
        "FREQ=YEARLY".parse().expect("a constant that reads")
    }

    /// Every year so many days after Easter Sunday, at most 300; before it when negative.
    #[must_use]
    pub fn easter(days_after: i16) -> Self {
        format!("FREQ=YEARLY;BYEASTER={}", days_after.clamp(-300, 300)).parse().expect("every such number reads")
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for Rule {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        text.parse()
    }
}

impl From<Rule> for String {
    fn from(rule: Rule) -> Self {
        rule.text
    }
}
