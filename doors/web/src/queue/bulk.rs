//! `POST /bulk`: one deed to the chosen tickets of a list, and its way back.

use ::tickets::{Bulk, BulkDeed, BulkDone, BulkOutcome, BulkStatus, TicketId, To};
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use axum_extra::extract::Form;
use db::EventId;
use outcome::{Error, Result};
use serde::Deserialize;

use super::ask::Asked;
use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, with_flash};

/// What was chosen, and the list it was chosen in.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct Chosen {
    ticket: Vec<i64>,
    deed: String,
    to: String,
    tag: String,
    list: String,
    q: String,
    sort: String,
    group: String,
}

impl Chosen {
    fn deed(&self) -> Result<BulkDeed> {
        Ok(match self.deed.as_str() {
            "take" => BulkDeed::Assign(To::Me),
            "give" => BulkDeed::Assign(match self.to.split_once('-') {
                Some(("person", id)) => To::Person(id.parse().map_err(|_| Error::invalid("to", "assignee-unknown"))?),
                Some(("team", id)) => To::Team(id.parse().map_err(|_| Error::invalid("to", "assignee-unknown"))?),
                _ => To::Nobody,
            }),
            "waiting" => BulkDeed::Status(BulkStatus::Waiting),
            "resolve" => BulkDeed::Status(BulkStatus::Resolved),
            "close" => BulkDeed::Status(BulkStatus::Closed),
            "tag" if self.tag.trim().is_empty() => return Err(Error::invalid("tag", "bulk-tag-missing")),
            "tag" => BulkDeed::Tag(self.tag.split(',').map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect()),
            _ => return Err(outcome::Refusal::NotFound.into()),
        })
    }

    fn back(&self) -> String {
        let asked =
            Asked { list: self.list.clone(), q: self.q.clone(), sort: self.sort.clone(), group: self.group.clone(), after: String::new() };
        asked.href(&[])
    }
}

/// The deed. Tickets that refuse it stay as they are, and are counted.
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, Form(chosen): Form<Chosen>) -> Answer {
    let bulk = Bulk { tickets: chosen.ticket.iter().copied().map(TicketId).collect(), deed: chosen.deed()? };
    let done = desk.db.write(move |tx| tickets::bulk(tx, &visitor.actor, &bulk)).await?;
    Ok(said(&done, &chosen.back()))
}

/// `POST /bulk/{event}/undo`
pub async fn undo(State(desk): State<Desk>, visitor: SignedIn, Path(event): Path<EventId>) -> Answer {
    let done = desk.db.write(move |tx| tickets::undo_bulk(tx, &visitor.actor, event)).await?;
    Ok(said(&done, "/tickets"))
}

fn said(done: &BulkDone, back: &str) -> Response {
    let refused = done.outcomes.iter().filter(|(_, outcome)| matches!(outcome, BulkOutcome::Refused(_))).count();
    let key = if refused == 0 { "toast-bulk" } else { "toast-bulk-some" };
    let flash = Flash::new(key).with("count", done.done()).with("refused", refused);
    let flash = match done.undo {
        Some(event) => flash.undo(format!("/bulk/{event}/undo"), 0),
        None => flash,
    };
    with_flash(Redirect::to(back), &flash)
}
