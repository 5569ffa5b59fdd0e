//! Reads a filter's text into its tree.

use outcome::Sentence;

use crate::fields::Fields;
use crate::filter::Dialect;
use crate::limits::{DEPTH_MAX, ORDERS_MAX, PHRASE_CHARS_MAX, TERMS_MAX, VALUES_MAX, WORDS_MAX};
use crate::problem::{Problem, Span};
use crate::scan::{Head, Scanner, is_quote, is_searchable};
use crate::suggest::nearest;
use crate::tree::{Node, Op, Order, Term, Text, Value};
use crate::zendesk;

/// What `text` asks for, and what to sort by.
pub(crate) fn parse(text: &str, fields: &Fields, dialect: Dialect) -> Read<(Option<Node>, Vec<Order>)> {
    let scan = Scanner::new(text);
    Parser { scan, fields, dialect, depth: 0, terms: 0, words: 0, dropped: None, orders: Vec::new(), falling: None }.filter()
}

struct Parser<'t> {
    scan: Scanner<'t>,
    fields: &'t Fields,
    dialect: Dialect,
    depth: usize,
    terms: usize,
    words: usize,
    /// A run of punctuation that was passed over because nothing in it can be searched for.
    dropped: Option<Span>,
    orders: Vec<(String, Option<bool>, Span)>,
    /// `sort:desc` or `sort:asc`, said apart from the field.
    falling: Option<bool>,
}

type Read<T> = Result<T, Problem>;

