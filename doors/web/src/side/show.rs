//! `/tickets/{id}/side-conversations/{other}`: what was said there, and a field to go on.

use ::side::{ConversationId, Participant, Said, Sheet, SideFileId, State as Standing, Turn, Write};
use ::tickets::TicketId;
use askama::Template;
use audit::Record;
use axum::extract::{Path, State};
use axum::response::Redirect;
use axum_extra::extract::Form;
use catalogue::Say;
use db::Moment;
use mail::{SideLetter, State as LetterStands};
use outcome::Refusal;
use people::{PersonId, Visibility};
use serde::Deserialize;

use super::begin::{addresses, choices, numbers};
use super::list::up;
use crate::desk::Desk;
use crate::frame::{again, here, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, new_key, with_flash};
use crate::tickets::{downloaded, file_shown};
use crate::ui::conversation::{Delivery, Message};
use crate::ui::view::{Avatar, Choice, Section, Shell};

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    also: String,
    body: String,
    files: Vec<String>,
    key: String,
}

#[derive(Template)]
#[template(path = "side/show.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    other: i64,
    ticket_subject: String,
    subject: String,
    open: bool,
    /// Who takes part: name and address.
    people: Vec<(String, String)>,
    messages: Vec<Message>,
    may_write: bool,
    typed: Typed,
    files: Vec<Choice>,
    fields: &'a Fields,
}

/// `GET /tickets/{id}/side-conversations/{other}`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path((id, other)): Path<(TicketId, ConversationId)>) -> Answer {
    let typed = Typed { key: new_key(), ..Typed::default() };
    html(&page(&desk, &visitor, id, other, typed, &Fields::default()).await?)
}

/// `POST /tickets/{id}/side-conversations/{other}`
pub async fn write(
    State(desk): State<Desk>,
    visitor: SignedIn,
    Path((id, other)): Path<(TicketId, ConversationId)>,
    Form(typed): Form<Typed>,
) -> Answer {
    let write = Write {
        conversation: other,
        also: addresses(&typed.also),
        body: typed.body.clone(),
        files: numbers(&typed.files),
        key: Some(typed.key.clone()).filter(|key| !key.is_empty()),
    };
    let actor = visitor.actor.clone();
    let done = desk.db.write(move |tx| {
        side::policy::look_ticket(tx, &actor, id)?;
        side::write_on(tx, &actor, &write)
    });
    match caught(done.await)? {
        Ok(written) => {
            let to = format!("/tickets/{id}/side-conversations/{other}#s-{}", written.message);
            Ok(with_flash(Redirect::to(&to), &Flash::new("toast-side-written")))
        }
        Err(fields) => again(&page(&desk, &visitor, id, other, typed, &fields.renamed("to", "also")).await?),
    }
}

/// Where it shall stand: `open` or `closed`.
#[derive(Deserialize)]
pub struct Stand {
    state: String,
}

/// `POST /tickets/{id}/side-conversations/{other}/state`
pub async fn stand(
    State(desk): State<Desk>,
    visitor: SignedIn,
    Path((id, other)): Path<(TicketId, ConversationId)>,
    Form(form): Form<Stand>,
) -> Answer {
    let closes = form.state == Standing::Closed.as_str();
    let stood = move |tx: &mut db::Tx<'_>| {
        side::policy::look_ticket(tx, &visitor.actor, id)?;
        if closes { side::close(tx, &visitor.actor, other) } else { side::reopen(tx, &visitor.actor, other) }
    };
    desk.db.write(stood).await?;
    let flash = Flash::new(if closes { "toast-side-closed" } else { "toast-side-reopened" });
    Ok(with_flash(Redirect::to(&format!("/tickets/{id}/side-conversations/{other}")), &flash))
}

/// `GET /tickets/{id}/side-conversations/{other}/files/{entry}/{name}`
pub async fn file(
    State(desk): State<Desk>,
    visitor: SignedIn,
    Path((_, _, file, _)): Path<(TicketId, ConversationId, SideFileId, String)>,
) -> Answer {
    let file = desk.db.read(move |conn| side::file(conn, &visitor.actor, file)).await?;
    downloaded(&desk, &file.file, &file.name, &file.media_type).await
}

