//! Canned answers on a ticket: looked for, looked at as they will be, and put into what is being written. Works without scripts;
//! with them the list opens in the composer.

use ::tickets::{Mode, SaveDraft, TicketId};
use askama::Template;
use automation::{CannedAnswer, CannedId, InsertCanned};
use axum::extract::{Multipart, Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::ACCEPT;
use axum::response::{IntoResponse, Redirect};
use axum::{Form, Json};
use catalogue::Say;
use people::directory;
use serde::Deserialize;
use serde_json::json;

use super::reply;
use crate::desk::Desk;
use crate::frame::{crumb, here, html, shell};
use crate::front::{Answer, SignedIn};
use crate::ui::view::{Section, Shell};

/// Characters of an answer that the list of the composer shows.
const EXCERPT_CHARS: usize = 90;

/// What is looked for, and where it goes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    mode: String,
}

impl Asked {
    fn mode(&self) -> Mode {
        if self.mode == "note" { Mode::Note } else { Mode::Reply }
    }
}

#[derive(Template)]
#[template(path = "tickets/canned.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    mode: Mode,
    q: String,
    /// Number, name, and the text as it will be, as HTML.
    answers: Vec<(i64, String, String)>,
}

/// `GET /tickets/{id}/canned-answers`
pub async fn page(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>, Query(asked): Query<Asked>) -> Answer {
    let (reader, speaker, q) = (visitor.clone(), desk.speaker(), asked.q.clone());
    let read = desk.db.read(move |conn| {
        let ticket = tickets::ticket(conn, &reader.actor, id)?;
        let language = directory::person(conn, ticket.requester_id)?.map(|p| p.speaks()).unwrap_or_default();
        let all = automation::find_canned(conn, &reader.actor, &q)?;
        let texts: Vec<&str> = all.iter().map(|c| c.text(language)).collect();
        let filled = automation::fill_all(conn, &reader.actor, &speaker, id, &texts)?;
        let number = crumb(format!("#{id}"), format!("/tickets/{id}"));
        let up = vec![crumb(reader.say.say("nav-queue"), "/tickets"), number, here(reader.say.say("canned-title"))];
        let answers = all.into_iter().zip(filled).map(|(c, filled)| (c.id.0, c.name, text::markdown::to_html(&filled.text).into_string()));
        let answers: Vec<_> = answers.collect();
        Ok((shell(conn, &reader, Section::Queue, up)?, answers))
    });
    let (shell, answers) = read.await?;
    html(&Page { t: &visitor.say, shell, id: id.0, mode: asked.mode(), q: asked.q, answers })
}

/// `POST /tickets/{id}/canned-answers`: what was typed so far is kept, then the answers are shown.
pub async fn keep(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>, form: Multipart) -> Answer {
    let typed = reply::read(&desk, &visitor, form).await?;
    let note = typed.mode == "note";
    let actor = visitor.actor.clone();
    desk.db
        .write(move |tx| {
            for (mode, body) in [(Mode::Reply, &typed.reply), (Mode::Note, &typed.note)] {
                let save = SaveDraft { ticket: Some(id), mode, subject: String::new(), body: body.clone(), attachments: Vec::new() };
                tickets::save_draft(tx, &actor, &save)?;
            }
            Ok(())
        })
        .await?;
    let mode = if note { Mode::Note } else { Mode::Reply };
    Ok(Redirect::to(&format!("/tickets/{id}/canned-answers?mode={mode}")).into_response())
}

/// `POST /tickets/{id}/canned-answers/{other}`: into the draft, or as it is to a script.
pub async fn insert(
    State(desk): State<Desk>,
    visitor: SignedIn,
    Path((ticket, canned)): Path<(TicketId, CannedId)>,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Answer {
    let (actor, speaker, mode) = (visitor.actor.clone(), desk.speaker(), asked.mode());
    let script = headers.get(ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"));
    let filled = desk
        .db
        .write(move |tx| {
            let filled = automation::insert_canned(tx, &actor, &speaker, &InsertCanned { canned, ticket })?;
            if !script {
                let was = tickets::draft(tx, &actor, Some(ticket), mode)?.map(|d| d.body).unwrap_or_default();
                let body = if was.trim().is_empty() { filled.text.clone() } else { format!("{}\n\n{}", was.trim_end(), filled.text) };
                let save = SaveDraft { ticket: Some(ticket), mode, subject: String::new(), body, attachments: Vec::new() };
                tickets::save_draft(tx, &actor, &save)?;
            }
            Ok(filled)
        })
        .await?;
    if script {
        return Ok(Json(json!({ "text": filled.text, "missing": filled.missing })).into_response());
    }
    Ok(Redirect::to(&format!("/tickets/{ticket}#composer")).into_response())
}

/// `GET /canned-answers?q=`: for the list of the composer.
pub async fn found(State(desk): State<Desk>, visitor: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let language = visitor.say.language;
    let found = desk.db.read(move |conn| automation::find_canned(conn, &visitor.actor, &asked.q)).await?;
    let one = |c: &CannedAnswer| json!({ "id": c.id, "name": c.name, "text": excerpt(c.text(language)) });
    Ok(Json(found.iter().map(one).collect::<Vec<_>>()).into_response())
}

fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT_CHARS) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
