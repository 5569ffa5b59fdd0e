//! The conversation as the page shows it: messages and what happened between them, in the order of time.

use std::collections::BTreeMap;

use ::tickets::{Audience, Conversation, MessageId, Said, Side, Timeline};
use automation::RuleId;
use catalogue::Say;
use db::Moment;
use mail::{LetterState, Pictured, State};
use people::{Door, PersonId};

use super::{pictures, told};
use crate::ui::conversation::{Attachment, Delivery, EventFold, EventWords, Message, Turn};
use crate::ui::view::Avatar;

/// Media types of pictures that browsers may show inside a page.
pub const SHOWN_PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// Who reads, and what of it they know.
pub struct Reader<'a> {
    /// Their language and zone.
    pub say: &'a Say,
    /// The reader.
    pub you: Option<PersonId>,
    /// The last message they had read before.
    pub read_up_to: Option<MessageId>,
    /// The requester's first name.
    pub requester: &'a str,
    /// Where the letters stand that carried the desk's messages.
    pub letters: &'a [LetterState],
    /// How it stands with pictures that messages have elsewhere.
    pub pictures: &'a [Pictured],
    /// What the rules are called that did something.
    pub rules: &'a BTreeMap<RuleId, String>,
    /// May they open a rule's page?
    pub opens_rules: bool,
    /// Of the desk: letters explain themselves to them.
    pub desk: bool,
    /// The instant of the page.
    pub now: Moment,
}

/// Messages and folds of events, in the order of time.
#[must_use]
pub fn turns(reader: &Reader<'_>, conversation: &Conversation, line: &Timeline) -> Vec<Turn> {
    let mut turns = Vec::new();
    let together = told::within_macros(line);
    let mut events = line.told.iter().filter(|told| !together.contains(&told.id)).peekable();
    let mut new_rule_due = reader.read_up_to.is_some();
    let mut pending: Vec<&tickets::Told> = Vec::new();
    for said in &conversation.messages {
        while let Some(event) = events.next_if(|e| e.at < said.message.created_at) {
            pending.push(event);
        }
        turns.extend(fold(reader, line, &mut pending));
        let is_new = new_rule_due && Some(said.message.id) > reader.read_up_to && said.message.author_id != reader.you;
        new_rule_due &= !is_new;
        turns.push(Turn::Message(message(reader, said, is_new)));
    }
    pending.extend(events);
    turns.extend(fold(reader, line, &mut pending));
    turns
}

/// Several changes between two messages are one line.
fn fold(reader: &Reader<'_>, line: &Timeline, pending: &mut Vec<&tickets::Told>) -> Option<Turn> {
    let told: Vec<(EventWords, Moment)> =
        pending.drain(..).filter_map(|e| told::sentence(reader, line, e).map(|text| (text, e.at))).collect();
    let (text, at) = told.last().cloned()?;
    let when = |at: Moment| reader.say.day_time(at.0, reader.now.0).into_owned();
    let all = if told.len() > 1 { told.iter().map(|(text, at)| (text.clone(), when(*at))).collect() } else { Vec::new() };
    Some(Turn::Events(EventFold { text, at_words: when(at), at_machine: reader.say.machine(at.0), all }))
}

