//! The tags of a ticket, by themselves.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tickets::{Tag, TicketId};

use super::input::TagsIn;
use crate::desk::Desk;
use crate::front::{Answer, Caller, Segment, Sent};

/// Tags.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TagsAnswer {
    /// All of them.
    pub tags: Vec<String>,
}

/// Tags to be set, added or taken away.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct TagsBody {
    /// The tags.
    pub tags: Option<TagsIn>,
}

impl TagsBody {
    /// Each tag for itself.
    #[must_use]
    pub fn list(&self) -> Vec<String> {
        self.tags.as_ref().map(TagsIn::list).unwrap_or_default()
    }
}

/// What becomes of the tags that are sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Set,
    Add,
    Remove,
}

/// `GET /tickets/{id}/tags`.
pub async fn list(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TicketId>) -> Answer<Json<TagsAnswer>> {
    let sheet = desk.db.read(move |conn| tickets::sheet(conn, &caller.actor, id)).await?;
    Ok(Json(TagsAnswer { tags: sheet.tags }))
}

/// `POST /tickets/{id}/tags`: these and no others.
pub async fn set(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<TicketId>,
    body: Sent<TagsBody>,
) -> Answer<Json<TagsAnswer>> {
    tag(&desk, caller, id, body.body, Deed::Set).await
}

/// `PUT /tickets/{id}/tags`: these too.
pub async fn add(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<TicketId>,
    body: Sent<TagsBody>,
) -> Answer<Json<TagsAnswer>> {
    tag(&desk, caller, id, body.body, Deed::Add).await
}

/// `DELETE /tickets/{id}/tags`: these no longer.
pub async fn remove(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<TicketId>,
    body: Sent<TagsBody>,
) -> Answer<Json<TagsAnswer>> {
    tag(&desk, caller, id, body.body, Deed::Remove).await
}

async fn tag(desk: &Desk, caller: Caller, ticket: TicketId, body: TagsBody, deed: Deed) -> Answer<Json<TagsAnswer>> {
    let sent = body.tags.map(|tags| tags.list()).unwrap_or_default();
    let tagged = desk.db.write(move |tx| {
        let has = tickets::sheet(tx, &caller.actor, ticket)?.tags;
        let (add, remove) = match deed {
            Deed::Add => (sent.clone(), Vec::new()),
            Deed::Remove => (Vec::new(), sent.clone()),
            Deed::Set => (sent.clone(), has.into_iter().filter(|tag| !sent.contains(tag)).collect()),
        };
        tickets::tag(tx, &caller.actor, &Tag { ticket, add, remove })?;
        tickets::sheet(tx, &caller.actor, ticket)
    });
    Ok(Json(TagsAnswer { tags: tagged.await?.tags }))
}
