//! Deleting tickets and bringing them back.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use db::Tx;
use outcome::Result;
use people::Actor;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use tickets::{Ticket, TicketId};

use super::words;
use crate::bulk::{BULK_MAX, Made, bulk_count};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Start, Turn, Walked, iso};

/// A ticket that was deleted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DeletedTicketJson {
    /// Its number.
    pub id: i64,
    /// What it is about, in a line.
    pub subject: String,
    /// What it said first is not shown.
    pub description: Option<String>,
    /// Who deleted it is told by its audits.
    pub actor: Value,
    /// When it was deleted.
    pub deleted_at: String,
    /// Where it stood.
    pub previous_state: String,
}

/// A page of them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DeletedTicketsAnswer {
    /// The tickets.
    pub deleted_tickets: Vec<DeletedTicketJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// `DELETE /tickets/{id}`.
pub async fn delete(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TicketId>) -> Answer<StatusCode> {
    desk.db.write(move |tx| tickets::delete(tx, &caller.actor, id).map(drop)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `PUT /deleted_tickets/{id}/restore`.
pub async fn restore(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TicketId>) -> Answer<Json<Value>> {
    desk.db.write(move |tx| tickets::restore(tx, &caller.actor, id).map(drop)).await?;
    Ok(Json(json!({})))
}

/// `PUT /deleted_tickets/restore_many?ids=1,2`: all of them, or none when one cannot be.
pub async fn restore_many(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<Value>> {
    let ids = asked.ids("ids")?;
    if ids.is_empty() || ids.len() > BULK_MAX {
        return Err(bulk_count().into());
    }
    desk.db.write(move |tx| ids.iter().try_for_each(|id| tickets::restore(tx, &caller.actor, TicketId(*id)).map(drop))).await?;
    Ok(Json(json!({})))
}

/// `GET /deleted_tickets`, the last deleted first.
pub async fn list(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<DeletedTicketsAnswer>> {
    let page = asked.page()?;
    let skip = match page.start {
        Start::Skip(count) | Start::After(count, _) => count,
        Start::Before(count, _) => count - i64::try_from(page.size).unwrap_or(0),
        Start::Begin => 0,
    };
    let mut found = desk.db.read(move |conn| tickets::deleted(conn, &caller.actor, skip, page.size + 1)).await?;
    let more = found.len() > page.size;
    found.truncate(page.size);
    let shown = i64::try_from(found.len()).unwrap_or(0);
    // The list is read by counting; its cursors say after how many.
    let walked = Walked { first: Some((skip, 0)), last: Some((skip + shown, 0)), more, count: Some(skip + shown + i64::from(more)) };
    let turn = page.turn(&desk, &asked, &walked);
    Ok(Json(DeletedTicketsAnswer { deleted_tickets: found.iter().map(json_of).collect(), turn }))
}

fn json_of(ticket: &Ticket) -> DeletedTicketJson {
    DeletedTicketJson {
        id: ticket.id.0,
        subject: ticket.subject.clone(),
        description: None,
        actor: json!({ "id": null, "name": null }),
        deleted_at: iso(ticket.deleted_at.unwrap_or(ticket.updated_at)),
        previous_state: words::status(ticket.status).to_owned(),
    }
}

/// One of many to be deleted, for a bulk call.
///
/// # Errors
/// What the domain refuses.
pub fn part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    let id = input["id"].as_i64().unwrap_or_default();
    tickets::delete(tx, actor, TicketId(id))?;
    Ok(Made { id, action: "delete", status: "Deleted" })
}
