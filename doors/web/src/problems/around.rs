//! `/tickets/{id}/around`: the problem behind a ticket, the major incident it is, and what its parts were told. A part of the
//! ticket's page that comes on a request of its own.

use ::problems::{Around, LinkIncident, Problem, ProblemId, policy};
use ::tickets::TicketId;
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Redirect;
use catalogue::Say;
use serde::Deserialize;

use super::show::{Line, telling};
use crate::changes::tone;
use crate::desk::Desk;
use crate::frame::{crumb, here, html, shell};
use crate::front::{Answer, Flash, SignedIn, with_flash};
use crate::ui::view::{Choice, Section, Shell};

/// The part.
struct Panel {
    id: i64,
    around: Around,
    /// What the major incident's clock says.
    next: String,
    tellings: Vec<Line>,
    /// Problems that it can be linked to.
    offered: Vec<Choice>,
    may_declare: bool,
    /// Changes that have to do with it: number, name, state, colour.
    changes: Vec<(i64, String, String, &'static str)>,
}

#[derive(Template)]
#[template(path = "problems/around.html")]
struct Part<'a> {
    t: &'a Say,
    panel: &'a Panel,
}

#[derive(Template)]
#[template(path = "problems/around_page.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    panel: &'a Panel,
}

/// `GET /tickets/{id}/around`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>, headers: HeaderMap) -> Answer {
    let part = headers.contains_key("x-fragment");
    let reader = visitor.clone();
    let read = desk.db.read(move |conn| {
        let around = problems::around(conn, &reader.actor, id)?;
        let offered = if around.problem.is_none() { problems::known_errors(conn, &reader.actor)? } else { Vec::new() };
        let say = &reader.say;
        let up =
            vec![crumb(say.say("nav-queue"), "/tickets"), crumb(format!("#{id}"), format!("/tickets/{id}")), here(say.say("around-title"))];
        let shell = if part { None } else { Some(shell(conn, &reader, Section::Queue, up)?) };
        Ok((shell, around, offered, ::changes::changes_of(conn, &reader.actor, id)?, conn.now()))
    });
    let (shell, around, offered, changes, now) = read.await?;
    let say = &visitor.say;
    let change = |line: &::changes::ChangeLine| {
        let state = say.say(&format!("change-state-{}", line.change.state)).into_owned();
        (line.change.id.0, line.change.name.clone(), state, tone(&line.change.state))
    };
    let offer = |problem: &Problem| Choice::new(problem.id, problem.name.as_str(), "");
    let next = around.major.as_ref().map(|major| say.say1("major-next", "time", say.day_time(major.next_update_at.0, now.0)).into_owned());
    let panel = Panel {
        id: id.0,
        next: next.unwrap_or_default(),
        tellings: around.tellings.iter().map(|line| telling(say, line, now)).collect(),
        offered: offered.iter().map(offer).collect(),
        changes: changes.iter().map(change).collect(),
        may_declare: policy::may_declare(&visitor.actor) && around.major.is_none(),
        around,
    };
    match shell {
        Some(shell) => html(&Page { t: say, shell, panel: &panel }),
        None => html(&Part { t: say, panel: &panel }),
    }
}

/// The problem that is behind the ticket.
#[derive(Deserialize)]
pub struct Behind {
    problem: ProblemId,
}

/// `POST /tickets/{id}/problem`
pub async fn link(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(form): Form<Behind>) -> Answer {
    let link = LinkIncident { problem: form.problem, ticket };
    let problem = desk.db.write(move |tx| problems::link_incident(tx, &visitor.actor, &link)).await?;
    let undo = format!("/problems/{}/incidents/{ticket}/remove", problem.id);
    let flash = Flash::new("toast-incident-linked").with("number", ticket).undo(undo, 0);
    Ok(with_flash(Redirect::to(&format!("/tickets/{ticket}")), &flash))
}
