//! A change is planned, from nothing, from a ticket or from a problem; and its plan is changed.

use ::changes::{ChangeId, ChangeInput, ChangeSheet, Risk};
use ::problems::ProblemId;
use ::tickets::TicketId;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use axum_extra::extract::Form;
use catalogue::Say;
use jiff::tz::TimeZone;
use outcome::{Error, Result};
use people::PersonId;
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, moment_at, new_key, once, typed_moment, with_flash};
use crate::ui::view::{Choice, Section, Shell};

/// What a change is made from.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct From {
    ticket: Option<TicketId>,
    problem: Option<i64>,
}

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    about: String,
    risk: String,
    plan: String,
    back_out: String,
    owner: String,
    starts_at: String,
    ends_at: String,
    problem: String,
    tickets: String,
    approvers: Vec<String>,
    key: String,
}

impl Typed {
    fn of(sheet: &ChangeSheet, zone: &TimeZone) -> Self {
        let change = &sheet.line.change;
        Self {
            name: change.name.clone(),
            about: change.about.clone(),
            risk: change.risk.to_string(),
            plan: change.plan.clone(),
            back_out: change.back_out.clone(),
            owner: change.owner_id.to_string(),
            starts_at: typed_moment(change.starts_at, zone),
            ends_at: typed_moment(change.ends_at, zone),
            problem: change.problem_id.map(|id| id.to_string()).unwrap_or_default(),
            tickets: sheet.tickets.iter().map(|t| format!("#{}", t.id)).collect::<Vec<_>>().join(" "),
            approvers: sheet.approvals.iter().map(|a| a.person_id.to_string()).collect(),
            key: String::new(),
        }
    }

    fn input(&self, zone: &TimeZone) -> Result<ChangeInput> {
        let number = |word: &str| word.trim_start_matches('#').parse().map_err(|_| Error::invalid("tickets", "edit-number"));
        let tickets: Result<Vec<TicketId>> =
            self.tickets.split([' ', ',', ';', '\n', '\r']).filter(|w| !w.is_empty()).map(number).collect();
        Ok(ChangeInput {
            name: self.name.clone(),
            about: self.about.clone(),
            risk: self.risk.parse().unwrap_or(Risk::Medium),
            plan: self.plan.clone(),
            back_out: self.back_out.clone(),
            owner: self.owner.parse().unwrap_or(PersonId(0)),
            starts_at: moment_at("starts_at", &self.starts_at, zone)?,
            ends_at: moment_at("ends_at", &self.ends_at, zone)?,
            problem: self.problem.parse().ok(),
            tickets: tickets?,
            approvers: self.approvers.iter().filter_map(|id| id.parse().ok()).collect(),
        })
    }
}

#[derive(Template)]
#[template(path = "changes/edit.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    /// The change that is planned anew; a new one where there is none.
    id: Option<i64>,
    typed: Typed,
    risks: Vec<Choice>,
    people: Vec<Choice>,
    approvers: Vec<Choice>,
    problems: Vec<Choice>,
    fields: &'a Fields,
}

/// `GET /changes/new`
pub async fn form_new(State(desk): State<Desk>, visitor: SignedIn, Query(from): Query<From>) -> Answer {
    let typed = Typed {
        tickets: from.ticket.map(|id| format!("#{id}")).unwrap_or_default(),
        problem: from.problem.map(|id| id.to_string()).unwrap_or_default(),
        owner: visitor.actor.person().map(|p| p.to_string()).unwrap_or_default(),
        risk: Risk::Medium.to_string(),
        ..Typed::default()
    };
    html(&page(&desk, &visitor, None, Some(typed), &Fields::default()).await?)
}

/// `GET /changes/{id}/edit`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<ChangeId>) -> Answer {
    html(&page(&desk, &visitor, Some(id), None, &Fields::default()).await?)
}

/// `POST /changes`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let (reader, sent) = (visitor.clone(), typed.clone());
    let done = desk.db.write(move |tx| {
        let input = sent.input(&reader.say.zone)?;
        if let Some(problem) = input.problem {
            problems::name_of(tx, &reader.actor, ProblemId(problem))?;
        }
        once(tx, &reader.actor, "change", &sent.key, |tx| Ok(changes::plan_change(tx, &reader.actor, &input)?.id))
    });
    match caught(done.await)? {
        Ok(id) => Ok(with_flash(Redirect::to(&format!("/changes/{id}")), &Flash::new("toast-change-planned"))),
        Err(fields) => again(&page(&desk, &visitor, None, Some(typed), &fields).await?),
    }
}

/// `POST /changes/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<ChangeId>, Form(typed): Form<Typed>) -> Answer {
    let (reader, sent) = (visitor.clone(), typed.clone());
    let done = desk.db.write(move |tx| {
        let input = sent.input(&reader.say.zone)?;
        if let Some(problem) = input.problem {
            problems::name_of(tx, &reader.actor, ProblemId(problem))?;
        }
        changes::edit_change(tx, &reader.actor, id, &input).map(drop)
    });
    match caught(done.await)? {
        Ok(()) => Ok(with_flash(Redirect::to(&format!("/changes/{id}")), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, Some(id), Some(typed), &fields).await?),
    }
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: Option<ChangeId>, typed: Option<Typed>, fields: &'a Fields) -> Answer<Page<'a>> {
    let reader = visitor.clone();
    let read = desk.db.read(move |conn| {
        let known = id.map(|id| changes::change(conn, &reader.actor, id)).transpose()?;
        let mut up = vec![crumb(reader.say.say("changes-title"), "/changes")];
        if let Some(sheet) = &known {
            up.push(crumb(sheet.line.change.name.clone(), format!("/changes/{}", sheet.line.change.id)));
        }
        up.push(here(reader.say.say(if id.is_some() { "changes-edit" } else { "changes-add" })));
        let offered = problems::known_errors(conn, &reader.actor)?;
        Ok((shell(conn, &reader, Section::Problems, up)?, known, offered, tickets::menus(conn, &reader.actor)?))
    });
    let (shell, known, offered, menus) = read.await?;
    let say = &visitor.say;
    let mut typed = match (typed, &known) {
        (None, Some(sheet)) => Typed::of(sheet, &say.zone),
        (typed, _) => typed.unwrap_or_default(),
    };
    if typed.key.is_empty() {
        typed.key = new_key();
    }
    let risk = |risk: &Risk| Choice::new(risk, say.say(&format!("change-risk-{risk}")), &typed.risk);
    let asked = |(id, name): &(PersonId, String)| {
        let value = id.to_string();
        Choice { chosen: typed.approvers.contains(&value), value, label: name.clone() }
    };
    let mut problems = vec![Choice::new("", say.say("change-no-problem"), &typed.problem)];
    problems.extend(offered.iter().map(|p| Choice::new(p.id, p.name.as_str(), &typed.problem)));
    // A problem that is fixed by now is no longer offered, and stays chosen all the same.
    if !typed.problem.is_empty() && !problems.iter().any(|choice| choice.chosen) {
        problems.push(Choice::new(&typed.problem, say.say1("change-problem-number", "number", typed.problem.as_str()), &typed.problem));
    }
    Ok(Page {
        t: say,
        shell,
        id: id.map(|id| id.0),
        risks: Risk::ALL.iter().map(risk).collect(),
        people: menus.people.iter().map(|(id, name)| Choice::new(id, name.as_str(), &typed.owner)).collect(),
        approvers: menus.people.iter().map(asked).collect(),
        problems,
        typed,
        fields,
    })
}
