//! Satisfaction: requesters are asked once, some time after their ticket was resolved, whether the help was good. Knows tickets and
//! letters.
//!
//! Reading order: `ask` hears what is resolved and asks when it is time; `link` is what the letter carries, so that nobody has to sign
//! in; [`rate()`] takes the answer; `counts` keeps the figures that [`results()`] shows.
//!
//! The mark itself stands with the ticket, where filters and lists find it; who is told of a low one is `notifications`' matter.

// nouns
mod limits;
mod rating;
mod settings;

// who may do what
pub mod policy;

// commands
mod link;
mod rate;

// what is forgotten
mod empty;

// what happens by itself
mod ask;

// what was answered
mod counts;
mod results;

use catalogue::Language;

pub use ask::{ask_due, listener};
pub use empty::{empty_ticket, forget_person};
pub use limits::*;
pub use link::{Linked, linked, rate_by_link};
pub use rate::{Rate, may_rate, rate};
pub use rating::{Rating, RatingId};
pub use results::{Figure, Latest, Results, rating, rating_of, ratings, results};
pub use settings::{Settings, save_settings, settings};

/// This slice's tables.
pub const MIGRATIONS: db::Migrations =
    db::Migrations { slice: "satisfaction", steps: &[("0001_satisfaction", include_str!("../migrations/0001_satisfaction.sql"))] };

/// This slice's texts: its letter, and what its refusals say to people.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en/satisfaction.ftl")), (Language::De, include_str!("../locales/de/satisfaction.ftl"))];
