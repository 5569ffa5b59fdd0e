//! Webhooks: other programs that are told what happens at the desk, signed, again and again until they take it.
//!
//! Reading order: [`Webhook`] is the noun; `edit` makes and changes them; `send` decides that something is told and `told` in which
//! words; `deliver` makes the attempts through a [`Courier`] that it is given; `delivery` is the log.

// nouns
mod delivery;
mod event;
mod limits;
mod sign;
mod webhook;

// who may do what
pub mod policy;

// commands
mod edit;
mod send;

// what is told, and how it gets there
mod deliver;
mod empty;
mod forget;
mod told;

use std::sync::Arc;

use catalogue::Language;
use db::{Listener, Run};

pub use deliver::{Came, Carrying, Courier, DELIVER, Parcel};
pub use delivery::{Attempt, AttemptId, Delivery, DeliveryId, State, deliveries, delivery};
pub use edit::{WebhookInput, add_webhook, change_secret, edit_webhook, read_secret, remove_webhook};
pub use empty::{empty_tickets, forget_mentions};
pub use forget::forget_old;
pub use limits::*;
pub use send::{Tell, TellOf, redeliver, tell, tell_of, try_webhook};
pub use sign::signature;
pub use told::event_type;
pub use webhook::{Method, Wanted, Webhook, WebhookId, webhook, webhook_names, webhooks};

/// This slice's tables.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    slice: "webhooks",
    steps: &[
        ("0001_webhooks", include_str!("../migrations/0001_webhooks.sql")),
        ("0002_method", include_str!("../migrations/0002_method.sql")),
    ],
};

/// This slice's texts: what its refusals say to people.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en/webhooks.ftl")), (Language::De, include_str!("../locales/de/webhooks.ftl"))];

/// Who hears what happens to tickets, and queues what is told of it.
#[must_use]
pub fn listeners() -> Vec<Listener> {
    vec![send::listener()]
}

/// The work of telling, with the key that secrets are sealed with and whoever carries.
#[must_use]
pub fn jobs(key: seal::Key, courier: Arc<dyn Courier>) -> Vec<(&'static str, Run)> {
    vec![(DELIVER, deliver::job(key, courier))]
}
