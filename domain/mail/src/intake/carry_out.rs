//! What a verdict leads to: a ticket, a message or a note, and the letter's own row.

use db::{Tx, params};
use files::FileRef;
use outcome::{Refusal, Result};
use people::{Actor, Door, PersonId, directory};
use side::{Answer, ConversationId, NewFile, SideMessageId};
use text::{Html, sanitize};
use tickets::{Attach, AttachmentId, MessageId, Open, Reply, SUBJECT_CHARS_MAX, Source, TicketId, Watch};

use super::judge::Verdict;
use super::on_behalf::{Behalf, behalf};
use super::read::placeholder;
use super::{Arrived, Intake, automatic, from, known_sender, reader};
use crate::addresses::somebody_is_there;
use crate::event::MailEvent;
use crate::letter::{Enclosed, LetterId, Outcome, Said};
use crate::limits::{CC_MAX, EXCERPT_CHARS_MAX};
use crate::mailbox::{self, Mailbox};
use crate::proposal;
use crate::thread::{Tie, tie_beside, tie_received};
use crate::why::Why;

/// What a letter came to.
struct Came {
    outcome: Outcome,
    why: Why,
    person: Option<PersonId>,
    ticket: Option<TicketId>,
    message: Option<MessageId>,
    /// The side conversation it joined or may belong to, and the turn it became there.
    beside: Option<(ConversationId, Option<SideMessageId>)>,
}

/// Does what the verdict says and writes the letter's row.
pub(super) fn carry_out(tx: &mut Tx<'_>, arrived: &Arrived, identity: &str, verdict: Verdict) -> Result<Intake> {
    let came = match verdict {
        Verdict::Open { why } => {
            let person = writer(tx, arrived)?;
            somebody_is_there(tx, &from(&arrived.letter).0)?;
            let mailbox = Mailbox::of(tx, arrived.at.mailbox)?.ok_or(Refusal::NotFound)?;
            if let Some(behalf) = behalf(tx, arrived, person)? {
                let came = sent_on(tx, person, &mailbox, &behalf)?;
                return finish(tx, arrived, identity, came);
            }
            let copied = copied(tx, arrived, person)?;
            let opened = open(tx, person, &mailbox, &arrived.letter.subject, &arrived.said, copied)?;
            Came {
                outcome: Outcome::Opened,
                why,
                person: Some(person),
                ticket: Some(opened.ticket),
                message: Some(opened.message),
                beside: None,
            }
        }
        Verdict::Join { ticket, why, watch } => {
            let person = writer(tx, arrived)?;
            somebody_is_there(tx, &from(&arrived.letter).0)?;
            if watch {
                tickets::watch(tx, &reader(), &Watch { ticket, person })?;
            }
            let joined = join(tx, person, ticket, &arrived.said)?;
            let outcome = if joined.opened { Outcome::Opened } else { Outcome::Joined };
            let why = if joined.opened { Why::new("mail-why-closed").with("ticket", ticket) } else { why };
            Came { outcome, why, person: Some(person), ticket: Some(joined.ticket), message: Some(joined.message), beside: None }
        }
        Verdict::Note { ticket, why, body } => {
            let files = attach_files(tx, &reader(), &arrived.said)?;
            let html = sanitize::stored(&preformatted(&body));
            let note = Reply { body_html: Some(html), attachments: files, ..Reply::note(ticket, body) };
            let noted = tickets::reply(tx, &reader(), &note)?;
            Came { outcome: Outcome::Joined, why, person: None, ticket: Some(noted.ticket), message: Some(noted.message), beside: None }
        }
        Verdict::JoinBeside { conversation, ticket } => {
            let from = from(&arrived.letter).0;
            somebody_is_there(tx, &from)?;
            let message = side::answer(tx, &reader(), &beside_of(conversation, from, &arrived.said))?;
            let why = Why::new("mail-why-side-joined").with("ticket", ticket);
            Came {
                outcome: Outcome::Joined,
                why,
                person: None,
                ticket: Some(ticket),
                message: None,
                beside: Some((conversation, Some(message))),
            }
        }
        Verdict::NoteBeside { conversation, ticket, why, body } => {
            let said = Said { html: preformatted(&body), text: body, quoted: String::new(), ..arrived.said.clone() };
            let came = beside_of(conversation, from(&arrived.letter).0, &said);
            let message = side::note(tx, &reader(), &came, &why.key)?;
            let outcome = if message.is_some() { Outcome::Joined } else { Outcome::Ignored };
            Came { outcome, why, person: None, ticket: Some(ticket), message: None, beside: Some((conversation, message)) }
        }
        Verdict::HoldBeside { conversation, why, person, ticket } => {
            Came { outcome: Outcome::Held, why, person, ticket: Some(ticket), message: None, beside: Some((conversation, None)) }
        }
        Verdict::Hold { why, person, maybe } => Came { outcome: Outcome::Held, why, person, ticket: maybe, message: None, beside: None },
        Verdict::Ignore { why, ticket } => Came { outcome: Outcome::Ignored, why, person: None, ticket, message: None, beside: None },
    };
    finish(tx, arrived, identity, came)
}

