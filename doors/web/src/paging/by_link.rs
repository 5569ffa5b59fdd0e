//! `/paged/{link}`: acknowledging from a letter, without signing in. Asks for a click, because mail scanners open links too.

use ::paging::{Linked, State as PageState};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use outcome::{Error, Refusal};

use crate::desk::Desk;
use crate::frame::html;
use crate::front::{Answer, Visitor};

/// A page with one button, or with what became of it.
#[derive(Template)]
#[template(path = "paging/by_link.html")]
struct Page<'a> {
    t: &'a Say,
    theme: &'static str,
    title: String,
    text: String,
    /// Where the button leads; none when there is nothing left to do.
    action: Option<String>,
    ticket: i64,
}

/// `GET /paged/{link}`
pub async fn form(State(desk): State<Desk>, visitor: Visitor, Path(link): Path<String>) -> Answer {
    let asked = link.clone();
    let (Linked { page, actor }, subject, now) = desk
        .db
        .read(move |conn| {
            let found = ::paging::linked(conn, &asked)?;
            let ticket = tickets::ticket(conn, &found.actor, found.page.ticket_id)?;
            Ok((found, ticket.subject.clone(), conn.now()))
        })
        .await?;
    let say = &visitor.say;
    let (title, text, waits) = match page.state {
        PageState::Open | PageState::Unanswered => {
            let time = say.day_time(page.created_at.0, now.0).into_owned();
            (say.say("paged-ask"), say.say1("paged-since", "time", time).into_owned(), true)
        }
        PageState::Acknowledged if page.answered_by == actor.person() => {
            (say.say("paged-yours"), say.say("paged-yours-text").into_owned(), false)
        }
        PageState::Acknowledged => (say.say("paged-others"), say.say("page-acknowledged").into_owned(), false),
        PageState::Over | PageState::Withdrawn => (say.say("paged-over"), say.say("page-over").into_owned(), false),
    };
    html(&Page {
        t: say,
        theme: visitor.theme(),
        title: title.into_owned(),
        text: format!("#{} {subject}. {text}", page.ticket_id),
        action: waits.then(|| format!("/paged/{link}")),
        ticket: page.ticket_id.0,
    })
}

/// `POST /paged/{link}`: the page then says who has it.
pub async fn send(State(desk): State<Desk>, Path(link): Path<String>) -> Answer {
    let sent = link.clone();
    match desk.db.write(move |tx| ::paging::acknowledge_by_link(tx, &sent)).await {
        Ok(_) | Err(Error::Refused(Refusal::Conflict(_))) => {
            Ok(axum::response::IntoResponse::into_response(Redirect::to(&format!("/paged/{link}"))))
        }
        Err(other) => Err(other.into()),
    }
}
