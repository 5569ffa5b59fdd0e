//! A filter that has been read: its condition, its order, and what lists do with it.

use outcome::Sentence;

use crate::fields::Fields;
use crate::limits::TEXT_BYTES_MAX;
use crate::parse::parse;
use crate::problem::{Problem, Span};
use crate::scan::Scanner;
use crate::tree::{Node, Op, Order};

/// A filter that has been read: what it says, not yet whom its names mean.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The condition; `None` lets every record through.
    pub when: Option<Node>,
    /// What to sort by, first the most important.
    pub order: Vec<Order>,
    /// The text it was read from.
    pub(crate) source: String,
}

/// Filters that say the same are equal, however they were written.
impl PartialEq for Filter {
    fn eq(&self, other: &Self) -> bool {
        (&self.when, &self.order) == (&other.when, &other.order)
    }
}

/// Whose habits the text follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// Ours.
    #[default]
    Firstline,
    /// Zendesk's search: a repeated field means *or*, `created>4hours` looks back, sorting falls from the newest.
    Zendesk,
}

impl Filter {
    /// Reads `text`, whose names must be among `fields`.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place.
    pub fn parse(text: &str, fields: &Fields) -> Result<Self, Problem> {
        Self::parse_as(text, fields, Dialect::Firstline)
    }

    /// Reads `text` in a dialect.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place.
    pub fn parse_as(text: &str, fields: &Fields, dialect: Dialect) -> Result<Self, Problem> {
        if text.len() > TEXT_BYTES_MAX {
            let says = Sentence::new("filter-too-long").with("max", TEXT_BYTES_MAX);
            return Err(Problem::new(Span::new(0, text.len()), says).located(text));
        }
        let (when, order) = parse(text, fields, dialect).map_err(|problem| problem.located(text))?;
        Ok(Self { when, order, source: text.to_owned() })
    }

    /// A filter made of a condition and an order.
    #[must_use]
    pub fn new(when: Option<Node>, order: Vec<Order>) -> Self {
        let mut filter = Self { when, order, source: String::new() };
        filter.source = filter.to_string();
        filter
    }

    /// The parts that all must hold, as chips above a list show them.
    #[must_use]
    pub fn parts(&self) -> &[Node] {
        match &self.when {
            Some(Node::All(parts)) => parts,
            Some(one) => std::slice::from_ref(one),
            None => &[],
        }
    }

    /// The same filter and `part`.
    #[must_use]
    pub fn and(&self, part: Node) -> Self {
        Self::new(Node::all(self.when.clone().into_iter().chain([part])), self.order.clone())
    }

    /// The same filter without the part at `index` of [`parts`](Self::parts), as when a chip is closed.
    #[must_use]
    pub fn without(&self, index: usize) -> Self {
        let kept = self.parts().iter().enumerate().filter(|(i, _)| *i != index).map(|(_, part)| part.clone());
        Self::new(Node::all(kept), self.order.clone())
    }

    /// The value of the first `name:value` in a text, read without knowing any fields: which kind of thing a search
    /// with `type:…` is about, before one can say which fields that kind has.
    #[must_use]
    pub fn peek(text: &str, name: &str) -> Option<String> {
        let mut scan = Scanner::new(text);
        while scan.peek().is_some() {
            if scan.blanks() || scan.take('(') || scan.take(')') || scan.take('-') || scan.take(',') {
                continue;
            }
            let wanted = scan.head().is_some_and(|head| head.name.eq_ignore_ascii_case(name) && head.op == Op::Is && !head.negated);
            let value = match scan.quoted() {
                Some(quoted) => quoted.ok()?.0,
                None => scan.bare(true).0.to_owned(),
            };
            if wanted && !value.is_empty() {
                return Some(value);
            }
        }
        None
    }
}