async fn page<'a>(
    desk: &Desk,
    visitor: &'a SignedIn,
    id: TicketId,
    other: ConversationId,
    typed: Typed,
    fields: &'a Fields,
) -> Answer<Page<'a>> {
    let reader = visitor.clone();
    let read = desk.db.read(move |conn| {
        let sheet = side::conversation(conn, &reader.actor, other)?;
        let ticket = sheet.conversation.ticket();
        // Under the number of another ticket there is no such conversation.
        if id != ticket.id && id != sheet.conversation.ticket_id {
            return Err(Refusal::NotFound.into());
        }
        let team = ticket.team_id.map_or(Ok(None), |team| people::directory::team(conn, team))?;
        let restricted = team.is_some_and(|team| team.visibility == Visibility::Restricted);
        let files = if sheet.conversation.may_write() { side::files_to_choose(conn, &reader.actor, ticket.id)? } else { Vec::new() };
        let mut way = up(&reader.say, ticket.id);
        way.push(here(sheet.conversation.subject.clone()));
        let shell = shell(conn, &reader, Section::Queue, way)?;
        Ok((shell, mail::side_letters(conn, other)?, files, restricted, sheet, conn.now()))
    });
    let (shell, letters, files, restricted, sheet, now) = read.await?;
    let ticket = sheet.conversation.ticket();
    if restricted {
        let (actor, id) = (visitor.actor.clone(), ticket.id.0);
        desk.db.write(move |tx| audit::note_reading(tx, &actor, Record::RestrictedTicket, id)).await?;
    }
    let say = &visitor.say;
    let words = Words { say, you: visitor.actor.person(), sheet: &sheet, letters: &letters, now };
    let subject = &sheet.conversation.subject;
    Ok(Page {
        t: say,
        shell,
        id: ticket.id.0,
        other: other.0,
        ticket_subject: ticket.subject.clone(),
        subject: if subject.is_empty() { say.say("side-emptied").into_owned() } else { subject.clone() },
        open: sheet.conversation.state == Standing::Open,
        people: sheet.participants.iter().filter(|p| !p.address.is_empty()).map(|p| (p.name.clone(), p.address.clone())).collect(),
        messages: sheet.said.iter().map(|said| words.message(said)).collect(),
        may_write: sheet.conversation.may_write(),
        files: choices(say, &files, &typed.files),
        typed,
        fields,
    })
}

/// What turns are told with.
struct Words<'w> {
    say: &'w Say,
    you: Option<PersonId>,
    sheet: &'w Sheet,
    letters: &'w [SideLetter],
    now: Moment,
}

impl Words<'_> {
    fn message(&self, said: &Said) -> Message {
        let (say, m) = (self.say, &said.message);
        let is_you = m.author_id.is_some() && m.author_id == self.you;
        let from = self.sheet.participants.iter().find(|p| Some(p.id) == m.participant_id);
        let name = match (m.kind, from) {
            (Turn::Noted, _) => say.say(&m.why).into_owned(),
            (Turn::Answered, Some(from)) => self.called(from),
            _ => said.author.clone().unwrap_or_else(|| say.say("told-firstline").into_owned()),
        };
        let path = format!("/tickets/{}/side-conversations/{}/files", self.sheet.conversation.ticket().id, m.conversation_id);
        Message {
            anchor: format!("s-{}", m.id),
            author: if is_you { Avatar::you(&name) } else { Avatar::of(&name, m.author_id.map_or(0, |p| p.0)) },
            author_words: if is_you { say.say("told-you").into_owned() } else { name },
            way: match m.kind {
                Turn::Written => String::new(),
                Turn::Answered => say.say("way-mail").into_owned(),
                Turn::Noted => from.map(|from| self.called(from)).unwrap_or_default(),
            },
            letter_url: String::new(),
            internal: false,
            at_ms: m.at.0,
            at_words: say.day_time(m.at.0, self.now.0).into_owned(),
            at_machine: say.machine(m.at.0),
            html: m.body_html.clone(),
            quoted_html: if m.quoted.is_empty() { String::new() } else { text::markdown::to_html(&m.quoted).into_string() },
            attachments: said.files.iter().map(|f| file_shown(say, &format!("{path}/{}", f.id), &f.name, &f.media_type, f.bytes)).collect(),
            pictures: None,
            delivery: self.delivery(said),
            first_new: false,
        }
    }

    fn called(&self, who: &Participant) -> String {
        let called = who.called();
        if called.is_empty() { self.say.say("side-erased").into_owned() } else { called.to_owned() }
    }

    /// Where the letter stands that carried a turn.
    fn delivery(&self, said: &Said) -> Delivery {
        let say = self.say;
        let Some(letter) = self.letters.iter().rev().find(|l| l.message_id == said.message.id) else { return Delivery::Settled };
        let text = |key: &str, name: &'static str, value: &str| say.say1(key, name, value).into_owned();
        match letter.state {
            LetterStands::Held | LetterStands::Bounced | LetterStands::GivenUp => {
                let why = letter.why.as_deref().map(|key| say.say(key).into_owned()).or_else(|| letter.last_error.clone());
                Delivery::Failed { text: text(&format!("delivery-{}", letter.state), "why", &why.unwrap_or_default()) }
            }
            LetterStands::Sent => Delivery::Told { text: text("delivery-sent", "when", &say.day_time(letter.changed_at.0, self.now.0)) },
            LetterStands::KeptInOutbox => Delivery::Told { text: say.say("delivery-kept").into_owned() },
            LetterStands::Queued => Delivery::Told { text: say.say("delivery-on-its-way").into_owned() },
        }
    }
}
