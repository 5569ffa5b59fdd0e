//! The only file that knows SQLite from PostgreSQL: connect, translate a statement, read a cell, begin and end.

mod cells;
mod whole;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::error::Error as StdError;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, anyhow};
use outcome::{Error, Result};
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::ToSql;
use rusqlite::config::DbConfig;

use crate::value::Value;

pub use cells::{Cell, Cells};
pub(crate) use whole::quoted;

/// How long a SQLite connection waits for another process's pen.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Prepared statements kept per connection.
const STATEMENTS_KEPT_MAX: usize = 256;
/// How long connecting to PostgreSQL may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Page cache of one SQLite connection, in KiB.
const CACHE_KIB: i64 = 8 * 1024;

/// Where the data lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Place {
    pub(crate) fn parse(url: &str) -> Result<Self> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        if let Some((scheme, _)) = url.split_once("://") {
            return Err(anyhow!("the database must be a file's path or a postgres:// URL, not {scheme}://").into());
        }
        Ok(Self::Sqlite(PathBuf::from(url)))
    }
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Read,
    Write,
}

/// One connection of either engine.
pub(crate) enum Engine {
    Sqlite(rusqlite::Connection),
    Postgres(Box<RefCell<Postgres>>),
}

pub(crate) struct Postgres {
    client: postgres::Client,
    prepared: HashMap<String, postgres::Statement>,
}

/// What a failure means for the one who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hope {
    /// The same statement will fail again.
    None,
    /// Two transactions were in each other's way: the same work may simply run again.
    Again,
    /// The connection is gone; the work may run again on a new one.
    Reconnect,
}

