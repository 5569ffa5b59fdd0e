//! Rules of the desk: when something happens to a ticket, and if a filter holds for it, then the same commands that people use.
//!
//! Reading order: [`Rule`] is the noun and [`Deeds`] what it does; `edit` makes and changes rules; `hear` follows events and
//! [`sweep()`] the clock; [`rehearse()`] shows what a rule would have met, and [`runs()`] what it did.

// nouns
mod deeds;
mod event;
mod limits;
mod rule;

// who may do what
pub mod policy;

// commands
mod edit;
mod undo;

// what rules do
mod act;
mod hear;
mod sweep;

// what pages ask
mod rehearse;
mod runs;

use catalogue::Language;
use db::Listener;

pub use deeds::{Deed, Deeds, Move};
pub use edit::{RuleInput, add_rule, edit_rule, move_rule, switch_rule};
pub use limits::*;
pub use rehearse::{Met, Rehearsal, rehearse};
pub use rule::{Rule, RuleId, When, rule, rules};
pub use runs::{Outcome, RuleRun, runs};
pub use sweep::sweep;
pub use undo::{Change, changes, undo_edit};

/// This slice's tables.
pub const MIGRATIONS: db::Migrations =
    db::Migrations { slice: "automation", steps: &[("0001_rules", include_str!("../migrations/0001_rules.sql"))] };

/// This slice's texts: what its refusals say to people.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en/automation.ftl")), (Language::De, include_str!("../locales/de/automation.ftl"))];

/// Who hears what happens to tickets, and asks the rules.
#[must_use]
pub fn listeners() -> Vec<Listener> {
    vec![hear::listener()]
}
