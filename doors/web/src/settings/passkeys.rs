//! Registering and removing one's own passkeys.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use people::{PasskeyId, RegisterPasskey};
use serde::Deserialize;

use super::security::{back, wrong};
use crate::desk::Desk;
use crate::front::{Answer, SignedIn, caught};
use crate::sign_in::passkey::party;

/// `POST /settings/security/passkeys/options`: what the device is asked to make, as JSON.
pub async fn options(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let party = party(&desk)?;
    let options = desk.db.write(move |tx| people::begin_passkey(tx, &visitor.actor, &party)).await?;
    Ok(([(CONTENT_TYPE, "application/json")], options).into_response())
}

/// The device's answer, and what its person calls it.
#[derive(Deserialize)]
pub struct Made {
    name: String,
    credential: String,
}

/// `POST /settings/security/passkeys`
pub async fn register(State(desk): State<Desk>, visitor: SignedIn, Form(made): Form<Made>) -> Answer {
    let (party, actor) = (party(&desk)?, visitor.actor.clone());
    let input = RegisterPasskey { name: made.name, answer: made.credential };
    match caught(desk.db.write(move |tx| people::register_passkey(tx, &actor, &party, &input).map(drop)).await)? {
        Ok(()) => Ok(back("toast-passkey-added")),
        Err(fields) => wrong(&desk, &visitor, "passkey", &fields.renamed("name", "passkey-name").renamed("passkey", "passkey-name")).await,
    }
}

/// `POST /settings/security/passkeys/{id}/remove`
pub async fn remove(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PasskeyId>) -> Answer {
    desk.db.write(move |tx| people::remove_passkey(tx, &visitor.actor, &id)).await?;
    Ok(back("toast-passkey-removed"))
}
