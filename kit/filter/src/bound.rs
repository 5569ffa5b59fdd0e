//! A filter whose names are ids and whose times are instants: what the two readers read.

use db::fulltext::TextQuery;

use crate::fields::Field;

/// A filter bound to a slice's fields, ready to be read as SQL or held against a record.
#[derive(Debug, Clone)]
pub struct Bound<'f> {
    pub(crate) when: Option<Condition<'f>>,
    pub(crate) order: Vec<BoundOrder<'f>>,
    pub(crate) now_ms: i64,
    pub(crate) me: Option<i64>,
}

/// One field to sort by.
#[derive(Debug, Clone, Copy)]
pub struct BoundOrder<'f> {
    /// The field.
    pub field: &'f Field,
    /// Largest first.
    pub descending: bool,
}

#[derive(Debug, Clone)]
pub(crate) enum Condition<'f> {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Test(&'f Field, Test),
    Text(Option<&'f Field>, Sought),
}

/// What one value of a field is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    /// There is no value.
    Missing,
    /// There is a value.
    Present,
    /// A flag is set.
    Set,
    /// The text is one of these.
    TextIn(Vec<String>),
    /// The number, id or instant is one of these.
    NumberIn(Vec<i64>),
    /// The text begins so.
    Begins(String),
    /// The text contains this.
    Contains(String),
    /// The number or instant is at least the first and less than the second.
    Between(Option<i64>, Option<i64>),
}

/// Words to look for in a record's text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sought {
    /// A word or a phrase, as it was typed.
    pub text: String,
    /// Exactly these words in this order; otherwise also their other forms.
    pub exact: bool,
    /// The last word may go on.
    pub prefix: bool,
}

impl From<&Sought> for TextQuery {
    fn from(sought: &Sought) -> Self {
        if sought.exact { Self::phrase(&sought.text) } else { Self::word(&sought.text, sought.prefix) }
    }
}

impl<'f> Bound<'f> {
    /// What to sort by, first the most important; empty when the filter leaves it open.
    #[must_use]
    pub fn order(&self) -> &[BoundOrder<'f>] {
        &self.order
    }

    /// Whether every record passes.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.when.is_none()
    }

    /// The free words and phrases that are looked for, for highlighting; not those that must be absent.
    #[must_use]
    pub fn sought(&self) -> Vec<&Sought> {
        fn collect<'c>(condition: &'c Condition<'_>, into: &mut Vec<&'c Sought>) {
            match condition {
                Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| collect(part, into)),
                Condition::Text(_, sought) => into.push(sought),
                Condition::Not(_) | Condition::Test(..) => {}
            }
        }
        let mut found = Vec::new();
        if let Some(when) = &self.when {
            collect(when, &mut found);
        }
        found
    }
}
