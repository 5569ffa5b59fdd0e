//! The tickets before and after one in a list, for the keys that go through it.

use db::{Cells, Conn, Row, Value};
use filter::Sql;
use outcome::Result;
use people::Actor;

use super::cursor::Cursor;
use super::key::{self, Key};
use super::list::{Looked, look_at};
use super::page::{beyond, cut, key_value};
use super::{List, QueueAsk};
use crate::policy::{DeskAction, permit_desk};
use crate::ticket::TicketId;

/// Positions further down are not counted: nobody walks there ticket by ticket.
pub const POSITION_MAX: usize = 1_000;

/// What lies around a ticket in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Neighbours {
    /// The ticket before it.
    pub previous: Option<TicketId>,
    /// The ticket after it.
    pub next: Option<TicketId>,
    /// Where it stands, counted from 1; none beyond [`POSITION_MAX`], or when it has left the list meanwhile.
    pub position: Option<usize>,
}

/// The tickets before and after `ticket` in the asked list, whether or not it is still in it. Two statements, a view or filter aside.
///
/// # Errors
/// As [`super::queue`]. No neighbours when the asker may not see the ticket.
pub fn neighbours(conn: &Conn, actor: &Actor, ask: &QueueAsk, ticket: TicketId) -> Result<Neighbours> {
    if !matches!(ask.list, List::Own) {
        permit_desk(actor, DeskAction::UseQueue)?;
    }
    let looked = look_at(conn, actor, &ask.list, &ask.zone)?;
    let keys = key::keys(ask.group_by.or(looked.group_by), &looked.order(&ask.order));
    let Some(here) = here(conn, actor, &looked, &keys, ticket)? else { return Ok(Neighbours::default()) };
    let (sql, params) = around(&looked.when, &keys, &here.keys)?;
    let mut found = Neighbours::default();
    conn.each::<(String, i64)>(&sql, &params, |(what, n)| {
        match what.as_str() {
            "previous" => found.previous = Some(TicketId(n)),
            "next" => found.next = Some(TicketId(n)),
            _ => {
                found.position = usize::try_from(n).ok().filter(|before| here.is_listed && *before < POSITION_MAX).map(|before| before + 1)
            }
        }
        Ok(())
    })?;
    Ok(found)
}

/// Where the ticket stands in the order, and whether the list still has it.
struct Here {
    is_listed: bool,
    keys: Vec<Value>,
}

impl Row for Here {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        let count: i64 = cells.field(1)?;
        let keys = (0..usize::try_from(count).unwrap_or(0)).map(|i| key_value(cells, 2 + i)).collect::<Result<_>>()?;
        Ok(Self { is_listed: cells.field(0)?, keys })
    }
}

fn here(conn: &Conn, actor: &Actor, looked: &Looked, keys: &[Key], ticket: TicketId) -> Result<Option<Here>> {
    let columns: Vec<&str> = keys.iter().map(|key| key.sql).collect();
    let mut params = looked.when.params.clone();
    params.push(ticket.into());
    let number = params.len();
    let seen = looked.reader.sees(actor, number + 1);
    params.extend(seen.params);
    let sql = format!(
        "SELECT CASE WHEN {} THEN 1 ELSE 0 END, {}, {} FROM tickets t WHERE t.id = ${number} AND ({})",
        looked.when.condition,
        keys.len(),
        columns.join(", "),
        seen.condition
    );
    conn.first(&sql, &params)
}

/// One statement for the next, the previous and how many come before.
fn around(when: &Sql, keys: &[Key], here: &[Value]) -> Result<(String, Vec<Value>)> {
    let one = |backwards: bool| cut(when.clone(), keys, Some(&Cursor { keys: here.to_vec(), backwards }), 1);
    // All three parts take the same parameters at the same numbers: the list's own, then the ticket's keys.
    let (next, previous) = (one(false)?, one(true)?);
    let before = beyond(keys, here, true, when.params.len() + 1)?.condition;
    let sql = format!(
        "SELECT 'next', n.id FROM ({}) n UNION ALL SELECT 'previous', p.id FROM ({}) p UNION ALL \
         SELECT 'before', COUNT(*) FROM (SELECT 1 FROM tickets t WHERE {} AND {before} LIMIT {POSITION_MAX}) b",
        next.condition, previous.condition, when.condition
    );
    Ok((sql, next.params))
}
