//! The requester answers.

use ::tickets::{Reply, TicketId};
use axum::extract::{Multipart, Path, State};
use axum::response::Redirect;

use super::parts::read;
use super::show::{Typed, with};
use super::{ANSWERED, spend};
use crate::desk::Desk;
use crate::frame::again;
use crate::front::{Answer, Flash, SignedIn, caught, with_flash};

/// `POST /portal/requests/{id}/answers`
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>, form: Multipart) -> Answer {
    let parts = read(&desk, &visitor, form).await?;
    let (body, key) = (parts.field("body"), parts.field("key"));
    let reply = Reply {
        attachments: parts.file_ids(),
        // What was written meanwhile stands right above the answer; asking back would only be in the way.
        send_anyway: true,
        key: Some(key.clone()).filter(|k| !k.is_empty()),
        ..Reply::public(id, body.clone())
    };
    let actor = visitor.actor.clone();
    let sent = match parts.checked() {
        Ok(()) => desk.db.write(move |tx| spend(tx, &actor, "answered", ANSWERED).and_then(|()| tickets::reply(tx, &actor, &reply))).await,
        Err(wrong) => Err(wrong),
    };
    match caught(sent)? {
        Ok(done) => {
            let flash = if done.opened {
                Flash::new("toast-portal-follows").with("number", done.ticket)
            } else {
                Flash::new("toast-portal-answered")
            };
            Ok(with_flash(Redirect::to(&format!("/portal/requests/{}#m-{}", done.ticket, done.message)), &flash))
        }
        Err(fields) => again(&with(&desk, &visitor, id, &Typed { body, key, files: parts.files, fields }).await?),
    }
}
