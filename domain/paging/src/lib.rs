//! Pages: people are called about a ticket, one step after the other, until somebody acknowledges. Knows rotas and tickets.
//!
//! Reading order: `chain` says who is called in which order; [`page()`] begins, [`ring_pages`] goes on by the clock,
//! [`acknowledge()`] ends; `link` lets somebody acknowledge from a letter; `list` is what pages of the desk ask.
//!
//! The letters and notifications themselves are `notifications`' matter, which hears `ticket.paged`.

// nouns
mod chain;
mod limits;
mod page;

// who may do what
pub mod policy;

// commands
mod acknowledge;
mod begin;
mod link;

// what happens by itself
mod hear;
mod ring;
mod whom;

// what pages of the desk ask
mod list;

use catalogue::Language;
use db::Listener;

pub use acknowledge::acknowledge;
pub use begin::{Begin, page};
pub use chain::{Called, Step, Word};
pub use limits::*;
pub use link::{Linked, acknowledge_by_link, link, linked};
pub use list::{CallLine, PageLine, Pages, pages_of, past_pages, waiting_pages};
pub use page::{Page, PageId, State};
pub use ring::ring_pages;
pub use whom::leads_of;

/// This slice's texts: what its refusals say to people.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en/paging.ftl")), (Language::De, include_str!("../locales/de/paging.ftl"))];

/// This slice's tables.
pub const MIGRATIONS: db::Migrations =
    db::Migrations { slice: "paging", steps: &[("0001_paging", include_str!("../migrations/0001_paging.sql"))] };

/// Who hears tickets.
#[must_use]
pub fn listeners() -> Vec<Listener> {
    vec![hear::listener()]
}
