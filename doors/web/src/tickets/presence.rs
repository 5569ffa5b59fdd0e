//! Who has the ticket open, and what they are writing.

use ::tickets::{Doing, MarkRead, MessageId, TicketId};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;

use super::show::seen;
use crate::desk::Desk;
use crate::front::{Answer, SignedIn};

/// What an open page says.
#[derive(Deserialize)]
pub struct Said {
    /// `here`, `reply`, `note`, or `gone`.
    state: String,
    /// The newest message of a page that was fetched ahead: it is looked at only now.
    seen: Option<MessageId>,
}

/// `POST /tickets/{id}/presence`
pub async fn say(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(said): Form<Said>) -> Answer<StatusCode> {
    let doing: Option<Doing> = said.state.parse().ok();
    desk.db
        .write(move |tx| {
            if let Some(message) = said.seen {
                seen(tx, &visitor.actor, &MarkRead { ticket, message })?;
            }
            match doing {
                Some(doing) => tickets::be_present(tx, &visitor.actor, ticket, doing),
                None => tickets::leave(tx, &visitor.actor, ticket),
            }
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
