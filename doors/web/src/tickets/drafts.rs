//! What somebody is writing, kept on the server while they type.

use ::tickets::{Mode, SaveDraft, TicketId};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;

use crate::desk::Desk;
use crate::front::{Answer, SignedIn};

/// A draft as the page sends it.
#[derive(Deserialize)]
pub struct Typed {
    mode: Mode,
    body: String,
    #[serde(default)]
    subject: String,
}

/// `POST /tickets/{id}/draft`
pub async fn save(
    State(desk): State<Desk>,
    visitor: SignedIn,
    Path(ticket): Path<TicketId>,
    Form(typed): Form<Typed>,
) -> Answer<StatusCode> {
    keep(&desk, &visitor, Some(ticket), typed).await
}

/// `POST /drafts/new-ticket`
pub async fn save_new(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer<StatusCode> {
    keep(&desk, &visitor, None, Typed { mode: Mode::New, ..typed }).await
}

async fn keep(desk: &Desk, visitor: &SignedIn, ticket: Option<TicketId>, typed: Typed) -> Answer<StatusCode> {
    let (actor, save) =
        (visitor.actor.clone(), SaveDraft { ticket, mode: typed.mode, subject: typed.subject, body: typed.body, attachments: Vec::new() });
    desk.db
        .write(move |tx| {
            if save.body.trim().is_empty() && save.subject.trim().is_empty() {
                return tickets::delete_draft(tx, &actor, save.ticket, save.mode).map(drop);
            }
            tickets::save_draft(tx, &actor, &save).map(drop)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
