//! One SQL dialect on two engines: SQLite in the data folder, or PostgreSQL. Knows nothing of help desks.
//!
//! Reading order: [`Db`] hands closures to database threads; [`Conn`] reads; [`Tx`] writes, records events and promises jobs.

extern crate self as db; // the macros name this crate from outside, and are used inside too

mod announce;
mod announce_others;
mod budget;
mod clock;
mod conn;
mod database;
mod declare;
mod engine;
mod events;
mod forget;
pub mod fulltext;
mod gather;
mod hold;
mod jobs;
mod kept;
mod lease;
mod migrate;
mod once;
mod queue;
mod settings;
mod threads;
mod tx;
mod undertaking;
mod value;
mod whole;
mod worker;

pub use announce::{Announcement, Announcements};
pub use budget::Budget;
pub use clock::{Clock, DAY_MS, HOUR_MS, MINUTE_MS, Moment, SECOND_MS};
pub use conn::Conn;
pub use database::{Db, Options};
pub use engine::{Cell, Cells};
pub use events::{ActedBy, Acts, Event, EventId, Heard, Subject, Witness};
pub use gather::{Gather, Part, Piece};
pub use jobs::{ATTEMPTS_MAX, GivenUp, Job, JobId, Listener, Promise, Run, Wiring, backlog, given_up, retry};
pub use kept::{KEPT_MS_MAX, Seldom};
pub use migrate::{MIGRATIONS, Migrations, applied_steps, migrate, migrate_where};
pub use settings::{put_setting, setting};
pub use tx::Tx;
pub use undertaking::{UNDERTAKINGS_MAX, Undertaking, UndertakingState};
pub use value::{Field, Row, Value};
pub use whole::{Counts, Step, counts, dump, json_rows, load, steps_of};
pub use worker::{drain, work};
#[doc(hidden)]
pub use {serde, serde_json};
