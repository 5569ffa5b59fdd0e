//! Colleagues whose names begin with what was typed after an @.

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::front::{Answer, SignedIn};

/// People offered at once.
const OFFERED_MAX: i64 = 8;

/// What was typed.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    q: String,
}

/// `GET /mentions?q=`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Query(typed): Query<Typed>) -> Answer<Json<Vec<Value>>> {
    let found = desk.db.read(move |conn| people::find_people(conn, &visitor.actor, &typed.q, OFFERED_MAX)).await?;
    let offered = found.iter().filter(|p| p.role >= people::Role::Agent && p.active);
    Ok(Json(offered.map(|p| json!({ "name": p.name, "handle": format!("[{}](person:{})", p.name, p.id), "note": p.title })).collect()))
}
