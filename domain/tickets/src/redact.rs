//! Something that should never have been written is taken out of a message for good, and out of everything that repeats it.
//!
//! Gone are: the words in the message, in the quotes of later messages and in drafts of the ticket, in lists and in full text. What lies
//! with other slices (the letters as they came and left) hears of it by the event, which does not say what the words were. Copies outside
//! the desk (letters that were read, backups) stay what they are.

use db::{Conn, EventId, Promise, Tx, params};
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::{Actor, Door, PersonId};
use text::{markdown, plain, redact as without};

use crate::attachment::AttachmentId;
use crate::drafts::Mode;
use crate::event::TicketEvent;
use crate::index;
use crate::limits::BODY_BYTES_MAX;
use crate::message::{Message, MessageId};
use crate::policy::{Action, Permitted, permit};
use crate::ticket::{Ticket, TicketId};
use crate::turns::{PARTS, retell};

/// The promise to remove files from the store that nothing names any more; its data is a list of digests. Whoever knows all that
/// names files keeps it.
pub const FORGET_FILES: &str = "files.forget";
/// What a file is called once its content was taken out.
pub const REDACTED_NAME: &str = "redacted.txt";
/// The digest of a file with nothing in it (FIPS 180-4).
pub(crate) const NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Words to be taken out of a message.
#[derive(Debug, Clone)]
pub struct Redact {
    /// The ticket in whose conversation it is read.
    pub ticket: TicketId,
    /// The message.
    pub message: MessageId,
    /// The words, as they are written there; white space stands for any other.
    pub text: String,
}

/// A file to be taken out of a message.
#[derive(Debug, Clone, Copy)]
pub struct RedactFile {
    /// The ticket in whose conversation it is read.
    pub ticket: TicketId,
    /// The message.
    pub message: MessageId,
    /// The file.
    pub file: AttachmentId,
}

/// What was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// In how many places of the message.
    pub places: usize,
    /// Other messages of the conversation that still say it, because somebody wrote it there too.
    pub elsewhere: Vec<MessageId>,
    /// What was written down.
    pub event: EventId,
}

/// Takes words out of a message for good.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when nothing is named, or the message does not say it.
pub fn redact(tx: &mut Tx<'_>, actor: &Actor, redact: &Redact) -> Result<Redacted> {
    let ticket = permit(tx, actor, Action::Redact, redact.ticket)?;
    let all = conversation(tx, ticket.id)?;
    let message = all.iter().find(|m| m.id == redact.message).ok_or(Refusal::NotFound)?;
    let what = redact.text.trim();
    Check::new()
        .that(!what.is_empty(), "text", "redact-nothing")
        .that(what.len() <= BODY_BYTES_MAX, "text", Sentence::new("body-too-long").with("max_kib", BODY_BYTES_MAX / 1024))
        .done()?;
    let places = take_out(tx, message, what)?;
    if places == 0 {
        return Err(Error::invalid("text", "redact-not-there"));
    }
    let mut elsewhere = Vec::new();
    for other in all.iter().filter(|other| other.id != message.id) {
        unquote(tx, other, what)?;
        if says(other, what) {
            elsewhere.push(other.id);
        }
    }
    clean_drafts(tx, ticket.id, what)?;
    retell_all(tx, message.ticket_id)?;
    let event = TicketEvent::Redacted { message: message.id, file: None }.record(tx, actor, ticket.id)?;
    Ok(Redacted { places, elsewhere, event })
}

/// Takes a file out of a message for good: its name stays behind as [`REDACTED_NAME`], with nothing in it.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn redact_file(tx: &mut Tx<'_>, actor: &Actor, redact: &RedactFile) -> Result<EventId> {
    let ticket = permit(tx, actor, Action::Redact, redact.ticket)?;
    let message = one_of(tx, ticket.id, redact.message)?;
    let sql = "SELECT file FROM attachments WHERE id = $1 AND message_id = $2";
    let (file,) = tx.first::<(String,)>(sql, params![redact.file, message.id])?.ok_or(Refusal::NotFound)?;
    tx.execute_one(
        "UPDATE attachments SET file = $2, name = $3, media_type = 'text/plain', bytes = 0, content_id = NULL WHERE id = $1",
        params![redact.file, NOTHING, REDACTED_NAME],
    )?;
    index::message(tx, message.id)?;
    let key = Some(format!("file {}", redact.file));
    let promise = Promise { data: serde_json::json!([file]), key, ..Promise::new(FORGET_FILES, ticket.id.subject()) };
    tx.promise(&promise)?;
    TicketEvent::Redacted { message: message.id, file: Some(redact.file) }.record(tx, actor, ticket.id)
}

