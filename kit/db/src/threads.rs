//! Database threads: connections live and die here, closures come in, answers go out.
//!
//! SQLite has one pen. Its thread takes every writer that already waits, runs each in a savepoint of its own and commits them
//! together: many waiting writers cost one wait for the disk, and nobody is answered before the commit (group commit). A lone
//! writer costs what it always did. PostgreSQL groups commits itself, so each of its threads commits one piece of work at a time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use outcome::{Error, Refusal, Result};
use tokio::sync::oneshot;

use crate::announce::Announcement;
use crate::conn::{Conn, Shared};
use crate::engine::{Hope, Role, hope, is_away};
use crate::queue::Queue;
use crate::tx::Tx;

/// Pieces of work that may wait; the next one is refused as busy.
pub(crate) const WAITING_MAX: usize = 4_096;
/// Writers that one commit may gather.
const BATCH_MAX: usize = 128;
/// How long a commit may gather writers that already wait.
const BATCH_TIME: Duration = Duration::from_millis(20);
/// How often work is tried again after a deadlock or a lost connection.
const TRIES_MAX: u32 = 4;
/// Pause before the first new try; doubled for each further one.
const RETRY_PAUSE: Duration = Duration::from_millis(25);

/// A closure with a place for its answer.
pub(crate) trait Work: Send {
    /// Runs it and keeps the answer; what can be hoped for if it failed.
    fn run(&mut self, conn: &Conn) -> Hope;
    /// Did the closure answer `Ok`?
    fn succeeded(&self) -> bool;
    /// What the answer is, if it is no good one.
    fn error(&self) -> Option<&Error>;
    /// Nothing was kept: the answer becomes this.
    fn fail(&mut self, error: Error);
    /// What to announce once committed, and whether jobs were promised.
    fn after(&self) -> (&[Announcement], bool);
    /// Hands the answer to whoever waits.
    fn answer(self: Box<Self>);
    /// Does anybody still wait? Reads nobody waits for are skipped; writes never are.
    fn wanted(&self) -> bool;
}

/// A closure that reads.
pub(crate) struct Reading<F, T> {
    pub(crate) f: F,
    pub(crate) answer: Option<Result<T>>,
    pub(crate) to: oneshot::Sender<Result<T>>,
}

/// A closure that writes.
pub(crate) struct Writing<F, T> {
    pub(crate) f: F,
    pub(crate) answer: Option<Result<T>>,
    pub(crate) after: Vec<Announcement>,
    pub(crate) jobs_promised: bool,
    pub(crate) to: oneshot::Sender<Result<T>>,
}

fn caught<T>(f: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(f)).unwrap_or_else(|panic| {
        let says = panic.downcast_ref::<&str>().map(ToString::to_string).or_else(|| panic.downcast_ref::<String>().cloned());
        Err(anyhow!("work on the database panicked: {}", says.unwrap_or_default()).into())
    })
}

fn hope_of<T>(answer: &Result<T>) -> Hope {
    answer.as_ref().err().map_or(Hope::None, hope)
}

impl<T: Send, F: Fn(&Conn) -> Result<T> + Send> Work for Reading<F, T> {
    fn run(&mut self, conn: &Conn) -> Hope {
        let answer = caught(|| (self.f)(conn));
        let hope = hope_of(&answer);
        self.answer = Some(answer);
        hope
    }
    fn succeeded(&self) -> bool {
        matches!(self.answer, Some(Ok(_)))
    }
    fn error(&self) -> Option<&Error> {
        self.answer.as_ref()?.as_ref().err()
    }
    fn fail(&mut self, error: Error) {
        self.answer = Some(Err(error));
    }
    fn after(&self) -> (&[Announcement], bool) {
        (&[], false)
    }
    fn answer(self: Box<Self>) {
        let _ = self.to.send(self.answer.unwrap_or(Err(Refusal::Busy.into())));
    }
    fn wanted(&self) -> bool {
        !self.to.is_closed()
    }
}

impl<T: Send, F: Fn(&mut Tx<'_>) -> Result<T> + Send> Work for Writing<F, T> {
    fn run(&mut self, conn: &Conn) -> Hope {
        let mut tx = Tx::new(conn);
        let answer = caught(|| (self.f)(&mut tx));
        (self.after, self.jobs_promised) = (tx.after, tx.jobs_promised);
        let hope = hope_of(&answer);
        self.answer = Some(answer);
        hope
    }
    fn succeeded(&self) -> bool {
        matches!(self.answer, Some(Ok(_)))
    }
    fn error(&self) -> Option<&Error> {
        self.answer.as_ref()?.as_ref().err()
    }
    fn fail(&mut self, error: Error) {
        self.after.clear();
        self.jobs_promised = false;
        self.answer = Some(Err(error));
    }
    fn after(&self) -> (&[Announcement], bool) {
        (&self.after, self.jobs_promised)
    }
    fn answer(self: Box<Self>) {
        let _ = self.to.send(self.answer.unwrap_or(Err(Refusal::Busy.into())));
    }
    fn wanted(&self) -> bool {
        true
    }
}

pub(crate) type Waiting = Queue<Box<dyn Work>>;

