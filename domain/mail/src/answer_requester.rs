//! The desk's public reply becomes a letter to the requester, threaded, with the way back signed.

use catalogue::{Catalogue, Say};
use db::{Conn, Heard, Job, Listener, Promise, Run, Tx, params};
use email::Address;
use outcome::Result;
use people::{Person, PersonId, Role, directory};
use text::{markdown, sanitize};
use tickets::{Attachment, Message, MessageId, Side, Ticket, TicketEvent, TicketId};

use crate::intake::{reader, survivor};
use crate::limits::ENCLOSURES_BYTES_MAX;
use crate::mailbox::{Mailbox, MailboxId};
use crate::outgoing::{Enclosure, Kind, Post, Voice, post};
use crate::say_to;

/// The listener's name.
const ANSWER: &str = "mail.answer";
/// The promise to answer once a message can no longer be taken back.
pub(crate) const ANSWER_LATER: &str = "mail.answer_later";

/// Writes to the requester when the desk has answered.
pub(crate) fn listener(texts: &'static Catalogue) -> Listener {
    let run = Run::inside(move |tx: &mut Tx<'_>, job: &Job| {
        let heard = job.event(tx)?;
        match heard.data::<TicketEvent>()? {
            TicketEvent::ReplyAdded { message, side: Side::Staff, .. } => answer(tx, texts, ticket_of(&heard), message),
            _ => Ok(()),
        }
    });
    Listener { name: ANSWER, hears: &["ticket.reply_added"], run }
}

