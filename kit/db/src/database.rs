//! `Db`: the handle that everybody holds; closures go in, answers come out.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use anyhow::anyhow;
use outcome::{Error, Refusal, Result};
use tokio::sync::oneshot;

use crate::announce::Announcements;
use crate::clock::Clock;
use crate::conn::{Conn, Shared};
use crate::engine::{self, Place, Role};
use crate::events::Witness;
use crate::hold::LEASE_MS;
use crate::jobs::Wiring;
use crate::threads::{self, Reading, WAITING_MAX, Waiting, Work, Writing};
use crate::tx::Tx;

/// Why a transaction is taken back that went well.
#[derive(Debug)]
struct OnlyTried;

impl std::fmt::Display for OnlyTried {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("it was only tried")
    }
}

impl std::error::Error for OnlyTried {}

/// How to open a database.
#[derive(Debug, Clone)]
pub struct Options {
    /// A file's path (SQLite) or a `postgres://` URL.
    pub url: String,
    /// Connections for reading.
    pub readers: usize,
    /// Connections for writing; SQLite always has one.
    pub writers: usize,
    /// Where the time comes from.
    pub clock: Clock,
    /// Does a commit wait for the disk? Only data that can be made again (demo, tests, scratch copies) may go without.
    pub durable: bool,
    /// How long a job with the world outside is held without a sign of life of whoever does it, in milliseconds.
    pub job_lease_ms: i64,
}

impl Options {
    /// The usual number of connections for this place.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), readers: 4, writers: 4, clock: Clock::System, durable: true, job_lease_ms: LEASE_MS }
    }
}

/// A handle to the database; cheap to clone, closed when the last clone is dropped.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    shared: Arc<Shared>,
    reads: Arc<Waiting>,
    writes: Arc<Waiting>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    closing: Arc<AtomicBool>,
}

impl Db {
    /// Opens the database and its threads; does not migrate.
    ///
    /// # Errors
    /// When the address does not parse or a connection cannot be made.
    pub fn open(options: &Options) -> Result<Self> {
        let place = Place::parse(&options.url)?;
        let writers = if matches!(place, Place::Sqlite(_)) { 1 } else { options.writers.max(1) };
        let shared = Arc::new(Shared {
            place,
            clock: options.clock.clone(),
            durable: options.durable,
            job_lease_ms: options.job_lease_ms,
            wiring: OnceLock::new(),
            witness: OnceLock::new(),
            announcements: Announcements::new(),
            statements: AtomicU64::new(0),
            common: crate::fulltext::Common::default(),
            keeper: crate::kept::Keeper::default(),
        });
        let (reads, writes) = (Arc::new(Waiting::new(WAITING_MAX)), Arc::new(Waiting::new(WAITING_MAX)));
        let mut all = Vec::new();
        // Writers first: SQLite's file and its journal mode are made by the pen.
        for n in 0..writers {
            all.push(threads::start(format!("db-write-{n}"), &shared, &writes, Role::Write)?);
        }
        for n in 0..options.readers.max(1) {
            all.push(threads::start(format!("db-read-{n}"), &shared, &reads, Role::Read)?);
        }
        let closing = Arc::new(AtomicBool::new(false));
        Ok(Self { inner: Arc::new(Inner { shared, reads, writes, threads: Mutex::new(all), closing }) })
    }

    /// Says who listens to what; once, before the first command.
    ///
    /// # Panics
    /// When called twice: two wirings would each do the work.
    pub fn wire(&self, wiring: Wiring) {
        assert!(self.inner.shared.wiring.set(wiring).is_ok(), "the database is wired once");
    }

    /// Says who is told of every event in its own transaction; once, before the first command.
    ///
    /// # Panics
    /// When called twice: two witnesses would each keep half of a log.
    pub fn bear(&self, witness: Witness) {
        assert!(self.inner.shared.witness.set(witness).is_ok(), "the database has one witness");
    }

