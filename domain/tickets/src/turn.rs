//! A turn of the conversation being written: the same for a new ticket's first message, a reply and a note.

use db::{Moment, Tx, params};
use outcome::{Check, Result, Sentence};
use people::{Actor, PersonId};
use text::Html;

use crate::attachment::{self, AttachmentId};
use crate::limits::{BODY_BYTES_MAX, BODY_HTML_BYTES_MAX, EXCERPT_CHARS_MAX};
use crate::mention;
use crate::message::{Audience, MessageId};
use crate::status::Side;
use crate::ticket::{Ticket, TicketId};

/// What a message will say.
pub(crate) struct Turn<'t> {
    pub(crate) audience: Audience,
    pub(crate) author: Option<PersonId>,
    pub(crate) side: Side,
    pub(crate) body: &'t str,
    pub(crate) html: Html,
    pub(crate) quoted: &'t str,
    /// 0 when it is out at once.
    pub(crate) held_until: Moment,
    pub(crate) mentions: Vec<PersonId>,
    pub(crate) attachments: &'t [AttachmentId],
}

/// Notes what is wrong with a text: nothing in it, or too much.
pub(crate) fn check_text(check: &mut Check, body: &str, html: Option<&Html>, quoted: &str, files: usize) {
    let says = Sentence::new("body-too-long").with("max_kib", BODY_BYTES_MAX / 1024);
    let short = body.len() <= BODY_BYTES_MAX && quoted.len() <= BODY_BYTES_MAX;
    let short = short && html.is_none_or(|h| h.as_str().len() <= BODY_HTML_BYTES_MAX);
    let something = files > 0 || !body.trim().is_empty() || html.is_some_and(|h| !h.is_empty());
    check.that(something, "body", "body-missing").that(short, "body", says);
}

/// The HTML a message is shown as: a letter's own, sanitised where it was read, or made of the Markdown. A mention leads to its
/// person where only the desk reads it; outside it is a name.
pub(crate) fn html_of(body: &str, html: Option<&Html>, audience: Audience) -> Html {
    let mut address_of = |target: &str| {
        let person: PersonId = target.strip_prefix("person:")?.parse().ok()?;
        (audience == Audience::Internal).then(|| format!("/people/{person}"))
    };
    html.cloned().unwrap_or_else(|| text::markdown::to_html_with(body, &mut address_of))
}

/// The beginning of the message on one line, for lists.
pub(crate) fn excerpt(html: &str) -> String {
    text::plain::excerpt(&text::plain::from_html(html), EXCERPT_CHARS_MAX)
}

/// Writes the message and hangs its files on it.
pub(crate) fn write(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId, turn: &Turn<'_>) -> Result<MessageId> {
    let now = tx.now();
    write_at(tx, actor, ticket, turn, now)
}

/// The same, written at some other time.
pub(crate) fn write_at(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId, turn: &Turn<'_>, at: Moment) -> Result<MessageId> {
    let id = tx.insert(
        "INSERT INTO messages (ticket_id, audience, author_id, side, door, body, body_html, quoted, created_at, held_until, mentions) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
        params![
            ticket,
            turn.audience,
            turn.author,
            turn.side,
            actor.door,
            turn.body,
            turn.html.as_str(),
            turn.quoted,
            at,
            turn.held_until,
            mention::to_json(&turn.mentions)
        ],
    )?;
    attachment::bind(tx, actor, turn.attachments, ticket, id)?;
    Ok(id)
}

/// What a turn that is out changes about its ticket: a note is counted, a public turn is also the last one.
pub(crate) fn settle(ticket: &mut Ticket, audience: Audience, author: Option<PersonId>, side: Side, html: &str, now: Moment) {
    ticket.message_count += 1;
    if audience == Audience::Internal {
        return;
    }
    ticket.last_message_at = now;
    ticket.last_message_by = author;
    ticket.last_message_side = side;
    ticket.last_excerpt = excerpt(html);
    if side == Side::Staff && author.is_some() {
        // A rule's or Firstline's own word is nobody's answer.
        ticket.first_replied_at = ticket.first_replied_at.or(Some(now));
    }
}
