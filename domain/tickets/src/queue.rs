//! The lists people work from: one page at a time, by key, in one statement.
//!
//! A page is cut in two steps inside that statement: first the keys of at most a hundred tickets, from the ticket table alone and
//! along an index where the order has one; then what a row shows, joined for those only. So a list costs what a page costs,
//! however many tickets there are.

mod cursor;
mod key;
mod list;
mod neighbours;
mod page;
mod row;

pub use cursor::Cursor;
pub use key::{GroupBy, Order, Sort};
pub use list::List;
pub use neighbours::{Neighbours, POSITION_MAX, neighbours};
pub use row::{BesideRow, Group, Move, QueueRow};

pub(crate) use list::{Looked, Reader, look_at};

use db::{Conn, Value};
use filter::Sql;
use jiff::tz::TimeZone;
use outcome::{Check, Result, Sentence};
use people::Actor;

use page::Page;

use crate::policy::{DeskAction, permit_desk};
use crate::ticket::TicketId;

/// Rows of a page.
pub const QUEUE_ROWS_MAX: usize = 100;

/// Which tickets, in which order, from where on.
#[derive(Debug, Clone)]
pub struct QueueAsk {
    /// Which tickets.
    pub list: List,
    /// The order, first the most important; empty for the list's own. The number decides between equals.
    pub order: Vec<Order>,
    /// What the rows are gathered by; groups come in their own order, before `order`.
    pub group_by: Option<GroupBy>,
    /// Where the page begins; at the top when none.
    pub after: Option<Cursor>,
    /// Rows wanted, at most [`QUEUE_ROWS_MAX`].
    pub limit: usize,
    /// The zone whose days a filter's `today` means.
    pub zone: TimeZone,
}

impl QueueAsk {
    /// The first page of a list in its own order.
    #[must_use]
    pub fn new(list: List) -> Self {
        Self { list, order: Vec::new(), group_by: None, after: None, limit: QUEUE_ROWS_MAX, zone: TimeZone::UTC }
    }
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Queue {
    /// The rows, in order.
    pub rows: Vec<QueueRow>,
    /// Where the page after this one begins, if there is one.
    pub next: Option<Cursor>,
    /// Where the page before this one begins, if there is one.
    pub prev: Option<Cursor>,
    /// The order that was used.
    pub order: Vec<Order>,
    /// What the rows are gathered by.
    pub group_by: Option<GroupBy>,
}

/// A page of a list: what the asker may see, and nothing else. One statement; a view or a filter takes one more to look it up and
/// one for each name in it.
///
/// # Errors
/// `NotAllowed` for lists that are not the asker's to use; `NotFound` for a view that is not there; `Invalid` for a filter that
/// does not read, a cursor of another order and a limit of 0 or more than [`QUEUE_ROWS_MAX`].
pub fn queue(conn: &Conn, actor: &Actor, ask: &QueueAsk) -> Result<Queue> {
    let (page, order, group_by) = page_of(conn, actor, ask)?;
    Ok(Queue { rows: page.rows, next: page.next, prev: page.prev, order, group_by })
}

/// The first rows of a list as they stand beside one of its tickets. Statements and refusals as of [`queue`].
///
/// # Errors
/// As [`queue`].
pub fn beside(conn: &Conn, actor: &Actor, ask: &QueueAsk) -> Result<Vec<BesideRow>> {
    Ok(page_of(conn, actor, ask)?.0.rows)
}

fn page_of<R: row::Shown>(conn: &Conn, actor: &Actor, ask: &QueueAsk) -> Result<(Page<R>, Vec<Order>, Option<GroupBy>)> {
    if !matches!(ask.list, List::Own) {
        permit_desk(actor, DeskAction::UseQueue)?;
    }
    let says = || Sentence::new("queue-limit-wrong").with("max", QUEUE_ROWS_MAX);
    Check::new().that((1..=QUEUE_ROWS_MAX).contains(&ask.limit), "limit", says()).done()?;
    let looked = look_at(conn, actor, &ask.list, &ask.zone)?;
    let (order, group_by) = (looked.order(&ask.order), ask.group_by.or(looked.group_by));
    let keys = key::keys(group_by, &order);
    let page = page::page(conn, actor, looked.reader, looked.when, &keys, ask.after.as_ref(), ask.limit)?;
    Ok((page, order, group_by))
}

/// A page of whatever was looked up elsewhere and narrowed to what the reader sees.
pub(crate) fn cut_page(conn: &Conn, actor: &Actor, looked: Looked, after: Option<&Cursor>, limit: usize) -> Result<Page<QueueRow>> {
    let keys = key::keys(looked.group_by, &looked.order(&[]));
    page::page(conn, actor, looked.reader, looked.when, &keys, after, limit)
}

/// The statement that cuts the page, for whoever wants to know how an engine walks it.
///
/// # Errors
/// As [`queue`].
#[doc(hidden)]
pub fn statement_of(conn: &Conn, actor: &Actor, ask: &QueueAsk) -> Result<(String, Vec<Value>)> {
    let looked = look_at(conn, actor, &ask.list, &ask.zone)?;
    let keys = key::keys(ask.group_by.or(looked.group_by), &looked.order(&ask.order));
    let Sql { condition, params } = page::cut(looked.when, &keys, ask.after.as_ref(), ask.limit + 1)?;
    Ok((condition, params))
}

/// The numbers of a list's tickets, the first ones in its order, at most `most`; and whether there are more.
///
/// # Errors
/// As [`queue`].
pub fn numbers_of(conn: &Conn, actor: &Actor, ask: &QueueAsk, most: usize) -> Result<(Vec<TicketId>, bool)> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let looked = look_at(conn, actor, &ask.list, &ask.zone)?;
    let keys = key::keys(ask.group_by.or(looked.group_by), &looked.order(&ask.order));
    let Sql { condition, params } = page::cut(looked.when, &keys, None, most + 1)?;
    let mut found: Vec<TicketId> = conn.all::<(TicketId,)>(&condition, &params)?.into_iter().map(|(id,)| id).collect();
    let more = found.len() > most;
    found.truncate(most);
    Ok((found, more))
}

/// How many tickets a list has, counted up to `most`: a number for a tab that must not cost more than the tab is worth.
///
/// # Errors
/// As [`queue`].
pub fn count_up_to(conn: &Conn, actor: &Actor, list: &List, zone: &TimeZone, most: usize) -> Result<usize> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let Looked { when, .. } = look_at(conn, actor, list, zone)?;
    let sql = format!("SELECT COUNT(*) FROM (SELECT 1 FROM tickets t WHERE {} LIMIT {most}) s", when.condition);
    let (count,) = conn.one::<(i64,)>(&sql, &when.params)?;
    Ok(usize::try_from(count).unwrap_or(0))
}
