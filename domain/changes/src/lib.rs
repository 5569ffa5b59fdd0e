//! Changes: work that can break something, with its risk, plan and way back, approved before it is done, in a window of its own.
//!
//! Reading order: [`Change`] is the noun; `plan` writes and changes it, `decide` approves or declines, `carry_out` begins and
//! ends it; [`Freeze`] is a time in which nothing is to be changed; [`calendar`] shows windows, and what collides.

// nouns
mod change;
mod empty;
mod event;
mod freeze;
mod limits;

// who may do what
pub mod policy;

// commands
mod carry_out;
mod decide;
mod feed;
mod link;
mod plan;

// what pages ask
mod list;

use catalogue::Language;

pub use carry_out::{CarryOut, Step, carry_out};
pub use change::{Change, ChangeId, Decision, Risk, State};
pub use decide::{Decide, decide};
pub use empty::forget_person;
pub use event::Happening;
pub use feed::{Feed, feed_of, has_feed, make_feed, remove_feed};
pub use freeze::{AddFreeze, Freeze, FreezeId, add_freeze, drop_freeze, freezes};
pub use limits::*;
pub use link::{Linked, decide_by_link, link, linked};
pub use list::{Approval, Calendar, ChangeLine, ChangeSheet, Changes, Which, calendar, change, changes, changes_of};
pub use plan::{ChangeInput, edit_change, plan_change};

/// This slice's tables.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    slice: "changes",
    steps: &[
        ("0001_changes", include_str!("../migrations/0001_changes.sql")),
        ("0002_asked", include_str!("../migrations/0002_asked.sql")),
    ],
};

/// This slice's texts: what its refusals say to people.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en/changes.ftl")), (Language::De, include_str!("../locales/de/changes.ftl"))];
