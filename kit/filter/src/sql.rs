//! The first reader: a condition for a statement, in the dialect that both engines share.

use std::fmt::Write;

use db::Value;

use crate::bound::{Bound, Condition, Sought, Test};
use crate::fields::{Field, Source};

/// A condition and its parameters.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sql {
    /// The condition; it is true or false, never unknown.
    pub condition: String,
    /// Its parameters, in the order of their numbers.
    pub params: Vec<Value>,
}

/// The slice's full-text search, as seen from a statement.
pub trait TextSearch {
    /// A condition that holds for records whose text (or the part of it that `field` names) has what is sought. It must be
    /// true or false, never unknown, and number its parameters from `first_param`.
    fn condition(&self, field: Option<&str>, sought: &Sought, first_param: usize) -> Sql;
}

impl Bound<'_> {
    /// The filter as a condition whose parameters are numbered from `first_param`.
    #[must_use]
    pub fn to_sql(&self, search: &dyn TextSearch, first_param: usize) -> Sql {
        let mut writer = Writer { bound: self, search, first_param, sql: Sql::default(), now: None, me: None };
        match &self.when {
            Some(when) => writer.condition(when, true),
            None => writer.push("TRUE"),
        }
        writer.sql
    }

    /// What follows `ORDER BY` for the filter's own order, without the key that makes it total; empty when it has none.
    /// Fields with many values cannot be sorted by and are passed over.
    #[must_use]
    pub fn order_sql(&self) -> Vec<(String, bool)> {
        let one = |field: &Field| if let Source::One(expression) = &field.source { Some(expression.clone().into_owned()) } else { None };
        self.order.iter().filter_map(|o| Some((one(o.field)?, o.descending))).collect()
    }
}

struct Writer<'w> {
    bound: &'w Bound<'w>,
    search: &'w dyn TextSearch,
    first_param: usize,
    sql: Sql,
    now: Option<usize>,
    me: Option<usize>,
}

impl Writer<'_> {
    fn push(&mut self, text: &str) {
        self.sql.condition.push_str(text);
    }

    fn param(&mut self, value: impl Into<Value>) -> usize {
        self.sql.params.push(value.into());
        self.first_param + self.sql.params.len() - 1
    }

    /// Writes `condition`, or its opposite. Only single tests are turned round, so that no part is ever unknown.
    fn condition(&mut self, condition: &Condition<'_>, holds: bool) {
        match condition {
            Condition::Not(part) => self.condition(part, !holds),
            Condition::All(parts) => self.joined(parts, holds, if holds { " AND " } else { " OR " }),
            Condition::Any(parts) => self.joined(parts, holds, if holds { " OR " } else { " AND " }),
            Condition::Text(field, sought) => {
                let found = self.search.condition(field.map(Field::name), sought, self.first_param + self.sql.params.len());
                let _ = write!(self.sql.condition, "{}({})", if holds { "" } else { "NOT " }, found.condition);
                self.sql.params.extend(found.params);
            }
            Condition::Test(field, test) => self.test(field, test, holds),
        }
    }

    fn joined(&mut self, parts: &[Condition<'_>], holds: bool, between: &str) {
        self.push("(");
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                self.push(between);
            }
            self.condition(part, holds);
        }
        self.push(")");
    }

    fn test(&mut self, field: &Field, test: &Test, holds: bool) {
        let no = if holds { "" } else { "NOT " };
        match &field.source {
            Source::One(expression) => {
                let x = self.filled(expression);
                match (test, holds) {
                    (Test::Set, true) => self.push(&format!("({x})")),
                    (Test::Set, false) => self.push(&format!("NOT COALESCE(({x}), FALSE)")),
                    (Test::Missing, true) | (Test::Present, false) => self.push(&format!("{x} IS NULL")),
                    (Test::Missing, false) | (Test::Present, true) => self.push(&format!("{x} IS NOT NULL")),
                    (Test::NumberIn(none), _) if none.is_empty() => self.push(if holds { "FALSE" } else { "TRUE" }),
                    (Test::TextIn(none), _) if none.is_empty() => self.push(if holds { "FALSE" } else { "TRUE" }),
                    (_, true) => {
                        let value = self.value(&x, test);
                        self.push(&value);
                    }
                    (_, false) => {
                        let value = self.value(&x, test);
                        self.push(&format!("({x} IS NULL OR NOT ({value}))"));
                    }
                }
            }
            Source::Many { rows, value } => {
                let (rows, x) = (self.filled(rows), self.filled(value));
                match test {
                    Test::Missing => self.push(&format!("{}EXISTS (SELECT 1 FROM {rows})", if holds { "NOT " } else { "" })),
                    Test::Present | Test::Set => self.push(&format!("{no}EXISTS (SELECT 1 FROM {rows})")),
                    Test::NumberIn(none) if none.is_empty() => self.push(if holds { "FALSE" } else { "TRUE" }),
                    Test::TextIn(none) if none.is_empty() => self.push(if holds { "FALSE" } else { "TRUE" }),
                    _ => {
                        let value = self.value(&x, test);
                        self.push(&format!("{no}EXISTS (SELECT 1 FROM {rows} AND {value})"));
                    }
                }
            }
            Source::Search => self.push(if holds { "FALSE" } else { "TRUE" }),
        }
    }

    /// A condition on the value `x`, unknown only when `x` is NULL.
    fn value(&mut self, x: &str, test: &Test) -> String {
        match test {
            Test::Missing => format!("{x} IS NULL"),
            Test::Present => format!("{x} IS NOT NULL"),
            Test::Set => format!("({x})"),
            Test::TextIn(texts) => self.one_of(x, texts.iter().map(Value::from)),
            Test::NumberIn(numbers) => self.one_of(x, numbers.iter().map(|n| Value::Int(*n))),
            Test::Begins(start) => {
                let letters = start.chars().count();
                let start = self.param(start);
                format!("substr({x}, 1, {letters}) = ${start}")
            }
            // `replace` compares letter for letter on both engines; LIKE would ignore case on one of them.
            Test::Contains(part) => {
                let part = self.param(part);
                format!("replace({x}, ${part}, '') <> {x}")
            }
            Test::Between(from, to) => {
                let from = from.map(|from| format!("{x} >= ${}", self.param(from)));
                let to = to.map(|to| format!("{x} < ${}", self.param(to)));
                match (from, to) {
                    (Some(from), Some(to)) => format!("({from} AND {to})"),
                    (Some(one), None) | (None, Some(one)) => one,
                    (None, None) => format!("{x} IS NOT NULL"),
                }
            }
        }
    }

    fn one_of(&mut self, x: &str, values: impl Iterator<Item = Value>) -> String {
        let mut list: Vec<String> = values.map(|value| format!("${}", self.param(value))).collect();
        match list.pop() {
            Some(only) if list.is_empty() => format!("{x} = {only}"),
            last => format!("{x} IN ({})", list.into_iter().chain(last).collect::<Vec<_>>().join(", ")),
        }
    }

    /// A source with its `{now}` and `{me}` as parameters.
    fn filled(&mut self, source: &str) -> String {
        let mut filled = source.to_owned();
        if source.contains("{now}") {
            let now = self.now.unwrap_or_else(|| self.param(self.bound.now_ms));
            self.now = Some(now);
            filled = filled.replace("{now}", &format!("${now}"));
        }
        if source.contains("{me}") {
            let me = self.me.unwrap_or_else(|| self.param(self.bound.me));
            self.me = Some(me);
            filled = filled.replace("{me}", &format!("${me}"));
        }
        filled
    }
}
