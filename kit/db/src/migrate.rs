//! Migrations live with their owner and run in the order given, each once, each in a transaction of its own.

use outcome::Result;

use crate::database::Db;
use crate::params;

/// One slice's migrations, oldest first: name and statements.
#[derive(Debug, Clone, Copy)]
pub struct Migrations {
    /// The slice that owns the tables.
    pub slice: &'static str,
    /// File name and text; `{id}`, `{text}` and `{bytes}` name the engine's column types, `-- only sqlite`, `-- only postgres`
    /// and `-- both` on lines of their own bound a part for one engine.
    pub steps: &'static [(&'static str, &'static str)],
}

/// The tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    slice: "db",
    steps: &[
        ("0001_events_and_jobs", include_str!("../migrations/0001_events_and_jobs.sql")),
        ("0002_fulltext", include_str!("../migrations/0002_fulltext.sql")),
        ("0003_undertakings", include_str!("../migrations/0003_undertakings.sql")),
        ("0004_job_claims", include_str!("../migrations/0004_job_claims.sql")),
    ],
};

const LEDGER: &str = "CREATE TABLE IF NOT EXISTS schema_steps \
    (slice {text} NOT NULL, name {text} NOT NULL, applied_at BIGINT NOT NULL, PRIMARY KEY (slice, name))";

/// Brings the schema up to date; the names of the steps that were new. Several processes may start at once.
///
/// # Errors
/// When a step fails; it leaves nothing behind.
pub fn migrate(db: &Db, slices: &'static [Migrations]) -> Result<Vec<String>> {
    migrate_where(db, slices, &|_, _| true)
}

/// [`migrate`], but only the steps that `wanted` names by slice and name: the schema as an older backup knew it.
///
/// # Errors
/// When a step fails; it leaves nothing behind.
pub fn migrate_where(db: &Db, slices: &'static [Migrations], wanted: &dyn Fn(&str, &str) -> bool) -> Result<Vec<String>> {
    db.write_now(|tx| {
        tx.engine.lock_schema()?;
        Ok(tx.engine.batch(&tx.engine.dialect(LEDGER))?)
    })?;
    let mut applied = Vec::new();
    for slice in std::iter::once(&MIGRATIONS).chain(slices) {
        for &(name, sql) in slice.steps.iter().filter(|(name, _)| wanted(slice.slice, name)) {
            let slice = slice.slice;
            let new = db.write_now(move |tx| {
                tx.engine.lock_schema()?;
                let known =
                    tx.first::<(i64,)>("SELECT applied_at FROM schema_steps WHERE slice = $1 AND name = $2", params![slice, name])?;
                if known.is_some() {
                    return Ok(false);
                }
                tx.engine.batch(&tx.engine.dialect(sql)).map_err(|e| e.context(format!("migration {slice}/{name}")))?;
                let now = tx.now();
                tx.execute_one("INSERT INTO schema_steps (slice, name, applied_at) VALUES ($1, $2, $3)", params![slice, name, now])?;
                Ok(true)
            })?;
            if new {
                applied.push(format!("{slice}/{name}"));
            }
        }
    }
    Ok(applied)
}

/// The steps that were applied: slice and name.
///
/// # Errors
/// What the engine answers.
pub fn applied_steps(conn: &crate::Conn) -> Result<Vec<(String, String)>> {
    conn.all("SELECT slice, name FROM schema_steps ORDER BY slice, name", params![])
}
