//! Answering on the page of a request.

use ::satisfaction::Rate;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use tickets::TicketId;

use super::view::Typed;
use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, with_flash};

/// `POST /portal/requests/{id}/satisfaction`
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    let rate = Rate { ticket, score: typed.score()?, comment: typed.comment };
    desk.db.write(move |tx| ::satisfaction::rate(tx, &visitor.actor, &rate)).await?;
    Ok(with_flash(Redirect::to(&format!("/portal/requests/{ticket}")), &Flash::new("toast-rated")))
}