fn message(reader: &Reader<'_>, said: &Said, first_new: bool) -> Message {
    let (say, m) = (reader.say, &said.message);
    let is_you = m.author_id.is_some() && m.author_id == reader.you;
    let pictured = reader.pictures.iter().find(|state| state.message == m.id);
    let (html, pictures) = pictured.map_or((m.body_html.clone(), None), |state| pictures::shown(say, m.ticket_id, &m.body_html, state));
    let name = said.author.clone().unwrap_or_else(|| say.say("told-firstline").into_owned());
    Message {
        anchor: format!("m-{}", m.id),
        author: if is_you { Avatar::you(&name) } else { Avatar::of(&name, m.author_id.map_or(0, |p| p.0)) },
        author_words: if is_you { say.say("told-you").into_owned() } else { name },
        way: way(reader, said),
        letter_url: if reader.desk && m.door == Door::Mail {
            format!("/tickets/{}/messages/{}/letter", m.ticket_id, m.id)
        } else {
            String::new()
        },
        internal: m.audience == Audience::Internal,
        at_ms: m.created_at.0,
        at_words: say.day_time(m.created_at.0, reader.now.0).into_owned(),
        at_machine: say.machine(m.created_at.0),
        html,
        pictures,
        quoted_html: if m.quoted.is_empty() { String::new() } else { text::markdown::to_html(&m.quoted).into_string() },
        attachments: said.attachments.iter().map(|a| attachment(say, a)).collect(),
        delivery: delivery(reader, said),
        first_new,
    }
}

fn way(reader: &Reader<'_>, said: &Said) -> String {
    let (say, m) = (reader.say, &said.message);
    match (m.audience, m.side, m.door) {
        (Audience::Internal, _, Door::Mail) => say.say("way-mail").into_owned(),
        (Audience::Internal, _, _) => String::new(),
        (_, Side::Staff, _) => say.say1("way-to", "name", reader.requester).into_owned(),
        (_, _, Door::Mail) => say.say("way-mail").into_owned(),
        (_, _, Door::Portal) => say.say("way-portal").into_owned(),
        (_, _, Door::Api) => say.say("way-api").into_owned(),
        _ => say.say("way-desk").into_owned(),
    }
}

fn delivery(reader: &Reader<'_>, said: &Said) -> Delivery {
    let m = &said.message;
    if m.held_until > Moment(0) {
        let seconds = (m.held_until.since_ms(reader.now).max(0) + 999) / 1_000;
        let text = reader.say.say1("delivery-queued", "count", seconds).into_owned();
        return Delivery::Queued { text, undo_url: format!("/messages/{}/withdrawal", m.id) };
    }
    let letter = reader.letters.iter().rev().find(|l| l.message_id == m.id);
    let Some(letter) = letter else { return Delivery::Settled };
    match letter.state {
        State::Held | State::Bounced | State::GivenUp => Delivery::Failed { text: trouble(reader.say, letter) },
        State::Sent => {
            let when = reader.say.day_time(letter.changed_at.0, reader.now.0);
            Delivery::Told { text: reader.say.say1("delivery-sent", "when", when.as_ref()).into_owned() }
        }
        State::KeptInOutbox => Delivery::Told { text: reader.say.say("delivery-kept").into_owned() },
        State::Queued => Delivery::Told {
            text: match letter.last_error.as_deref() {
                Some(says) => reader.say.say1("delivery-again", "why", says).into_owned(),
                None => reader.say.say("delivery-on-its-way").into_owned(),
            },
        },
    }
}

/// Why a letter did not arrive, in words.
fn trouble(say: &Say, letter: &LetterState) -> String {
    let why = letter.why.as_deref().map(|key| say.say(key).into_owned()).or_else(|| letter.last_error.clone()).unwrap_or_default();
    say.say1(&format!("delivery-{}", letter.state), "why", why.as_str()).into_owned()
}

/// A file as the page shows it; pictures that are safe to show come with a preview.
#[must_use]
pub fn attachment(say: &Say, file: &tickets::Attachment) -> Attachment {
    file_shown(say, &format!("/attachments/{}", file.id), &file.name, &file.media_type, file.bytes)
}

/// The same for a file of any kind, handed out below `path`.
#[must_use]
pub fn file_shown(say: &Say, path: &str, name: &str, media_type: &str, bytes: i64) -> Attachment {
    let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let href = format!("{path}/{}", encoded.replace('+', "%20"));
    let is_picture = SHOWN_PICTURES.contains(&media_type);
    Attachment {
        name: name.to_owned(),
        size: say.size(u64::try_from(bytes).unwrap_or(0)),
        preview: if is_picture { href.clone() } else { String::new() },
        href,
    }
}
