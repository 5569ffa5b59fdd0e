//! `/search.json?q=`: places to go to, for the palette.

use ::tickets::Jump;
use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::front::{Answer, SignedIn};

/// Places of each kind.
const PLACES_MAX: usize = 6;

/// What was typed.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    q: String,
}

/// The places.
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Query(typed): Query<Typed>) -> Answer<Json<Value>> {
    let places = desk.db.read(move |conn| tickets::jump(conn, &visitor.actor, &typed.q, PLACES_MAX)).await?;
    let results: Vec<Value> = places.iter().map(place).collect();
    Ok(Json(json!({ "results": results })))
}

fn place(jump: &Jump) -> Value {
    match jump {
        Jump::Ticket(t, _) => {
            json!({ "href": format!("/tickets/{}", t.id), "label": t.subject, "note": format!("#{}", t.id), "icon": "inbox" })
        }
        Jump::Person(p) => {
            let note = p.organization.as_deref().unwrap_or_default();
            json!({ "href": format!("/people/{}", p.id), "label": p.name, "note": note, "icon": "user" })
        }
        Jump::Organization(o) => json!({ "href": format!("/organizations/{}", o.id), "label": o.name, "icon": "building-2" }),
    }
}