/// Writes the letter's row and what follows from it.
fn finish(tx: &mut Tx<'_>, arrived: &Arrived, identity: &str, came: Came) -> Result<Intake> {
    let letter = insert(tx, arrived, identity, &came)?;
    if let Some(invitation) = &arrived.letter.invitation {
        proposal::keep(tx, letter, invitation)?;
    }
    if came.message.is_some()
        && let Some(ticket) = came.ticket
    {
        tie_received(tx, arrived.letter.message_id.as_deref().unwrap_or_default(), &arrived.said.ancestors, ticket)?;
    }
    if let Some((conversation, Some(_))) = came.beside {
        tie_beside(tx, arrived.letter.message_id.as_deref().unwrap_or_default(), conversation, Tie::Received)?;
    }
    if came.outcome == Outcome::Held {
        tx.record(&reader(), &MailEvent::LetterHeld { letter, why: came.why.key.clone(), maybe: came.ticket })?;
    }
    Ok(Intake { letter, outcome: came.outcome, ticket: came.ticket, message: came.message, why: came.why, repeated: false })
}

/// Opens a ticket of the one whose letter a colleague sent on; the colleague's own words are a note, and they watch.
fn sent_on(tx: &mut Tx<'_>, colleague: PersonId, mailbox: &Mailbox, behalf: &Behalf) -> Result<Came> {
    let opened = open(tx, behalf.requester, mailbox, &behalf.subject, &behalf.said, vec![colleague])?;
    if !behalf.comment.trim().is_empty()
        && let Some(actor) = directory::actor_of(tx, colleague, Door::Mail)?
    {
        tickets::reply(tx, &actor, &Reply::note(opened.ticket, behalf.comment.clone()))?;
    }
    let why = Why::new("mail-why-on-behalf").with("name", &behalf.name);
    Ok(Came {
        outcome: Outcome::Opened,
        why,
        person: Some(colleague),
        ticket: Some(opened.ticket),
        message: Some(opened.message),
        beside: None,
    })
}

fn writer(tx: &mut Tx<'_>, arrived: &Arrived) -> Result<PersonId> {
    let (email, name) = from(&arrived.letter);
    people::ensure_by_email(tx, &reader(), &name, &email)
}

/// Opens a ticket with a letter: its writer asks, the mailbox says whose work it is.
pub(crate) fn open(
    tx: &mut Tx<'_>,
    requester: PersonId,
    mailbox: &Mailbox,
    subject: &str,
    said: &Said,
    watchers: Vec<PersonId>,
) -> Result<tickets::Opened> {
    let attachments = attach_files(tx, &reader(), said)?;
    let body_html = Some(html(said, &attachments));
    let open = Open {
        body_html,
        quoted: said.quoted.clone(),
        source: Source::Email,
        category: mailbox.category_id,
        team: mailbox.team_id,
        attachments,
        watchers,
        ..Open::new(requester, subject_of(subject, said), said.text.clone())
    };
    tickets::open(tx, &reader(), &open)
}

/// Joins a ticket with a letter, as its writer's words.
pub(crate) fn join(tx: &mut Tx<'_>, writer: PersonId, ticket: TicketId, said: &Said) -> Result<tickets::Replied> {
    let actor = directory::actor_of(tx, writer, Door::Mail)?.ok_or(Refusal::NotFound)?;
    let attachments = attach_files(tx, &actor, said)?;
    let body_html = Some(html(said, &attachments));
    tickets::reply(tx, &actor, &Reply { body_html, quoted: said.quoted.clone(), attachments, ..Reply::public(ticket, said.text.clone()) })
}

/// What a letter says, for a side conversation: its pictures stand among its files.
pub(crate) fn beside_of(conversation: ConversationId, from: String, said: &Said) -> Answer {
    let file = |file: &Enclosed| NewFile {
        file: file.file.clone(),
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        bytes: file.bytes,
    };
    Answer {
        conversation,
        from: Some(from).filter(|from| !from.is_empty()),
        body: said.text.clone(),
        body_html: sanitize::letter_html(&said.html, &sanitize::ImagePolicy::none()).html,
        quoted: said.quoted.clone(),
        files: said.files.iter().map(file).collect(),
    }
}

