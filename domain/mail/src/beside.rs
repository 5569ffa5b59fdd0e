//! A turn of a side conversation becomes a letter to who takes part: what was written there, and nothing else of the ticket.

use catalogue::{Catalogue, Say};
use db::{Conn, Job, Listener, Moment, Run, Tx, params, row};
use email::Address;
use outcome::Result;
use people::directory;
use side::{Answer, Conversation, ConversationId, SideMessage, SideMessageId, Turn};
use text::sanitize;
use tickets::{Aside, TicketEvent, TicketId};

use crate::answer_requester::{html_of, mailbox_of, read_ticket, text_of};
use crate::intake::reader;
use crate::limits::ENCLOSURES_BYTES_MAX;
use crate::mailbox::Mailbox;
use crate::outgoing::{Beside, Enclosure, Kind, OutgoingId, Post, State, Voice, post_beside};
use crate::say_to;

/// The listener's name.
const BESIDE: &str = "mail.beside";

/// Writes to who takes part when the desk has written.
pub(crate) fn listener(texts: &'static Catalogue) -> Listener {
    let run = Run::inside(move |tx: &mut Tx<'_>, job: &Job| {
        let heard = job.event(tx)?;
        match heard.data::<TicketEvent>()? {
            TicketEvent::Aside { message: Some(message), step: Aside::Begun | Aside::Written, .. } => {
                carry(tx, texts, TicketId(heard.subject_id), SideMessageId(message))
            }
            _ => Ok(()),
        }
    });
    Listener { name: BESIDE, hears: &["ticket.side_begun", "ticket.side_written"], run }
}

fn carry(tx: &mut Tx<'_>, texts: &'static Catalogue, ticket: TicketId, id: SideMessageId) -> Result<()> {
    let Some(message) = side::message_of(tx, id)?.filter(|m| m.kind == Turn::Written && !m.body.is_empty()) else { return Ok(()) };
    let (Some(conversation), Some(ticket)) = (side::conversation_of(tx, id)?, read_ticket(tx, ticket)?) else { return Ok(()) };
    let to: Vec<Address> = side::participants_of(tx, conversation.id)?
        .into_iter()
        .filter(|p| !p.address.is_empty())
        .map(|p| Address { name: Some(p.name).filter(|name| !name.is_empty()), email: p.address })
        .collect();
    let author = message.author_id.map_or(Ok(None), |author| directory::person(tx, author))?;
    // Nobody knows the language of who is written to; whoever writes to them does.
    let say =
        author.as_ref().map_or_else(|| Say::new(texts, catalogue::Language::default(), jiff::tz::TimeZone::UTC), |a| say_to(texts, a));
    let mailbox = mailbox_of(tx, &ticket)?;
    let (enclosures, left_out) = enclosures(tx, id)?;
    let (text, html) = words_of(&say, mailbox.as_ref(), &message, &left_out);
    let letter = Post {
        kind: Kind::Side,
        occasion: format!("side {id}"),
        mailbox: mailbox.as_ref().map(|m| m.id),
        from_name: author
            .as_ref()
            .zip(mailbox.as_ref())
            .map(|(a, m)| say.say2("mail-from", "name", &a.name, "desk", &m.sender_name).into_owned()),
        to,
        cc: Vec::new(),
        person: None,
        subject: subject(tx, &conversation, id)?,
        text,
        html: Some(html),
        voice: if author.is_some() { Voice::Person } else { Voice::Generating },
        ticket: Some(conversation.ticket_id),
        message: None,
        enclosures,
    };
    let posted = post_beside(tx, &reader(), &letter, Beside { conversation: conversation.id, message: id })?;
    if posted.is_none() {
        // Every address is one of our own mailboxes: no letter leaves, and whoever wrote sees why.
        let body = say.say("mail-side-nobody").into_owned();
        let note = Answer {
            conversation: conversation.id,
            from: None,
            body_html: sanitize::stored(&format!("<p>{}</p>", crate::answer_requester::escape(&body))),
            body,
            quoted: String::new(),
            files: Vec::new(),
        };
        side::note(tx, &reader(), &note, "mail-side-not-sent")?;
    }
    Ok(())
}

/// The subject as it was chosen; of every letter but the first, as an answer. The ticket's number is nobody's outside.
fn subject(conn: &Conn, conversation: &Conversation, message: SideMessageId) -> Result<String> {
    let sql = "SELECT 1 FROM side_messages WHERE conversation_id = $1 AND id < $2 LIMIT 1";
    let first = conn.first::<(i64,)>(sql, params![conversation.id, message])?.is_none();
    Ok(if first { conversation.subject.clone() } else { format!("Re: {}", conversation.subject) })
}

fn words_of(say: &Say, mailbox: Option<&Mailbox>, message: &SideMessage, left_out: &[String]) -> (String, String) {
    let signature = mailbox.map(|m| m.signature.trim().to_owned()).unwrap_or_default();
    let files = (!left_out.is_empty()).then(|| say.say1("mail-side-files-left-out", "names", say.list(left_out)).into_owned());
    let notes: Vec<String> = files.into_iter().collect();
    (text_of(&message.body, &signature, &notes), html_of(&message.body_html, &signature, &notes))
}

/// The turn's files, as many as go with one letter, and the names of those that do not.
fn enclosures(conn: &Conn, message: SideMessageId) -> Result<(Vec<Enclosure>, Vec<String>)> {
    let (mut kept, mut left_out, mut bytes) = (Vec::new(), Vec::new(), 0);
    for file in side::files_of(conn, message)? {
        if bytes + file.bytes > ENCLOSURES_BYTES_MAX {
            left_out.push(file.name);
        } else {
            bytes += file.bytes;
            kept.push(Enclosure { file: file.file, name: file.name, media_type: file.media_type, bytes: file.bytes });
        }
    }
    Ok((kept, left_out))
}

row! {
    /// Where the letter stands that carried a turn.
    pub struct SideLetter {
        /// The turn.
        pub message_id: SideMessageId,
        /// The letter.
        pub outgoing_id: OutgoingId,
        /// Where it stands.
        pub state: State,
        /// Why it is held or came back, as a key of the catalogue.
        pub why: Option<String>,
        /// What the other side said when it did not arrive.
        pub last_error: Option<String>,
        /// Since when it stands there.
        pub changed_at: Moment,
    }
}

/// The letters that carried a conversation's turns. Asks no policy: the asker sees the conversation.
///
/// # Errors
/// What the engine answers.
pub fn side_letters(conn: &Conn, conversation: ConversationId) -> Result<Vec<SideLetter>> {
    let sql = "SELECT o.side_message_id, o.id, o.state, o.why, o.last_error, o.changed_at FROM outgoing o \
               JOIN side_messages m ON m.id = o.side_message_id WHERE m.conversation_id = $1 ORDER BY o.id";
    conn.all(sql, params![conversation])
}
