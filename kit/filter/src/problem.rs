//! What is wrong with a filter, where it stands, and what would be right.

use std::fmt;

use outcome::Sentence;

/// A stretch of the filter's text, in bytes, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// From `start` up to `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// A filter that cannot be read or does not fit the fields, as a sentence that names the place and the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The characters that are wrong.
    pub span: Span,
    /// Which character that is, counted from 1 as people count; also the sentence's argument `at`.
    pub column: usize,
    /// What is wrong and what would be right; a key `filter-…` of the catalogue.
    pub says: Sentence,
}

impl Problem {
    pub(crate) fn new(span: Span, says: impl Into<Sentence>) -> Self {
        Self { span, column: 0, says: says.into() }
    }

    /// Counts the characters of `text` up to the span.
    pub(crate) fn located(mut self, text: &str) -> Self {
        self.column = text.char_indices().take_while(|(at, _)| *at < self.span.start).count() + 1;
        self.says = self.says.with("at", self.column);
        self
    }

    /// The value of one of the sentence's arguments.
    #[must_use]
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.says.args.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at character {}", self.says.key, self.column)?;
        self.says.args.iter().filter(|(name, _)| *name != "at").try_for_each(|(name, value)| write!(f, ", {name} {value:?}"))
    }
}

impl std::error::Error for Problem {}

impl From<Problem> for outcome::Error {
    fn from(problem: Problem) -> Self {
        Self::invalid("filter", problem.says)
    }
}

/// Why a filter could not be bound: it is wrong, or looking its names up failed.
#[derive(Debug)]
pub enum Unbound {
    /// The filter is wrong.
    Problem(Problem),
    /// A name could not be looked up.
    Failed(outcome::Error),
}

impl From<Problem> for Unbound {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<outcome::Error> for Unbound {
    fn from(error: outcome::Error) -> Self {
        Self::Failed(error)
    }
}

impl From<Unbound> for outcome::Error {
    fn from(unbound: Unbound) -> Self {
        match unbound {
            Unbound::Problem(problem) => problem.into(),
            Unbound::Failed(error) => error,
        }
    }
}

impl fmt::Display for Unbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem(problem) => problem.fmt(f),
            Self::Failed(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Unbound {}
