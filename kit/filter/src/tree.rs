//! The syntax tree: what a filter says, before anybody knows what its names stand for.

use crate::problem::Span;
use crate::scan;

/// A condition on a record. The constructors keep it in one shape: no group directly inside a group of its kind, no group of one,
/// no double negation.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Every part holds.
    All(Vec<Self>),
    /// At least one part holds.
    Any(Vec<Self>),
    /// The part does not hold.
    Not(Box<Self>),
    /// A field has a value.
    Term(Term),
    /// The record's text has a word or phrase.
    Text(Text),
}

/// `field:value`, `field>value`, `field:value,value`.
#[derive(Debug, Clone)]
pub struct Term {
    /// The field's name, never one of its aliases.
    pub field: String,
    /// How field and values compare.
    pub op: Op,
    /// One value or more; any of them will do.
    pub values: Vec<Value>,
    /// Where it stood.
    pub span: Span,
}

/// How a field and a value compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `:` or `=`
    Is,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
}

/// A value as it was written.
#[derive(Debug, Clone)]
pub struct Value {
    /// The text without quotation marks.
    pub text: String,
    /// Whether it stood in quotation marks: then `none`, `me`, `*` and `..` mean themselves.
    pub quoted: bool,
    /// Where it stood.
    pub span: Span,
}

/// A free word or a quoted phrase.
#[derive(Debug, Clone)]
pub struct Text {
    /// The word, with its trailing `*` when it is a prefix, or the phrase without quotation marks.
    pub text: String,
    /// Whether it stood in quotation marks: exactly these words, in this order.
    pub quoted: bool,
    /// Where it stood.
    pub span: Span,
}

/// One field to sort by.
#[derive(Debug, Clone)]
pub struct Order {
    /// The field's name.
    pub field: String,
    /// Largest first.
    pub descending: bool,
    /// Where it stood.
    pub span: Span,
}

// Where something stood is no part of what it says.
impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        (&self.field, self.op, &self.values) == (&other.field, other.op, &other.values)
    }
}
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, self.quoted) == (&other.text, other.quoted)
    }
}
impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, self.quoted) == (&other.text, other.quoted)
    }
}
impl PartialEq for Order {
    fn eq(&self, other: &Self) -> bool {
        (&self.field, self.descending) == (&other.field, other.descending)
    }
}

impl Node {
    /// Every part holds; `None` without parts.
    #[must_use]
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() > 1 { Some(Self::All(flat)) } else { flat.pop() }
    }

    /// At least one part holds; `None` without parts.
    #[must_use]
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::Any(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() > 1 { Some(Self::Any(flat)) } else { flat.pop() }
    }

    /// The part does not hold.
    #[must_use]
    pub fn negated(part: Self) -> Self {
        if let Self::Not(inner) = part { *inner } else { Self::Not(Box::new(part)) }
    }

    /// `field:value`
    #[must_use]
    pub fn is(field: &str, value: &str) -> Self {
        Self::term(field, Op::Is, [value])
    }

    /// A term with plain values: quoted where the language would read something else into them.
    #[must_use]
    pub fn term<'v>(field: &str, op: Op, values: impl IntoIterator<Item = &'v str>) -> Self {
        let values = values.into_iter().map(Value::plain).collect();
        Self::Term(Term { field: field.to_owned(), op, values, span: Span::default() })
    }

    /// A free word, quoted where the language would read something else into it.
    #[must_use]
    pub fn word(word: &str) -> Self {
        Self::Text(Text::plain(word, Span::default()))
    }

    /// A phrase: these words in this order.
    #[must_use]
    pub fn phrase(phrase: &str) -> Self {
        Self::Text(Text { text: scan::clean(phrase), quoted: true, span: Span::default() })
    }
}

impl Value {
    /// A value that prints so that it reads back as itself. `none`, `me`, `print*`, `-7d` and ranges keep their meaning.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self::read(text, Span::default())
    }

    pub(crate) fn read(text: &str, span: Span) -> Self {
        Self { text: scan::clean(text), quoted: !scan::is_bare_value(text), span }
    }
}

impl Text {
    pub(crate) fn plain(text: &str, span: Span) -> Self {
        Self { text: scan::clean(text), quoted: !scan::is_bare_word(text), span }
    }
}