    /// Runs `f` in a transaction that only reads.
    ///
    /// # Errors
    /// What `f` answers; `Refusal::Busy` when too many wait.
    pub async fn read<T: Send + 'static>(&self, f: impl Fn(&Conn) -> Result<T> + Send + 'static) -> Result<T> {
        self.ask_read(f)?.await.unwrap_or_else(|_| Err(gone()))
    }

    /// Runs `f` in a transaction that may write, and answers once it is committed.
    ///
    /// `f` may run more than once: after a deadlock or a lost connection nothing of its first run is kept.
    ///
    /// # Errors
    /// What `f` answers; `Refusal::Busy` when too many wait.
    pub async fn write<T: Send + 'static>(&self, f: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static) -> Result<T> {
        self.ask_write(f)?.await.unwrap_or_else(|_| Err(gone()))
    }

    /// Runs `f` as [`Db::write`] does and keeps nothing of it: what would come of a deed, without the deed.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn try_out<T: Send + 'static>(&self, f: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static) -> Result<T> {
        let made = Arc::new(Mutex::new(None));
        let into = Arc::clone(&made);
        let ran = self.write(move |tx| -> Result<()> {
            let done = f(tx)?;
            *into.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
            Err(anyhow::Error::new(OnlyTried).into())
        });
        match ran.await {
            Err(Error::Failed(error)) if error.is::<OnlyTried>() => {
                made.lock().unwrap_or_else(PoisonError::into_inner).take().ok_or_else(gone)
            }
            Err(error) => Err(error),
            Ok(()) => Err(gone()),
        }
    }

    /// [`Db::read`] for threads that may wait (commands, tests); never on an async thread.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub fn read_now<T: Send + 'static>(&self, f: impl Fn(&Conn) -> Result<T> + Send + 'static) -> Result<T> {
        self.ask_read(f)?.blocking_recv().unwrap_or_else(|_| Err(gone()))
    }

    /// [`Db::write`] for threads that may wait (commands, tests); never on an async thread.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub fn write_now<T: Send + 'static>(&self, f: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static) -> Result<T> {
        self.ask_write(f)?.blocking_recv().unwrap_or_else(|_| Err(gone()))
    }

    fn ask_read<T: Send + 'static>(&self, f: impl Fn(&Conn) -> Result<T> + Send + 'static) -> Result<oneshot::Receiver<Result<T>>> {
        let (to, from) = oneshot::channel();
        push(&self.inner.reads, Box::new(Reading { f, answer: None, to }))?;
        Ok(from)
    }

    fn ask_write<T: Send + 'static>(&self, f: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static) -> Result<oneshot::Receiver<Result<T>>> {
        let (to, from) = oneshot::channel();
        push(&self.inner.writes, Box::new(Writing { f, answer: None, after: Vec::new(), jobs_promised: false, to }))?;
        Ok(from)
    }

    /// News for open pages, and the bell that rings when jobs were promised.
    #[must_use]
    pub fn announcements(&self) -> &Announcements {
        &self.inner.shared.announcements
    }

    /// The clock of every transaction.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.shared.clock
    }

    /// Statements run by all connections so far; tests assert budgets with the difference.
    #[must_use]
    pub fn statements(&self) -> u64 {
        threads::statements(&self.inner.shared)
    }

    /// `sqlite` or `postgresql`, for people who ask what they run on; never for code that decides.
    #[must_use]
    pub fn engine_name(&self) -> &'static str {
        match self.inner.shared.place {
            Place::Sqlite(_) => "sqlite",
            Place::Postgres(_) => "postgresql",
        }
    }

    pub(crate) fn job_lease_ms(&self) -> i64 {
        self.inner.shared.job_lease_ms
    }

    pub(crate) fn wiring(&self) -> Option<&Wiring> {
        self.inner.shared.wiring.get()
    }

    pub(crate) fn with_own_connection<T>(&self, role: Role, f: impl FnOnce(&Conn) -> Result<T>) -> Result<T> {
        let conn = Conn::connect(&self.inner.shared, role)?;
        conn.start();
        f(&conn)
    }

    /// Carries news of other processes into this one until the database is closed: a thread of its own, started once by a server.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn hear_other_processes(&self) -> Result<()> {
        let (shared, closing) = (Arc::clone(&self.inner.shared), Arc::clone(&self.inner.closing));
        let thread = std::thread::Builder::new()
            .name("db-news".to_owned())
            .spawn(move || crate::announce_others::carry(&shared, &|| closing.load(Ordering::Relaxed)))
            .map_err(anyhow::Error::from)?;
        self.inner.threads.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
        Ok(())
    }

    /// Can a connection be made to `url`?
    ///
    /// # Errors
    /// Why not, in the engine's words.
    pub fn reachable(url: &str) -> Result<()> {
        engine::Engine::connect(&Place::parse(url)?, Role::Read, true).map(drop).map_err(Error::from)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::Relaxed);
        self.reads.close();
        self.writes.close();
        let me = std::thread::current().id();
        for thread in self.threads.get_mut().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // The last handle may be dropped by a database thread itself, inside a closure that held it.
            if thread.thread().id() != me {
                let _ = thread.join();
            }
        }
    }
}

fn push(queue: &Waiting, work: Box<dyn Work>) -> Result<()> {
    queue.push(work).map_err(|_| Refusal::Busy.into())
}

fn gone() -> Error {
    anyhow!("the database is closed").into()
}
