//! `Tx`: what a command may do, which is to write, to record what happened and to promise what follows.

use std::ops::Deref;

use anyhow::anyhow;
use outcome::Result;

use crate::announce::Announcement;
use crate::conn::Conn;
use crate::events::Subject;
use crate::value::{Field, Row, Value};

/// A transaction that may write. Reads through [`Conn`].
pub struct Tx<'c> {
    conn: &'c Conn,
    pub(crate) after: Vec<Announcement>,
    pub(crate) jobs_promised: bool,
}

impl Deref for Tx<'_> {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        self.conn
    }
}

/// A row of one column, for `RETURNING id`.
struct One<T>(T);

impl<T: Field> Row for One<T> {
    fn read(cells: &crate::Cells<'_>) -> Result<Self> {
        cells.field(0).map(One)
    }
}

impl<'c> Tx<'c> {
    pub(crate) fn new(conn: &'c Conn) -> Self {
        Self { conn, after: Vec::new(), jobs_promised: false }
    }

    /// Runs a statement; the number of rows it touched.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        self.conn.execute(sql, params)
    }

    /// Runs a statement that must touch exactly one row: an update that silently touches nothing is a fault.
    ///
    /// # Errors
    /// What the engine answers; a failure when it touched none or several.
    pub fn execute_one(&mut self, sql: &str, params: &[Value]) -> Result<()> {
        match self.conn.execute(sql, params)? {
            1 => Ok(()),
            n => Err(anyhow!("a statement for one row touched {n}: {sql}").into()),
        }
    }

    /// Runs an `INSERT .. RETURNING id` and answers the id.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn insert<I: Field>(&mut self, sql: &str, params: &[Value]) -> Result<I> {
        self.conn.one::<One<I>>(sql, params).map(|one| one.0)
    }

    /// Tells open pages, once this is committed, that `subject` looks different now.
    pub fn announce(&mut self, subject: Subject, what: &'static str) {
        let news = Announcement { subject, what: what.to_owned(), event: None };
        if !self.after.contains(&news) {
            self.after.push(news);
        }
    }

    /// The end of a `SELECT` whose rows of table `alias` nobody else may change until this transaction ends.
    #[must_use]
    pub fn locking(&self, alias: &str) -> String {
        // SQLite has one pen: who holds it has locked everything.
        if self.conn.engine.is_sqlite() { String::new() } else { format!(" FOR UPDATE OF {alias}") }
    }

    /// The end of a claiming statement: rows that another worker holds are passed over.
    pub(crate) fn skip_locked(&self) -> &'static str {
        if self.conn.engine.is_sqlite() { "" } else { " FOR UPDATE OF j SKIP LOCKED" }
    }
}
