//! `/people/{id}/erasure`: somebody is erased for good, after a look at what it touches and their name typed once more.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use people::policy::{Action, permit};
use people::{ErasePerson, PersonId};
use privacy::{BeginErasure, Erasure, Touched};
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Section, Shell};

/// What was typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    unfinished: String,
}

#[derive(Template)]
#[template(path = "people/erase.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    name: String,
    touched: Touched,
    under_way: Option<Erasure>,
    typed: Typed,
    fields: &'a Fields,
}

/// `GET /people/{id}/erasure`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>) -> Answer {
    html(&page(&desk, &visitor, id, Typed::default(), &Fields::default()).await?)
}

/// `POST /people/{id}/erasure`
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>, Form(typed): Form<Typed>) -> Answer {
    let begin = BeginErasure {
        erase: ErasePerson { person: id, name: Some(typed.name.clone()) },
        unfinished_too: typed.unfinished == "yes",
        person_called: visitor.say.say("erased-person-called").into_owned(),
        ticket_called: visitor.say.say("erased-ticket-called").into_owned(),
    };
    let actor = visitor.actor.clone();
    match caught(desk.db.write(move |tx| privacy::begin_erasure(tx, &actor, &begin)).await)? {
        Ok(_) => Ok(with_flash(Redirect::to(&format!("/people/{id}")), &Flash::new("toast-erasure-begun"))),
        Err(fields) => again(&page(&desk, &visitor, id, typed, &fields).await?),
    }
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: PersonId, typed: Typed, fields: &'a Fields) -> Answer<Page<'a>> {
    let reader = visitor.clone();
    let (shell, name, touched, under_way) = desk
        .db
        .read(move |conn| {
            let person = permit(conn, &reader.actor, Action::ErasePerson, id)?.into_inner();
            let up = vec![
                crumb(reader.say.say("nav-people"), "/people"),
                crumb(person.name.clone(), format!("/people/{id}")),
                here(reader.say.say("people-erase")),
            ];
            let touched = privacy::touched(conn, &reader.actor, id)?;
            let under_way = privacy::erasure_of(conn, id)?;
            Ok((shell(conn, &reader, Section::People, up)?, person.name, touched, under_way))
        })
        .await?;
    Ok(Page { t: &visitor.say, shell, id: id.0, name, touched, under_way, typed, fields })
}