/// Starts a thread that serves `queue` on a connection of its own, opened here so that a wrong address is told at once.
pub(crate) fn start(name: String, shared: &Arc<Shared>, queue: &Arc<Waiting>, role: Role) -> anyhow::Result<JoinHandle<()>> {
    let (shared, queue) = (Arc::clone(shared), Arc::clone(queue));
    let (ready, opened) = std::sync::mpsc::sync_channel(1);
    let thread = std::thread::Builder::new().name(name).spawn(move || {
        let conn = match Conn::connect(&shared, role) {
            Ok(conn) => {
                let _ = ready.send(Ok(()));
                conn
            }
            Err(error) => {
                let _ = ready.send(Err(error));
                return;
            }
        };
        Server { conn: Some(conn), shared, role }.serve(&queue);
    })?;
    opened.recv().context("a database thread ended before it began")??;
    Ok(thread)
}

struct Server {
    conn: Option<Conn>,
    shared: Arc<Shared>,
    role: Role,
}

impl Server {
    fn serve(&mut self, queue: &Waiting) {
        while let Some(work) = queue.pop() {
            if !work.wanted() {
                continue;
            }
            let gathers = self.role == Role::Write && self.conn.as_ref().is_some_and(|c| c.engine.is_sqlite());
            match gathers.then(|| queue.pop_waiting()).flatten() {
                Some(second) => self.together(vec![work, second], queue),
                None => self.alone(work),
            }
        }
    }

    /// One piece of work in a transaction of its own, tried again after a deadlock or on a new connection.
    fn alone(&mut self, mut work: Box<dyn Work>) {
        for attempt in 1..=TRIES_MAX {
            let role = self.role;
            let outcome = self.connection().and_then(|conn| transaction(conn, role, work.as_mut()));
            let hope = match outcome {
                Ok(hope) => hope,
                Err(failure) => {
                    let failure = Error::Failed(failure);
                    let hope = hope(&failure);
                    work.fail(failure);
                    if self.conn.is_none() { Hope::Reconnect } else { hope }
                }
            };
            if hope == Hope::Reconnect {
                self.conn = None;
            }
            if hope == Hope::None || attempt == TRIES_MAX {
                break;
            }
            std::thread::sleep(RETRY_PAUSE * 2u32.pow(attempt - 1));
        }
        self.finish(work);
    }

    fn connection(&mut self) -> anyhow::Result<&Conn> {
        if self.conn.is_none() {
            self.conn = Some(Conn::connect(&self.shared, self.role)?);
        }
        self.conn.as_ref().ok_or_else(|| anyhow!("no connection"))
    }

    /// Several writers, one commit; each in a savepoint, so that one's refusal leaves the others untouched.
    fn together(&mut self, mut batch: Vec<Box<dyn Work>>, queue: &Waiting) {
        let began = Instant::now();
        let mut ran = 0;
        let committed = self.connection().and_then(|conn| {
            conn.engine.begin(Role::Write)?;
            while ran < batch.len() {
                savepoint(conn, batch[ran].as_mut())?;
                ran += 1;
                if ran == batch.len() && batch.len() < BATCH_MAX && began.elapsed() < BATCH_TIME {
                    batch.extend(queue.pop_waiting());
                }
            }
            conn.engine.turn("COMMIT")
        });
        if let Err(error) = committed {
            let error = Error::Failed(error.context("nothing was kept, the database could not commit"));
            let (away, says) = (is_away(&error, Role::Write), error.to_string());
            if let Some(conn) = &self.conn {
                let _ = conn.engine.rollback();
            }
            if away {
                tracing::error!(error = says, "the database cannot be reached or is full");
            }
            for work in &mut batch {
                work.fail(if away { Refusal::Unavailable.into() } else { anyhow!("{says}").into() });
            }
        }
        for work in batch {
            self.finish(work);
        }
    }

    fn finish(&self, mut work: Box<dyn Work>) {
        if let Some(error) = work.error().filter(|error| is_away(error, self.role)) {
            tracing::error!(%error, "the database cannot be reached or is full");
            work.fail(Refusal::Unavailable.into());
        }
        if work.succeeded() {
            let (after, jobs_promised) = work.after();
            after.iter().for_each(|news| self.shared.tell(news.clone()));
            if jobs_promised {
                self.shared.announcements.jobs.notify_one();
            }
        }
        work.answer();
    }
}

/// Runs one piece of work between BEGIN and COMMIT. An error is the engine's, not the work's.
fn transaction(conn: &Conn, role: Role, work: &mut dyn Work) -> anyhow::Result<Hope> {
    conn.start();
    conn.engine.begin(role)?;
    let hope = work.run(conn);
    if !work.succeeded() {
        if hope != Hope::Reconnect {
            conn.engine.rollback()?;
        }
        return Ok(hope);
    }
    for news in work.after().0 {
        conn.engine.notify(&news.to_payload(conn.shared.announcements.origin()))?;
    }
    if let Err(error) = conn.engine.turn("COMMIT") {
        let _ = conn.engine.rollback();
        work.fail(if conn.engine.is_sqlite() {
            error.context("nothing was kept, the database could not commit").into()
        } else {
            // Whether it was kept is unknown: never run it again by itself, nor say that nothing was done.
            anyhow!("the commit was not confirmed: {error:#}").into()
        });
    }
    Ok(Hope::None)
}

fn savepoint(conn: &Conn, work: &mut dyn Work) -> anyhow::Result<()> {
    conn.start();
    conn.engine.turn("SAVEPOINT work")?;
    work.run(conn);
    if !work.succeeded() {
        conn.engine.turn("ROLLBACK TO work")?;
    }
    conn.engine.turn("RELEASE work")
}

/// Counts statements over all threads; tests assert budgets with it.
pub(crate) fn statements(shared: &Shared) -> u64 {
    shared.statements.load(Ordering::Relaxed)
}
