//! `/tickets/{id}/redaction`: words and files that should never have been written are taken out for good, messages kept for the desk.

use ::tickets::policy::Action;
use ::tickets::{AttachmentId, Audience, MakePrivate, MessageId, Redact, RedactFile, Said, TicketId};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use catalogue::Say;
use outcome::Refusal;
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{crumb, here, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Section, Shell};

/// Characters of a message that are shown where messages are chosen.
const EXCERPT_CHARS: usize = 160;

/// What is to be done: `words`, `file` or `private`, with what.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    what: String,
    message: i64,
    file: i64,
    text: String,
}

/// A message that can be chosen: number, author, beginning, chosen, does the requester read it?
struct Choosable {
    id: i64,
    author: String,
    excerpt: String,
    chosen: bool,
    public: bool,
    files: Vec<(i64, String)>,
}

#[derive(Template)]
#[template(path = "tickets/redaction.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    typed: &'a Typed,
    fields: &'a Fields,
    messages: Vec<Choosable>,
}

/// `GET /tickets/{id}/redaction`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>) -> Answer {
    Ok(Html(page(&desk, &visitor, id, &Typed::default(), &Fields::default()).await?).into_response())
}

/// `POST /tickets/{id}/redaction`
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    let (actor, asked, message) = (visitor.actor.clone(), typed.clone(), MessageId(typed.message));
    let done = desk.db.write(move |tx| {
        Ok(match asked.what.as_str() {
            "words" => {
                let redacted = tickets::redact(tx, &actor, &Redact { ticket, message, text: asked.text.clone() })?;
                match redacted.elsewhere.len() {
                    0 => Flash::new("toast-redacted"),
                    more => Flash::new("toast-redacted-not-all").with("count", more),
                }
            }
            "file" => {
                tickets::redact_file(tx, &actor, &RedactFile { ticket, message, file: AttachmentId(asked.file) })?;
                Flash::new("toast-redacted")
            }
            "private" => {
                tickets::make_private(tx, &actor, &MakePrivate { ticket, message })?;
                Flash::new("toast-made-private")
            }
            _ => return Err(Refusal::NotFound.into()),
        })
    });
    match caught(done.await)? {
        Ok(flash) => Ok(with_flash(Redirect::to(&format!("/tickets/{ticket}#m-{message}")), &flash)),
        Err(fields) => Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page(&desk, &visitor, ticket, &typed, &fields).await?)).into_response()),
    }
}

async fn page(desk: &Desk, visitor: &SignedIn, id: TicketId, typed: &Typed, fields: &Fields) -> Answer<String> {
    let reader = visitor.clone();
    let (shell, said) = desk
        .db
        .read(move |conn| {
            let all = tickets::conversation(conn, &reader.actor, id, None)?;
            all.ticket.demand(Action::Redact)?;
            let up = crumb(format!("#{id}"), format!("/tickets/{id}"));
            let crumbs = vec![crumb(reader.say.say("nav-queue"), "/tickets"), up, here(reader.say.say("redact-title"))];
            Ok((shell(conn, &reader, Section::Queue, crumbs)?, all.messages))
        })
        .await?;
    let say = &visitor.say;
    let newest = said.last().map_or(0, |said| said.message.id.0);
    let chosen = if typed.message > 0 { typed.message } else { newest };
    let messages = said.iter().rev().map(|said| choosable(say, said, chosen)).collect();
    Ok(Page { t: say, shell, id: id.0, typed, fields, messages }.render().map_err(anyhow::Error::from)?)
}

fn choosable(say: &Say, said: &Said, chosen: i64) -> Choosable {
    let m = &said.message;
    Choosable {
        id: m.id.0,
        author: said.author.clone().unwrap_or_else(|| say.say("told-firstline").into_owned()),
        excerpt: text::plain::excerpt(&text::plain::from_html(&m.body_html), EXCERPT_CHARS),
        chosen: m.id.0 == chosen,
        public: m.audience == Audience::Public && m.held_until.0 == 0,
        files: said.attachments.iter().filter(|f| f.bytes > 0).map(|f| (f.id.0, f.name.clone())).collect(),
    }
}
