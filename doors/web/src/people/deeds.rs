//! What becomes of somebody's account: role, invitation, second factor, coming in at all.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use people::{ChangeRole, PersonId, Role};
use serde::Deserialize;

use super::show::wrong;
use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, caught, with_flash};
use crate::sign_in::letters;

/// The role wanted.
#[derive(Deserialize)]
pub struct Wanted {
    role: String,
}

/// `POST /people/{id}/role`
pub async fn role(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>, Form(wanted): Form<Wanted>) -> Answer {
    let role = wanted.role.parse::<Role>().map_err(|_| outcome::Error::invalid("role", "people-role-unknown"));
    let actor = visitor.actor.clone();
    let done = match role {
        Ok(role) => desk.db.write(move |tx| people::change_role(tx, &actor, &ChangeRole { person: id, role }).map(drop)).await,
        Err(wrong) => Err(wrong),
    };
    match caught(done)? {
        Ok(()) => Ok(back(id, &Flash::new("toast-role"))),
        Err(fields) => wrong(&desk, &visitor, id, &fields, "").await,
    }
}

/// `POST /people/{id}/invitation`: a letter with a link to choose a password.
pub async fn invite(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>) -> Answer {
    let (writer, reader) = (desk.clone(), visitor.clone());
    let done = desk
        .db
        .write(move |tx| {
            let invitation = people::invite(tx, &reader.actor, &id)?;
            letters::invitation(tx, &reader.actor, &writer, &reader.person.name, &invitation)?;
            Ok(invitation.email)
        })
        .await;
    match caught(done)? {
        Ok(email) => Ok(back(id, &Flash::new("toast-invited").with("email", email))),
        Err(fields) => wrong(&desk, &visitor, id, &fields, "").await,
    }
}

/// `POST /people/{id}/second-factor/reset`
pub async fn reset_second_factor(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>) -> Answer {
    desk.db.write(move |tx| people::reset_second_factor(tx, &visitor.actor, &id)).await?;
    Ok(back(id, &Flash::new("toast-reset")))
}

/// `POST /people/{id}/deactivation`
pub async fn deactivate(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>) -> Answer {
    let person = desk.db.write(move |tx| people::deactivate(tx, &visitor.actor, &id)).await?;
    Ok(back(id, &Flash::new("toast-deactivated").with("name", person.name).undo(format!("/people/{id}/reactivation"), 0)))
}

/// `POST /people/{id}/reactivation`
pub async fn reactivate(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>) -> Answer {
    let person = desk.db.write(move |tx| people::reactivate(tx, &visitor.actor, &id)).await?;
    Ok(back(id, &Flash::new("toast-reactivated").with("name", person.name)))
}

fn back(id: PersonId, flash: &Flash) -> Response {
    with_flash(Redirect::to(&format!("/people/{id}")), flash)
}
