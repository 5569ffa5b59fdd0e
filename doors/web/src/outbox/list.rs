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

/// Of which state, and from where on.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    state: String,
    before: Option<OutgoingId>,
}

/// A part of the letters to look at alone.
struct Part {
    state: &'static str,
    words: String,
    count: i64,
    here: bool,
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
    of_states: Vec<Part>,
    all: bool,
    held: i64,
    lines: Vec<Line>,
    given_up: Vec<GivenUp>,
    older: Option<i64>,
}

/// The page.
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let reader = visitor.clone();
    let state = Standing::ALL.iter().copied().find(|state| state.as_str() == asked.state);
    let (shell, letters, given_up, counts) = desk
        .db
        .read(move |conn| {
            let crumbs = vec![here(reader.say.say("nav-outbox"))];
            let letters = mail::outbox(conn, &reader.actor, state, asked.before, LETTERS_A_PAGE)?;
            let shell = shell(conn, &reader, Section::Outbox, crumbs)?;
            // Promises that were given up are the administrators' matter.
            let given_up = if shell.administers { db::given_up(conn, GIVEN_UP_MAX)? } else { Vec::new() };
            Ok((shell, letters, given_up, mail::outbox_counts(conn, &reader.actor)?))
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
    let parts = counts.iter().map(|&(of, count)| {
        let words = visitor.say.say(crate::ui::key("outbox-", of).as_str()).into_owned();
        Part { state: of.as_str(), words, count, here: state == Some(of) }
    });
    let held = counts.iter().find(|(of, _)| *of == Standing::Held).map_or(0, |(_, count)| *count);
    let page = Page { t: &visitor.say, shell, of_states: parts.collect(), all: state.is_none(), held, lines, given_up, older };
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
