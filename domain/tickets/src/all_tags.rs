//! The tags that tickets have, with how many have each; kept by every change, counted by none.

use db::{Conn, Tx, Value, params, row};
use outcome::Result;
use people::Actor;

use crate::policy::{DeskAction, permit_desk};

/// Tags of a page.
pub const TAGS_PAGE_MAX: usize = 1_000;

row! {
    /// A tag and how many tickets have it.
    pub struct TagCount {
        /// Its number; it says nothing but where a page goes on.
        pub id: i64,
        /// The tag.
        pub tag: String,
        /// Tickets that have it.
        pub tickets: i64,
    }
}

/// From where a page of tags goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagsFrom {
    /// From the most used one on.
    Start,
    /// After the one with this count and number.
    After(i64, i64),
    /// Before it.
    Before(i64, i64),
    /// After so many.
    Skip(i64),
}

/// Tags in use, the most used first; and whether there are more. One statement.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn all_tags(conn: &Conn, actor: &Actor, from: TagsFrom, limit: usize) -> Result<(Vec<TagCount>, bool)> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let limit = limit.clamp(1, TAGS_PAGE_MAX);
    let (beyond, way, skip, values): (&str, &str, i64, Vec<Value>) = match from {
        TagsFrom::Start => ("", "", 0, Vec::new()),
        TagsFrom::Skip(count) => ("", "", count.max(0), Vec::new()),
        TagsFrom::After(tickets, id) => (" AND ((0 - g.tickets), g.id) > ($1, $2)", "", 0, params![-tickets, id].to_vec()),
        TagsFrom::Before(tickets, id) => (" AND ((0 - g.tickets), g.id) < ($1, $2)", " DESC", 0, params![-tickets, id].to_vec()),
    };
    let sql = format!(
        "SELECT {} FROM tag_counts g WHERE g.tickets > 0{beyond} ORDER BY (0 - g.tickets){way}, g.id{way} LIMIT {} OFFSET {skip}",
        TagCount::columns("g"),
        limit + 1
    );
    let mut found: Vec<TagCount> = conn.all(&sql, &values)?;
    let more = found.len() > limit;
    found.truncate(limit);
    if !way.is_empty() {
        found.reverse();
    }
    Ok((found, more))
}

/// How many tags are in use. One statement.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn count_tags(conn: &Conn, actor: &Actor) -> Result<i64> {
    permit_desk(actor, DeskAction::UseQueue)?;
    Ok(conn.one::<(i64,)>("SELECT COUNT(*) FROM tag_counts WHERE tickets > 0", params![])?.0)
}

/// Tags in use that begin so, the most used first. One statement.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn tags_beginning(conn: &Conn, actor: &Actor, start: &str, max: usize) -> Result<Vec<String>> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let start = start.trim().to_lowercase();
    let sql = format!(
        "SELECT g.tag FROM tag_counts g WHERE g.tickets > 0 AND g.tag >= $1 AND g.tag <= $2 ORDER BY (0 - g.tickets), g.id LIMIT {}",
        max.min(TAGS_PAGE_MAX)
    );
    let rows = conn.all::<(String,)>(&sql, params![&start, format!("{start}\u{10ffff}")])?;
    Ok(rows.into_iter().map(|(tag,)| tag).collect())
}

/// Counts tags that a ticket got or lost; they come in order, so that writers wait for one another in one order.
pub(crate) fn count(tx: &mut Tx<'_>, tags: &[String], by: i64) -> Result<()> {
    for tag in tags {
        tx.execute_one(
            "INSERT INTO tag_counts (tag, tickets) VALUES ($1, $2) \
             ON CONFLICT (tag) DO UPDATE SET tickets = tag_counts.tickets + excluded.tickets",
            params![tag, by],
        )?;
    }
    Ok(())
}
