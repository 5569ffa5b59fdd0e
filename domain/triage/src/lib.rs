//! Triage: what the desk's own history says about a new ticket. Nothing leaves the house; every proposal has its reasons.
//!
//! Reading order: [`Target`] is what can be proposed; `history` reads what is learned from, `learn` learns it at night,
//! `learned` keeps it; [`proposals()`] is what a ticket's page asks, [`take()`] applies one, `by_rule` those that are sure enough.
//! [`alike()`] sees tickets that are the same, and [`gather()`] puts them under one.

// nouns
mod limits;
mod target;

// who may do what
pub mod policy;

// from history to what was learned
mod history;
mod learn;
mod learned;

// what pages ask
mod alike;
mod proposals;

// what is done about it
mod by_rule;
mod gather;
mod take;

use catalogue::Language;
use db::{Listener, Run};

pub use alike::{Alike, Wave, alike};
pub use by_rule::{Applied, ByRule, by_rule, set_by_rule};
pub use gather::{Gather, Gathered, gather, ungather};
pub use learn::{LEARN, Learning, learn_when_due, learning, promise_learning};
pub use learned::{Taught, taught};
pub use limits::*;
pub use proposals::{Proposal, Proposals, proposals};
pub use take::{Take, take};
pub use target::Target;

/// This slice's tables.
pub const MIGRATIONS: db::Migrations =
    db::Migrations { slice: "triage", steps: &[("0001_triage", include_str!("../migrations/0001_triage.sql"))] };

/// This slice's texts: what its refusals say to people.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en/triage.ftl")), (Language::De, include_str!("../locales/de/triage.ftl"))];

/// Who hears new tickets, to set what is sure enough.
#[must_use]
pub fn listeners() -> Vec<Listener> {
    vec![by_rule::listener()]
}

/// Who keeps this slice's promises.
#[must_use]
pub fn jobs() -> Vec<(&'static str, Run)> {
    vec![(LEARN, learn::job())]
}