/// A message of the conversation of this ticket.
pub(crate) fn one_of(conn: &Conn, ticket: TicketId, message: MessageId) -> Result<Message> {
    conversation(conn, ticket)?.into_iter().find(|m| m.id == message).ok_or_else(|| Refusal::NotFound.into())
}

/// All that was said, also in tickets that were merged into it.
fn conversation(conn: &Conn, ticket: TicketId) -> Result<Vec<Message>> {
    let sql = format!(
        "{PARTS} SELECT {} FROM messages m WHERE m.ticket_id IN (SELECT id FROM parts) AND m.withdrawn_at IS NULL ORDER BY m.id",
        Message::columns("m")
    );
    conn.all(&sql, params![ticket])
}

/// Writes the message without the words; in how many places they stood.
fn take_out(tx: &mut Tx<'_>, message: &Message, what: &str) -> Result<usize> {
    let html = without::html(&message.body_html, what);
    let mut body = without::plain(&message.body, what);
    let quoted = without::plain(&message.quoted, what);
    // Marks of Markdown may stand between the letters: what is shown is what counts.
    if !body.left.is_empty() && without::html(markdown::to_html(&body.left).as_str(), what).places > 0 {
        body.left = plain::from_html(html.left.as_str());
    }
    let places = html.places.max(body.places) + quoted.places;
    if places > 0 {
        tx.execute_one(
            "UPDATE messages SET body = $2, body_html = $3, quoted = $4 WHERE id = $1",
            params![message.id, &body.left, html.left.as_str(), &quoted.left],
        )?;
        index::message(tx, message.id)?;
    }
    Ok(places)
}

/// What a later letter quoted goes too.
fn unquote(tx: &mut Tx<'_>, other: &Message, what: &str) -> Result<()> {
    let quoted = without::plain(&other.quoted, what);
    if quoted.places == 0 {
        return Ok(());
    }
    tx.execute_one("UPDATE messages SET quoted = $2 WHERE id = $1", params![other.id, &quoted.left])?;
    index::message(tx, other.id)
}

fn says(other: &Message, what: &str) -> bool {
    without::plain(&other.body, what).places > 0 || without::html(&other.body_html, what).places > 0
}

/// Nobody's unsent answer brings it back.
fn clean_drafts(tx: &mut Tx<'_>, ticket: TicketId, what: &str) -> Result<()> {
    let sql = format!("{PARTS} SELECT ticket_id, person_id, mode, body FROM drafts WHERE ticket_id IN (SELECT id FROM parts)");
    for (of, person, mode, body) in tx.all::<(TicketId, PersonId, Mode, String)>(&sql, params![ticket])? {
        let left = without::plain(&body, what);
        if left.places > 0 {
            let sql = "UPDATE drafts SET body = $4 WHERE ticket_id = $1 AND person_id = $2 AND mode = $3";
            tx.execute_one(sql, params![of, person, mode, &left.left])?;
        }
    }
    Ok(())
}

/// Tells the last turn anew for the ticket a message was written to, and for those that go on in its place.
pub(crate) fn retell_all(tx: &mut Tx<'_>, ticket: TicketId) -> Result<()> {
    let mut next = Some(ticket);
    while let Some(id) = next {
        let of: Permitted<Ticket> = permit(tx, &Actor::system(Door::Inside), Action::See, id)?;
        next = of.merged_into;
        let sql = format!(
            "{PARTS} SELECT CAST(COUNT(*) AS BIGINT) FROM messages m WHERE m.ticket_id IN (SELECT id FROM parts) \
             AND m.withdrawn_at IS NULL AND m.held_until = 0 AND m.audience = 'public'"
        );
        let (public,) = tx.one::<(i64,)>(&sql, params![id])?;
        retell(tx, of, |t| {
            if public == 0 {
                t.last_excerpt.clear();
            }
        })?;
    }
    Ok(())
}
