//! Who has the ticket open, and what they are writing.

use ::tickets::{Doing, TicketId};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;

use crate::desk::Desk;
use crate::front::{Answer, SignedIn};

/// `here`, `reply`, `note`, or `gone`.
#[derive(Deserialize)]
pub struct Said {
    state: String,
}

/// `POST /tickets/{id}/presence`
pub async fn say(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(said): Form<Said>) -> Answer<StatusCode> {
    let doing: Option<Doing> = said.state.parse().ok();
    desk.db
        .write(move |tx| match doing {
            Some(doing) => tickets::be_present(tx, &visitor.actor, ticket, doing),
            None => tickets::leave(tx, &visitor.actor, ticket),
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
