//! The walk along the chain: is every entry as it was written, does each follow the one before, is the end where it should be?

use db::{Conn, EventId, params};
use outcome::Result;

use crate::chain::{BEGINNING, Link};
use crate::kinds::is_administrative;

/// Entries that are read at a time.
const BATCH: usize = 1_000;

/// An end of the chain that somebody wrote down outside of the database: how long it was, and its last hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How many entries there were.
    pub length: i64,
    /// The hash of the last one.
    pub hash: String,
}

/// The first thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// The entry of this place is missing.
    Missing(i64),
    /// What this entry says is not what its hash was made of.
    Changed(i64),
    /// This entry does not follow the one before it.
    Detached(i64),
    /// The chain ends before or after the place where its end was noted.
    End(i64),
    /// The chain is shorter than the end that was written down, or is another one there.
    Head(i64),
    /// This event of an administrative kind has no entry.
    Unwritten(EventId),
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Entries that hold.
    pub entries: i64,
    /// The chain's end, to be written down outside of the database.
    pub head: Head,
    /// The first thing that is wrong.
    pub broken: Option<Broken>,
}

/// Walks along the whole chain, in batches; compares with `known`, an end that was written down earlier; looks for events without an entry.
///
/// # Errors
/// What the engine answers.
pub fn verify(conn: &Conn, known: Option<&Head>) -> Result<Verdict> {
    let mut head = Head { length: 0, hash: BEGINNING.to_owned() };
    let mut first_event = None;
    let mut matches = known.is_none_or(|known| known.length == 0);
    loop {
        let sql = format!("SELECT {} FROM audit_entries a WHERE id > $1 ORDER BY id LIMIT $2", Link::columns("a"));
        let links: Vec<Link> = conn.all(&sql, params![head.length, i64::try_from(BATCH).unwrap_or(i64::MAX)])?;
        for link in &links {
            first_event.get_or_insert(link.event_id);
            let broken = if link.id != head.length + 1 {
                Some(Broken::Missing(head.length + 1))
            } else if link.previous != head.hash {
                Some(Broken::Detached(link.id))
            } else if link.computed() != link.hash {
                Some(Broken::Changed(link.id))
            } else {
                None
            };
            if broken.is_some() {
                return Ok(Verdict { entries: head.length, head, broken });
            }
            head = Head { length: link.id, hash: link.hash.clone() };
            matches |= known == Some(&head);
        }
        if links.len() < BATCH {
            break;
        }
    }
    let tail: Option<(i64, String)> = conn.first("SELECT length, hash FROM audit_tail WHERE id = 1", params![])?;
    let ends = tail.map_or(head.length == 0, |(length, hash)| length == head.length && hash == head.hash);
    let broken = if !ends {
        Some(Broken::End(head.length))
    } else if !matches {
        Some(Broken::Head(known.map_or(0, |known| known.length)))
    } else {
        unwritten(conn, first_event)?.map(Broken::Unwritten)
    };
    Ok(Verdict { entries: head.length, head, broken })
}

/// The first event since the log began that should have an entry and has none.
fn unwritten(conn: &Conn, since: Option<EventId>) -> Result<Option<EventId>> {
    let Some(since) = since else { return Ok(None) };
    let mut found = None;
    conn.each::<(EventId, String, String)>(
        "SELECT e.id, e.kind, e.door FROM events e LEFT JOIN audit_entries a ON a.event_id = e.id \
         WHERE e.id > $1 AND a.id IS NULL AND (e.kind NOT LIKE 'ticket.%' OR e.kind IN ('ticket.deleted', 'ticket.restored', 'ticket.redacted', 'ticket.made_private')) \
         ORDER BY e.id DESC",
        params![since],
        |(id, kind, door)| {
            if is_administrative(&kind) && !(kind == "person.added" && door == "mail") {
                found = Some(id);
            }
            Ok(())
        },
    )?;
    Ok(found)
}
