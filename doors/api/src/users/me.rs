//! `GET /users/me`: who a credential stands for; programs ask it first.

use axum::Json;
use axum::extract::State;
use people::directory;

use super::{UserAnswer, UserJson};
use crate::desk::Desk;
use crate::front::{Answer, Caller};

/// Whoever asks; a person who is nobody when nobody is known.
pub async fn show(State(desk): State<Desk>, caller: Option<Caller>) -> Answer<Json<UserAnswer>> {
    let Some(caller) = caller else { return Ok(Json(UserAnswer::new(UserJson::nobody("Anonymous user")))) };
    let id = caller.person.id;
    let profile = desk.db.read(move |conn| directory::profile(conn, &caller.actor, id)).await?;
    Ok(Json(UserAnswer::new(UserJson::new(&desk, &profile))))
}
