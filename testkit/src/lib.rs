//! A desk to test on: a fresh database of whichever engine the run is for, a still clock, and people to act.

mod cast;
mod office;

use std::sync::atomic::{AtomicU32, Ordering};

use db::{Clock, Db, Migrations, Moment, Options, Wiring};

pub use cast::{Cast, refused};
pub use office::{Office, texts};

/// Monday 2026-11-23 09:00 UTC: when every test begins.
pub const MONDAY: Moment = Moment(1_795_424_400_000);

/// Every slice's tables, in rank order.
pub const MIGRATIONS: &[Migrations] = &[
    people::MIGRATIONS,
    rota::MIGRATIONS,
    sla::MIGRATIONS,
    tickets::MIGRATIONS,
    mail::MIGRATIONS,
    triage::MIGRATIONS,
    problems::MIGRATIONS,
    webhooks::MIGRATIONS,
    changes::MIGRATIONS,
    paging::MIGRATIONS,
    automation::MIGRATIONS,
    notifications::MIGRATIONS,
];

/// A fresh database that is gone when the desk is dropped.
pub struct Desk {
    /// The database.
    pub db: Db,
    /// Its address, for a second handle.
    pub url: String,
    schema: Option<(String, String)>,
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
        let desk = Self::bare();
        db::migrate(&desk.db, MIGRATIONS).expect("the tables");
        desk.db.wire(wiring);
        desk
    }

    /// An empty database without a table, for what makes the tables itself.
    ///
    /// # Panics
    /// When the database cannot be made.
    #[must_use]
    pub fn bare() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (url, schema) = match std::env::var("FIRSTLINE_TEST_DATABASE") {
            Ok(server) => {
                let name = fresh_name();
                run_on(&server, &format!("CREATE SCHEMA {name}"));
                let joint = if server.contains('?') { '&' } else { '?' };
                (format!("{server}{joint}options=-csearch_path%3D{name}"), Some((server, name)))
            }
            Err(_) => (folder.path().join("firstline.db").display().to_string(), None),
        };
        let options = Options { clock: Clock::still(MONDAY), readers: 2, writers: 2, durable: false, ..Options::new(url.clone()) };
        let db = Db::open(&options).expect("a fresh database");
        Self { db, url, schema, folder }
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

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.schema {
            run_on(server, &format!("DROP SCHEMA {name} CASCADE"));
        }
    }
}

fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let n = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("t_{}_{n}_{}", std::process::id(), Moment::of_system().0)
}

/// Runs one statement on the server, on a thread of its own: the blocking client must not meet an async one.
fn run_on(server: &str, sql: &str) {
    let (server, sql) = (server.to_owned(), sql.to_owned());
    let ran =
        std::thread::spawn(move || postgres::Client::connect(&server, postgres::NoTls).and_then(|mut c| c.batch_execute(&sql))).join();
    if !matches!(ran, Ok(Ok(()))) {
        eprintln!("a test schema could not be made or dropped: {ran:?}");
    }
}
