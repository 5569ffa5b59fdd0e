//! Checklists: steps that are easily forgotten, kept as templates and worked off on a ticket, each tick with who and when.

mod event;
mod on_ticket;
mod save;

pub use event::ChecklistEvent;
pub use on_ticket::{AddCheck, Check, RemoveCheck, StartChecklist, Tick, add_check, checks_of, remove_check, start_checklist, tick};
pub use save::{SaveChecklist, archive_checklist, checklist, checklists, restore_checklist, save_checklist};

pub(crate) use on_ticket::{ask_checks, take_away, take_check};

use db::{Moment, id, row};

id!(
    /// A checklist's number.
    ChecklistId
);
id!(
    /// The number of a step on a ticket.
    CheckId
);

/// Checklists in all, archived ones counted.
pub const CHECKLISTS_MAX: i64 = 500;
/// Steps of one checklist.
pub const CHECKLIST_STEPS_MAX: usize = 100;
/// Steps on one ticket, of however many checklists.
pub const CHECKS_MAX: i64 = 300;
/// Longest step, in characters.
pub const CHECK_CHARS_MAX: usize = 200;
/// Longest name of a checklist, in characters.
pub const CHECKLIST_NAME_CHARS_MAX: usize = 60;

row! {
    /// A checklist as a template.
    pub struct Checklist {
        /// Its number.
        pub id: ChecklistId,
        /// What it is called.
        pub name: String,
        /// Its steps, one a line.
        pub steps: String,
        /// When it was put away, if it was; tickets keep their steps.
        pub archived_at: Option<Moment>,
    }
}

impl Checklist {
    /// Its steps in order.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.steps.lines()
    }
}
