//! Reads the smallest pieces of a filter's text: blanks, names with their operator, quoted and bare runs.

use crate::problem::{Problem, Span};
use crate::tree::Op;

/// A place in the text.
#[derive(Clone, Copy)]
pub(crate) struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

/// `name` and what compares it: an operator, and whether it is the negated one (`!=`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head<'t> {
    pub(crate) name: &'t str,
    pub(crate) op: Op,
    pub(crate) negated: bool,
    pub(crate) span: Span,
}

/// Longest first, so that `>=` is not read as `>`.
const OPERATORS: [(&str, Op, bool); 12] = [
    (":>=", Op::GreaterOrEqual, false),
    (":<=", Op::LessOrEqual, false),
    (":>", Op::Greater, false),
    (":<", Op::Less, false),
    (">=", Op::GreaterOrEqual, false),
    ("<=", Op::LessOrEqual, false),
    ("!=", Op::Is, true),
    (">", Op::Greater, false),
    ("<", Op::Less, false),
    ("=", Op::Is, false),
    (":!", Op::Is, true),
    (":", Op::Is, false),
];

/// Names shorter than this are no fields: `C:\Temp` and `x<y` are words.
const NAME_CHARS_MIN: usize = 2;

impl<'t> Scanner<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    pub(crate) fn at(&self) -> usize {
        self.at
    }

    pub(crate) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Takes the next character when it is `ch`.
    pub(crate) fn take(&mut self, ch: char) -> bool {
        let here = self.peek() == Some(ch);
        if here {
            self.at += ch.len_utf8();
        }
        here
    }

    /// Skips blanks; tells whether there were any.
    pub(crate) fn blanks(&mut self) -> bool {
        let rest = self.rest();
        let skipped = rest.len() - rest.trim_start_matches(is_blank).len();
        self.at += skipped;
        skipped > 0
    }

    /// A field's name and its operator, if that is what stands here.
    pub(crate) fn head(&mut self) -> Option<Head<'t>> {
        let rest = self.rest();
        let name = &rest[..rest.find(|c| !is_name_char(c)).unwrap_or(rest.len())];
        let whole = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.ends_with(|c: char| c.is_ascii_alphanumeric());
        if !whole || name.len() < NAME_CHARS_MIN {
            return None;
        }
        let after = &rest[name.len()..];
        if after.starts_with("://") || after.starts_with(":\\") {
            return None;
        }
        let (sign, op, negated) = OPERATORS.into_iter().find(|(sign, ..)| after.starts_with(sign))?;
        let span = Span::new(self.at, self.at + name.len());
        self.at += name.len() + sign.len();
        Some(Head { name, op, negated, span })
    }

    /// A quoted run, if one starts here; a doubled quotation mark stands for one.
    pub(crate) fn quoted(&mut self) -> Option<Result<(String, Span), Problem>> {
        let start = self.at;
        let open = self.peek().filter(|c| is_quote(*c))?;
        self.take(open);
        let closes = |c: char| if open == '"' { c == '"' } else { is_quote(c) };
        let mut text = String::new();
        while let Some(ch) = self.peek() {
            self.take(ch);
            if closes(ch) {
                if ch != '"' || !self.take('"') {
                    return Some(Ok((clean(&text), Span::new(start, self.at))));
                }
                text.push('"');
            } else {
                text.push(ch);
            }
        }
        Some(Err(Problem::new(Span::new(start, self.at), "filter-quote-open")))
    }

    /// A bare run: up to a blank, to a bracket that it did not open, and in lists up to the comma.
    pub(crate) fn bare(&mut self, in_list: bool) -> (&'t str, Span) {
        let start = self.at;
        let mut open = 0_usize;
        while let Some(ch) = self.peek() {
            match ch {
                ',' if in_list => break,
                ')' if open == 0 => break,
                ')' => open -= 1,
                '(' => open += 1,
                c if is_blank(c) => break,
                _ => {}
            }
            self.at += ch.len_utf8();
        }
        (&self.text[start..self.at], Span::new(start, self.at))
    }

    /// The keyword that stands here (`or`, `and`, `not`), as it was written; the scanner stays before it.
    pub(crate) fn keyword(&self) -> Option<&'t str> {
        let (word, _) = Self { ..*self }.bare(false);
        ["or", "and", "not"].iter().any(|k| word.eq_ignore_ascii_case(k)).then_some(word)
    }
}

pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || c == '\u{feff}'
}

pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟')
}

pub(crate) fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// The text with control characters as spaces: what a person cannot type cannot be meant.
pub(crate) fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Whether `text` holds anything that could be searched for.
pub(crate) fn is_searchable(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn is_one_run(text: &str, in_list: bool) -> bool {
    let (run, _) = Scanner::new(text).bare(in_list);
    let balanced = text.matches('(').count() == text.matches(')').count();
    !text.is_empty() && run == text && balanced && !text.starts_with(is_quote)
}

/// Whether `text`, written without quotation marks after an operator, reads back as itself.
pub(crate) fn is_bare_value(text: &str) -> bool {
    is_one_run(text, true) && !text.starts_with(['=', '<', '>', ':', '!', '\\']) && !text.starts_with("//")
}

/// Whether `text`, written without quotation marks, reads back as this word.
pub(crate) fn is_bare_word(text: &str) -> bool {
    let scanner = Scanner::new(text);
    let word = is_one_run(text, false) && is_searchable(text) && !text.starts_with(['-', '(']) && !text.ends_with(':');
    word && scanner.keyword().is_none() && Scanner::new(text).head().is_none()
}
