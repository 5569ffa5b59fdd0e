//! A reply that is held back for a moment: taken back, or sent at once.

use ::tickets::MessageId;
use axum::extract::{Path, State};
use axum::response::Redirect;

use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, with_flash};

/// `POST /messages/{id}/withdrawal`: the text is back in the composer.
pub async fn withdraw(State(desk): State<Desk>, visitor: SignedIn, Path(message): Path<MessageId>) -> Answer {
    let draft = desk.db.write(move |tx| tickets::undo_reply(tx, &visitor.actor, message)).await?;
    let back = draft.ticket.map_or_else(|| "/tickets".to_owned(), |ticket| format!("/tickets/{ticket}#composer"));
    Ok(with_flash(Redirect::to(&back), &Flash::new("toast-withdrawn")))
}

/// `POST /messages/{id}/departure`
pub async fn send_now(State(desk): State<Desk>, visitor: SignedIn, Path(message): Path<MessageId>) -> Answer {
    let ticket = desk.db.write(move |tx| Ok(tickets::send_now(tx, &visitor.actor, message)?.id)).await?;
    Ok(with_flash(Redirect::to(&format!("/tickets/{ticket}#m-{message}")), &Flash::new("toast-sent")))
}
