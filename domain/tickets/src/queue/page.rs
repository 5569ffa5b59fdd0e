//! A page's statement: keys first, along an index where the order has one, then what the rows show.

use std::cmp::Ordering;
use std::fmt::Write;

use db::{Cells, Conn, Row, Value};
use filter::Sql;
use outcome::Result;
use people::Actor;

use super::cursor::{self, Cursor};
use super::key::Key;
use super::list::Reader;
use super::row::Shown;

/// A page, cut.
pub(crate) struct Page<R> {
    pub(crate) rows: Vec<R>,
    pub(crate) next: Option<Cursor>,
    pub(crate) prev: Option<Cursor>,
}

/// A row and the values of its keys.
struct Keyed<R> {
    row: R,
    keys: Vec<Value>,
}

impl<R: Shown> Row for Keyed<R> {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        let row = R::read(cells)?;
        let count: i64 = cells.field(R::WIDTH)?;
        let first = R::WIDTH + 1;
        let keys = (0..usize::try_from(count).unwrap_or(0)).map(|i| key_value(cells, first + i)).collect::<Result<_>>()?;
        Ok(Self { row, keys })
    }
}

/// The value of a key: a number or a text, never NULL.
pub(super) fn key_value(cells: &Cells<'_>, i: usize) -> Result<Value> {
    match cells.cell(i)? {
        db::Cell::Int(n) => Ok(Value::Int(n)),
        db::Cell::Text(text) => Ok(Value::Text(text.to_owned())),
        _ => Err(anyhow::anyhow!("a key of a list is neither number nor text").into()),
    }
}

/// Cuts the page after (or before) `after`.
pub(super) fn page<R: Shown>(
    conn: &Conn,
    actor: &Actor,
    reader: Reader,
    when: Sql,
    keys: &[Key],
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<R>> {
    let backwards = after.is_some_and(|cursor| cursor.backwards);
    let cut = cut(when, keys, after, limit + 1)?;
    let (sql, params) = rows_of::<R>(actor, reader, cut, keys);
    let mut found: Vec<Keyed<R>> = conn.all(&sql, &params)?;
    found.sort_by(|a, b| in_order(keys, backwards, &a.keys, &b.keys));
    let more = found.len() > limit;
    found.truncate(limit);
    if backwards {
        found.reverse();
    }
    let at = |keyed: Option<&Keyed<R>>, backwards: bool| {
        let keys = keyed.map(|keyed| &keyed.keys).or(after.map(|cursor| &cursor.keys))?;
        Some(Cursor { keys: keys.clone(), backwards })
    };
    let next = if backwards || more { at(found.last(), false) } else { None };
    let prev = if (backwards && more) || (!backwards && after.is_some()) { at(found.first(), true) } else { None };
    Ok(Page { rows: found.into_iter().map(|keyed| keyed.row).collect(), next, prev })
}

/// The statement that finds the page's tickets: their numbers as `id`, their keys as `k1`, `k2`...
pub(super) fn cut(when: Sql, keys: &[Key], after: Option<&Cursor>, limit: usize) -> Result<Sql> {
    let backwards = after.is_some_and(|cursor| cursor.backwards);
    let Sql { condition, mut params } = when;
    let columns: Vec<String> = keys.iter().enumerate().map(|(i, key)| format!("{} AS k{}", key.sql, i + 1)).collect();
    let mut sql = format!("SELECT t.id AS id, {} FROM tickets t WHERE {condition}", columns.join(", "));
    if let Some(cursor) = after {
        let beyond = beyond(keys, &cursor.keys, backwards, params.len() + 1)?;
        let _ = write!(sql, " AND {}", beyond.condition);
        params.extend(beyond.params);
    }
    let orders: Vec<String> = keys.iter().map(|key| format!("{}{}", key.sql, way(key.descending != backwards))).collect();
    let _ = write!(sql, " ORDER BY {} LIMIT {limit}", orders.join(", "));
    Ok(Sql { condition: sql, params })
}

fn way(descending: bool) -> &'static str {
    if descending { " DESC" } else { "" }
}

/// The condition that a row lies beyond these values of the keys.
pub(super) fn beyond(keys: &[Key], values: &[Value], backwards: bool, first_param: usize) -> Result<Sql> {
    let numbers: Vec<String> = (0..keys.len()).map(|i| format!("${}", first_param + i)).collect();
    if keys.len() != values.len() || keys.last().is_none_or(|_| !matches!(values.last(), Some(Value::Int(_)))) {
        return Err(cursor::wrong());
    }
    let is_after = |i: usize| if keys[i].descending != backwards { "<" } else { ">" };
    let params = values.to_vec();
    if keys.iter().all(|key| key.descending == keys[0].descending) {
        // One comparison of whole rows, which an index over the keys answers.
        let columns: Vec<&str> = keys.iter().map(|key| key.sql).collect();
        let condition = format!("({}) {} ({})", columns.join(", "), is_after(0), numbers.join(", "));
        return Ok(Sql { condition, params });
    }
    let mut condition = String::new();
    for i in (0..keys.len()).rev() {
        let (key, number, after) = (keys[i].sql, &numbers[i], is_after(i));
        condition = if condition.is_empty() {
            format!("{key} {after} {number}")
        } else {
            format!("({key} {after} {number} OR ({key} = {number} AND {condition}))")
        };
    }
    Ok(Sql { condition, params })
}

/// The statement that shows the tickets which `cut` finds, in any order, each row followed by the values of its keys. A hundred rows
/// are quicker put in order by their keys than carried through an engine's sorter with all they show.
fn rows_of<R: Shown>(actor: &Actor, reader: Reader, cut: Sql, keys: &[Key]) -> (String, Vec<Value>) {
    let Sql { condition: cut, mut params } = cut;
    let names: Vec<String> = (1..=keys.len()).map(|i| format!("page.k{i}")).collect();
    let shown = R::columns(actor, reader, &mut params);
    let sql = format!(
        "WITH page AS ({cut}) SELECT {shown}, {}, {} FROM page JOIN tickets t ON t.id = page.id {}",
        keys.len(),
        names.join(", "),
        R::JOINS
    );
    (sql, params)
}

/// The order of two rows by the values of their keys: numbers by size, texts by their bytes, as both engines have them.
fn in_order(keys: &[Key], backwards: bool, a: &[Value], b: &[Value]) -> Ordering {
    let each = keys.iter().zip(a).zip(b).map(|((key, a), b)| {
        let order = match (a, b) {
            (Value::Int(a), Value::Int(b)) => a.cmp(b),
            (Value::Text(a), Value::Text(b)) => a.cmp(b),
            // One key has values of one type.
            _ => Ordering::Equal,
        };
        if key.descending == backwards { order } else { order.reverse() }
    });
    each.fold(Ordering::Equal, Ordering::then)
}
