//! `/outbox`: letters going out, newest first, and what could not be done.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse};
use catalogue::Say;
use db::GivenUp;
use mail::{OutgoingId, State as Standing};
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{here, shell};
use crate::front::{Answer, SignedIn};
use crate::ui::view::{Section, Shell};

/// Letters of a page.
const LETTERS_A_PAGE: i64 = 50;
/// Promises given up that are shown.
const GIVEN_UP_MAX: i64 = 50;

/// From where on.
#[derive(Deserialize)]
pub struct Asked {
    before: Option<OutgoingId>,
}

/// A letter in the reader's words.
struct Line {
    id: i64,
    to: String,
    subject: String,
    state: Standing,
    why: String,
    ticket: Option<i64>,
    at_ms: i64,
}

#[derive(Template)]
#[template(path = "outbox/list.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    lines: Vec<Line>,
    given_up: Vec<GivenUp>,
    older: Option<i64>,
}

/// The page.
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let reader = visitor.clone();
    let (shell, letters, given_up) = desk
        .db
        .read(move |conn| {
            let crumbs = vec![here(reader.say.say("nav-outbox"))];
            let letters = mail::outbox(conn, &reader.actor, None, asked.before, LETTERS_A_PAGE)?;
            Ok((shell(conn, &reader, Section::Outbox, crumbs)?, letters, db::given_up(conn, GIVEN_UP_MAX)?))
        })
        .await?;
    let mut lines = Vec::with_capacity(letters.len());
    for letter in &letters {
        let to: Vec<String> = letter.to()?.into_iter().map(|a| a.email).collect();
        lines.push(Line {
            id: letter.id.0,
            to: visitor.say.list(&to),
            subject: letter.subject.clone(),
            state: letter.state,
            why: letter
                .why
                .as_deref()
                .map(|key| visitor.say.say(key).into_owned())
                .or_else(|| letter.last_error.clone())
                .unwrap_or_default(),
            ticket: letter.ticket_id.map(|t| t.0),
            at_ms: letter.created_at.0,
        });
    }
    let full = letters.len() as i64 == LETTERS_A_PAGE;
    let older = letters.last().filter(|_| full).map(|l| l.id.0);
    let page = Page { t: &visitor.say, shell, lines, given_up, older };
    Ok(Html(page.render().map_err(anyhow::Error::from)?).into_response())
}

/// The look of a state.
pub fn chip(state: impl std::borrow::Borrow<Standing>) -> &'static str {
    match state.borrow() {
        Standing::Sent => "chip-ok",
        Standing::Queued | Standing::KeptInOutbox => "chip-info",
        Standing::Held => "chip-warn",
        Standing::Bounced | Standing::GivenUp => "chip-bad",
    }
}
