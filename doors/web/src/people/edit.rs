//! `/people/{id}/edit`: name, title, where somebody belongs, what to know about them.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use people::policy::{Action, permit};
use people::{Answers, EditPerson, Noun, Person, PersonId};
use serde::Deserialize;

use super::answers::{self, Question};
use super::places::places;
use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    title: String,
    organization: String,
    sees_organization: String,
    site: String,
    notes: String,
    /// The desk's own questions.
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

impl Typed {
    fn of(person: &Person) -> Self {
        Self {
            name: person.name.clone(),
            title: person.title.clone(),
            organization: person.organization_id.map(|o| o.to_string()).unwrap_or_default(),
            sees_organization: if person.sees_organization { "yes" } else { "" }.to_owned(),
            site: person.site_id.map(|s| s.to_string()).unwrap_or_default(),
            notes: person.notes.clone(),
            rest: BTreeMap::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "people/edit.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    typed: Typed,
    fields: &'a Fields,
    organizations: Vec<Choice>,
    sites: Vec<Choice>,
    questions: Vec<Question>,
}

/// `GET /people/{id}/edit`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>) -> Answer {
    html(&page(&desk, &visitor, id, None, &Fields::default()).await?)
}

/// `POST /people/{id}`
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>, Form(typed): Form<Typed>) -> Answer {
    let actor = visitor.actor.clone();
    let input = EditPerson {
        person: id,
        name: typed.name.clone(),
        title: typed.title.clone(),
        organization: typed.organization.parse().ok(),
        sees_organization: typed.sees_organization == "yes",
        site: typed.site.parse().ok(),
        notes: typed.notes.clone(),
    };
    let answers = Answers { of: id, given: answers::given(&typed.rest) };
    let written = desk.db.write(move |tx| {
        people::edit_person(tx, &actor, &input)?;
        people::answer_person(tx, &actor, &answers)
    });
    match caught(written.await)? {
        Ok(()) => Ok(with_flash(Redirect::to(&format!("/people/{id}")), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, id, Some(typed), &fields).await?),
    }
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: PersonId, typed: Option<Typed>, fields: &'a Fields) -> Answer<Page<'a>> {
    let reader = visitor.clone();
    let (shell, person, places, asked, known) = desk
        .db
        .read(move |conn| {
            let person = permit(conn, &reader.actor, Action::EditPerson, id)?.into_inner();
            let up = vec![
                crumb(reader.say.say("nav-people"), "/people"),
                crumb(person.name.clone(), format!("/people/{id}")),
                here(reader.say.say("people-edit")),
            ];
            let (asked, known) = (people::noun_fields(conn, Noun::Person)?, people::person_answers(conn, id)?);
            Ok((shell(conn, &reader, Section::People, up)?, person, places(conn, &reader.actor)?, asked, known))
        })
        .await?;
    let questions = answers::questions(&visitor.say, &asked, &known, typed.as_ref().map(|typed| &typed.rest));
    let (say, typed) = (&visitor.say, typed.unwrap_or_else(|| Typed::of(&person)));
    Ok(Page {
        t: say,
        shell,
        id: id.0,
        organizations: places.organizations(say, &typed.organization),
        sites: places.sites(say, &typed.site),
        typed,
        questions,
        fields,
    })
}
