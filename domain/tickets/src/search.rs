//! The search box: free words and filter terms together, with what was found shown where it stands.

mod excerpt;
mod jump;

pub use jump::{JUMPS_MAX, Jump, jump, places};

use db::Conn;
use db::fulltext::{Piece, highlight};
use filter::{Problem, Unbound};
use jiff::tz::TimeZone;
use outcome::{Check, Result, Sentence};
use people::Actor;

use crate::fields;
use crate::message::MessageId;
use crate::policy::is_at_desk;
use crate::queue::{Cursor, Looked, QUEUE_ROWS_MAX, QueueRow, Reader, cut_page};

/// Longest subject shown for a hit, in characters; subjects are shorter.
const SUBJECT_SHOWN_CHARS: usize = 400;
/// Longest excerpt, in characters.
pub const EXCERPT_SHOWN_CHARS: usize = 180;

/// What is looked for, and from where on.
#[derive(Debug, Clone)]
pub struct SearchAsk {
    /// Words and filter terms, as they were typed.
    pub text: String,
    /// Where the page begins; at the top when none.
    pub after: Option<Cursor>,
    /// Hits wanted, at most [`QUEUE_ROWS_MAX`].
    pub limit: usize,
    /// The zone whose days `today` means.
    pub zone: TimeZone,
}

/// A ticket that was found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The ticket, as lists show it.
    pub row: QueueRow,
    /// Its subject, hits marked.
    pub subject: Vec<Piece>,
    /// The place in the conversation that says most of what was looked for, hits marked; how the last public message begins when
    /// no words were looked for, or only the subject has them.
    pub excerpt: Vec<Piece>,
    /// The message that the excerpt is from.
    pub message: Option<MessageId>,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    /// The tickets, in the order that was asked for with `sort:`, or else the last touched first.
    pub hits: Vec<Hit>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
    /// Where the page before begins.
    pub prev: Option<Cursor>,
    /// What is wrong with the text, where, and what would be right; then nothing was looked for.
    pub problem: Option<Problem>,
}

/// Looks for tickets that the asker may see, in texts that the asker may read: a requester is never found something by a note.
/// Nothing typed finds nothing. Two statements, and one for each name in the filter.
///
/// # Errors
/// `Invalid` for a limit of 0 or more than [`QUEUE_ROWS_MAX`], and for a cursor of another order. What is wrong with the text is an
/// answer, not an error.
pub fn search(conn: &Conn, actor: &Actor, ask: &SearchAsk) -> Result<Hits> {
    let says = || Sentence::new("queue-limit-wrong").with("max", QUEUE_ROWS_MAX);
    Check::new().that((1..=QUEUE_ROWS_MAX).contains(&ask.limit), "limit", says()).done()?;
    if ask.text.trim().is_empty() {
        return Ok(Hits::default());
    }
    let read = match fields::read(conn, actor, &ask.text, &ask.zone) {
        Ok(read) => read,
        Err(Unbound::Problem(problem)) => return Ok(Hits { problem: Some(problem), ..Hits::default() }),
        Err(Unbound::Failed(error)) => return Err(error),
    };
    let reader = if is_at_desk(actor) { Reader::Desk } else { Reader::Outside };
    let looked = Looked { when: reader.narrow(actor, read.when), order: read.order, group_by: None, reader };
    let page = cut_page(conn, actor, looked, ask.after.as_ref(), ask.limit)?;
    let mut places = excerpt::places(conn, actor, &page.rows, &read.sought)?;
    let hits = page.rows.into_iter().map(|row| {
        let subject = highlight(&row.subject, &read.sought, SUBJECT_SHOWN_CHARS);
        let (message, excerpt) = match places.remove(&row.id) {
            Some((message, excerpt)) => (Some(message), excerpt),
            None => (None, vec![Piece { text: row.last_excerpt.clone(), hit: false }]),
        };
        Hit { row, subject, excerpt, message }
    });
    Ok(Hits { hits: hits.collect(), next: page.next, prev: page.prev, problem: None })
}
