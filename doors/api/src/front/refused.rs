//! How a refusal is worded: as Zendesk words it, so that programs know what to do.

use std::any::Any;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use catalogue::{Arg, Say};
use outcome::{Error, FieldError, Refusal, Sentence};
use serde_json::{Map, Value, json};

use crate::desk::Desk;

/// What a handler answers.
pub type Answer<T = Response> = Result<T, Refused>;

/// The sentence of a key that was used for something else before; programs are told so with a status of its own.
pub(super) const KEY_REUSED: &str = "idempotency-key-reused";

/// A request that was not answered as it was meant, on its way to the front.
#[derive(Debug)]
pub enum Refused {
    /// What the domain says.
    Said(Error),
    /// There is no such path, or not with this method.
    NoSuchEndpoint,
    /// The body does not read as what it should be.
    Unreadable(String),
    /// A parameter does not hold.
    Parameter {
        /// Its name.
        name: &'static str,
        /// What would be right.
        says: String,
    },
    /// The body is larger than may be sent.
    TooLarge,
    /// Somebody else changed the record meanwhile, and the program asked to be told.
    Crossed,
}

impl<E: Into<Error>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Said(error.into())
    }
}

#[derive(Clone)]
struct Unsaid(Arc<Refused>);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Unsaid(Arc::new(self)));
        response
    }
}

impl Refused {
    fn status(&self) -> StatusCode {
        match self {
            Self::NoSuchEndpoint => StatusCode::NOT_FOUND,
            Self::Unreadable(_) | Self::Parameter { .. } => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Crossed => StatusCode::CONFLICT,
            Self::Said(Error::Failed(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Said(Error::Refused(refusal)) => match refusal {
                Refusal::NotFound => StatusCode::NOT_FOUND,
                Refusal::SignInNeeded => StatusCode::UNAUTHORIZED,
                Refusal::NotAllowed(_) => StatusCode::FORBIDDEN,
                Refusal::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Refusal::Conflict(says) if says.key == KEY_REUSED => StatusCode::BAD_REQUEST,
                // Zendesk answers with 422 where the state of things does not allow something; 409 is for updates that crossed.
                Refusal::Conflict(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Refusal::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
                Refusal::Busy | Refusal::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            },
        }
    }

    /// The body, in words of Zendesk's.
    pub(crate) fn body(&self, say: &Say) -> Value {
        let plain = |error: &str, description: &str| json!({ "error": error, "description": description });
        let error = match self {
            Self::NoSuchEndpoint => return plain("InvalidEndpoint", "Not found"),
            Self::Unreadable(why) => return plain("BadRequest", why),
            Self::Parameter { name, says } => {
                let message = format!("You passed an invalid value for the {name} attribute. {says}");
                return json!({ "error": { "title": "Invalid attribute", "message": message } });
            }
            Self::TooLarge => return plain("PayloadTooLarge", "The body is larger than may be sent."),
            Self::Crossed => return plain("UpdateConflict", "Safe Update prevented the update due to conflict."),
            Self::Said(error) => error,
        };
        match error {
            Error::Failed(_) => plain("InternalError", "Something went wrong on our side. It was written to the server's log."),
            Error::Refused(refusal) => match refusal {
                Refusal::NotFound => plain("RecordNotFound", "Not found"),
                Refusal::SignInNeeded => json!({ "error": "Couldn't authenticate you" }),
                Refusal::NotAllowed(action) => {
                    let message = format!("You do not have access to this: {action}.");
                    json!({ "error": { "title": "Forbidden", "message": message }, "description": message })
                }
                Refusal::Invalid(fields) => invalid(say, fields),
                Refusal::Conflict(says) if says.key == KEY_REUSED => plain("IdempotentRequestError", &sentence(say, says)),
                Refusal::Conflict(says) => {
                    let description = sentence(say, says);
                    let details = json!({ "base": [{ "description": description, "error": "InvalidState" }] });
                    json!({ "error": "RecordInvalid", "description": "Record validation errors", "details": details })
                }
                Refusal::TooMany { .. } => plain("APIRateLimitExceeded", "Number of allowed API requests per minute exceeded"),
                Refusal::Busy => plain("ServiceUnavailable", "The desk is busy; nothing was done. Try again in a moment."),
                Refusal::Unavailable => plain(
                    "ServiceUnavailable",
                    "The desk's database cannot be reached or is full; nothing was done. Try again in a moment.",
                ),
            },
        }
    }
}

/// Says what was refused, and logs what failed, once.
pub async fn present(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let (method, target) = (request.method().clone(), request.uri().path().to_owned());
    let mut response = next.run(request).await;
    let Some(Unsaid(refused)) = response.extensions_mut().remove::<Unsaid>() else { return response };
    if let Refused::Said(Error::Failed(cause)) = &*refused {
        tracing::error!(%method, target, "failed: {cause:#}");
    }
    let mut said = (refused.status(), Json(refused.body(&desk.say()))).into_response();
    let headers = said.headers_mut();
    headers.extend(std::mem::take(response.headers_mut()));
    match &*refused {
        Refused::Said(Error::Refused(Refusal::TooMany { retry_after_s })) => {
            headers.insert(RETRY_AFTER, HeaderValue::from(*retry_after_s));
        }
        Refused::Said(Error::Refused(refusal)) if refusal.passes() => {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        Refused::Said(Error::Refused(Refusal::SignInNeeded)) => {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"Web Password\""));
        }
        _ => {}
    }
    said
}

/// What is answered where a handler fell over: what failed is in the log.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    let body = json!({ "error": "InternalError", "description": "Something went wrong on our side. It was written to the server's log." });
    (StatusCode::INTERNAL_SERVER_ERROR, Json(body)).into_response()
}

fn invalid(say: &Say, fields: &[FieldError]) -> Value {
    let mut details = Map::new();
    for field in fields {
        let name = theirs(field.field);
        let title = title(name);
        let entry = json!({ "description": format!("{title}: {}", sentence(say, &field.says)), "error": kind(field.says.key) });
        if let Some(list) = details.entry(name).or_insert_with(|| Value::Array(Vec::new())).as_array_mut() {
            list.push(entry);
        }
    }
    json!({ "error": "RecordInvalid", "description": "Record validation errors", "details": details })
}

/// What Zendesk calls a field of ours.
fn theirs(field: &str) -> &str {
    match field {
        "body" => "description",
        "team" => "group_id",
        "assignee" => "assignee_id",
        "requester" => "requester_id",
        "organization" => "organization_id",
        "watchers" => "collaborator_ids",
        "category" => "category_id",
        "site" => "site_id",
        "attachments" => "uploads",
        other => other,
    }
}

/// `requester_id` as a person reads it: `Requester`.
fn title(field: &str) -> String {
    let words = field.trim_end_matches("_ids").trim_end_matches("_id").replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The kind of mistake, in Zendesk's words.
fn kind(key: &str) -> &'static str {
    if key.ends_with("-missing") || key.ends_with("-empty") {
        "BlankValue"
    } else if key.ends_with("-taken") {
        "DuplicateValue"
    } else if key.contains("too-long") || key.contains("too-many") {
        "ValueTooLong"
    } else {
        "InvalidValue"
    }
}

/// A domain's sentence in words.
fn sentence(say: &Say, says: &Sentence) -> String {
    let args: Vec<(&str, Arg<'_>)> =
        says.args.iter().map(|(name, value)| (*name, value.parse::<i64>().map_or_else(|_| Arg::from(value.as_str()), Arg::from))).collect();
    say.say_with(says.key, &args).into_owned()
}