impl Engine {
    pub(crate) fn connect(place: &Place, role: Role, durable: bool) -> anyhow::Result<Self> {
        match place {
            Place::Sqlite(path) => sqlite(path, role, durable).map(Self::Sqlite),
            Place::Postgres(url) => {
                let mut config: postgres::Config = url.parse().context("the database URL does not parse")?;
                config.connect_timeout(CONNECT_TIMEOUT).application_name("firstline");
                let mut client = config.connect(postgres::NoTls).context("cannot connect to PostgreSQL")?;
                if !durable {
                    client.batch_execute("SET synchronous_commit = off")?;
                }
                Ok(Self::Postgres(Box::new(RefCell::new(Postgres { client, prepared: HashMap::new() }))))
            }
        }
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// Runs statements without parameters or rows.
    pub(crate) fn batch(&self, sql: &str) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(c) => c.execute_batch(sql)?,
            Self::Postgres(p) => p.borrow_mut().client.batch_execute(sql)?,
        }
        Ok(())
    }

    /// Begins, ends or marks a transaction: statements that come again with each piece of work, and are kept prepared.
    pub(crate) fn turn(&self, sql: &str) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(c) => c.prepare_cached(sql)?.raw_execute().map(|_| ())?,
            Self::Postgres(p) => p.borrow_mut().client.batch_execute(sql)?,
        }
        Ok(())
    }

    /// Takes back what the transaction did. SQLite has done so by itself when its disk was full.
    pub(crate) fn rollback(&self) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(c) if c.is_autocommit() => Ok(()),
            _ => self.turn("ROLLBACK"),
        }
    }

    pub(crate) fn begin(&self, role: Role) -> anyhow::Result<()> {
        self.turn(match (self, role) {
            (Self::Sqlite(_), Role::Read) => "BEGIN",
            (Self::Sqlite(_), Role::Write) => "BEGIN IMMEDIATE",
            (Self::Postgres(_), Role::Read) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            (Self::Postgres(_), Role::Write) => "BEGIN",
        })
    }

    /// Runs a statement and hands each row to `each`.
    pub(crate) fn query(&self, sql: &str, params: &[Value], each: &mut dyn FnMut(&Cells<'_>) -> Result<()>) -> Result<()> {
        match self {
            Self::Sqlite(c) => {
                let mut statement =
                    c.prepare_cached(&dollar_to_question(sql)).map_err(anyhow::Error::from).with_context(|| sql.to_owned())?;
                let mut rows = statement.query(rusqlite::params_from_iter(params)).map_err(anyhow::Error::from)?;
                while let Some(row) = rows.next().map_err(anyhow::Error::from).with_context(|| sql.to_owned())? {
                    each(&Cells::Sqlite(row))?;
                }
                Ok(())
            }
            Self::Postgres(p) => {
                let p = &mut *p.borrow_mut();
                let statement = p.prepare(sql).with_context(|| sql.to_owned())?;
                let mut rows = p.client.query_raw(&statement, params).map_err(anyhow::Error::from).with_context(|| sql.to_owned())?;
                while let Some(row) = rows.next().map_err(anyhow::Error::from).with_context(|| sql.to_owned())? {
                    each(&Cells::Postgres(&row))?;
                }
                Ok(())
            }
        }
    }

    /// Runs a statement and tells how many rows it touched.
    pub(crate) fn execute(&self, sql: &str, params: &[Value]) -> Result<u64> {
        let touched = match self {
            Self::Sqlite(c) => c
                .prepare_cached(&dollar_to_question(sql))
                .and_then(|mut s| s.execute(rusqlite::params_from_iter(params)))
                .map(|n| n as u64)
                .map_err(anyhow::Error::from),
            Self::Postgres(p) => {
                let p = &mut *p.borrow_mut();
                let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|v| v as _).collect();
                p.prepare(sql).and_then(|s| Ok(p.client.execute(&s, &params)?))
            }
        };
        Ok(touched.with_context(|| sql.to_owned())?)
    }

    /// A notice to every process on the same database, sent when the transaction commits.
    pub(crate) fn notify(&self, payload: &str) -> anyhow::Result<()> {
        if let Self::Postgres(p) = self {
            p.borrow_mut().client.execute("SELECT pg_notify('firstline', $1)", &[&payload])?;
        }
        Ok(())
    }

    /// What another connection's commits have changed: a number that moves when they do (SQLite only).
    pub(crate) fn data_version(&self) -> anyhow::Result<Option<i64>> {
        match self {
            Self::Sqlite(c) => Ok(Some(c.query_row("PRAGMA data_version", [], |r| r.get(0))?)),
            Self::Postgres(_) => Ok(None),
        }
    }

    /// Serialises migrations of several processes until the transaction ends; SQLite's pen does so by itself.
    pub(crate) fn lock_schema(&self) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(_) => self.batch("SELECT pg_advisory_xact_lock(4607182)"),
        }
    }

    /// The column types a migration names in braces, and its parts for one engine only.
    pub(crate) fn dialect(&self, sql: &str) -> String {
        let (id, text, bytes) = match self {
            Self::Sqlite(_) => ("INTEGER PRIMARY KEY AUTOINCREMENT", "TEXT", "BLOB"),
            Self::Postgres(_) => ("BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", "TEXT COLLATE \"C\"", "BYTEA"),
        };
        let mine = if self.is_sqlite() { "sqlite" } else { "postgres" };
        let mut applies = true;
        let mut out = String::with_capacity(sql.len());
        for line in sql.lines() {
            if let Some(only) = line.strip_prefix("-- only ") {
                applies = only.trim() == mine;
            } else if line.starts_with("-- both") {
                applies = true;
            } else if applies {
                out.push_str(line);
                out.push('\n');
            }
        }
        out.replace("{id}", id).replace("{text}", text).replace("{bytes}", bytes)
    }
}

