//! `/tickets/{id}/proposals`: what history proposes, why, and one click to take it; tickets that are the same, and waves of them.

use ::tickets::TicketId;
use ::triage::{Gather, Proposal, Proposals, Take, Target};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Redirect;
use catalogue::Say;
use outcome::{Error, Refusal};
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{crumb, here, html, shell};
use crate::front::{Answer, Flash, SignedIn, with_flash};
use crate::ui::view::{Section, Shell};

/// What stands between the numbers of tickets in an address.
const BETWEEN: char = '-';

/// A proposal as it is shown.
struct Row {
    target: &'static str,
    value: String,
    label: String,
    sure: String,
    because: Vec<i64>,
}

/// A ticket that may be the same.
struct Same {
    id: i64,
    subject: String,
    status: &'static str,
    likeness: String,
}

/// Many alike tickets in a short time.
struct Wave {
    parent: i64,
    parts: String,
    says: String,
    gather: String,
}

/// The part of the ticket's page.
struct Panel {
    id: i64,
    learned: bool,
    rows: Vec<Row>,
    by_rule: Vec<String>,
    same: Vec<Same>,
    wave: Option<Wave>,
}

#[derive(Template)]
#[template(path = "triage/panel.html")]
struct Part<'a> {
    t: &'a Say,
    panel: &'a Panel,
}

#[derive(Template)]
#[template(path = "triage/page.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    panel: &'a Panel,
}

/// `GET /tickets/{id}/proposals`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>, headers: HeaderMap) -> Answer {
    let part = headers.contains_key("x-fragment");
    let reader = visitor.clone();
    let (shell, found, now) = desk
        .db
        .read(move |conn| {
            let found = triage::proposals(conn, &reader.actor, id)?;
            let say = &reader.say;
            let up = vec![
                crumb(say.say("nav-queue"), "/tickets"),
                crumb(format!("#{id}"), format!("/tickets/{id}")),
                here(say.say("proposals-title")),
            ];
            let shell = if part { None } else { Some(shell(conn, &reader, Section::Queue, up)?) };
            Ok((shell, found, conn.now()))
        })
        .await?;
    let panel = panel(&visitor.say, id, &found, now);
    match shell {
        Some(shell) => html(&Page { t: &visitor.say, shell, panel: &panel }),
        None => html(&Part { t: &visitor.say, panel: &panel }),
    }
}

fn panel(say: &Say, id: TicketId, found: &Proposals, now: db::Moment) -> Panel {
    let sure = |percent: i64| say.say1("proposals-sure", "percent", percent).into_owned();
    Panel {
        id: id.0,
        learned: found.learned,
        rows: found.proposals.iter().map(|proposal| row(say, proposal)).collect(),
        by_rule: found
            .by_rule
            .iter()
            .map(|applied| say.say1(&format!("proposals-by-rule-{}", applied.target), "percent", applied.percent).into_owned())
            .collect(),
        same: found
            .same
            .iter()
            .map(|same| Same {
                id: same.ticket.0,
                subject: same.subject.clone(),
                status: same.status.as_str(),
                likeness: sure(same.percent.into()),
            })
            .collect(),
        wave: found.wave.as_ref().map(|wave| Wave {
            parent: wave.parent.0,
            parts: joined(&wave.loose),
            says: say.say2("proposals-wave", "count", count(wave.tickets), "since", say.day_time(wave.since.0, now.0)).into_owned(),
            gather: say.say2("proposals-gather", "count", count(wave.loose.len()), "parent", wave.parent.to_string()).into_owned(),
        }),
    }
}

fn row(say: &Say, proposal: &Proposal) -> Row {
    let name = match proposal.target {
        Target::Impact => say.say(&format!("impact-{}", proposal.name)).into_owned(),
        _ => proposal.name.clone(),
    };
    Row {
        target: proposal.target.as_str(),
        value: proposal.value.clone(),
        label: say.say1(&format!("proposal-{}", proposal.target), "name", name).into_owned(),
        sure: say.say1("proposals-sure", "percent", i64::from(proposal.percent)).into_owned(),
        because: proposal.because.iter().map(|ticket| ticket.0).collect(),
    }
}

fn count(tickets: usize) -> i64 {
    i64::try_from(tickets).unwrap_or(i64::MAX)
}

fn joined(tickets: &[TicketId]) -> String {
    tickets.iter().map(TicketId::to_string).collect::<Vec<_>>().join(&BETWEEN.to_string())
}

fn parted(parts: &str) -> outcome::Result<Vec<TicketId>> {
    let numbers: Result<Vec<TicketId>, _> = parts.split(BETWEEN).map(str::parse).collect();
    numbers.map_err(|_| Refusal::NotFound.into())
}

/// A proposal that is taken.
#[derive(Deserialize)]
pub struct Taken {
    target: String,
    value: String,
}

/// `POST /tickets/{id}/proposals`
pub async fn take(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(form): Form<Taken>) -> Answer {
    let target = form.target.parse().map_err(|_| Error::invalid("target", "proposal-unreadable"))?;
    let (actor, take) = (visitor.actor.clone(), Take { ticket, target, value: form.value });
    let changed = desk.db.write(move |tx| triage::take(tx, &actor, &take)).await?;
    let flash = match changed.event {
        Some(event) => Flash::new("toast-proposal").undo(format!("/undo/{event}"), 0),
        None => Flash::new("toast-unchanged"),
    };
    Ok(with_flash(Redirect::to(&format!("/tickets/{ticket}")), &flash))
}

/// Tickets that become part of one.
#[derive(Deserialize)]
pub struct Together {
    parts: String,
}

/// `POST /tickets/{id}/gathering`
pub async fn gather(State(desk): State<Desk>, visitor: SignedIn, Path(parent): Path<TicketId>, Form(form): Form<Together>) -> Answer {
    let (actor, gather) = (visitor.actor.clone(), Gather { parent, parts: parted(&form.parts)? });
    let done = desk.db.write(move |tx| triage::gather(tx, &actor, &gather)).await?;
    let flash = if done.parts.is_empty() {
        Flash::new("toast-unchanged")
    } else {
        let back = format!("/tickets/{parent}/gathering/{}/undo", joined(&done.parts));
        Flash::new("toast-gathered").with("count", done.parts.len()).with("parent", parent).undo(back, 0)
    };
    Ok(with_flash(Redirect::to(&format!("/tickets/{parent}")), &flash))
}

/// `POST /tickets/{id}/gathering/{parts}/undo`
pub async fn ungather(State(desk): State<Desk>, visitor: SignedIn, Path((parent, parts)): Path<(TicketId, String)>) -> Answer {
    let (actor, gather) = (visitor.actor.clone(), Gather { parent, parts: parted(&parts)? });
    desk.db.write(move |tx| triage::ungather(tx, &actor, &gather).map(drop)).await?;
    Ok(with_flash(Redirect::to(&format!("/tickets/{parent}")), &Flash::new("toast-undone")))
}
