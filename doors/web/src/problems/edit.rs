//! A problem is written down, from nothing, from a ticket, or from a ticket and its parts; and changed.

use ::problems::{Problem, ProblemId, ProblemInput, State as Standing};
use ::tickets::TicketId;
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use catalogue::Say;
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, new_key, once, with_flash};
use crate::ui::view::{Choice, Section, Shell};

/// The ticket that a problem is made from.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct From {
    ticket: Option<TicketId>,
}

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    about: String,
    root_cause: String,
    workaround: String,
    known_error: String,
    state: String,
    owner: String,
    category: String,
    /// The first incident, and whether its parts are incidents too.
    ticket: String,
    with_parts: String,
    key: String,
}

impl Typed {
    fn of(problem: &Problem) -> Self {
        let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        Self {
            name: problem.name.clone(),
            about: problem.about.clone(),
            root_cause: problem.root_cause.clone(),
            workaround: problem.workaround.clone(),
            known_error: if problem.known_error { "yes" } else { "" }.to_owned(),
            state: problem.state.to_string(),
            owner: number(problem.owner_id.map(|p| p.0)),
            category: number(problem.category_id.map(|c| c.0)),
            ..Self::default()
        }
    }

    fn input(&self) -> ProblemInput {
        ProblemInput {
            name: self.name.clone(),
            about: self.about.clone(),
            root_cause: self.root_cause.clone(),
            workaround: self.workaround.clone(),
            known_error: self.known_error == "yes",
            state: self.state.parse().unwrap_or(Standing::Open),
            owner: self.owner.parse().ok(),
            category: self.category.parse().ok(),
        }
    }
}

#[derive(Template)]
#[template(path = "problems/edit.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    /// The problem that is changed; a new one where there is none.
    id: Option<i64>,
    typed: Typed,
    /// The ticket it is made from: subject, and how many parts it has.
    made_from: Option<(String, usize)>,
    states: Vec<Choice>,
    people: Vec<Choice>,
    categories: Vec<Choice>,
    fields: &'a Fields,
}

/// `GET /problems/new`
pub async fn form_new(State(desk): State<Desk>, visitor: SignedIn, Query(from): Query<From>) -> Answer {
    let typed = Typed { ticket: from.ticket.map(|id| id.to_string()).unwrap_or_default(), ..Typed::default() };
    html(&page(&desk, &visitor, None, Some(typed), &Fields::default()).await?)
}

/// `GET /problems/{id}/edit`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<ProblemId>) -> Answer {
    html(&page(&desk, &visitor, Some(id), None, &Fields::default()).await?)
}

/// `POST /problems`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let (actor, sent) = (visitor.actor.clone(), typed.clone());
    let done = desk.db.write(move |tx| {
        let mut incidents: Vec<TicketId> = sent.ticket.parse().ok().into_iter().collect();
        if let (Some(&whole), "yes") = (incidents.first(), sent.with_parts.as_str()) {
            incidents.extend(tickets::parts(tx, &actor, whole)?.into_iter().map(|part| part.id));
        }
        once(tx, &actor, "problem", &sent.key, |tx| Ok(problems::open_problem(tx, &actor, &sent.input(), &incidents)?.id))
    });
    match caught(done.await)? {
        Ok(id) => Ok(with_flash(Redirect::to(&format!("/problems/{id}")), &Flash::new("toast-problem-added"))),
        Err(fields) => again(&page(&desk, &visitor, None, Some(typed), &fields).await?),
    }
}

/// `POST /problems/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<ProblemId>, Form(typed): Form<Typed>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), typed.input());
    match caught(desk.db.write(move |tx| problems::edit_problem(tx, &actor, id, &input)).await)? {
        Ok(_) => Ok(with_flash(Redirect::to(&format!("/problems/{id}")), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, Some(id), Some(typed), &fields).await?),
    }
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: Option<ProblemId>, typed: Option<Typed>, fields: &'a Fields) -> Answer<Page<'a>> {
    let reader = visitor.clone();
    let from = typed.as_ref().and_then(|typed| typed.ticket.parse::<TicketId>().ok());
    let read = desk.db.read(move |conn| {
        let known = id.map(|id| problems::problem(conn, &reader.actor, id)).transpose()?.map(|sheet| sheet.line.problem);
        let mut up = vec![crumb(reader.say.say("nav-problems"), "/problems")];
        if let Some(problem) = &known {
            up.push(crumb(problem.name.clone(), format!("/problems/{}", problem.id)));
        }
        up.push(here(reader.say.say(if id.is_some() { "problems-edit" } else { "problems-add" })));
        let ticket = match from {
            Some(id) => Some((tickets::ticket(conn, &reader.actor, id)?, tickets::parts(conn, &reader.actor, id)?.len())),
            None => None,
        };
        Ok((shell(conn, &reader, Section::Problems, up)?, known, ticket, tickets::menus(conn, &reader.actor)?))
    });
    let (shell, known, ticket, menus) = read.await?;
    let say = &visitor.say;
    let mut typed = match (typed, &known) {
        (None, Some(problem)) => Typed::of(problem),
        (typed, _) => typed.unwrap_or_default(),
    };
    if let Some((ticket, _)) = ticket.as_ref().filter(|_| typed.name.is_empty() && fields.is_empty()) {
        typed.name.clone_from(&ticket.subject);
        typed.category = ticket.category_id.map(|c| c.to_string()).unwrap_or_default();
    }
    if typed.key.is_empty() {
        typed.key = new_key();
    }
    let some = |key: &str, all: Vec<Choice>, chosen: &str| std::iter::once(Choice::new("", say.say(key), chosen)).chain(all).collect();
    let state = |state: &Standing| Choice::new(state, say.say(&format!("problem-state-{state}")), &typed.state);
    let people = menus.people.iter().map(|(id, name)| Choice::new(id, name.as_str(), &typed.owner)).collect();
    let categories = menus.categories.iter().map(|(id, path)| Choice::new(id, path.as_str(), &typed.category)).collect();
    Ok(Page {
        t: say,
        shell,
        id: id.map(|id| id.0),
        made_from: ticket.map(|(ticket, parts)| (format!("#{} {}", ticket.id, ticket.subject), parts)),
        states: Standing::ALL.iter().map(state).collect(),
        people: some("ticket-nobody", people, &typed.owner),
        categories: some("ticket-no-category", categories, &typed.category),
        typed,
        fields,
    })
}
