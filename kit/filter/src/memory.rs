//! The second reader: holds a filter against one record, for rules and for what just changed.

use std::borrow::Cow;

use crate::bound::{Bound, Condition, Sought, Test};

/// A record that a filter can be held against. It answers as the SQL sources do.
pub trait Record {
    /// The values of a field, in the stored form: ids, Unix milliseconds, words, labels in their spelling, texts folded, flags as
    /// numbers.
    fn values(&self, field: &str) -> Values<'_>;

    /// Whether the record's text, or the part of it that `field` names, has what is sought.
    fn has_text(&self, field: Option<&str>, sought: &Sought) -> bool;
}

/// None, one or several values of a field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values<'r>(Vec<Datum<'r>>);

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Datum<'r> {
    /// A number, an id, an instant or a flag.
    Number(i64),
    /// A word, a label or a folded text.
    Text(Cow<'r, str>),
}

impl From<i64> for Datum<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
impl From<bool> for Datum<'_> {
    fn from(flag: bool) -> Self {
        Self::Number(flag.into())
    }
}
impl From<db::Moment> for Datum<'_> {
    fn from(at: db::Moment) -> Self {
        Self::Number(at.0)
    }
}
impl<'r> From<&'r str> for Datum<'r> {
    fn from(text: &'r str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
impl<'r> From<&'r String> for Datum<'r> {
    fn from(text: &'r String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
impl From<String> for Datum<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'r> Values<'r> {
    /// No value.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// One value.
    pub fn one(value: impl Into<Datum<'r>>) -> Self {
        Self(vec![value.into()])
    }

    /// A value or none.
    pub fn maybe(value: Option<impl Into<Datum<'r>>>) -> Self {
        value.map_or_else(Self::none, Self::one)
    }
}

impl<'r, T: Into<Datum<'r>>> FromIterator<T> for Values<'r> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().map(Into::into).collect())
    }
}

impl Bound<'_> {
    /// Whether `record` passes the filter.
    pub fn matches(&self, record: &dyn Record) -> bool {
        self.when.as_ref().is_none_or(|when| holds(when, record))
    }
}

fn holds(condition: &Condition<'_>, record: &dyn Record) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(|part| holds(part, record)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, record)),
        Condition::Not(part) => !holds(part, record),
        Condition::Text(field, sought) => record.has_text(field.map(crate::fields::Field::name), sought),
        Condition::Test(field, test) => {
            let values = record.values(field.name()).0;
            match test {
                Test::Missing => values.is_empty(),
                Test::Present => !values.is_empty(),
                _ => values.iter().any(|value| passes(value, test)),
            }
        }
    }
}

fn passes(value: &Datum<'_>, test: &Test) -> bool {
    match (value, test) {
        (Datum::Number(flag), Test::Set) => *flag != 0,
        (Datum::Number(n), Test::NumberIn(numbers)) => numbers.contains(n),
        (Datum::Number(n), Test::Between(from, to)) => from.is_none_or(|from| *n >= from) && to.is_none_or(|to| *n < to),
        (Datum::Text(text), Test::TextIn(texts)) => texts.iter().any(|t| t == text),
        (Datum::Text(text), Test::Begins(start)) => text.starts_with(start.as_str()),
        (Datum::Text(text), Test::Contains(part)) => text.contains(part.as_str()),
        _ => false,
    }
}