/// Keeps the promise of [`ANSWER_LATER`].
pub(crate) fn later(texts: &'static Catalogue) -> (&'static str, Run) {
    let run = Run::inside(move |tx: &mut Tx<'_>, job: &Job| answer(tx, texts, TicketId(job.subject_id), MessageId(job.data()?)));
    (ANSWER_LATER, run)
}

fn ticket_of(heard: &Heard) -> TicketId {
    TicketId(heard.subject_id)
}

fn answer(tx: &mut Tx<'_>, texts: &'static Catalogue, ticket: TicketId, id: MessageId) -> Result<()> {
    let sql =
        format!("SELECT {} FROM messages m WHERE m.id = $1 AND m.audience = 'public' AND m.withdrawn_at IS NULL", Message::columns("m"));
    let Some(message) = tx.first::<Message>(&sql, params![id])? else { return Ok(()) };
    if message.held_until > tx.now() {
        // It can still be taken back; until then nothing leaves.
        let key = Some(id.to_string());
        let promise =
            Promise { data: id.0.into(), not_before: Some(message.held_until), key, ..Promise::new(ANSWER_LATER, ticket.subject()) };
        return tx.promise(&promise).map(drop);
    }
    let Some(ticket) = survivor(tx, ticket)?.map_or(Ok(None), |id| read_ticket(tx, id))? else { return Ok(()) };
    let readers = readers(tx, &ticket, message.author_id)?;
    let Some(((first, to), copied)) = readers.split_first() else { return Ok(()) };
    let say = say_to(texts, first);
    let mailbox = mailbox_of(tx, &ticket)?;
    let author = message.author_id.map_or(Ok(None), |author| directory::person(tx, author))?;
    let (enclosures, left_out) = enclosures(tx, message.id)?;
    let (text, html) = words_of(&say, &ticket, mailbox.as_ref(), &message, &left_out);
    let letter = Post {
        kind: Kind::Answer,
        occasion: format!("answer {}", message.id),
        mailbox: mailbox.as_ref().map(|m| m.id),
        from_name: author
            .as_ref()
            .zip(mailbox.as_ref())
            .map(|(a, m)| say.say2("mail-from", "name", &a.name, "desk", &m.sender_name).into_owned()),
        to: vec![to.clone()],
        cc: copied.iter().map(|(_, address)| address.clone()).collect(),
        person: Some(first.id),
        subject: subject(&ticket),
        text,
        html: Some(html),
        voice: if author.is_some() { Voice::Person } else { Voice::Generating },
        ticket: Some(ticket.id),
        message: Some(message.id),
        enclosures,
    };
    post(tx, &reader(), &letter).map(drop)
}

/// What a letter with this message says, as text and as HTML.
fn words_of(say: &Say, ticket: &Ticket, mailbox: Option<&Mailbox>, message: &Message, left_out: &[String]) -> (String, String) {
    let signature = mailbox.map(|m| m.signature.trim().to_owned()).unwrap_or_default();
    let notes = notes(say, ticket, left_out);
    (text_of(&message.body, &signature, &notes), html_of(&message.body_html, &signature, &notes))
}

/// The same for a letter that was written and has not left, about a message that says something else now.
pub(crate) fn said_again(
    conn: &Conn,
    say: &Say,
    ticket: TicketId,
    mailbox: Option<MailboxId>,
    message: &Message,
    left_out: &[String],
) -> Result<(String, String)> {
    let ticket = read_ticket(conn, ticket)?.ok_or(outcome::Refusal::NotFound)?;
    let mailbox = mailbox.map_or(Ok(None), |id| Mailbox::of(conn, id))?;
    Ok(words_of(say, &ticket, mailbox.as_ref(), message, left_out))
}

pub(crate) fn read_ticket(conn: &Conn, id: TicketId) -> Result<Option<Ticket>> {
    conn.first(&format!("SELECT {} FROM tickets t WHERE t.id = $1", Ticket::columns("t")), params![id])
}

/// The requester, then the requesters who watch; never the one who wrote, nor who may not come in any more.
fn readers(conn: &Conn, ticket: &Ticket, author: Option<PersonId>) -> Result<Vec<(Person, Address)>> {
    let watching = "SELECT w.person_id FROM watchers w WHERE w.ticket_id = $1 ORDER BY w.since, w.person_id";
    let watchers = conn.all::<(PersonId,)>(watching, params![ticket.id])?.into_iter().map(|(id,)| id);
    let mut readers: Vec<(Person, Address)> = Vec::new();
    for id in std::iter::once(ticket.requester_id).chain(watchers) {
        if Some(id) == author || readers.iter().any(|(known, _)| known.id == id) {
            continue;
        }
        let Some(person) = directory::person(conn, id)?.filter(Person::is_active) else { continue };
        if person.role != Role::Requester && id != ticket.requester_id {
            continue;
        }
        if let Some(email) = directory::primary_email(conn, id)? {
            let address = Address::named(person.name.clone(), email);
            readers.push((person, address));
        }
    }
    Ok(readers)
}

/// Where answers to a ticket leave from: the mailbox its last letter came to, else its team's.
pub fn mailbox_of(conn: &Conn, ticket: &Ticket) -> Result<Option<Mailbox>> {
    let came = "SELECT mailbox_id FROM letters WHERE ticket_id = $1 AND message_id IS NOT NULL ORDER BY id DESC LIMIT 1";
    let teams = "SELECT id FROM mailboxes WHERE team_id = $1 AND archived_at IS NULL ORDER BY id LIMIT 1";
    let by_letter = conn.first::<(MailboxId,)>(came, params![ticket.id])?;
    let found = match by_letter.or(conn.first::<(MailboxId,)>(teams, params![ticket.team_id])?) {
        Some((id,)) => Mailbox::of(conn, id)?.filter(|m| m.archived_at.is_none()),
        None => None,
    };
    found.map_or_else(|| crate::mailbox::main_mailbox(conn), |found| Ok(Some(found)))
}

/// `Re: Printer is on fire [#42]`.
pub(crate) fn subject(ticket: &Ticket) -> String {
    format!("Re: {} [#{}]", ticket.subject, ticket.id)
}

/// The message's files, as many as go with one letter, and the names of those that do not.
pub(crate) fn enclosures(conn: &Conn, message: MessageId) -> Result<(Vec<Enclosure>, Vec<String>)> {
    let sql = format!("SELECT {} FROM attachments a WHERE a.message_id = $1 ORDER BY a.id", Attachment::columns("a"));
    let (mut kept, mut left_out, mut bytes) = (Vec::new(), Vec::new(), 0);
    for file in conn.all::<Attachment>(&sql, params![message])? {
        if bytes + file.bytes > ENCLOSURES_BYTES_MAX {
            left_out.push(file.name);
        } else {
            bytes += file.bytes;
            kept.push(Enclosure { file: file.file, name: file.name, media_type: file.media_type, bytes: file.bytes });
        }
    }
    Ok((kept, left_out))
}

/// What stands below an answer: files that were too much for a letter, and how to go on.
fn notes(say: &Say, ticket: &Ticket, left_out: &[String]) -> Vec<String> {
    let files = (!left_out.is_empty()).then(|| say.say1("mail-files-left-out", "names", say.list(left_out)).into_owned());
    files.into_iter().chain([say.say1("mail-answer-footer", "ticket", ticket.id.0).into_owned()]).collect()
}

pub(crate) fn text_of(body: &str, signature: &str, notes: &[String]) -> String {
    let mut text = body.trim_end().to_owned();
    if !signature.is_empty() {
        text.push_str("\n\n-- \n");
        text.push_str(signature);
    }
    text.push_str("\n\n");
    text.push_str(&notes.join("\n"));
    text.push('\n');
    text
}

/// The message as its page shows it; images of our own origin go along as files and are not shown in place.
pub(crate) fn html_of(body_html: &str, signature: &str, notes: &[String]) -> String {
    let body = sanitize::letter_html(body_html, &sanitize::ImagePolicy::none()).html;
    let signature = if signature.is_empty() { String::new() } else { format!("<div>{}</div>", markdown::to_html(signature)) };
    let notes: String = notes.iter().map(|note| format!("<p><small>{}</small></p>", escape(note))).collect();
    format!("<div>{body}</div>{signature}{notes}")
}

pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
