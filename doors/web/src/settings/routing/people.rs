//! What is said of people and categories, and whether somebody takes tickets now.

use std::collections::BTreeMap;

use ::people::{PersonId, TeamId};
use ::routing::{Candidate, PersonInput};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use outcome::{Error, Sentence};
use serde::Deserialize;
use tickets::CategoryId;

use super::typed::{Typed, skills_of, written};
use super::{HERE, list_page, team_page};
use crate::desk::Desk;
use crate::frame::again;
use crate::front::{Answer, Flash, SignedIn, caught, with_flash};

/// Somebody of a team, with what is said of them and how they stand.
pub struct PersonRow {
    pub id: i64,
    pub name: String,
    pub stands: String,
    pub capacity: i64,
    pub skills: String,
}

impl PersonRow {
    pub fn of(say: &Say, one: &Candidate, names: &BTreeMap<PersonId, String>) -> Self {
        let key = match (one.away, one.on_shift) {
            (true, _) => "routing-is-away",
            (false, false) => "routing-is-off-shift",
            (false, true) if one.open >= one.capacity => "routing-is-full",
            (false, true) => "routing-is-there",
        };
        Self {
            id: one.person.0,
            name: names.get(&one.person).cloned().unwrap_or_default(),
            stands: say.say2(key, "open", one.open, "capacity", one.capacity).into_owned(),
            capacity: one.capacity,
            skills: written(&one.skills),
        }
    }
}

/// What is typed about a person.
#[derive(Deserialize)]
pub struct Said {
    capacity: String,
    skills: String,
}

/// `POST /settings/routing/{id}/people/{person}`
pub async fn save_person(
    State(desk): State<Desk>,
    visitor: SignedIn,
    Path((team, person)): Path<(TeamId, PersonId)>,
    Form(said): Form<Said>,
) -> Answer {
    let actor = visitor.actor.clone();
    let saved = desk
        .db
        .write(move |tx| {
            let wrong = || Error::invalid("capacity", Sentence::new("routing-capacity").with("max", ::routing::CAPACITY_MAX));
            let capacity = said.capacity.trim().parse().map_err(|_| wrong())?;
            ::routing::set_person(tx, &actor, &PersonInput { person, capacity, skills: skills_of(&said.skills) })
        })
        .await;
    match caught(saved)? {
        Ok(()) => Ok(with_flash(Redirect::to(&format!("{HERE}/{team}")), &Flash::new("toast-saved"))),
        Err(fields) => {
            let actor = visitor.actor.clone();
            let typed = Typed::of(&desk.db.read(move |conn| ::routing::way_of_team(conn, &actor, team)).await?);
            again(&team_page(&desk, &visitor, team, &typed, &fields, None).await?)
        }
    }
}

/// What is typed about a category.
#[derive(Clone, Deserialize)]
pub struct Needed {
    category: String,
    needs: String,
}

/// `POST /settings/routing/needs`
pub async fn save_needs(State(desk): State<Desk>, visitor: SignedIn, Form(needed): Form<Needed>) -> Answer {
    let (actor, sent) = (visitor.actor.clone(), needed.clone());
    let saved = desk
        .db
        .write(move |tx| {
            let category: CategoryId = sent.category.parse().map_err(|_| Error::invalid("category", "routing-no-category"))?;
            ::routing::set_needs(tx, &actor, category, &skills_of(&sent.needs))
        })
        .await;
    match caught(saved)? {
        Ok(()) => Ok(with_flash(Redirect::to(HERE), &Flash::new("toast-saved"))),
        Err(fields) => again(&list_page(&desk, &visitor, &needed.category, &needed.needs, &fields).await?),
    }
}

/// Does somebody take tickets?
#[derive(Deserialize)]
pub struct Switch {
    away: String,
}

/// `POST /absences/switch`: one's own.
pub async fn switch(State(desk): State<Desk>, visitor: SignedIn, Form(switch): Form<Switch>) -> Answer {
    let away = switch.away == "yes";
    desk.db
        .write(move |tx| match visitor.actor.person() {
            Some(person) => ::routing::switch_away(tx, &visitor.actor, person, away),
            None => Err(outcome::Refusal::NotFound.into()),
        })
        .await?;
    let says = if away { "toast-takes-none" } else { "toast-takes-again" };
    Ok(with_flash(Redirect::to("/absences"), &Flash::new(says)))
}
