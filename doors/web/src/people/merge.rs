//! `/people/{id}/merge`: two people who are one, after a look at who they are and what goes along.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use people::directory::{self, Profile};
use people::policy::{Action, permit};
use people::{MergePeople, PersonId};
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::tickets::person_named;
use crate::ui::view::{Section, Shell};

/// Who stays, as it was typed, and then as it was looked at.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    who: String,
    into: String,
}

/// Somebody as they are shown before they are merged: number, name, how they are reached, where they belong.
struct Shown {
    id: i64,
    name: String,
    reached: String,
}

impl Shown {
    fn of(say: &Say, profile: &Profile) -> Self {
        let ways: Vec<String> = profile.email.iter().chain(&profile.phone).cloned().collect();
        Self { id: profile.person.id.0, name: profile.person.name.clone(), reached: say.list(&ways) }
    }
}

#[derive(Template)]
#[template(path = "people/merge.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    gone: Shown,
    stays: Option<Shown>,
    tickets: i64,
    typed: Typed,
    fields: &'a Fields,
}

/// `GET /people/{id}/merge`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>) -> Answer {
    html(&page(&desk, &visitor, id, None, Typed::default(), &Fields::default()).await?)
}

/// `POST /people/{id}/merge`: first somebody is named and looked at, then both are merged.
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>, Form(typed): Form<Typed>) -> Answer {
    let (actor, asked) = (visitor.actor.clone(), typed.clone());
    if let Ok(into) = typed.into.parse::<PersonId>() {
        let merge = MergePeople { person: id, into };
        let merged = desk.db.write(move |tx| tickets::merge_people(tx, &actor, &merge)).await;
        return match caught(merged)? {
            Ok(stays) => {
                Ok(with_flash(Redirect::to(&format!("/people/{into}")), &Flash::new("toast-people-merged").with("name", stays.name)))
            }
            Err(fields) => again(&page(&desk, &visitor, id, Some(into), typed, &fields).await?),
        };
    }
    match caught(desk.db.read(move |conn| person_named(conn, &actor, &asked.who)).await)? {
        Ok(into) => html(&page(&desk, &visitor, id, Some(into), typed, &Fields::default()).await?),
        Err(fields) => again(&page(&desk, &visitor, id, None, typed, &fields).await?),
    }
}

async fn page<'a>(
    desk: &Desk,
    visitor: &'a SignedIn,
    id: PersonId,
    into: Option<PersonId>,
    typed: Typed,
    fields: &'a Fields,
) -> Answer<Page<'a>> {
    let reader = visitor.clone();
    let (shell, gone, stays, tickets) = desk
        .db
        .read(move |conn| {
            let person = permit(conn, &reader.actor, Action::MergePeople, id)?.into_inner();
            let up = vec![
                crumb(reader.say.say("nav-people"), "/people"),
                crumb(person.name, format!("/people/{id}")),
                here(reader.say.say("people-merge")),
            ];
            let gone = directory::profile(conn, &reader.actor, id)?;
            let stays = into.map(|into| directory::profile(conn, &reader.actor, into)).transpose()?;
            let tickets = tickets::count_of(conn, &reader.actor, &tickets::Which::RequestedBy(id))?;
            Ok((shell(conn, &reader, Section::People, up)?, gone, stays, tickets))
        })
        .await?;
    let say = &visitor.say;
    let (gone, stays) = (Shown::of(say, &gone), stays.map(|stays| Shown::of(say, &stays)));
    Ok(Page { t: say, shell, id: id.0, gone, stays, tickets, typed, fields })
}
