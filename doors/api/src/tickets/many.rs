//! Many tickets in one request: shown at once, opened, changed and deleted one by one by a job.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use tickets::{By, TicketId, Which};

use super::input::TicketIn;
use super::{TicketsAnswer, list};
use crate::bulk;
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Refused, Sent};
use crate::job_statuses::JobStatusAnswer;

/// Tickets to be opened or changed: each for itself, or one change for all that `ids` names.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct TicketsBody {
    /// Each for itself.
    #[schemars(with = "Vec<TicketIn>")]
    pub tickets: Vec<Value>,
    /// The same for all of them.
    #[schemars(with = "Option<TicketIn>")]
    pub ticket: Option<Value>,
}

/// `GET /tickets/show_many?ids=1,2` (or `external_ids`, one).
pub async fn show(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<TicketsAnswer>> {
    let which = match asked.text("external_ids") {
        Some(name) => Which::External(name.to_owned()),
        None => Which::Ids(asked.ids("ids")?.into_iter().map(TicketId).collect()),
    };
    list::page_of(&desk, caller, &asked, which, (By::Number, false)).await
}

/// `POST /tickets/create_many`.
pub async fn create(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<TicketsBody>) -> Answer<Json<JobStatusAnswer>> {
    readable(&body.tickets)?;
    bulk::begin(&desk, &caller, "tickets.create", body.tickets).await
}

/// `PUT /tickets/update_many`: `{"tickets": [..]}`, or `?ids=1,2` and `{"ticket": {..}}`.
pub async fn update(
    State(desk): State<Desk>,
    caller: Caller,
    asked: Asked,
    Sent { body, .. }: Sent<TicketsBody>,
) -> Answer<Json<JobStatusAnswer>> {
    let parts = match body.ticket {
        Some(change) => asked.ids("ids")?.into_iter().map(|id| with_id(&change, id)).collect(),
        None => body.tickets,
    };
    readable(&parts)?;
    bulk::begin(&desk, &caller, "tickets.update", parts).await
}

/// `DELETE /tickets/destroy_many?ids=1,2`.
pub async fn destroy(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<JobStatusAnswer>> {
    let parts = asked.ids("ids")?.into_iter().map(|id| json!({ "id": id })).collect();
    bulk::begin(&desk, &caller, "tickets.delete", parts).await
}

fn with_id(change: &Value, id: i64) -> Value {
    let mut one = change.clone();
    if let Some(fields) = one.as_object_mut() {
        fields.insert("id".to_owned(), id.into());
    }
    one
}

/// What does not read is refused at once, and not by the job.
fn readable(parts: &[Value]) -> Answer<()> {
    for part in parts {
        serde_json::from_value::<TicketIn>(part.clone())
            .map_err(|error| Refused::Unreadable(format!("A ticket does not read: {error}")))?;
    }
    Ok(())
}
