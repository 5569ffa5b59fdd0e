//! Taking back what was done just now.

use axum::extract::{Path, State};
use axum::response::Redirect;
use db::EventId;

use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, with_flash};

/// `POST /undo/{event}`
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, Path(event): Path<EventId>) -> Answer {
    let ticket = desk.db.write(move |tx| Ok(tickets::undo(tx, &visitor.actor, event)?.ticket.id)).await?;
    Ok(with_flash(Redirect::to(&format!("/tickets/{ticket}")), &Flash::new("toast-undone")))
}
