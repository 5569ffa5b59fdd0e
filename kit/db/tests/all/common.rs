//! A fresh database for each test: a file of its own on SQLite, a schema of its own where `FIRSTLINE_TEST_DATABASE` names a server.

use db::{Clock, Db, Migrations, Moment, Options, migrate};

/// Monday 2026-11-23 09:00 UTC.
pub const MONDAY: Moment = Moment(1_795_424_400_000);

pub struct Fresh {
    pub db: Db,
    pub url: String,
    _folder: tempfile::TempDir,
}

pub fn fresh(slices: &'static [Migrations]) -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let url = match std::env::var("FIRSTLINE_TEST_DATABASE") {
        Ok(server) => schema_of_its_own(&server),
        Err(_) => folder.path().join("test.db").display().to_string(),
    };
    let db = Db::open(&Options { clock: Clock::still(MONDAY), durable: false, ..Options::new(url.clone()) }).unwrap();
    migrate(&db, slices).unwrap();
    Fresh { db, url, _folder: folder }
}

fn schema_of_its_own(server: &str) -> String {
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let n = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let name = format!("t_{}_{n}_{}", std::process::id(), Moment::of_system().0);
    let mut client = postgres::Client::connect(server, postgres::NoTls).unwrap();
    client.batch_execute(&format!("CREATE SCHEMA {name}")).unwrap();
    let joint = if server.contains('?') { '&' } else { '?' };
    format!("{server}{joint}options=-csearch_path%3D{name}")
}
