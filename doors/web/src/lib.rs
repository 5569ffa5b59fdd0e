//! Pages, JSON and live updates: the way in over HTTP. Translates, never decides.
//!
//! [`site()`] is the table of contents: every route with its gate. A room (`tickets`, `people`, ..) has the same name as its slice.

pub mod ahead;
mod assets;
mod changes;
mod desk;
mod frame;
pub mod front;
mod health;
mod home;
mod live;
mod notices;
mod organizations;
mod outbox;
mod paging;
mod people;
mod portal;
mod problems;
mod queue;
mod rotas;
mod satisfaction;
mod search;
mod settings;
mod side;
mod sign_in;
mod site;
mod tickets;
mod triage;
pub mod ui;

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use catalogue::Language;
use outcome::Refusal;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{
    CompressionLayer, CompressionLevel,
    predicate::{NotForContentType, Predicate, SizeAbove},
};
use tower_http::timeout::TimeoutLayer;

pub use desk::{Desk, Parts};
pub use front::{Refused, sentence};
pub use site::{Gate, Route, Site};

/// Largest body of a form that carries no files, in bytes.
const FORM_BYTES_MAX: usize = 1024 * 1024;
/// Longest time a page may take; streams are not pages.
const PAGE_TIME_MAX: Duration = Duration::from_secs(30);
/// Smallest answer worth compressing, in bytes.
const COMPRESS_BYTES_MIN: u64 = 860;
/// How hard answers are compressed: pages are made for one reader each, and above this a page takes longer to compress than to make.
const COMPRESSION: CompressionLevel = CompressionLevel::Fastest;

/// Every text that pages say.
#[must_use]
pub fn texts() -> Vec<(Language, &'static str)> {
    let mut texts = ui::texts().to_vec();
    texts.extend_from_slice(::people::LOCALES);
    texts.extend_from_slice(::tickets::LOCALES);
    texts.extend_from_slice(::triage::LOCALES);
    texts.extend_from_slice(automation::LOCALES);
    texts.extend_from_slice(::problems::LOCALES);
    texts.extend_from_slice(webhooks::LOCALES);
    texts.extend_from_slice(audit::LOCALES);
    texts.extend_from_slice(::changes::LOCALES);
    texts.extend_from_slice(sla::LOCALES);
    texts.extend_from_slice(::rota::LOCALES);
    texts.extend_from_slice(::paging::LOCALES);
    texts.extend_from_slice(::satisfaction::LOCALES);
    texts.extend_from_slice(::side::LOCALES);
    texts.extend_from_slice(routing::LOCALES);
    texts.extend_from_slice(privacy::LOCALES);
    texts.extend([
        (Language::En, include_str!("../locales/en/queue.ftl")),
        (Language::De, include_str!("../locales/de/queue.ftl")),
        (Language::En, include_str!("../locales/en/search.ftl")),
        (Language::De, include_str!("../locales/de/search.ftl")),
        (Language::En, include_str!("../locales/en/notices.ftl")),
        (Language::De, include_str!("../locales/de/notices.ftl")),
        (Language::En, include_str!("../locales/en/outbox.ftl")),
        (Language::De, include_str!("../locales/de/outbox.ftl")),
        (Language::En, include_str!("../locales/en/tickets.ftl")),
        (Language::De, include_str!("../locales/de/tickets.ftl")),
        (Language::En, include_str!("../locales/en/front.ftl")),
        (Language::De, include_str!("../locales/de/front.ftl")),
        (Language::En, include_str!("../locales/en/sign_in.ftl")),
        (Language::De, include_str!("../locales/de/sign_in.ftl")),
        (Language::En, include_str!("../locales/en/portal.ftl")),
        (Language::De, include_str!("../locales/de/portal.ftl")),
        (Language::En, include_str!("../locales/en/settings.ftl")),
        (Language::De, include_str!("../locales/de/settings.ftl")),
        (Language::En, include_str!("../locales/en/rules.ftl")),
        (Language::De, include_str!("../locales/de/rules.ftl")),
        (Language::En, include_str!("../locales/en/webhooks.ftl")),
        (Language::De, include_str!("../locales/de/webhooks.ftl")),
        (Language::En, include_str!("../locales/en/rotas.ftl")),
        (Language::De, include_str!("../locales/de/rotas.ftl")),
        (Language::En, include_str!("../locales/en/satisfaction.ftl")),
        (Language::De, include_str!("../locales/de/satisfaction.ftl")),
        (Language::En, include_str!("../locales/en/side.ftl")),
        (Language::De, include_str!("../locales/de/side.ftl")),
        (Language::En, include_str!("../locales/en/routing.ftl")),
        (Language::De, include_str!("../locales/de/routing.ftl")),
        (Language::En, include_str!("../locales/en/prepared.ftl")),
        (Language::De, include_str!("../locales/de/prepared.ftl")),
        (Language::En, include_str!("../locales/en/pages.ftl")),
        (Language::De, include_str!("../locales/de/pages.ftl")),
        (Language::En, include_str!("../locales/en/triage.ftl")),
        (Language::De, include_str!("../locales/de/triage.ftl")),
        (Language::En, include_str!("../locales/en/fields.ftl")),
        (Language::De, include_str!("../locales/de/fields.ftl")),
        (Language::En, include_str!("../locales/en/routine.ftl")),
        (Language::De, include_str!("../locales/de/routine.ftl")),
        (Language::En, include_str!("../locales/en/changes.ftl")),
        (Language::De, include_str!("../locales/de/changes.ftl")),
        (Language::En, include_str!("../locales/en/problems.ftl")),
        (Language::De, include_str!("../locales/de/problems.ftl")),
        (Language::En, include_str!("../locales/en/people.ftl")),
        (Language::De, include_str!("../locales/de/people.ftl")),
    ]);
    texts
}

