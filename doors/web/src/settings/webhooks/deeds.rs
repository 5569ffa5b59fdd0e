//! What is done to a webhook at the press of a button.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use webhooks::{DeliveryId, WebhookId};

use super::HERE;
use crate::desk::Desk;
use crate::frame::{html, shell};
use crate::front::{Answer, Flash, SignedIn, with_flash};
use crate::settings::nav::{Nav, crumbs_below, nav};
use crate::ui::view::{Section, Shell};

#[derive(Template)]
#[template(path = "settings/webhook_secret.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    id: i64,
    secret: String,
}

/// `POST /settings/webhooks/{id}/try`
pub async fn try_out(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<WebhookId>) -> Answer {
    let tried = desk.db.write(move |tx| webhooks::try_webhook(tx, &visitor.actor, id)).await?;
    Ok(with_flash(Redirect::to(&format!("{HERE}/{id}/deliveries/{tried}")), &Flash::new("toast-webhook-queued")))
}

/// `POST /settings/webhooks/{id}/deliveries/{delivery}/again`
pub async fn deliver_again(State(desk): State<Desk>, visitor: SignedIn, Path((webhook, id)): Path<(WebhookId, DeliveryId)>) -> Answer {
    let again = desk.db.write(move |tx| webhooks::redeliver(tx, &visitor.actor, webhook, id)).await?;
    Ok(with_flash(Redirect::to(&format!("{HERE}/{webhook}/deliveries/{again}")), &Flash::new("toast-webhook-queued")))
}

/// `POST /settings/webhooks/{id}/remove`
pub async fn remove(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<WebhookId>) -> Answer {
    desk.db.write(move |tx| webhooks::remove_webhook(tx, &visitor.actor, id)).await?;
    Ok(with_flash(Redirect::to(HERE), &Flash::new("toast-saved")))
}

/// `POST /settings/webhooks/{id}/secret`: shown on the page that answers, and recorded.
pub async fn secret(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<WebhookId>) -> Answer {
    let (actor, key) = (visitor.actor.clone(), desk.key.clone());
    let secret = desk.db.write(move |tx| webhooks::read_secret(tx, &actor, &key, id)).await?;
    shown(&desk, &visitor, id, secret).await
}

/// `POST /settings/webhooks/{id}/secret/anew`
pub async fn secret_anew(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<WebhookId>) -> Answer {
    let (actor, key) = (visitor.actor.clone(), desk.key.clone());
    let secret = desk.db.write(move |tx| webhooks::change_secret(tx, &actor, &key, id)).await?;
    shown(&desk, &visitor, id, secret).await
}

async fn shown(desk: &Desk, visitor: &SignedIn, id: WebhookId, secret: String) -> Answer {
    let (reader, nav) = (visitor.clone(), nav(visitor, "webhooks"));
    let up = crumbs_below(&visitor.say, &nav, "webhooks", &visitor.say.say("settings-webhook-secret"));
    let shell = desk.db.read(move |conn| shell(conn, &reader, Section::Settings, up.clone())).await?;
    html(&Page { t: &visitor.say, shell, nav, id: id.0, secret })
}
