//! `Conn`: what a query may do, which is to read.

use std::cell::Cell;
use std::sync::Arc;

use anyhow::anyhow;
use outcome::Result;

use crate::announce::{Announcement, Announcements};
use crate::clock::{Clock, Moment};
use crate::engine::{Engine, Place, Role};
use crate::events::Witness;
use crate::jobs::Wiring;
use crate::value::{Row, Value};

/// What all connections of one database share.
pub(crate) struct Shared {
    pub(crate) place: Place,
    pub(crate) clock: Clock,
    pub(crate) durable: bool,
    pub(crate) job_lease_ms: i64,
    pub(crate) wiring: std::sync::OnceLock<Wiring>,
    pub(crate) witness: std::sync::OnceLock<Witness>,
    pub(crate) announcements: Announcements,
    pub(crate) statements: std::sync::atomic::AtomicU64,
    pub(crate) common: crate::fulltext::Common,
    pub(crate) keeper: crate::kept::Keeper,
}

impl Shared {
    /// Tells what was committed: first whatever is kept of it is let go, then open pages hear.
    pub(crate) fn tell(&self, news: Announcement) {
        self.keeper.hear(&news.subject.kind);
        self.announcements.tell(news);
    }
}

/// A connection inside a transaction, for reading.
pub struct Conn {
    pub(crate) engine: Engine,
    pub(crate) shared: Arc<Shared>,
    statements: Cell<u64>,
    now: Cell<Moment>,
    /// The keeper's turn when this transaction began; none where it may write.
    turn: Cell<Option<u64>>,
    role: Role,
}

impl Conn {
    pub(crate) fn connect(shared: &Arc<Shared>, role: Role) -> anyhow::Result<Self> {
        let engine = Engine::connect(&shared.place, role, shared.durable)?;
        Ok(Self { engine, shared: Arc::clone(shared), statements: Cell::new(0), now: Cell::new(Moment(0)), turn: Cell::new(None), role })
    }

    /// Starts the next piece of work: its instant stands still, its statements count from 0.
    pub(crate) fn start(&self) {
        self.now.set(self.shared.clock.now());
        self.statements.set(0);
        self.turn.set((self.role == Role::Read).then(|| self.shared.keeper.turn()));
    }

    /// The keeper's turn in which this transaction began; none for one that may write.
    pub(crate) fn turn(&self) -> Option<u64> {
        self.turn.get()
    }

    fn count(&self) {
        self.statements.set(self.statements.get() + 1);
        self.shared.statements.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    }

    /// The one instant of this transaction.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.now.get()
    }

    /// How many statements this piece of work has run so far; pages have a budget of them.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.get()
    }

    /// Hands each row to `each`, without keeping them.
    ///
    /// # Errors
    /// What the engine or `each` answers.
    pub fn each<R: Row>(&self, sql: &str, params: &[Value], mut each: impl FnMut(R) -> Result<()>) -> Result<()> {
        self.count();
        self.engine.query(sql, params, &mut |cells| each(R::read(cells)?))
    }

    /// Every row.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn all<R: Row>(&self, sql: &str, params: &[Value]) -> Result<Vec<R>> {
        let mut rows = Vec::new();
        self.each(sql, params, |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn first<R: Row>(&self, sql: &str, params: &[Value]) -> Result<Option<R>> {
        let mut found = None;
        self.each(sql, params, |row| {
            found.get_or_insert(row);
            Ok(())
        })?;
        Ok(found)
    }

    /// The one row that must be there.
    ///
    /// # Errors
    /// What the engine answers; a failure when there is no row.
    pub fn one<R: Row>(&self, sql: &str, params: &[Value]) -> Result<R> {
        self.first(sql, params)?.ok_or_else(|| anyhow!("a row that must be there is missing: {sql}").into())
    }

    pub(crate) fn execute(&self, sql: &str, params: &[Value]) -> Result<u64> {
        self.count();
        self.engine.execute(sql, params)
    }
}
