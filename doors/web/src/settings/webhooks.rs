//! `/settings/webhooks`: other programs that are told what happens, and what they were told.

mod deeds;
mod typed;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use catalogue::Say;
use outcome::Result;
use serde::Deserialize;
use webhooks::{Attempt, Delivery, DeliveryId, SHOWN_MAX, State as How, Webhook, WebhookId};

use super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};
pub use deeds::{deliver_again, remove, secret, secret_anew, try_out};
use typed::{Typed, Wish};

const HERE: &str = "/settings/webhooks";

/// A webhook in the list.
struct Line {
    id: i64,
    name: String,
    address: String,
    active: bool,
    paused: bool,
}

/// A delivery in the log.
struct Told {
    id: i64,
    what: String,
    state: How,
    attempts: i64,
    status: Option<i64>,
    at_ms: i64,
}

#[derive(Template)]
#[template(path = "settings/webhooks.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    lines: Vec<Line>,
    /// The webhook that is changed; a new one where there is none.
    id: Option<i64>,
    paused_until_ms: Option<i64>,
    failures: i64,
    typed: &'a Typed,
    wishes: Vec<Wish>,
    methods: Vec<Choice>,
    log: Vec<Told>,
    older: Option<i64>,
    fields: &'a Fields,
}

#[derive(Template)]
#[template(path = "settings/webhook_delivery.html")]
struct DeliveryPage<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    webhook: i64,
    told: Told,
    body: String,
    attempts: Vec<Attempt>,
}

type Sent = Form<Vec<(String, String)>>;

/// From where the log is read on.
#[derive(Default, Deserialize)]
pub struct From {
    before: Option<DeliveryId>,
}

/// `GET /settings/webhooks`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, &Typed::usual(), None, &Fields::default()).await?)
}

/// `POST /settings/webhooks`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(sent): Sent) -> Answer {
    let (typed, actor, key) = (Typed::new(sent), visitor.actor.clone(), desk.key.clone());
    let input = typed.input(true);
    match caught(desk.db.write(move |tx| webhooks::add_webhook(tx, &actor, &key, &input)).await)? {
        Ok(made) => Ok(with_flash(Redirect::to(&format!("{HERE}/{}", made.id)), &Flash::new("toast-added").with("name", made.name))),
        Err(fields) => again(&page(&desk, &visitor, None, &typed, None, &named(fields)).await?),
    }
}

/// `GET /settings/webhooks/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<WebhookId>, Query(from): Query<From>) -> Answer {
    let actor = visitor.actor.clone();
    let webhook = desk.db.read(move |conn| webhooks::webhook(conn, &actor, id)).await?;
    html(&page(&desk, &visitor, Some(id), &Typed::of(&webhook), from.before, &Fields::default()).await?)
}

/// `POST /settings/webhooks/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<WebhookId>, Form(sent): Sent) -> Answer {
    let (typed, actor, key) = (Typed::new(sent), visitor.actor.clone(), desk.key.clone());
    let input = typed.input(false);
    match caught(desk.db.write(move |tx| webhooks::edit_webhook(tx, &actor, &key, id, &input)).await)? {
        Ok(_) => Ok(with_flash(Redirect::to(&format!("{HERE}/{id}")), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, Some(id), &typed, None, &named(fields)).await?),
    }
}

/// `GET /settings/webhooks/{id}/deliveries/{delivery}`
pub async fn delivery(State(desk): State<Desk>, visitor: SignedIn, Path((webhook, id)): Path<(WebhookId, DeliveryId)>) -> Answer {
    let (reader, nav) = (visitor.clone(), nav(&visitor, "webhooks"));
    let up = crumbs_below(&visitor.say, &nav, "webhooks", &visitor.say.say1("settings-webhook-delivery", "number", id.0));
    let read = desk.db.read(move |conn| {
        let (found, attempts) = webhooks::delivery(conn, &reader.actor, webhook, id)?;
        Ok((shell(conn, &reader, Section::Settings, up.clone())?, found, attempts))
    });
    let (shell, found, attempts) = read.await?;
    let body = serde_json::from_str::<serde_json::Value>(&found.body).and_then(|body| serde_json::to_string_pretty(&body));
    let body = body.unwrap_or_else(|_| found.body.clone());
    html(&DeliveryPage { t: &visitor.say, shell, nav, webhook: webhook.0, told: told(&found), body, attempts })
}

/// The fields' names on the page.
fn named(fields: Fields) -> Fields {
    fields.renamed("endpoint", "address").renamed("custom_headers", "headers").renamed("http_method", "method")
}

fn line(webhook: Webhook) -> Line {
    let Webhook { id, name, address, active, paused_until, .. } = webhook;
    Line { id: id.0, name, address, active, paused: paused_until.is_some() }
}

fn told(delivery: &Delivery) -> Told {
    let what = delivery.kind.rsplit(':').next().unwrap_or_default().to_owned();
    let Delivery { id, state, attempts, status, created_at, .. } = delivery;
    Told { id: id.0, what, state: *state, attempts: *attempts, status: *status, at_ms: created_at.0 }
}

async fn page<'a>(
    desk: &Desk,
    visitor: &'a SignedIn,
    id: Option<WebhookId>,
    typed: &'a Typed,
    before: Option<DeliveryId>,
    fields: &'a Fields,
) -> Result<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "webhooks"));
    let up = id.map_or_else(|| crumbs(&visitor.say, &nav), |_| crumbs_below(&visitor.say, &nav, "webhooks", typed.get("name")));
    let read = desk.db.read(move |conn| {
        let log = id.map(|id| webhooks::deliveries(conn, &reader.actor, id, before, SHOWN_MAX + 1)).transpose()?;
        Ok((shell(conn, &reader, Section::Settings, up.clone())?, webhooks::webhooks(conn, &reader.actor)?, log.unwrap_or_default()))
    });
    let (shell, all, mut log) = read.await?;
    let more = log.len() > SHOWN_MAX;
    log.truncate(SHOWN_MAX);
    let own = all.iter().find(|webhook| Some(webhook.id) == id);
    Ok(Page {
        t: &visitor.say,
        shell,
        nav,
        id: id.map(|i| i.0),
        paused_until_ms: own.and_then(|own| own.paused_until).map(|at| at.0),
        failures: own.map_or(0, |own| own.failures),
        lines: if id.is_some() { Vec::new() } else { all.into_iter().map(line).collect() },
        typed,
        wishes: typed.wishes(),
        methods: typed.methods(),
        older: log.last().map(|last| last.id.0).filter(|_| more),
        log: log.iter().map(told).collect(),
        fields,
    })
}
