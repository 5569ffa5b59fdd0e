//! A desk to test on: a fresh database of whichever engine the run is for, a still clock, and people to act.

mod cast;
mod database;
mod gallery;
mod office;
mod print;

use db::{Db, Migrations, Moment, Wiring};

pub use cast::{Cast, refused};
pub use gallery::Gallery;
pub use office::{Office, texts};
pub use print::{policy_stands, print_stands};

/// Monday 2026-11-23 09:00 UTC: when every test begins.
pub const MONDAY: Moment = Moment(1_795_424_400_000);

/// Every slice's tables, in rank order.
pub const MIGRATIONS: &[Migrations] = &[
    people::MIGRATIONS,
    rota::MIGRATIONS,
    sla::MIGRATIONS,
    tickets::MIGRATIONS,
    side::MIGRATIONS,
    mail::MIGRATIONS,
    triage::MIGRATIONS,
    problems::MIGRATIONS,
    webhooks::MIGRATIONS,
    changes::MIGRATIONS,
    paging::MIGRATIONS,
    routing::MIGRATIONS,
    automation::MIGRATIONS,
    satisfaction::MIGRATIONS,
    notifications::MIGRATIONS,
    audit::MIGRATIONS,
    privacy::MIGRATIONS,
];

/// A fresh database that is gone when the desk is dropped.
pub struct Desk {
    /// The database.
    pub db: Db,
    /// Its address, for a second handle.
    pub url: String,
    /// Dropped after the handle above; `None` on SQLite, whose file goes with the folder.
    own: Option<database::Own>,
    folder: tempfile::TempDir,
}

impl Desk {
    /// A desk with all tables and nobody listening.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Wiring::default())
    }

    /// A desk where `wiring` says who listens. `FIRSTLINE_TEST_DATABASE` names a PostgreSQL server; without it, SQLite.
    ///
    /// # Panics
    /// When the database cannot be made: a test without one proves nothing.
    #[must_use]
    pub fn with(wiring: Wiring) -> Self {
        let desk = Self::on(database::Own::with_tables);
        if desk.own.is_none() {
            db::migrate(&desk.db, MIGRATIONS).expect("the tables");
        }
        desk.db.wire(wiring);
        desk
    }

    /// An empty database without a table, for what makes the tables itself.
    ///
    /// # Panics
    /// When the database cannot be made.
    #[must_use]
    pub fn bare() -> Self {
        Self::on(database::Own::empty)
    }

    fn on(make: fn(String) -> database::Own) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let own = std::env::var("FIRSTLINE_TEST_DATABASE").ok().map(make);
        let url = own.as_ref().map_or_else(|| folder.path().join("firstline.db").display().to_string(), database::Own::url);
        Self { db: database::open(&url), url, own, folder }
    }

    /// A folder of this desk's own, for files.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Lets `ms` milliseconds pass.
    pub fn pass_ms(&self, ms: i64) {
        let clock = self.db.clock();
        clock.set(clock.now().plus_ms(ms));
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}