/// Brings a letter's files along.
pub(crate) fn attach_files(tx: &mut Tx<'_>, actor: &Actor, said: &Said) -> Result<Vec<AttachmentId>> {
    said.files.iter().map(|file| tickets::attach(tx, actor, &attached(file))).collect()
}

fn attached(file: &Enclosed) -> Attach {
    Attach {
        file: FileRef { sha256: file.file.clone(), bytes: u64::try_from(file.bytes).unwrap_or_default() },
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        content_id: file.content_id.clone(),
    }
}

/// The letter's HTML with its inline images in their places.
fn html(said: &Said, attachments: &[AttachmentId]) -> Html {
    let mut html = said.html.clone();
    for (index, (file, id)) in said.files.iter().zip(attachments).enumerate() {
        if file.inline {
            html = html.replace(&placeholder(index), &format!("{id}/{}", path_segment(&file.name)));
        }
    }
    sanitize::stored(&html)
}

/// A file's name as the last part of an address.
fn path_segment(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

fn preformatted(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<p>{}</p>", escaped.replace("\n\n", "</p><p>").replace('\n', "<br>"))
}

/// The subject, or the beginning of the text where there is none.
fn subject_of(subject: &str, said: &Said) -> String {
    let subject = text::plain::excerpt(subject, SUBJECT_CHARS_MAX);
    if !subject.is_empty() {
        return subject;
    }
    let beginning = text::plain::excerpt(&said.text, SUBJECT_CHARS_MAX / 2);
    if !beginning.is_empty() {
        return beginning;
    }
    said.files.first().map_or_else(|| "-".to_owned(), |file| text::plain::excerpt(&file.name, SUBJECT_CHARS_MAX))
}

/// The people a known writer also sent the letter to, and whom the desk knows: they watch. Strangers in copy do not; whoever
/// forges a sender could make us write to anybody.
fn copied(tx: &Tx<'_>, arrived: &Arrived, writer: PersonId) -> Result<Vec<PersonId>> {
    if !people::directory::person(tx, writer)?.is_some_and(|p| p.verified) {
        return Ok(Vec::new());
    }
    let mut copied = Vec::new();
    for address in arrived.letter.recipients().take(CC_MAX) {
        if mailbox::is_ours(tx, &address.email)? {
            continue;
        }
        if let Some(person) = people::directory::person_by_email(tx, &address.email)?
            && person.is_active()
            && person.verified
            && person.id != writer
            && !copied.contains(&person.id)
        {
            copied.push(person.id);
        }
    }
    Ok(copied)
}

fn insert(tx: &mut Tx<'_>, arrived: &Arrived, identity: &str, came: &Came) -> Result<LetterId> {
    let (now, letter) = (tx.now(), &arrived.letter);
    let (email, name) = from(letter);
    let person = came.person.map_or_else(|| known_sender(tx, &email), |person| Ok(Some(person)))?;
    // What opened or joined lies in its message; what did not may still be decided otherwise.
    let became = came.message.is_some() || came.beside.is_some_and(|(_, message)| message.is_some());
    let content = if became { String::new() } else { serde_json::to_string(&arrived.said).map_err(anyhow::Error::from)? };
    tx.insert(
        "INSERT INTO letters (identity, rfc_message_id, mailbox_id, envelope_from, envelope_to, from_email, from_name, subject, excerpt, raw, \
         raw_bytes, outcome, why, why_args, automatic, person_id, ticket_id, message_id, content, received_at, verdicts, old, \
         side_conversation_id, side_message_id) \
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24) RETURNING id",
        params![
            identity,
            letter.message_id.as_deref().unwrap_or_default(),
            arrived.at.mailbox,
            arrived.at.envelope_from.as_deref(),
            &arrived.at.envelope_to,
            email,
            name,
            text::plain::excerpt(&letter.subject, SUBJECT_CHARS_MAX),
            text::plain::excerpt(&arrived.said.text, EXCERPT_CHARS_MAX),
            &arrived.at.raw.sha256,
            i64::try_from(arrived.at.raw.bytes).unwrap_or(i64::MAX),
            came.outcome,
            &came.why.key,
            came.why.args_json()?,
            automatic::reason(arrived).map(|reason| reason.word()),
            person,
            came.ticket,
            came.message,
            content,
            now,
            arrived.at.verdicts.json()?,
            arrived.at.old,
            came.beside.map(|(conversation, _)| conversation),
            came.beside.and_then(|(_, message)| message)
        ],
    )
}
