//! "It is solved", "It is not solved".

use ::tickets::{Confirm, TicketId};
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};

use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, with_flash};

/// `POST /portal/requests/{id}/solved`
pub async fn solved(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>) -> Answer {
    let flash = Flash::new("toast-portal-solved").undo(format!("/portal/requests/{ticket}/not-solved"), 0);
    confirm(&desk, visitor, Confirm { ticket, solved: true }, &flash).await
}

/// `POST /portal/requests/{id}/not-solved`
pub async fn not_solved(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>) -> Answer {
    confirm(&desk, visitor, Confirm { ticket, solved: false }, &Flash::new("toast-portal-not-solved")).await
}

async fn confirm(desk: &Desk, visitor: SignedIn, confirm: Confirm, flash: &Flash) -> Answer<Response> {
    desk.db.write(move |tx| tickets::confirm(tx, &visitor.actor, &confirm)).await?;
    Ok(with_flash(Redirect::to(&format!("/portal/requests/{}", confirm.ticket)), flash))
}
