//! Adding and changing an organization.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use people::directory::{self, OrganizationCard};
use people::{Answers, Noun, OrganizationId, OrganizationInput};
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::people::answers::{self, Question};
use crate::ui::view::{Section, Shell};

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    domains: String,
    shares_tickets: String,
    notes: String,
    /// The desk's own questions.
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

impl Typed {
    fn input(&self) -> OrganizationInput {
        OrganizationInput {
            name: self.name.clone(),
            domains: self.domains.split([',', ' ', '\n', '\r', ';']).map(str::to_owned).collect(),
            shares_tickets: self.shares_tickets == "yes",
            notes: self.notes.clone(),
        }
    }

    fn of(card: &OrganizationCard) -> Self {
        Self {
            name: card.organization.name.clone(),
            domains: card.domains.join("\n"),
            shares_tickets: if card.organization.shares_tickets { "yes" } else { "" }.to_owned(),
            notes: card.organization.notes.clone(),
            rest: BTreeMap::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "organizations/edit.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    /// The organization that is changed; a new one where there is none.
    id: Option<i64>,
    typed: Typed,
    questions: Vec<Question>,
    fields: &'a Fields,
}

/// `GET /organizations/new`
pub async fn form_new(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, None, &Fields::default()).await?)
}

/// `GET /organizations/{id}/edit`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<OrganizationId>) -> Answer {
    html(&page(&desk, &visitor, Some(id), None, &Fields::default()).await?)
}

/// `POST /organizations`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), typed.input());
    let given = answers::given(&typed.rest);
    let written = desk.db.write(move |tx| {
        let made = people::add_organization(tx, &actor, &input)?;
        people::answer_organization(tx, &actor, &Answers { of: made.id, given: given.clone() })?;
        Ok(made)
    });
    match caught(written.await)? {
        Ok(done) => {
            Ok(with_flash(Redirect::to(&format!("/organizations/{}", done.id)), &Flash::new("toast-added").with("name", done.name)))
        }
        Err(fields) => again(&page(&desk, &visitor, None, Some(typed), &fields).await?),
    }
}

/// `POST /organizations/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<OrganizationId>, Form(typed): Form<Typed>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), typed.input());
    let answers = Answers { of: id, given: answers::given(&typed.rest) };
    let written = desk.db.write(move |tx| {
        people::edit_organization(tx, &actor, id, &input)?;
        people::answer_organization(tx, &actor, &answers)
    });
    match caught(written.await)? {
        Ok(()) => Ok(with_flash(Redirect::to(&format!("/organizations/{id}")), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, Some(id), Some(typed), &fields).await?),
    }
}

async fn page<'a>(
    desk: &Desk,
    visitor: &'a SignedIn,
    id: Option<OrganizationId>,
    typed: Option<Typed>,
    fields: &'a Fields,
) -> Answer<Page<'a>> {
    let reader = visitor.clone();
    let (shell, card, asked, known) = desk
        .db
        .read(move |conn| {
            let card = id.map(|id| directory::organization(conn, &reader.actor, id)).transpose()?;
            let name = card.as_ref().map_or_else(|| reader.say.say("organizations-add").into_owned(), |c| c.organization.name.clone());
            let up = vec![crumb(reader.say.say("nav-organizations"), "/organizations"), here(name)];
            let asked = people::noun_fields(conn, Noun::Organization)?;
            let known = id.map_or(Ok(Vec::new()), |id| people::organization_answers(conn, id))?;
            Ok((shell(conn, &reader, Section::Organizations, up)?, card, asked, known))
        })
        .await?;
    let questions = answers::questions(&visitor.say, &asked, &known, typed.as_ref().map(|typed| &typed.rest));
    let typed = typed.or_else(|| card.as_ref().map(Typed::of)).unwrap_or_default();
    Ok(Page { t: &visitor.say, shell, id: id.map(|i| i.0), typed, questions, fields })
}
