//! `GET /tickets/{id}`.

use axum::Json;
use axum::extract::State;
use tickets::TicketId;

use super::present::Wanted;
use super::{TicketAnswer, TicketJson};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment};

/// One ticket: two statements, and one for each noun that is asked for beside it.
pub async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TicketId>, asked: Asked) -> Answer<Json<TicketAnswer>> {
    let wanted = Wanted::of(&asked);
    let (sheet, named) = desk
        .db
        .read(move |conn| {
            let sheet = tickets::sheet(conn, &caller.actor, id)?;
            let named = wanted.read(conn, &caller.actor, std::slice::from_ref(&sheet))?;
            Ok((sheet, named))
        })
        .await?;
    Ok(Json(TicketAnswer { ticket: TicketJson::new(&desk, &sheet), beside: named.json(&desk) }))
}
