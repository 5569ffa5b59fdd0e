//! What the desk has prepared: rules, which act by themselves with the same commands that people use, macros, with which
//! people do several deeds at once, and canned answers.
//!
//! Reading order: [`Rule`] is the noun and [`Deeds`] what it does; `edit` makes and changes rules; `hear` follows events and
//! [`sweep()`] the clock; [`rehearse()`] shows what a rule would have met, and [`runs()`] what it did. [`Macro`] is the same deeds for people
//! to use, with [`preview_macro()`] and [`apply_macro()`]. [`CannedAnswer`] is a text
//! with [`Placeholder`]s, and [`fill()`] fills them in.

// nouns
mod canned;
mod deeds;
mod empty;
mod event;
mod limits;
mod macros;
mod placeholder;
mod rule;
mod scope;

// who may do what
pub mod policy;

// commands
mod edit;
mod undo;

// what rules do
mod act;
mod fill;
mod hear;
mod sweep;

// what pages ask
mod rehearse;
mod runs;

use catalogue::Language;
use db::Listener;

pub use canned::{
    CannedAnswer, CannedId, InsertCanned, SaveCanned, archive_canned, canned_answer, canned_answers, find_canned, insert_canned,
    restore_canned, save_canned,
};
pub use deeds::{Deed, Deeds, Move};
pub use edit::{RuleInput, add_rule, edit_rule, move_rule, remove_rule, restore_rule, switch_rule};
pub use empty::forget_person;
pub use fill::{Filled, Speaker, example, fill, fill_all};
pub use limits::*;
pub use macros::{
    Applied, ApplyMacro, Macro, MacroId, MacroPreview, SaveMacro, apply_macro, archive_macro, delete_macro, find_macros, macro_changes,
    macro_of, macros, move_macro, preview_macro, restore_macro, save_macro, undo_macro_edit,
};
pub use placeholder::Placeholder;
pub use rehearse::{Met, Rehearsal, rehearse};
pub use rule::{Rule, RuleId, When, removed_rules, rule, rule_names, rules};
pub use runs::{Outcome, RuleRun, runs};
pub use scope::Scope;
pub use sweep::sweep;
pub use undo::{Change, changes, undo_edit};

/// This slice's tables.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    slice: "automation",
    steps: &[
        ("0001_rules", include_str!("../migrations/0001_rules.sql")),
        ("0002_canned_answers", include_str!("../migrations/0002_canned_answers.sql")),
        ("0003_macros", include_str!("../migrations/0003_macros.sql")),
        ("0004_removed_rules", include_str!("../migrations/0004_removed_rules.sql")),
    ],
};

/// This slice's texts: what its refusals say to people.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en/automation.ftl")), (Language::De, include_str!("../locales/de/automation.ftl"))];

/// Who hears what happens to tickets, and asks the rules; their texts are filled in by `speaker`.
#[must_use]
pub fn listeners(speaker: &Speaker) -> Vec<Listener> {
    vec![hear::listener(speaker.clone())]
}
