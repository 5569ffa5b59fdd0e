//! What a webhook was told: invocations and their attempts, a try, and once more.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use webhooks::{Attempt, Delivery, DeliveryId, State as How, WebhookId};

use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Refused, Segment, Start, Turn, Walked, iso};

/// A page of invocations.
#[derive(Debug, Serialize, JsonSchema)]
pub struct InvocationsAnswer {
    /// The invocations.
    pub invocations: Vec<InvocationJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// One invocation that was just asked for.
#[derive(Debug, Serialize, JsonSchema)]
pub struct InvocationAnswer {
    /// The invocation.
    pub invocation: InvocationJson,
}

/// All attempts of an invocation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AttemptsAnswer {
    /// The attempts, oldest first.
    pub attempts: Vec<AttemptJson>,
}

/// One thing told.
#[derive(Debug, Serialize, JsonSchema)]
pub struct InvocationJson {
    pub id: String,
    pub webhook_id: String,
    /// `in_progress`, `success` or `failed`.
    pub status: &'static str,
    pub status_code: Option<i64>,
    pub created_at: String,
    pub latest_completed_at: Option<String>,
    /// Ours: what it tells of.
    pub event_type: String,
    /// Ours: attempts so far.
    pub attempts: i64,
}

/// One attempt.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AttemptJson {
    pub id: String,
    pub invocation_id: String,
    pub status: &'static str,
    pub status_code: Option<i64>,
    pub completed_at: String,
    pub request: PayloadJson,
    pub response: PayloadJson,
    /// Ours: what kept it from being taken.
    pub error: Option<String>,
    /// Ours: how long it took, in milliseconds.
    pub took_ms: i64,
}

/// What was sent, or answered.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PayloadJson {
    pub payload: String,
}

impl InvocationJson {
    fn new(delivery: &Delivery) -> Self {
        Self {
            id: delivery.id.to_string(),
            webhook_id: delivery.webhook_id.to_string(),
            status: match delivery.state {
                How::Waiting => "in_progress",
                How::Delivered => "success",
                How::GivenUp => "failed",
            },
            status_code: delivery.status,
            created_at: iso(delivery.created_at),
            latest_completed_at: delivery.ended_at.map(iso),
            event_type: delivery.kind.clone(),
            attempts: delivery.attempts,
        }
    }
}

impl AttemptJson {
    fn new(attempt: &Attempt, body: &str) -> Self {
        Self {
            id: attempt.id.to_string(),
            invocation_id: attempt.delivery_id.to_string(),
            status: if attempt.error.is_empty() { "success" } else { "failed" },
            status_code: attempt.status,
            completed_at: iso(attempt.at.plus_ms(attempt.took_ms)),
            request: PayloadJson { payload: body.to_owned() },
            response: PayloadJson { payload: attempt.answer.clone() },
            error: Some(attempt.error.clone()).filter(|error| !error.is_empty()),
            took_ms: attempt.took_ms,
        }
    }
}

/// `GET /webhooks/{id}/invocations`. Two statements.
pub async fn all(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<WebhookId>,
    asked: Asked,
) -> Answer<Json<InvocationsAnswer>> {
    let page = asked.page()?;
    let before = match page.start {
        Start::Begin | Start::Skip(0) => None,
        Start::After(_, id) => Some(DeliveryId(id)),
        _ => return Err(Refused::Parameter { name: "page", says: "Invocations are walked forward, by page[after].".to_owned() }),
    };
    let size = page.size;
    let mut found = desk
        .db
        .read(move |conn| {
            webhooks::webhook(conn, &caller.actor, id)?;
            webhooks::deliveries(conn, &caller.actor, id, before, size + 1)
        })
        .await?;
    let more = found.len() > page.size;
    found.truncate(page.size);
    let place = |delivery: &Delivery| (delivery.created_at.0, delivery.id.0);
    let walked = Walked { first: found.first().map(place), last: found.last().map(place), more, count: None };
    Ok(Json(InvocationsAnswer { invocations: found.iter().map(InvocationJson::new).collect(), turn: page.turn(&desk, &asked, &walked) }))
}

/// `GET /webhooks/{id}/invocations/{invocation_id}/attempts`. Two statements.
pub async fn attempts(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((webhook, id)): Segment<(WebhookId, DeliveryId)>,
) -> Answer<Json<AttemptsAnswer>> {
    let (delivery, attempts) = desk.db.read(move |conn| webhooks::delivery(conn, &caller.actor, webhook, id)).await?;
    Ok(Json(AttemptsAnswer { attempts: attempts.iter().map(|one| AttemptJson::new(one, &delivery.body)).collect() }))
}

/// `POST /webhooks/{id}/invocations/{invocation_id}/attempts`.
pub async fn again(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((webhook, id)): Segment<(WebhookId, DeliveryId)>,
) -> Answer<(StatusCode, Json<InvocationAnswer>)> {
    let written = desk.db.write(move |tx| {
        let again = webhooks::redeliver(tx, &caller.actor, webhook, id)?;
        webhooks::delivery(tx, &caller.actor, webhook, again)
    });
    let (made, _) = written.await?;
    Ok((StatusCode::CREATED, Json(InvocationAnswer { invocation: InvocationJson::new(&made) })))
}

/// `POST /webhooks/test?webhook_id=..`. What comes of it stands in the invocation.
pub async fn test(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<(StatusCode, Json<InvocationAnswer>)> {
    let id = asked.number("webhook_id")?.map(WebhookId);
    let id = id.ok_or_else(|| Refused::Parameter { name: "webhook_id", says: "It must name the webhook to try.".to_owned() })?;
    let written = desk.db.write(move |tx| {
        let tried = webhooks::try_webhook(tx, &caller.actor, id)?;
        webhooks::delivery(tx, &caller.actor, id, tried)
    });
    let (made, _) = written.await?;
    Ok((StatusCode::CREATED, Json(InvocationAnswer { invocation: InvocationJson::new(&made) })))
}
