//! The audit log: what was set, granted, taken away or looked at that not everybody may see, in a chain that shows every cut.
//!
//! Reading order: `kinds` says what is written down, `chain` how, [`Entry`] is what is read back, `verify` walks the chain. No deed
//! writes here: [`witness`] is told of every event in the transaction that records it.

mod chain;
mod entry;
mod kinds;
mod reading;
mod verify;

// who may do what
pub mod policy;

use catalogue::Language;

pub use chain::{BEGINNING, Link, witness};
pub use entry::{Ask, Entry, EntryId, PAGE_MAX, Page, entries, entry};
pub use kinds::{Act, is_administrative, text_key};
pub use reading::{NOTED_ONCE_MS, Record, note_backup, note_reading};
pub use verify::{Broken, Head, Verdict, verify};

/// This slice's tables.
pub const MIGRATIONS: db::Migrations =
    db::Migrations { slice: "audit", steps: &[("0001_audit", include_str!("../migrations/0001_audit.sql"))] };

/// This slice's texts: what its entries are called.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en/audit.ftl")), (Language::De, include_str!("../locales/de/audit.ftl"))];
