//! What can happen to webhooks.

use db::{Event, Subject};
use serde::Serialize;

use crate::delivery::DeliveryId;
use crate::webhook::{Wanted, WebhookId};

pub(crate) const WEBHOOK: &str = "webhook";

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Happening {
    Added { name: String, address: String, wants: Vec<Wanted>, active: bool },
    Edited { name: String, address: String, wants: Vec<Wanted>, active: bool },
    Removed { name: String },
    SecretRead {},
    SecretChanged {},
    Paused { failures: i64 },
    GaveUp { delivery: DeliveryId },
}

#[derive(Serialize)]
#[serde(transparent)]
pub(crate) struct WebhookEvent {
    #[serde(skip)]
    pub(crate) webhook: WebhookId,
    pub(crate) what: Happening,
}

impl Event for WebhookEvent {
    fn kind(&self) -> &'static str {
        match self.what {
            Happening::Added { .. } => "webhook.added",
            Happening::Edited { .. } => "webhook.edited",
            Happening::Removed { .. } => "webhook.removed",
            Happening::SecretRead {} => "webhook.secret_read",
            Happening::SecretChanged {} => "webhook.secret_changed",
            Happening::Paused { .. } => "webhook.paused",
            Happening::GaveUp { .. } => "webhook.gave_up",
        }
    }

    fn subject(&self) -> Subject {
        Subject::new(WEBHOOK, self.webhook.0)
    }
}