impl Postgres {
    fn prepare(&mut self, sql: &str) -> anyhow::Result<postgres::Statement> {
        if let Some(known) = self.prepared.get(sql) {
            return Ok(known.clone());
        }
        if self.prepared.len() >= STATEMENTS_KEPT_MAX {
            self.prepared.clear();
        }
        let statement = self.client.prepare(sql)?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn sqlite(path: &Path, role: Role, durable: bool) -> anyhow::Result<rusqlite::Connection> {
    let c = rusqlite::Connection::open(path).with_context(|| format!("cannot open the database file {}", path.display()))?;
    c.busy_timeout(BUSY_TIMEOUT)?;
    c.set_prepared_statement_cache_capacity(STATEMENTS_KEPT_MAX);
    c.pragma_update(None, "journal_mode", "WAL")?;
    c.pragma_update(None, "foreign_keys", true)?;
    c.pragma_update(None, "cache_size", -CACHE_KIB)?;
    c.pragma_update(None, "temp_store", "MEMORY")?;
    // Otherwise each new value of a parameter whose statistics are known has the statement planned anew: dearer than most reads.
    c.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    match role {
        // An acknowledged letter must survive a power cut: the pen waits for the disk.
        Role::Write => c.pragma_update(None, "synchronous", if durable { "FULL" } else { "OFF" })?,
        Role::Read => c.pragma_update(None, "query_only", true)?,
    }
    Ok(c)
}

/// Waits for notices of other processes and hands each to `heard` until `stop` says so (PostgreSQL only).
pub(crate) fn listen(url: &str, stop: &dyn Fn() -> bool, heard: &mut dyn FnMut(&str)) -> anyhow::Result<()> {
    const LOOK_UP_MS: u64 = 500;
    let mut client = postgres::Client::connect(url, postgres::NoTls)?;
    client.batch_execute("LISTEN firstline")?;
    while !stop() {
        let mut notices = client.notifications();
        let mut waiting = notices.timeout_iter(Duration::from_millis(LOOK_UP_MS));
        while let Some(notice) = waiting.next()? {
            heard(notice.payload());
        }
    }
    Ok(())
}

/// What can be hoped for after `error`.
pub(crate) fn hope(error: &Error) -> Hope {
    let Error::Failed(error) = error else { return Hope::None };
    let Some(pg) = error.chain().find_map(|e| e.downcast_ref::<postgres::Error>()) else { return Hope::None };
    match pg.code().map(postgres::error::SqlState::code) {
        Some("40001" | "40P01") => Hope::Again,
        Some("57P01" | "57P02" | "57P03" | "25006") => Hope::Reconnect,
        Some(_) => Hope::None,
        None if pg.is_closed() || pg.source().is_some_and(|s| s.is::<std::io::Error>()) => Hope::Reconnect,
        None => Hope::None,
    }
}

/// Is it the engine's house that fails, not the statement: a server that cannot be reached, a disk that takes nothing more?
pub(crate) fn is_away(error: &Error, role: Role) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, DiskFull, SystemIoFailure};
    let Error::Failed(failure) = error else { return false };
    let sqlite = failure.chain().find_map(|e| e.downcast_ref::<rusqlite::Error>()).and_then(rusqlite::Error::sqlite_error_code);
    let server = failure.chain().find_map(|e| e.downcast_ref::<postgres::Error>()).and_then(postgres::Error::code);
    matches!(sqlite, Some(DiskFull | SystemIoFailure | CannotOpen))
        || server.is_some_and(|state| state.code().starts_with("53"))
        // To a writer that a server only reads means that it is the primary no more; to a reader it means what it says.
        || hope(error) == Hope::Reconnect && !(role == Role::Read && server.is_some_and(|state| state.code() == "25006"))
}

/// SQLite takes `$2` for a name numbered by first appearance; `?2` is the number. String literals and quoted names stay.
fn dollar_to_question(sql: &str) -> Cow<'_, str> {
    if memchr::memchr(b'$', sql.as_bytes()).is_none() {
        return Cow::Borrowed(sql);
    }
    // Every statement of every page goes through here: from mark to mark, not letter by letter.
    let mut out = sql.as_bytes().to_vec();
    let mut at = 0;
    while let Some(mark) = memchr::memchr3(b'$', b'\'', b'"', &out[at..]).map(|found| at + found) {
        at = mark + 1;
        match out[mark] {
            b'$' => out[mark] = b'?',
            quote => at += memchr::memchr(quote, &out[at..]).map_or(out.len() - at, |end| end + 1),
        }
    }
    // Only one ASCII letter was put in another's place.
    String::from_utf8(out).map_or(Cow::Borrowed(sql), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::dollar_to_question;

    #[test]
    fn parameters_are_numbered_and_literals_stay() {
        assert_eq!(dollar_to_question("SET x=$2, y='$5' WHERE \"$1\"=$1"), "SET x=?2, y='$5' WHERE \"$1\"=?1");
        assert_eq!(dollar_to_question("SELECT 'it''s $1', $2"), "SELECT 'it''s $1', ?2");
    }
}
