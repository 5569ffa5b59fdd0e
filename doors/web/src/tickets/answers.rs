//! `/tickets/{id}/fields`: what the ticket says in the desk's own fields, beside it and as a page.

use std::collections::BTreeMap;

use ::tickets::policy::Action;
use ::tickets::{Answer as Answered, AskedOf, FieldId, FillIn, Forms, Question, Required, TicketId};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use catalogue::Say;
use db::Moment;
use outcome::{Error, Refusal};

use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, shell};
use crate::front::{Answer, Fields, Flash, Refused, SignedIn, caught, with_flash};
use crate::ui::questions::{Asked, TypedAnswers, answered, asked, given, typed_of};
use crate::ui::view::{Section, Shell};

/// The section beside a ticket.
pub struct Panel {
    /// What was answered: question and answer.
    pub answered: Vec<(String, String)>,
    /// What is asked.
    pub asks: Vec<Asked>,
}

/// The section beside a ticket under the category with this path.
#[must_use]
pub fn panel(say: &Say, forms: &Forms, path: Option<&str>, answers: &BTreeMap<FieldId, Answered>, now: Moment) -> Panel {
    let form = questions(forms, path);
    let asks = asked(say, forms, &form, &typed_of(answers), &Fields::default(), Required::Resolving);
    Panel { answered: answered(say, forms, answers, now), asks }
}

/// What is asked under the category.
fn questions<'f>(forms: &'f Forms, path: Option<&str>) -> Vec<Question<'f>> {
    forms.form(path, AskedOf::Desk)
}

#[derive(Template)]
#[template(path = "tickets/answers.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    fields: &'a Fields,
    asks: Vec<Asked>,
}

/// `GET /tickets/{id}/fields`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>) -> Answer {
    html(&page(&desk, &visitor, id, None, &Fields::default()).await?)
}

/// `POST /tickets/{id}/fields`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>, Form(typed): Form<TypedAnswers>) -> Answer {
    let (actor, sent) = (visitor.actor.clone(), typed.clone());
    let saved = desk.db.write(move |tx| {
        let ticket = tickets::ticket(tx, &actor, id)?;
        let path = ticket.category_id.map(|c| tickets::category(tx, c)).transpose()?.map(|c| c.path);
        let (forms, _) = tickets::answers(tx, &ticket)?;
        let given = given(&questions(&forms, path.as_deref()), &sent);
        tickets::fill_in(tx, &actor, &FillIn { ticket: id, given })
    });
    match caught(saved.await)? {
        Ok(changed) => {
            let flash = match changed.event {
                Some(event) => Flash::new("toast-answered").undo(format!("/undo/{event}"), 0),
                None => Flash::new("toast-unchanged"),
            };
            Ok(with_flash(Redirect::to(&format!("/tickets/{id}")), &flash))
        }
        Err(fields) => again(&page(&desk, &visitor, id, Some(typed), &fields).await?),
    }
}

/// The outcome of a deed; where an answer is missing first, the page that asks for it.
///
/// # Errors
/// Every other refusal.
pub async fn or_ask(outcome: Answer, desk: &Desk, visitor: &SignedIn, id: TicketId) -> Answer<Response> {
    match outcome {
        Err(Refused(Error::Refused(Refusal::Invalid(missing)))) if missing.iter().any(|e| e.field.starts_with("field-")) => {
            match caught::<()>(Err(Refusal::Invalid(missing).into()))? {
                Err(fields) => again(&page(desk, visitor, id, None, &fields).await?),
                Ok(()) => Err(Refusal::NotFound.into()),
            }
        }
        other => other,
    }
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: TicketId, typed: Option<TypedAnswers>, fields: &'a Fields) -> Answer<Page<'a>> {
    let reader = visitor.clone();
    let (shell, path, forms, answers) = desk
        .db
        .read(move |conn| {
            let ticket = tickets::ticket(conn, &reader.actor, id)?;
            ticket.demand(Action::FillIn)?;
            let path = ticket.category_id.map(|c| tickets::category(conn, c)).transpose()?.map(|c| c.path);
            let up = crumb(format!("#{id}"), format!("/tickets/{id}"));
            let crumbs = vec![crumb(reader.say.say("nav-queue"), "/tickets"), up, here(reader.say.say("answers-title"))];
            let (forms, answers) = tickets::answers(conn, &ticket)?;
            Ok((shell(conn, &reader, Section::Queue, crumbs)?, path, forms, answers))
        })
        .await?;
    let form = questions(&forms, path.as_deref());
    let typed = typed.unwrap_or_else(|| typed_of(&answers));
    let asks = asked(&visitor.say, &forms, &form, &typed, fields, Required::Resolving);
    Ok(Page { t: &visitor.say, shell, id: id.0, fields, asks })
}
