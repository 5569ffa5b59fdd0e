//! Routing: a ticket finds somebody of its team by itself: in turn, by load, by skill; never somebody who is off or has enough.
//!
//! Reading order: [`choose()`] is the whole rule, without a database; `team` reads who could have a ticket; [`route()`] gives it, and
//! [`ring_offers`] offers it to another when it was not taken; [`rehearse()`] runs a way over the last 30 days; `set` is what leads say.

// the rule, without a database
mod choose;
mod limits;

// nouns
mod empty;
mod event;
mod team;

// who may do what
pub mod policy;

// commands
mod set;

// what happens by itself
mod hear;
mod route;

// what pages ask
mod list;
mod rehearse;

use catalogue::Language;
use db::Listener;

pub use choose::{Candidate, Needs, Nobody, Way, choose};
pub use empty::forget_person;
pub use event::RoutingEvent;
pub use limits::*;
pub use list::{Stuck, is_switched_away, needs, stuck, team_now, ways};
pub use rehearse::{Rehearsal, Would, rehearse, way_of_team};
pub use route::{ring_offers, route};
pub use set::{PersonInput, WayInput, set_needs, set_person, set_way, switch_away};

/// This slice's texts: what its refusals say to people.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en/routing.ftl")), (Language::De, include_str!("../locales/de/routing.ftl"))];

/// This slice's tables.
pub const MIGRATIONS: db::Migrations =
    db::Migrations { slice: "routing", steps: &[("0001_routing", include_str!("../migrations/0001_routing.sql"))] };

/// Who hears tickets.
#[must_use]
pub fn listeners() -> Vec<Listener> {
    vec![hear::listener()]
}
