//! The JSON API at `/api/v2`, in Zendesk's dialect: scripts and integrations that speak it work unchanged. Translates, never decides.
//!
//! [`contents()`] is the table of contents: every route with its gate and what the reference says of it. `front` is what every request
//! passes: who asks, how often, how a refusal is worded, how pages are turned. A room (`tickets`, `users`, ..) holds resources.

mod about;
mod activities;
mod attachments;
mod audit_logs;
mod bookmarks;
mod bulk;
mod contents;
mod desk;
pub mod front;
mod groups;
mod imports;
mod incremental;
mod job_statuses;
mod macros;
mod noun_fields;
mod oauth;
mod openapi;
mod organizations;
mod ours;
mod paged;
mod promises;
mod requests;
mod rules;
mod satisfaction_ratings;
mod schedules;
mod search;
mod side_conversations;
mod statuses;
mod stream;
mod suspended;
mod tags;
mod ticket_fields;
mod ticket_forms;
mod tickets;
mod users;
mod views;
mod webhooks;

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use catalogue::Language;
use tower::{Service, ServiceExt};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{
    CompressionLayer,
    predicate::{NotForContentType, Predicate, SizeAbove},
};
use tower_http::timeout::TimeoutLayer;

pub use bulk::jobs;
pub use contents::{Api, Doc, Gate, Param, Route};
pub use desk::{Desk, Parts};

/// Where every path begins.
pub const ROOT: &str = "/api/v2";
/// Largest body that is no file, in bytes.
const BODY_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Longest time an answer may take to begin.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(60);
/// Smallest answer worth compressing, in bytes.
const COMPRESS_BYTES_MIN: u64 = 860;

/// This door's own texts: what it refuses itself.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en.ftl")), (Language::De, include_str!("../locales/de.ftl"))];

/// The table of contents.
#[must_use]
pub fn contents() -> Api {
    Api::new()
        .room(openapi::routes)
        .room(tickets::routes)
        .room(attachments::routes)
        .room(bookmarks::routes)
        .room(requests::routes)
        .room(imports::routes)
        .room(tags::routes)
        .room(search::routes)
        .room(incremental::routes)
        .room(users::routes)
        .room(oauth::routes)
        .room(organizations::routes)
        .room(groups::routes)
        .room(noun_fields::routes)
        .room(ticket_fields::routes)
        .room(ticket_forms::routes)
        .room(views::routes)
        .room(macros::routes)
        .room(satisfaction_ratings::routes)
        .room(side_conversations::routes)
        .room(promises::routes)
        .room(schedules::routes)
        .room(webhooks::routes)
        .room(audit_logs::routes)
        .room(ours::routes)
        .room(stream::routes)
        .room(suspended::routes)
        .room(activities::routes)
        .room(rules::routes)
        .room(statuses::routes)
        .room(about::routes)
        .room(job_statuses::routes)
}

/// The whole door, ready to be merged into a server's router, and its routes.
pub fn router(desk: &Desk) -> (Router, Vec<Route>) {
    let (router, routes) = contents().finish();
    let compressed = SizeAbove::new(COMPRESS_BYTES_MIN).and(NotForContentType::IMAGES);
    let inner = router
        .fallback(|| async { front::Refused::NoSuchEndpoint })
        .method_not_allowed_fallback(|| async { front::Refused::NoSuchEndpoint })
        .layer(from_fn_with_state(desk.clone(), front::greet))
        .layer(from_fn_with_state(desk.clone(), front::present))
        .layer(CatchPanicLayer::custom(front::panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_TIME_MAX))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(from_fn(front::tag))
        .layer(from_fn(front::drain))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(compressed))
        .with_state(desk.clone());
    // Paths are tidied before they are looked up: `.json`, doubled slashes.
    let tidied = inner.map_request(|request: Request| front::tidy_path(request));
    let service = tower::service_fn(move |request: Request| {
        let mut tidied = tidied.clone();
        async move { Ok::<Response, Infallible>(tidied.call(request).await.unwrap_or_else(|never| match never {})) }
    });
    let outer = Router::new().nest_service(ROOT, service);
    (outer, routes)
}
