//! Addresses and telephone numbers of a person.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use outcome::Result;
use people::{AddPhone, ContactEmail, PersonId, RemovePhone};
use serde::Deserialize;

use super::show::wrong;
use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, caught, with_flash};

/// An address.
#[derive(Deserialize)]
pub struct TypedEmail {
    email: String,
}

/// A number.
#[derive(Deserialize)]
pub struct TypedPhone {
    phone: String,
    #[serde(default)]
    label: String,
}

/// `POST /people/{id}/emails`
pub async fn add_email(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>, Form(typed): Form<TypedEmail>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), ContactEmail { person: id, email: typed.email.clone() });
    let done = desk.db.write(move |tx| people::add_email(tx, &actor, &input)).await;
    answer(&desk, &visitor, id, done, &typed.email).await
}

/// `POST /people/{id}/emails/remove`
pub async fn remove_email(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>, Form(typed): Form<TypedEmail>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), ContactEmail { person: id, email: typed.email });
    let done = desk.db.write(move |tx| people::remove_email(tx, &actor, &input)).await;
    answer(&desk, &visitor, id, done, "").await
}

/// `POST /people/{id}/emails/primary`
pub async fn primary_email(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>, Form(typed): Form<TypedEmail>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), ContactEmail { person: id, email: typed.email });
    let done = desk.db.write(move |tx| people::make_email_primary(tx, &actor, &input)).await;
    answer(&desk, &visitor, id, done, "").await
}

/// `POST /people/{id}/phones`
pub async fn add_phone(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>, Form(typed): Form<TypedPhone>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), AddPhone { person: id, phone: typed.phone, label: typed.label });
    let done = desk.db.write(move |tx| people::add_phone(tx, &actor, &input)).await;
    answer(&desk, &visitor, id, done, "").await
}

/// `POST /people/{id}/phones/remove`
pub async fn remove_phone(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>, Form(typed): Form<TypedPhone>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), RemovePhone { person: id, phone: typed.phone });
    let done = desk.db.write(move |tx| people::remove_phone(tx, &actor, &input)).await;
    answer(&desk, &visitor, id, done, "").await
}

async fn answer(desk: &Desk, visitor: &SignedIn, id: PersonId, done: Result<()>, typed: &str) -> Answer {
    match caught(done)? {
        Ok(()) => Ok(with_flash(Redirect::to(&format!("/people/{id}")), &Flash::new("toast-saved"))),
        Err(fields) => wrong(desk, visitor, id, &fields, typed).await,
    }
}
