//! Gives a filter's names and times their meaning, and refuses values that a field cannot have.

use outcome::Sentence;

use crate::bound::{Bound, BoundOrder, Condition, Sought, Test};
use crate::fields::{Field, Fields, Kind};
use crate::filter::Filter;
use crate::limits::{IDS_PER_NAME_MAX, PARAMS_MAX};
use crate::problem::{Problem, Span, Unbound};
use crate::resolve::{Resolve, Spelling};
use crate::suggest::nearest;
use crate::time::{Context, When, duration_ms, when};
use crate::tree::{Node, Op, Term, Text, Value};
use crate::values::{compared, flag, only_is, starred, word};

/// How many names are compared to find the one that was probably meant.
const NAMES_COMPARED_MAX: usize = 50;

type Binds<T> = Result<T, Unbound>;

impl Filter {
    /// Looks up every name and checks every value.
    ///
    /// # Errors
    /// The first value that its field cannot have, with its place; or what `resolve` answers.
    pub fn bind<'f>(&self, fields: &'f Fields, resolve: &dyn Resolve, context: &Context) -> Binds<Bound<'f>> {
        let mut binder = Binder { fields, resolve, context, params: 0 };
        let when = self.when.as_ref().map(|node| binder.node(node)).transpose();
        let when = when.map_err(|unbound| match unbound {
            Unbound::Problem(problem) => Unbound::Problem(problem.located(&self.source)),
            failed @ Unbound::Failed(_) => failed,
        })?;
        let order = |o: &crate::tree::Order| fields.find(&o.field).map(|field| BoundOrder { field, descending: o.descending });
        Ok(Bound { when, order: self.order.iter().filter_map(order).collect(), now_ms: context.now_ms, me: context.me })
    }
}

struct Binder<'f, 'a> {
    fields: &'f Fields,
    resolve: &'a dyn Resolve,
    context: &'a Context,
    params: usize,
}

