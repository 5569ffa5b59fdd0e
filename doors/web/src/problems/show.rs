//! `/problems/{id}`: what is known of a problem, its incidents, and what happened.

use ::problems::{Happening, LinkIncident, ProblemId, ProblemSheet, TellingLine, TellingState};
use ::tickets::TicketId;
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use db::Moment;
use outcome::Error;
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{crumb, here, html, shell};
use crate::front::{Answer, Flash, SignedIn, with_flash};
use crate::ui::view::{Section, Shell};

/// A telling in words, and where it can be taken back.
pub struct Line {
    pub words: String,
    pub undo: String,
}

#[derive(Template)]
#[template(path = "problems/show.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    sheet: &'a ProblemSheet,
    /// Number, subject, status, requester, when it changed.
    incidents: Vec<(i64, String, &'static str, String, i64)>,
    hidden: i64,
    tellings: Vec<Line>,
    history: Vec<(String, String)>,
}

/// `GET /problems/{id}`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<ProblemId>) -> Answer {
    let reader = visitor.clone();
    let (shell, sheet, now) = desk
        .db
        .read(move |conn| {
            let sheet = problems::problem(conn, &reader.actor, id)?;
            let up = vec![crumb(reader.say.say("nav-problems"), "/problems"), here(sheet.line.problem.name.clone())];
            Ok((shell(conn, &reader, Section::Problems, up)?, sheet, conn.now()))
        })
        .await?;
    let say = &visitor.say;
    let incident = |t: &::tickets::TicketBrief| (t.id.0, t.subject.clone(), t.status.as_str(), t.requester.clone(), t.updated_at.0);
    let seen = i64::try_from(sheet.incidents.len()).unwrap_or(i64::MAX);
    html(&Page {
        t: say,
        shell,
        incidents: sheet.incidents.iter().map(incident).collect(),
        hidden: (sheet.line.problem.incidents - seen).max(0),
        tellings: sheet.tellings.iter().map(|line| telling(say, line, now)).collect(),
        history: sheet.history.iter().rev().map(|(by, at, what)| happened(say, by.as_deref(), *at, what, now)).collect(),
        sheet: &sheet,
    })
}

/// What was told, by whom, to how many.
pub fn telling(say: &Say, line: &TellingLine, now: Moment) -> Line {
    let words = [
        ("name", line.teller.as_str().into()),
        ("count", line.letters.into()),
        ("time", say.day_time(line.out_at.0, now.0).into()),
        ("refused", line.refused.into()),
    ];
    let undo = if line.state == TellingState::Held { format!("/tellings/{}/undo", line.id) } else { String::new() };
    let key = if line.refused > 0 { "telling-partly".to_owned() } else { format!("telling-{}", line.state) };
    Line { words: say.say_with(&key, &words).into_owned(), undo }
}

fn happened(say: &Say, by: Option<&str>, at: Moment, what: &Happening, now: Moment) -> (String, String) {
    let name = by.map_or_else(|| say.say("product").into_owned(), str::to_owned);
    let (key, extra) = match what {
        Happening::Opened => ("problem-did-open", String::new()),
        Happening::Edited { .. } => ("problem-did-edit", String::new()),
        Happening::Moved { to, .. } => ("problem-did-move", say.say(&format!("problem-state-{to}")).into_owned()),
        Happening::Known { known_error: true } => ("problem-did-know", String::new()),
        Happening::Known { known_error: false } => ("problem-did-forget", String::new()),
        Happening::Handed { .. } => ("problem-did-hand", String::new()),
        Happening::Linked { ticket } => ("problem-did-link", format!("#{ticket}")),
        Happening::Unlinked { ticket } => ("problem-did-unlink", format!("#{ticket}")),
        Happening::Telling { letters, .. } => ("problem-did-begin-telling", say.number(*letters)),
        Happening::Told { letters } => ("problem-did-tell", say.number(*letters)),
        Happening::CalledOff => ("problem-did-call-off", String::new()),
    };
    (say.say2(key, "name", name, "what", extra).into_owned(), say.day_time(at.0, now.0).into_owned())
}

/// A ticket's number as people write it.
#[derive(Deserialize)]
pub struct Number {
    ticket: String,
}

/// `POST /problems/{id}/incidents`
pub async fn link(State(desk): State<Desk>, visitor: SignedIn, Path(problem): Path<ProblemId>, Form(form): Form<Number>) -> Answer {
    let ticket = form.ticket.trim().trim_start_matches('#').parse().map_err(|_| Error::invalid("ticket", "edit-number"))?;
    linked(&desk, visitor, problem, ticket).await
}

/// `POST /problems/{id}/incidents/{other}/restore`
pub async fn link_again(State(desk): State<Desk>, visitor: SignedIn, Path((problem, ticket)): Path<(ProblemId, TicketId)>) -> Answer {
    linked(&desk, visitor, problem, ticket).await
}

async fn linked(desk: &Desk, visitor: SignedIn, problem: ProblemId, ticket: TicketId) -> Answer {
    let link = LinkIncident { problem, ticket };
    desk.db.write(move |tx| problems::link_incident(tx, &visitor.actor, &link).map(drop)).await?;
    let flash = Flash::new("toast-incident-linked").with("number", ticket);
    Ok(with_flash(Redirect::to(&format!("/problems/{problem}")), &flash.undo(format!("/problems/{problem}/incidents/{ticket}/remove"), 0)))
}

/// `POST /problems/{id}/incidents/{other}/remove`
pub async fn unlink(State(desk): State<Desk>, visitor: SignedIn, Path((problem, ticket)): Path<(ProblemId, TicketId)>) -> Answer {
    let link = LinkIncident { problem, ticket };
    desk.db.write(move |tx| problems::unlink_incident(tx, &visitor.actor, &link).map(drop)).await?;
    let flash = Flash::new("toast-incident-unlinked").with("number", ticket);
    Ok(with_flash(Redirect::to(&format!("/problems/{problem}")), &flash.undo(format!("/problems/{problem}/incidents/{ticket}/restore"), 0)))
}
