//! Notifications: who is told what, why, and by which way. Never the one who acted, never requesters about the desk's own talk.
//!
//! Reading order: [`Reason`] and [`Channel`] are the words; `recipients` decides who and why; `hear` writes the rows; `digest`
//! gathers them into letters; [`notices`], [`badges`] and [`mark_read()`] are what pages ask.
//!
//! The wiring needs [`listeners`] and [`jobs`]. Letters to requesters about their own tickets are `mail`'s matter.

// nouns
mod choice;
mod empty;
mod limits;
mod notification;

// who may do what
pub mod policy;

// from events to rows to letters
mod digest;
mod hear;
mod recipients;

// what pages ask and do
mod list;
mod mark_read;

use catalogue::Catalogue;
use db::{Listener, Run};

pub use choice::{Channel, Choice, Reason, choices, choose};
pub use empty::forget_person;
pub use limits::*;
pub use list::{Badges, MajorNow, Notice, badges, notices};
pub use mark_read::{forget_old, mark_all_read, mark_read, mark_ticket_read};
pub use notification::{Notification, NotificationId};

/// This slice's tables.
pub const MIGRATIONS: db::Migrations =
    db::Migrations { slice: "notifications", steps: &[("0001_notifications", include_str!("../migrations/0001_notifications.sql"))] };

/// What notifications say, as Fluent sources by language, for the catalogue.
pub const TEXTS: [(&str, &str); 2] =
    [("en", include_str!("../locales/en/notifications.ftl")), ("de", include_str!("../locales/de/notifications.ftl"))];

/// Who hears tickets and letters.
#[must_use]
pub fn listeners() -> Vec<Listener> {
    vec![hear::listener()]
}

/// Who keeps this slice's promises. `site` is the address people reach the desk at, without a slash at its end, for links in letters.
#[must_use]
pub fn jobs(texts: &'static Catalogue, site: impl Into<String>) -> Vec<(&'static str, Run)> {
    vec![digest::job(texts, site.into())]
}
