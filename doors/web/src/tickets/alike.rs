//! Tickets like the one that is being written: perhaps the same matter, and how others like it were.

use ::tickets::TicketId;
use askama::Template;
use axum::extract::{Query, State};
use catalogue::Say;
use db::Conn;
use outcome::Result;
use people::Actor;
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::html;
use crate::front::{Answer, SignedIn};

/// Characters of what is written that are compared.
const WRITTEN_CHARS_MAX: usize = 2_000;
/// Characters below which nothing is compared: a word is like too much.
const WRITTEN_CHARS_MIN: usize = 8;
/// Earlier tickets that are shown.
const EARLIER_MAX: usize = 4;

/// A ticket that is like what is written.
pub struct Like {
    /// Its number.
    pub id: i64,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub status: &'static str,
    /// How alike it is, or the words that it shares.
    pub why: String,
}

/// Those that may be the same, and those from before.
#[derive(Default)]
pub struct Likes {
    /// Was there enough to compare?
    pub asked: bool,
    /// Unfinished ones of these hours.
    pub same: Vec<Like>,
    /// Others that share telling words.
    pub earlier: Vec<Like>,
}

/// What is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Written {
    subject: String,
    body: String,
}

#[derive(Template)]
#[template(path = "tickets/alike.html")]
struct Part<'a> {
    t: &'a Say,
    likes: Likes,
}

/// `GET /tickets/new/alike`: the part of the page, for its script.
pub async fn part(State(desk): State<Desk>, visitor: SignedIn, Query(written): Query<Written>) -> Answer {
    let reader = visitor.clone();
    let likes = desk.db.read(move |conn| of(conn, &reader.actor, &reader.say, &written.subject, &written.body)).await?;
    html(&Part { t: &visitor.say, likes })
}

/// What is like a text; nothing is asked of the database while too little is written.
///
/// # Errors
/// What the engine answers.
pub fn of(conn: &Conn, actor: &Actor, say: &Say, subject: &str, body: &str) -> Result<Likes> {
    let written: String = format!("{}\n{}", subject.trim(), body.trim()).chars().take(WRITTEN_CHARS_MAX).collect();
    if written.trim().chars().count() < WRITTEN_CHARS_MIN {
        return Ok(Likes::default());
    }
    let same: Vec<Like> = triage::alike(conn, actor, &written)?
        .into_iter()
        .map(|one| Like {
            id: one.ticket.0,
            subject: one.subject,
            status: one.status.as_str(),
            why: say.say1("proposals-sure", "percent", i64::from(one.percent)).into_owned(),
        })
        .collect();
    let known: Vec<TicketId> = same.iter().map(|one| TicketId(one.id)).collect();
    let earlier = tickets::similar_to_text(conn, actor, &written, EARLIER_MAX + known.len())?;
    let earlier = earlier.into_iter().filter(|one| !known.contains(&one.ticket.id)).take(EARLIER_MAX).map(|one| Like {
        id: one.ticket.id.0,
        subject: one.ticket.subject,
        status: one.ticket.status.as_str(),
        why: one.shared.join(", "),
    });
    Ok(Likes { asked: true, earlier: earlier.collect(), same })
}
