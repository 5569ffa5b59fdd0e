//! The steps of a ticket: ticked with who and when, added one by one or from a checklist.

use ::tickets::{AddCheck, Changed, Check, CheckId, ChecklistId, RemoveCheck, StartChecklist, Tick, TicketId};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use db::{Moment, Tx};
use outcome::Result;
use people::Actor;
use serde::Deserialize;

use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, with_flash};

/// The section beside a ticket.
pub struct Steps {
    /// The steps, each below a head where a checklist begins.
    pub all: Vec<Step>,
    /// How many are done.
    pub done: usize,
    /// The same in words.
    pub words: String,
}

/// A step.
pub struct Step {
    /// Its number.
    pub id: i64,
    /// The checklist that begins with it.
    pub head: Option<String>,
    /// What is to be done.
    pub text: String,
    /// Who ticked it, and when; nothing while it is open.
    pub done: Option<String>,
}

/// The steps in the reader's words.
#[must_use]
pub fn steps(say: &Say, checks: &[Check], now: Moment) -> Steps {
    let mut last = "";
    let mut all = Vec::with_capacity(checks.len());
    for check in checks {
        let head = (check.list != last).then(|| check.list.clone()).filter(|list| !list.is_empty());
        last = &check.list;
        let done = check.done_at.map(|at| {
            let who = check.done_by_name.clone().unwrap_or_else(|| say.say("told-firstline").into_owned());
            say.say2("check-done", "name", who.as_str(), "time", say.day_time(at.0, now.0).as_ref()).into_owned()
        });
        all.push(Step { id: check.id.0, head, text: check.text.clone(), done });
    }
    let done = all.iter().filter(|s| s.done.is_some()).count();
    let words = say.say2("checks-progress", "done", done, "all", all.len()).into_owned();
    Steps { all, done, words }
}

async fn back(
    desk: &Desk,
    visitor: &SignedIn,
    ticket: TicketId,
    deed: impl Fn(&mut Tx<'_>, &Actor) -> Result<Changed> + Send + 'static,
) -> Answer {
    let actor = visitor.actor.clone();
    desk.db.write(move |tx| deed(tx, &actor).map(drop)).await?;
    Ok(with_flash(Redirect::to(&format!("/tickets/{ticket}#ctx-checks")), &Flash::new("toast-saved")))
}

/// What is typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    text: String,
    checklist: String,
    done: String,
}

/// `POST /tickets/{id}/checks`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    let add = AddCheck { ticket, text: typed.text };
    back(&desk, &visitor, ticket, move |tx, actor| tickets::add_check(tx, actor, &add)).await
}

/// `POST /tickets/{id}/checklists`
pub async fn start(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    let start = StartChecklist { ticket, checklist: ChecklistId(typed.checklist.parse().unwrap_or(0)) };
    back(&desk, &visitor, ticket, move |tx, actor| tickets::start_checklist(tx, actor, &start)).await
}

/// `POST /tickets/{id}/checks/{other}`
pub async fn tick(
    State(desk): State<Desk>,
    visitor: SignedIn,
    Path((ticket, check)): Path<(TicketId, CheckId)>,
    Form(typed): Form<Typed>,
) -> Answer {
    let tick = Tick { ticket, check, done: typed.done == "yes" };
    back(&desk, &visitor, ticket, move |tx, actor| tickets::tick(tx, actor, &tick)).await
}

/// `POST /tickets/{id}/checks/{other}/remove`
pub async fn remove(State(desk): State<Desk>, visitor: SignedIn, Path((ticket, check)): Path<(TicketId, CheckId)>) -> Answer {
    let remove = RemoveCheck { ticket, check };
    back(&desk, &visitor, ticket, move |tx, actor| tickets::remove_check(tx, actor, &remove)).await
}
