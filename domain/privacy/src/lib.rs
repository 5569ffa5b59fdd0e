//! What the desk keeps about one person, as a whole: handed out, and erased so that every figure stays. Knows every slice, and writes none of their
//! tables: each empties its own when it is asked to.
//!
//! Reading order: [`touched`] says what an erasure would touch, [`begin_erasure`] begins one, `steps` is how it goes on, part by part;
//! `sections` says what a copy of somebody's data holds, [`ask_copy`] has one made; `keeping` is what goes by age.

mod archive;
mod copies;
mod erasure;
mod keeping;
mod limits;
mod look;
mod sections;
mod steps;

// who may do what
pub mod policy;

use catalogue::Language;
use db::Run;
use files::Store;

pub use archive::{COPY_FORM, write_copy};
pub use copies::{COPY, Copy, CopyId, CopyState, ask_copy, copies_of, forget_copies, take_copy};
pub use erasure::{BeginErasure, Erasure, ErasureId, Step, begin_erasure, erasure_of, erasures};
pub use keeping::{Keeping, Kept, Ran, keep_to, keeping, set_keeping, would_touch};
pub use limits::*;
pub use look::{Touched, touched};
pub use sections::section_names;
pub use steps::{ERASE, empty_ticket};

/// This slice's tables.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    slice: "privacy",
    steps: &[
        ("0001_erasures", include_str!("../migrations/0001_erasures.sql")),
        ("0002_copies", include_str!("../migrations/0002_copies.sql")),
    ],
};

/// This slice's texts: what its refusals say to people.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en/privacy.ftl")), (Language::De, include_str!("../locales/de/privacy.ftl"))];

/// Who keeps this slice's promises.
#[must_use]
pub fn jobs(store: Store) -> Vec<(&'static str, Run)> {
    vec![(ERASE, steps::job()), (COPY, copies::job(store))]
}
