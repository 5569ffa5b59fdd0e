//! A database of each desk's own: a file for SQLite, and on PostgreSQL a copy of one that has all tables already.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::atomic::{AtomicU32, Ordering};

use db::{Clock, Db, Moment, Options};

use crate::{MIGRATIONS, MONDAY};

/// The lock of whoever makes the database to copy from, among all processes that test on one server.
const MAKING_LOCK: i64 = 0x6669_7273_746c_696e;

/// Opens the database at `url` as every desk does: few connections, the clock still, nothing awaited from the disk.
pub(crate) fn open(url: &str) -> Db {
    let options = Options { clock: Clock::still(MONDAY), readers: 2, writers: 2, durable: false, ..Options::new(url.to_owned()) };
    Db::open(&options).expect("a fresh database")
}

/// A database on a PostgreSQL server that is dropped with this.
pub(crate) struct Own {
    server: String,
    name: String,
}

impl Own {
    /// An empty database.
    pub(crate) fn empty(server: String) -> Self {
        let name = fresh_name();
        run_on(&server, &format!("CREATE DATABASE {name}")).expect("a database of the test's own");
        Self { server, name }
    }

    /// A database with every slice's tables. Copying them takes a fifth of the time that making them does.
    pub(crate) fn with_tables(server: String) -> Self {
        let (name, model) = (fresh_name(), model(&server));
        run_on(&server, &format!("CREATE DATABASE {name} TEMPLATE {model} STRATEGY file_copy")).expect("a copy of the tables");
        Self { server, name }
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        beside(&self.server, &self.name)
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        if let Err(error) = run_on(&self.server, &format!("DROP DATABASE {} WITH (FORCE)", self.name)) {
            eprintln!("the test's database stays behind: {error}");
        }
    }
}

/// The database on `server` that has all tables and no row but the ledger's, made by whoever comes first. Its name follows
/// from the migrations, so that another version has another; it stays for the next run (`firstline_model_…`, 13 MB).
fn model(server: &str) -> String {
    let mut hasher = DefaultHasher::new();
    for slice in std::iter::once(&db::MIGRATIONS).chain(MIGRATIONS) {
        (slice.slice, slice.steps).hash(&mut hasher);
    }
    let name = format!("firstline_model_{:016x}", hasher.finish());
    let (server, made) = (server.to_owned(), name.clone());
    on_a_thread(move || {
        let mut client = postgres::Client::connect(&server, postgres::NoTls)?;
        client.execute("SELECT pg_advisory_lock($1)", &[&MAKING_LOCK])?;
        let known = "SELECT 1 FROM pg_database WHERE datname = $1 AND NOT datallowconn";
        if client.query_opt(known, &[&made])?.is_none() {
            // One that still lets people in was left half made.
            client.batch_execute(&format!("DROP DATABASE IF EXISTS {made} WITH (FORCE)"))?;
            client.batch_execute(&format!("CREATE DATABASE {made}"))?;
            db::migrate(&open(&beside(&server, &made)), MIGRATIONS).expect("the tables");
            client.batch_execute(&format!("ALTER DATABASE {made} WITH ALLOW_CONNECTIONS false"))?;
            client.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", &[&made])?;
        }
        client.execute("SELECT pg_advisory_unlock($1)", &[&MAKING_LOCK]).map(drop)
    })
    .expect("a database to copy from: the tests need a role that may create databases");
    name
}

fn beside(server: &str, name: &str) -> String {
    let mut url = url::Url::parse(server).expect("FIRSTLINE_TEST_DATABASE is a postgres:// address");
    url.set_path(name);
    url.into()
}

fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let n = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("t_{}_{n}_{}", std::process::id(), Moment::of_system().0)
}

fn run_on(server: &str, statement: &str) -> Result<(), postgres::Error> {
    let (server, statement) = (server.to_owned(), statement.to_owned());
    on_a_thread(move || postgres::Client::connect(&server, postgres::NoTls)?.batch_execute(&statement))
}

/// Off the test's own thread: the blocking client must not meet an async one.
fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::spawn(work).join().expect("the server's client does not panic")
}