impl<'f> Binder<'f, '_> {
    fn node(&mut self, node: &Node) -> Binds<Condition<'f>> {
        Ok(match node {
            Node::All(parts) => Condition::All(parts.iter().map(|p| self.node(p)).collect::<Binds<_>>()?),
            Node::Any(parts) => Condition::Any(parts.iter().map(|p| self.node(p)).collect::<Binds<_>>()?),
            Node::Not(part) => Condition::Not(Box::new(self.node(part)?)),
            Node::Text(Text { text, quoted, span }) => {
                self.count(1, *span)?;
                Condition::Text(None, sought(text, *quoted))
            }
            Node::Term(term) => self.term(term)?,
        })
    }

    fn count(&mut self, params: usize, span: Span) -> Binds<()> {
        self.params += params;
        if self.params > PARAMS_MAX {
            return Err(Problem::new(span, Sentence::new("filter-too-many-values").with("max", PARAMS_MAX)).into());
        }
        Ok(())
    }

    fn term(&mut self, term: &Term) -> Binds<Condition<'f>> {
        let Some(field) = self.fields.find(&term.field) else {
            return Err(Problem::new(term.span, Sentence::new("filter-field-unknown").with("name", &term.field)).into());
        };
        let mut tests: Vec<Condition<'f>> = Vec::new();
        for value in &term.values {
            let condition = if matches!(field.kind, Kind::FullText) {
                self.count(1, value.span)?;
                only_is(field, term.op, value.span)?;
                Condition::Text(Some(field), sought(&value.text, value.quoted))
            } else {
                let (test, negated) = self.test(field, term.op, value)?;
                self.count(test.params(), value.span)?;
                if tests.last_mut().is_some_and(|last| !negated && joined(last, &test)) {
                    continue;
                }
                let test = Condition::Test(field, test);
                if negated { Condition::Not(Box::new(test)) } else { test }
            };
            tests.push(condition);
        }
        Ok(match tests.pop() {
            Some(only) if tests.is_empty() => only,
            last => Condition::Any(tests.into_iter().chain(last).collect()),
        })
    }

    /// What one value asks, and whether the answer is turned round (`overdue:no`).
    fn test(&self, field: &Field, op: Op, value: &Value) -> Binds<(Test, bool)> {
        if let Kind::Flag = field.kind {
            only_is(field, op, value.span)?;
            return flag(field, value).map(|set| (Test::Set, !set)).map_err(Into::into);
        }
        let own_word = matches!(&field.kind, Kind::Words(v) if v.meaning(&value.text).is_some());
        if op == Op::Is && !value.quoted && !own_word {
            match value.text.to_ascii_lowercase().as_str() {
                "none" => return Ok((Test::Missing, false)),
                "any" | "*" => return Ok((Test::Present, false)),
                _ => {}
            }
        }
        let test = match &field.kind {
            Kind::Words(vocabulary) => word(field, vocabulary, op, value)?,
            Kind::Reference(noun) => {
                only_is(field, op, value.span)?;
                Test::NumberIn(self.ids(field, noun, value)?)
            }
            Kind::Label => {
                only_is(field, op, value.span)?;
                match starred(value) {
                    Some(start) => Test::Begins((field.normal)(start)),
                    None => Test::TextIn(vec![(field.normal)(&value.text)]),
                }
            }
            Kind::Text => {
                only_is(field, op, value.span)?;
                match starred(value) {
                    Some(start) => Test::Begins((field.normal)(start)),
                    None => Test::Contains((field.normal)(&value.text)),
                }
            }
            Kind::Number => compared(value, op, "filter-number-wrong", |text| text.parse().ok().map(|n| (n, n)))?,
            Kind::Duration { unit_ms } => {
                compared(value, op, "filter-duration-wrong", |text| duration_ms(text).map(|ms| (ms / unit_ms, ms / unit_ms)))?
            }
            Kind::Time => self.time(op, value)?,
            Kind::Day => self.day(op, value)?,
            Kind::Flag | Kind::FullText => unreachable!("answered above"),
        };
        if matches!(&test, Test::Begins(text) | Test::Contains(text) if text.is_empty()) {
            return Err(Problem::new(value.span, Sentence::new("filter-value-missing").with("field", field.name())).into());
        }
        Ok((test, false))
    }

    fn time(&self, op: Op, value: &Value) -> Binds<Test> {
        let bounds = |text: &str| when(text, self.context).map(|w| (w.first(), w.after().saturating_sub(1)));
        if op == Op::Is
            && !value.text.contains("..")
            && let Some(When::Point(at)) = when(&value.text, self.context)
        {
            let now = self.context.now_ms;
            return Ok(Test::Between(Some(at.min(now)), Some(at.max(now).saturating_add(1))));
        }
        Ok(compared(value, op, "filter-time-wrong", bounds)?)
    }

    /// Times as days of the reader's zone: a point is the day it falls on.
    fn day(&self, op: Op, value: &Value) -> Binds<Test> {
        let context = self.context;
        let days = |w: When| Some((context.day_of(w.first())?, context.day_of(w.after().saturating_sub(1))?));
        if op == Op::Is
            && !value.text.contains("..")
            && let Some(point @ When::Point(_)) = when(&value.text, context)
            && let Some((at, _)) = days(point)
            && let Some(today) = context.day_of(context.now_ms)
        {
            return Ok(Test::Between(Some(at.min(today)), Some(at.max(today) + 1)));
        }
        Ok(compared(value, op, "filter-time-wrong", |text| when(text, context).and_then(days))?)
    }

    fn ids(&self, field: &Field, noun: &str, value: &Value) -> Binds<Vec<i64>> {
        if !value.quoted {
            if let Some(own) = self.resolve.own(noun, &value.text.to_ascii_lowercase()) {
                return Ok(own);
            }
            if let Ok(id) = value.text.parse::<i64>() {
                return Ok(vec![id]);
            }
        }
        let (name, spelling) = starred(value).map_or((value.text.as_str(), Spelling::Whole), |start| (start, Spelling::Start));
        let ids = self.resolve.named(noun, name, spelling, IDS_PER_NAME_MAX + 1)?;
        let says = |key| Sentence::new(key).with("field", field.name()).with("value", &value.text);
        if ids.len() > IDS_PER_NAME_MAX {
            return Err(Problem::new(value.span, says("filter-name-too-many").with("max", IDS_PER_NAME_MAX)).into());
        }
        if !ids.is_empty() {
            return Ok(ids);
        }
        let first: String = name.chars().take(2).collect();
        let known = self.resolve.names(noun, &first, NAMES_COMPARED_MAX)?;
        let says = match meant(name, &known) {
            Some(meant) => says("filter-name-misspelled").with("meant", meant),
            None => says("filter-name-unknown"),
        };
        Err(Problem::new(value.span, says).into())
    }
}

/// The whole name, or the name with a part, that is nearest to `name`.
fn meant<'k>(name: &str, known: &'k [String]) -> Option<&'k str> {
    let whole = nearest(name, known.iter().map(String::as_str));
    whole.or_else(|| {
        let part = nearest(name, known.iter().flat_map(|k| k.split_whitespace()))?;
        known.iter().find(|k| k.split_whitespace().any(|p| p == part)).map(String::as_str)
    })
}

impl Test {
    fn params(&self) -> usize {
        match self {
            Self::TextIn(texts) => texts.len(),
            Self::NumberIn(numbers) => numbers.len(),
            _ => 2,
        }
    }
}

/// Adds `test` to a list of the same kind before it, so that `tag:a,b` is one look into the table.
fn joined(last: &mut Condition<'_>, test: &Test) -> bool {
    match (last, test) {
        (Condition::Test(_, Test::TextIn(known)), Test::TextIn(more)) => {
            known.extend(more.iter().cloned());
            true
        }
        (Condition::Test(_, Test::NumberIn(known)), Test::NumberIn(more)) => {
            known.extend(more);
            true
        }
        _ => false,
    }
}

fn sought(text: &str, quoted: bool) -> Sought {
    match text.strip_suffix('*').filter(|_| !quoted) {
        Some(start) => Sought { text: start.to_owned(), exact: false, prefix: true },
        None => Sought { text: text.to_owned(), exact: quoted, prefix: false },
    }
}
