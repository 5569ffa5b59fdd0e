//! Problems: what lies behind incidents, who is told when it is fixed, and the times when one incident comes before all others.
//!
//! Reading order: [`Problem`] is the noun, `edit` and `link` change it; a [`Telling`] brings the same news to the requesters of
//! several tickets; a [`Major`] incident has an owner, a note for everybody whom it concerns, and a clock for the next one.

// nouns
mod empty;
mod event;
mod limits;
mod major;
mod problem;
mod telling;

// who may do what
pub mod policy;

// commands
mod declare;
mod edit;
mod link;
mod tell;

// timers
mod ring;

// what pages ask
mod around;
mod concern;
mod list;
mod preview;

use catalogue::Language;
use db::Run;

pub use around::{Around, around};
pub use concern::{Notice, concerns};
pub use declare::{DeclareMajor, EndMajor, NoteMajor, declare_major, end_major, note_major, resume_major};
pub use edit::{ProblemInput, edit_problem, open_problem};
pub use empty::empty_ticket;
pub use event::Happening;
pub use limits::*;
pub use link::{LinkIncident, link_incident, unlink_incident};
pub use list::{ProblemLine, ProblemSheet, Problems, Which, known_errors, name_of, problem, problems};
pub use major::{Major, MajorHappened, MajorId, MajorSheet, major, major_of, majors};
pub use preview::{Told, preview};
pub use problem::{Problem, ProblemId, State};
pub use ring::ring_majors;
pub use tell::{TELL, Tell, call_off, tell};
pub use telling::{About, Telling, TellingId, TellingLine, TellingState, tellings_about};

/// This slice's tables.
pub const MIGRATIONS: db::Migrations =
    db::Migrations { slice: "problems", steps: &[("0001_problems", include_str!("../migrations/0001_problems.sql"))] };

/// This slice's texts: what its refusals say to people.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en/problems.ftl")), (Language::De, include_str!("../locales/de/problems.ftl"))];

/// Who keeps this slice's promises.
#[must_use]
pub fn jobs() -> Vec<(&'static str, Run)> {
    vec![(TELL, tell::job())]
}
