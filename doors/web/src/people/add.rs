//! `/people/new`: somebody the desk did not know yet.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use catalogue::{Language, Say};
use people::policy::{Action, allow};
use people::{AddPerson, PersonId, Role};
use serde::Deserialize;

use super::places::places;
use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, languages, shell, zones};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, new_key, once, with_flash};
use crate::ui::view::{Choice, Section, Shell};

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    email: String,
    phone: String,
    role: String,
    title: String,
    organization: String,
    site: String,
    language: String,
    zone: String,
    notes: String,
    key: String,
}

#[derive(Template)]
#[template(path = "people/add.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    typed: &'a Typed,
    fields: &'a Fields,
    roles: Vec<Choice>,
    organizations: Vec<Choice>,
    sites: Vec<Choice>,
    languages: Vec<Choice>,
    zones: Vec<Choice>,
    key: String,
}

/// `GET /people/new`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Query(typed): Query<Typed>) -> Answer {
    html(&page(&desk, &visitor, &typed, &Fields::default()).await?)
}

/// `POST /people`
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let (actor, key) = (visitor.actor.clone(), typed.key.clone());
    let input = AddPerson {
        email: Some(typed.email.clone()),
        phone: Some(typed.phone.clone()),
        title: typed.title.clone(),
        organization: typed.organization.parse().ok(),
        site: typed.site.parse().ok(),
        language: Language::parse(&typed.language).unwrap_or(visitor.say.language),
        zone: if typed.zone.is_empty() { visitor.person.zone.clone() } else { typed.zone.clone() },
        notes: typed.notes.clone(),
        ..AddPerson::new(typed.name.clone(), "", typed.role.parse().unwrap_or(Role::Requester))
    };
    let added = desk
        .db
        .write(move |tx| once(tx, &actor, "add_person", &key, |tx| Ok(people::add_person(tx, &actor, &input)?.id.0)).map(PersonId))
        .await;
    match caught(added)? {
        Ok(id) => Ok(with_flash(Redirect::to(&format!("/people/{id}")), &Flash::new("toast-added").with("name", typed.name))),
        Err(fields) => again(&page(&desk, &visitor, &typed, &fields).await?),
    }
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, typed: &'a Typed, fields: &'a Fields) -> Answer<Page<'a>> {
    let reader = visitor.clone();
    let (shell, places) = desk
        .db
        .read(move |conn| {
            let crumbs = vec![crumb(reader.say.say("nav-people"), "/people"), here(reader.say.say("people-add"))];
            Ok((shell(conn, &reader, Section::People, crumbs)?, places(conn, &reader.actor)?))
        })
        .await?;
    let (say, you) = (&visitor.say, &visitor.person);
    let role = if typed.role.is_empty() { Role::Requester.as_str() } else { &typed.role };
    let or = |typed: &'a str, own: &'a str| if typed.is_empty() { own } else { typed };
    let addable = Role::ALL.iter().filter(|r| allow(&visitor.actor, Action::adding(**r)).is_ok());
    Ok(Page {
        t: say,
        shell,
        typed,
        fields,
        roles: addable.map(|r| Choice::new(r, say.say(&format!("role-{r}")), role)).collect(),
        organizations: places.organizations(say, &typed.organization),
        sites: places.sites(say, &typed.site),
        languages: languages(or(&typed.language, &you.language)),
        zones: zones(or(&typed.zone, &you.zone)),
        key: if typed.key.is_empty() { new_key() } else { typed.key.clone() },
    })
}