impl Parser<'_> {
    fn filter(mut self) -> Read<(Option<Node>, Vec<Order>)> {
        let mut when = self.either()?;
        if self.scan.peek().is_some() {
            let at = self.scan.at();
            return Err(Problem::new(Span::new(at, at + 1), "filter-group-not-open"));
        }
        if let (None, true, Some(span)) = (&when, self.orders.is_empty(), self.dropped) {
            return Err(Problem::new(span, "filter-nothing-to-search"));
        }
        if self.dialect == Dialect::Zendesk {
            when = when.and_then(zendesk::repeated_fields_mean_or);
        }
        let usual = self.falling.unwrap_or(self.dialect == Dialect::Zendesk);
        let order =
            |(field, descending, span): (String, Option<bool>, Span)| Order { field, descending: descending.unwrap_or(usual), span };
        Ok((when, self.orders.into_iter().map(order).collect()))
    }

    /// `a b or c d`
    fn either(&mut self) -> Read<Option<Node>> {
        let mut sides = vec![(self.all()?, None)];
        while let Some(or) = self.scan.keyword().filter(|k| k.eq_ignore_ascii_case("or")) {
            let span = Span::new(self.scan.at(), self.scan.at() + or.len());
            self.scan.bare(false);
            sides.push((self.all()?, Some(span)));
        }
        if sides.len() == 1 {
            return Ok(sides.pop().and_then(|(node, _)| node));
        }
        for i in 0..sides.len() {
            if sides[i].0.is_none() {
                let (key, span) = if i == 0 { ("filter-or-left", sides[1].1) } else { ("filter-or-right", sides[i].1) };
                return Err(Problem::new(span.unwrap_or_default(), key));
            }
        }
        Ok(Node::any(sides.into_iter().filter_map(|(node, _)| node)))
    }

    /// `a b and c`
    fn all(&mut self) -> Read<Option<Node>> {
        let mut parts = Vec::new();
        loop {
            self.scan.blanks();
            match (self.scan.peek(), self.scan.keyword()) {
                (None | Some(')'), _) => break,
                (_, Some(word)) if word.eq_ignore_ascii_case("or") => break,
                (_, Some(word)) if word.eq_ignore_ascii_case("and") => {
                    self.scan.bare(false);
                }
                _ => parts.extend(self.one()?),
            }
        }
        Ok(Node::all(parts))
    }

    /// One part; `None` for an order or for punctuation.
    fn one(&mut self) -> Read<Option<Node>> {
        let start = self.scan.at();
        if self.scan.peek() == Some('-') && self.negates() {
            self.scan.take('-');
            return self.negated(start);
        }
        if self.scan.keyword().is_some_and(|k| k.eq_ignore_ascii_case("not")) {
            let (word, span) = self.scan.bare(false);
            if !self.not_negates(word) {
                return self.text(Text { text: word.to_owned(), quoted: true, span });
            }
            self.scan.blanks();
            return self.negated(start);
        }
        if self.scan.take('(') {
            return self.group(start).map(Some);
        }
        if let Some(quoted) = self.scan.quoted() {
            let (text, span) = quoted?;
            return self.text(Text { text, quoted: true, span });
        }
        let before = self.scan;
        if let Some(head) = self.scan.head() {
            // "Error: disk full" is a sentence and no field; "status: open" is a field with a blank too many.
            let prose = self.scan.peek().is_none_or(crate::scan::is_blank) && !self.is_name(head.name);
            if !prose {
                return self.term(&head, start);
            }
            self.scan = before;
        }
        let (word, span) = self.scan.bare(false);
        self.text(Text::plain(word.trim_end_matches(':'), span))
    }

    /// Whether the `-` here negates: something must follow at once, and not only punctuation.
    fn negates(&self) -> bool {
        let mut after = self.scan;
        after.take('-');
        after.peek().is_some_and(|c| is_quote(c) || c == '(') || is_searchable(after.bare(false).0)
    }

    /// Whether a `not` just passed negates what follows. In "it does not work" it is a word; `NOT` always negates.
    fn not_negates(&self, word: &str) -> bool {
        let mut after = self.scan;
        let apart = after.blanks();
        let next = after.peek();
        let before_part = next.is_some_and(|c| is_quote(c) || c == '(') || after.keyword().is_some_and(|k| k.eq_ignore_ascii_case("not"));
        apart
            && next.is_some_and(|c| c != ')')
            && (word == "NOT" || before_part || after.head().is_some_and(|head| self.is_name(head.name)))
    }

    fn is_name(&self, name: &str) -> bool {
        self.fields.find(name).is_some() || is_order(name) || is_question(name)
    }

    fn negated(&mut self, start: usize) -> Read<Option<Node>> {
        self.deeper(start)?;
        let part = self.one()?;
        self.depth -= 1;
        Ok(part.map(Node::negated))
    }

    fn group(&mut self, start: usize) -> Read<Node> {
        self.deeper(start)?;
        let inside = self.either()?;
        self.depth -= 1;
        let span = Span::new(start, start + 1);
        if !self.scan.take(')') {
            return Err(Problem::new(span, "filter-group-open"));
        }
        inside.ok_or_else(|| Problem::new(Span::new(start, self.scan.at()), "filter-group-empty"))
    }

    fn deeper(&mut self, start: usize) -> Read<()> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            let says = Sentence::new("filter-too-deep").with("max", DEPTH_MAX);
            return Err(Problem::new(Span::new(start, self.scan.at()), says));
        }
        Ok(())
    }

    fn count(&mut self, span: Span) -> Read<()> {
        self.terms += 1;
        if self.terms > TERMS_MAX { Err(Problem::new(span, Sentence::new("filter-too-many-terms").with("max", TERMS_MAX))) } else { Ok(()) }
    }

    fn text(&mut self, text: Text) -> Read<Option<Node>> {
        if !is_searchable(&text.text) {
            self.dropped.get_or_insert(text.span);
            return Ok(None);
        }
        self.count(text.span)?;
        self.words += 1;
        if self.words > WORDS_MAX {
            return Err(Problem::new(text.span, Sentence::new("filter-too-many-words").with("max", WORDS_MAX)));
        }
        if text.text.chars().nth(PHRASE_CHARS_MAX).is_some() {
            return Err(Problem::new(text.span, Sentence::new("filter-phrase-too-long").with("max", PHRASE_CHARS_MAX)));
        }
        Ok(Some(Node::Text(text)))
    }

    fn term(&mut self, head: &Head<'_>, start: usize) -> Read<Option<Node>> {
        let values = self.values(head)?;
        let span = Span::new(start, self.scan.at());
        let declared = self.fields.find(head.name);
        if declared.is_none() && is_order(head.name) {
            self.order(head, values, span)?;
            return Ok(None);
        }
        self.count(span)?;
        let node = match declared {
            Some(field) => {
                let values = if self.dialect == Dialect::Zendesk { zendesk::look_back(field, values) } else { values };
                Node::Term(Term { field: field.name().to_owned(), op: head.op, values, span })
            }
            None if is_question(head.name) => crate::question::ask(self.fields, head, &values, span)?,
            None => return Err(self.unknown_field(head)),
        };
        Ok(Some(if head.negated { Node::negated(node) } else { node }))
    }

    fn values(&mut self, head: &Head<'_>) -> Read<Vec<Value>> {
        let mut values = Vec::new();
        loop {
            self.scan.blanks();
            let value = match self.scan.quoted() {
                Some(quoted) => quoted.map(|(text, span)| Value { text, quoted: true, span })?,
                None => {
                    let (text, span) = self.scan.bare(true);
                    Value::read(text, span)
                }
            };
            if value.text.is_empty() {
                let span = if value.span.end > value.span.start { value.span } else { head.span };
                return Err(Problem::new(span, Sentence::new("filter-value-missing").with("field", head.name)));
            }
            values.push(value);
            if values.len() > VALUES_MAX {
                return Err(Problem::new(head.span, Sentence::new("filter-too-many-values").with("max", VALUES_MAX)));
            }
            if !self.scan.take(',') {
                return Ok(values);
            }
        }
    }

    fn order(&mut self, head: &Head<'_>, values: Vec<Value>, span: Span) -> Read<()> {
        if self.depth > 0 || head.op != Op::Is || head.negated {
            return Err(Problem::new(span, "filter-order-inside"));
        }
        for value in values {
            let lower = value.text.to_ascii_lowercase();
            if lower == "asc" || lower == "desc" {
                self.falling = Some(lower == "desc");
                continue;
            }
            let (name, descending) = match (lower.strip_prefix('-'), lower.strip_suffix("-desc"), lower.strip_suffix("-asc")) {
                (Some(name), ..) | (_, Some(name), _) => (name, Some(true)),
                (.., Some(name)) => (name, Some(false)),
                _ => (lower.as_str(), None),
            };
            let Some(field) = self.fields.find(name).filter(|field| field.sortable) else {
                let sortable: Vec<&str> = self.fields.iter().filter(|f| f.sortable).map(|f| f.name()).collect();
                let says = Sentence::new("filter-order-unknown").with("name", name).with("allowed", sortable.join(", "));
                return Err(Problem::new(value.span, says));
            };
            self.orders.push((field.name().to_owned(), descending, value.span));
        }
        if self.orders.len() > ORDERS_MAX {
            return Err(Problem::new(span, Sentence::new("filter-too-many-orders").with("max", ORDERS_MAX)));
        }
        Ok(())
    }

    fn unknown_field(&self, head: &Head<'_>) -> Problem {
        let says = match nearest(head.name, self.fields.names()) {
            Some(meant) => Sentence::new("filter-field-misspelled").with("name", head.name).with("meant", meant),
            None => Sentence::new("filter-field-unknown").with("name", head.name),
        };
        Problem::new(head.span, says)
    }
}

fn is_order(name: &str) -> bool {
    ["sort", "order_by", "sort_by"].iter().any(|n| name.eq_ignore_ascii_case(n))
}

fn is_question(name: &str) -> bool {
    ["is", "has"].iter().any(|n| name.eq_ignore_ascii_case(n))
}