/// The table of contents.
#[must_use]
pub fn site() -> Site {
    Site::new()
        .room(hall)
        .room(sign_in::routes)
        .room(queue::routes)
        .room(tickets::routes)
        .room(triage::routes)
        .room(problems::routes)
        .room(side::routes)
        .room(changes::routes)
        .room(search::routes)
        .room(notices::routes)
        .room(outbox::routes)
        .room(portal::routes)
        .room(settings::routes)
        .room(people::routes)
        .room(organizations::routes)
        .room(rotas::routes)
        .room(paging::routes)
        .room(satisfaction::routes)
}

/// What belongs to no room.
fn hall(site: Site) -> Site {
    let site = site.get("/", Gate::Anyone, home::show);
    let site = site.get("/health", Gate::Anyone, health::show).get("/live", Gate::SignedIn, live::show).get(
        "/live/since",
        Gate::SignedIn,
        live::since,
    );
    site.get("/assets/{*path}", Gate::Anyone, assets::serve).get("/ahead.json", Gate::Anyone, ahead::rules)
}

/// The whole door, ready to be served, and its routes.
pub fn router(desk: &Desk) -> (Router, Vec<Route>) {
    let (router, routes) = site().finish();
    let compressed = SizeAbove::new(COMPRESS_BYTES_MIN).and(NotForContentType::new("text/event-stream")).and(NotForContentType::IMAGES);
    let router = router
        .fallback(|| async { Refused::from(Refusal::NotFound) })
        .layer(from_fn_with_state(desk.clone(), front::refuse_forgery))
        .layer(from_fn_with_state(desk.clone(), front::present))
        .layer(from_fn_with_state(desk.clone(), front::greet))
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PAGE_TIME_MAX))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .layer(from_fn(ahead::told))
        .layer(from_fn_with_state(desk.clone(), front::secure))
        .layer(CompressionLayer::new().quality(COMPRESSION).compress_when(compressed))
        .with_state(desk.clone());
    (router, routes)
}
