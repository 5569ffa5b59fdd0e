//! Prints a tree so that reading the text gives the same tree.

use std::fmt::{self, Display, Formatter, Write};

use crate::filter::Filter;
use crate::tree::{Node, Op, Order, Term, Text, Value};

impl Display for Filter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(when) = &self.when {
            when.fmt(f)?;
        }
        for (i, order) in self.order.iter().enumerate() {
            if i > 0 || self.when.is_some() {
                f.write_char(' ')?;
            }
            order.fmt(f)?;
        }
        Ok(())
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(parts) => join(f, parts, " "),
            Self::Any(parts) => join(f, parts, " or "),
            Self::Not(part) => {
                f.write_char('-')?;
                inner(f, part)
            }
            Self::Term(term) => term.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

fn join(f: &mut Formatter<'_>, parts: &[Node], between: &str) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(between)?;
        }
        inner(f, part)?;
    }
    Ok(())
}

/// A part of something larger: groups in brackets.
fn inner(f: &mut Formatter<'_>, part: &Node) -> fmt::Result {
    if matches!(part, Node::All(_) | Node::Any(_)) { write!(f, "({part})") } else { part.fmt(f) }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.field, self.op)?;
        for (i, value) in self.values.iter().enumerate() {
            if i > 0 {
                f.write_char(',')?;
            }
            value.fmt(f)?;
        }
        Ok(())
    }
}

impl Display for Op {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Is => ":",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
        })
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.quoted { quote(f, &self.text) } else { f.write_str(&self.text) }
    }
}

impl Display for Text {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.quoted { quote(f, &self.text) } else { f.write_str(&self.text) }
    }
}

impl Display for Order {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "sort:{}{}", if self.descending { "-" } else { "" }, self.field)
    }
}

fn quote(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    write!(f, "\"{}\"", text.replace('"', "\"\""))
}
