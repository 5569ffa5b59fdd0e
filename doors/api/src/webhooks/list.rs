//! Webhooks, page by page.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;
use webhooks::WebhookId;

use super::{WebhookAnswer, WebhookJson};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Turn};
use crate::paged;

/// A page of webhooks.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WebhooksAnswer {
    /// The webhooks.
    pub webhooks: Vec<WebhookJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// `GET /webhooks`. One statement.
pub async fn all(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<WebhooksAnswer>> {
    let page = asked.page()?;
    let all = desk.db.read(move |conn| webhooks::webhooks(conn, &caller.actor)).await?;
    let (part, walked) = paged::part(&page, all);
    Ok(Json(WebhooksAnswer { webhooks: part.iter().map(WebhookJson::new).collect(), turn: page.turn(&desk, &asked, &walked) }))
}

/// `GET /webhooks/{id}`. One statement.
pub async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<WebhookId>) -> Answer<Json<WebhookAnswer>> {
    let webhook = desk.db.read(move |conn| webhooks::webhook(conn, &caller.actor, id)).await?;
    Ok(Json(WebhookAnswer { webhook: WebhookJson::new(&webhook) }))
}
