//! What a field of a ticket says, how it is typed, and how it is kept.

use db::Value;
use jiff::civil::Date;
use people::PersonId;
use serde::{Deserialize, Serialize};
use text::plain::fold;

use super::{FieldKind, OptionId};

/// The day that [`FieldValue::Day`] counts from.
const FIRST_DAY: Date = jiff::civil::date(1970, 1, 1);

/// What a field of a ticket says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldValue {
    /// A line of text, of a text or a pattern.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A day, counted from 1970-01-01.
    Day(i64),
    /// An option.
    Option(OptionId),
    /// A person.
    Person(PersonId),
    /// The box is ticked; one that is not has no value.
    Ticked,
}

impl FieldValue {
    /// The number that is kept, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Text(_) => None,
            Self::Number(n) | Self::Day(n) => Some(*n),
            Self::Option(option) => Some(option.0),
            Self::Person(person) => Some(person.0),
            Self::Ticked => Some(1),
        }
    }

    /// The text that is kept, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The day, if it is one.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        let Self::Day(days) = self else { return None };
        FIRST_DAY.checked_add(jiff::Span::new().try_days(*days).ok()?).ok()
    }

    /// What a program reads, and what a form takes as an answer: a number, a date as `2026-11-27`, an option's or a person's
    /// number, `yes`.
    #[must_use]
    pub fn typed(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Day(_) => self.day().map(|day| day.to_string()).unwrap_or_default(),
            Self::Ticked => "yes".to_owned(),
            other => other.number().map(|n| n.to_string()).unwrap_or_default(),
        }
    }

    /// The three columns it is kept in: number, text, key.
    pub(super) fn columns(&self) -> [Value; 3] {
        [self.number().into(), self.text().map(str::to_owned).into(), self.text().map(fold).into()]
    }

    /// The value of a field of this kind from its columns.
    pub(crate) fn of(kind: FieldKind, number: Option<i64>, text: Option<String>) -> Option<Self> {
        Some(match kind {
            FieldKind::Text | FieldKind::Pattern => Self::Text(text?),
            FieldKind::Number => Self::Number(number?),
            FieldKind::Date => Self::Day(number?),
            FieldKind::Choice | FieldKind::Tree => Self::Option(OptionId(number?)),
            FieldKind::Person => Self::Person(PersonId(number?)),
            FieldKind::Checkbox => Self::Ticked,
        })
    }
}

/// The number of a day, counted from 1970-01-01.
pub(super) fn day_of(date: Date) -> i64 {
    date.since((jiff::Unit::Day, FIRST_DAY)).map(|span| i64::from(span.get_days())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_counted_and_found_again() {
        for text in ["1970-01-01", "1969-12-31", "2026-11-27", "2400-02-29", "0001-01-01"] {
            let date: Date = text.parse().unwrap_or(FIRST_DAY);
            assert_eq!(FieldValue::Day(day_of(date)).typed(), text);
        }
    }
}
