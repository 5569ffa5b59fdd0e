//! Webhooks are added, changed and removed. What has no meaning here is refused, not passed over.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use outcome::{Check, Error, Result, Sentence};
use schemars::JsonSchema;
use serde::Deserialize;
use webhooks::{Method, Webhook, WebhookId, WebhookInput};

use super::json::{SecretAnswer, wants};
use super::{WebhookAnswer, WebhookJson};
use crate::desk::Desk;
use crate::front::{Answer, Caller, Segment, Sent};

/// The body of a request about one webhook.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct WebhookBody {
    /// The webhook.
    pub webhook: WebhookIn,
}

/// A webhook as it should be; what is not sent stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct WebhookIn {
    pub name: Option<String>,
    pub description: Option<String>,
    pub endpoint: Option<String>,
    pub http_method: Option<String>,
    pub request_format: Option<String>,
    pub status: Option<String>,
    pub subscriptions: Option<Vec<String>>,
    pub custom_headers: Option<BTreeMap<String, String>>,
    pub authentication: Option<AuthenticationIn>,
}

/// How the receiver knows who asks; becomes a header.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct AuthenticationIn {
    pub r#type: String,
    pub data: BTreeMap<String, String>,
    pub add_position: Option<String>,
}

impl WebhookIn {
    fn method(&self) -> Option<Method> {
        self.http_method.as_deref().and_then(|word| word.to_ascii_uppercase().parse().ok())
    }

    fn over(&self, was: Option<&Webhook>) -> Result<WebhookInput> {
        let is = |word: &Option<String>, right: &str| word.as_deref().is_none_or(|word| word.eq_ignore_ascii_case(right));
        let state = self.status.as_deref();
        Check::new()
            .that(self.http_method.is_none() || self.method().is_some(), "http_method", "word-unknown")
            .that(is(&self.request_format, "json"), "request_format", "webhook-only-json")
            .that(matches!(state, None | Some("active" | "inactive")), "status", "webhook-status")
            .done()?;
        let told = |sent: &Option<String>, was: Option<&String>| sent.clone().or_else(|| was.cloned()).unwrap_or_default();
        let wants = match &self.subscriptions {
            Some(words) => wants(words)
                .map_err(|word| Error::invalid("subscriptions", Sentence::new("webhook-subscription-not-here").with("word", word)))?,
            None => was.map(|was| was.wants.clone()).unwrap_or_default(),
        };
        Ok(WebhookInput {
            name: told(&self.name, was.map(|w| &w.name)),
            description: told(&self.description, was.map(|w| &w.description)),
            address: told(&self.endpoint, was.map(|w| &w.address)),
            method: self.method(),
            wants,
            headers: self.headers()?,
            active: state.map_or_else(|| was.is_none_or(|w| w.active), |word| word == "active"),
        })
    }

    /// Both kinds of header together; `None` when neither was sent.
    fn headers(&self) -> Result<Option<Vec<(String, String)>>> {
        if self.custom_headers.is_none() && self.authentication.is_none() {
            return Ok(None);
        }
        let mut headers: Vec<(String, String)> = self.custom_headers.clone().unwrap_or_default().into_iter().collect();
        headers.extend(self.authentication.as_ref().map(AuthenticationIn::header).transpose()?);
        Ok(Some(headers))
    }
}

impl AuthenticationIn {
    fn header(&self) -> Result<(String, String)> {
        let data = |name: &str| self.data.get(name).map_or("", String::as_str);
        let wrong = || Error::invalid("authentication", "webhook-authentication");
        if self.add_position.as_deref().is_some_and(|place| place != "header") {
            return Err(wrong());
        }
        let authorization = "authorization".to_owned();
        match self.r#type.as_str() {
            "basic_auth" if !data("username").contains(':') => {
                let pair = STANDARD.encode(format!("{}:{}", data("username"), data("password")));
                Ok((authorization, format!("Basic {pair}")))
            }
            "bearer_token" => Ok((authorization, format!("Bearer {}", data("token")))),
            "api_key" => Ok((data("name").to_owned(), data("value").to_owned())),
            _ => Err(wrong()),
        }
    }
}

/// `POST /webhooks`.
pub async fn create(
    State(desk): State<Desk>,
    caller: Caller,
    Sent { body, .. }: Sent<WebhookBody>,
) -> Answer<(StatusCode, Json<WebhookAnswer>)> {
    let key = desk.key.clone();
    let input = body.webhook.over(None)?;
    let made = desk.db.write(move |tx| webhooks::add_webhook(tx, &caller.actor, &key, &input)).await?;
    Ok((StatusCode::CREATED, Json(WebhookAnswer { webhook: WebhookJson::new(&made) })))
}

/// `PUT` and `PATCH /webhooks/{id}`.
pub async fn update(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<WebhookId>,
    Sent { body, .. }: Sent<WebhookBody>,
) -> Answer<StatusCode> {
    let key = desk.key.clone();
    let written = desk.db.write(move |tx| {
        let was = webhooks::webhook(tx, &caller.actor, id)?;
        webhooks::edit_webhook(tx, &caller.actor, &key, id, &body.webhook.over(Some(&was))?)
    });
    written.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /webhooks/{id}`.
pub async fn delete(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<WebhookId>) -> Answer<StatusCode> {
    desk.db.write(move |tx| webhooks::remove_webhook(tx, &caller.actor, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /webhooks/{id}/signing_secret`; that it was read is recorded.
pub async fn secret(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<WebhookId>) -> Answer<Json<SecretAnswer>> {
    let key = desk.key.clone();
    let secret = desk.db.write(move |tx| webhooks::read_secret(tx, &caller.actor, &key, id)).await?;
    Ok(Json(SecretAnswer::new(secret)))
}

/// `POST /webhooks/{id}/signing_secret`.
pub async fn new_secret(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<WebhookId>,
) -> Answer<(StatusCode, Json<SecretAnswer>)> {
    let key = desk.key.clone();
    let secret = desk.db.write(move |tx| webhooks::change_secret(tx, &caller.actor, &key, id)).await?;
    Ok((StatusCode::CREATED, Json(SecretAnswer::new(secret))))
}
