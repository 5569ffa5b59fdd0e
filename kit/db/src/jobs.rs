//! Jobs: every promise is a row, written in the transaction that makes it and gone when it is kept.
//!
//! *Inside* jobs run in a transaction and commit together with their own removal. *Outside* jobs take a lease, talk to the
//! world with no transaction open, then report; the lease is renewed for as long as they are at it. Both may run twice after
//! a crash; order is promised per kind and subject.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use outcome::Result;

use crate::clock::Moment;
use crate::events::{EventId, Heard, Subject};
use crate::{Conn, Db, Tx, id, params, row};

/// Tries before a job is given up and shown to people.
pub const ATTEMPTS_MAX: i64 = 10;

id!(
    /// A job's number.
    JobId
);

row! {
    /// A promise being kept.
    pub struct Job {
        /// Its number.
        pub id: JobId,
        /// The listener or the kind of work.
        pub kind: String,
        /// The noun it is about.
        pub subject_kind: String,
        /// That noun's id.
        pub subject_id: i64,
        /// The event it answers, for listeners.
        pub event_id: Option<EventId>,
        /// What the promise needs to know, as JSON.
        pub data: String,
        /// Tries so far that failed.
        pub attempts: i64,
        /// How often it was taken up before.
        pub claim: i64,
    }
}

impl Job {
    /// The event that this job answers.
    ///
    /// # Errors
    /// A failure when the job answers none: it is no listener's.
    pub fn event(&self, conn: &Conn) -> Result<Heard> {
        let id = self.event_id.ok_or_else(|| anyhow::anyhow!("job {} ({}) answers no event", self.id, self.kind))?;
        conn.event(id)?.ok_or_else(|| anyhow::anyhow!("event {id} is gone").into())
    }

    /// What the promise needs to know.
    ///
    /// # Errors
    /// A failure when the row does not hold what `T` expects.
    pub fn data<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        Ok(serde_json::from_str(&self.data).map_err(anyhow::Error::from)?)
    }
}

/// A future on its own.
pub type Doing = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// A function that runs in a transaction.
pub type InsideFn = dyn Fn(&mut Tx<'_>, &Job) -> Result<()> + Send + Sync;
/// A function that runs with none.
pub type OutsideFn = dyn Fn(Db, Job) -> Doing + Send + Sync;

/// How a job is done.
#[derive(Clone)]
pub enum Run {
    /// In a transaction, committed together with the job's removal.
    Inside(Arc<InsideFn>),
    /// Under a lease, with no transaction open.
    Outside(Arc<OutsideFn>),
}

impl Run {
    /// A function that runs inside.
    pub fn inside(f: impl Fn(&mut Tx<'_>, &Job) -> Result<()> + Send + Sync + 'static) -> Self {
        Self::Inside(Arc::new(f))
    }

    /// A function that runs outside.
    pub fn outside<D: Future<Output = Result<()>> + Send + 'static>(f: impl Fn(Db, Job) -> D + Send + Sync + 'static) -> Self {
        Self::Outside(Arc::new(move |db, job| Box::pin(f(db, job))))
    }
}

/// Somebody who hears events.
#[derive(Clone)]
pub struct Listener {
    /// Its name, which is its jobs' kind.
    pub name: &'static str,
    /// The kinds it hears; `ticket.*` stands for all of a noun.
    pub hears: &'static [&'static str],
    /// What it does.
    pub run: Run,
}

/// Who listens to whom, and who keeps which promise.
#[derive(Clone, Default)]
pub struct Wiring {
    /// Those who hear events.
    pub listeners: Vec<Listener>,
    /// Those who keep promises made without an event.
    pub jobs: Vec<(&'static str, Run)>,
}

impl Wiring {
    pub(crate) fn run_of(&self, kind: &str) -> Option<&Run> {
        let listener = self.listeners.iter().find(|l| l.name == kind).map(|l| &l.run);
        listener.or_else(|| self.jobs.iter().find(|(name, _)| *name == kind).map(|(_, run)| run))
    }
}

fn hears(patterns: &[&str], kind: &str) -> bool {
    patterns.iter().any(|p| p.strip_suffix('*').map_or(*p == kind, |noun| kind.starts_with(noun)))
}

/// A promise to be kept later.
#[derive(Debug, Clone)]
pub struct Promise {
    /// Whose work it is.
    pub kind: &'static str,
    /// What it is about; promises of one kind about one subject are kept in order.
    pub subject: Subject,
    /// What it needs to know.
    pub data: serde_json::Value,
    /// Not before this instant; at once when `None`.
    pub not_before: Option<Moment>,
    /// A name by which it can be called off; a second promise of the same kind and name replaces nothing and is not made.
    pub key: Option<String>,
}

impl Promise {
    /// A promise to be kept as soon as possible.
    #[must_use]
    pub fn new(kind: &'static str, subject: Subject) -> Self {
        Self { kind, subject, data: serde_json::Value::Null, not_before: None, key: None }
    }
}

impl Tx<'_> {
    /// Makes a promise; false when one of its kind and name is already open.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn promise(&mut self, promise: &Promise) -> Result<bool> {
        let now = self.now();
        let made = self.execute(
            "INSERT INTO jobs (kind, subject_kind, subject_id, data, key, run_at, created_at) VALUES ($1,$2,$3,$4,$5,$6,$7) \
             ON CONFLICT DO NOTHING",
            params![
                promise.kind,
                promise.subject.kind.as_ref(),
                promise.subject.id,
                promise.data.to_string(),
                promise.key.as_deref(),
                promise.not_before.unwrap_or(now),
                now
            ],
        )?;
        self.jobs_promised = true;
        Ok(made == 1)
    }

    /// Calls a promise off; false when it is already kept, being kept, or was never made.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn call_off(&mut self, kind: &str, key: &str) -> Result<bool> {
        let now = self.now();
        let sql = "DELETE FROM jobs WHERE kind = $1 AND key = $2 AND lease_until <= $3 AND given_up_at IS NULL";
        Ok(self.execute(sql, params![kind, key, now])? == 1)
    }

    pub(crate) fn promise_listeners(&mut self, kind: &str, subject: &Subject, event: EventId) -> Result<()> {
        let shared = Arc::clone(&self.shared);
        let Some(wiring) = shared.wiring.get() else { return Ok(()) };
        let mut values = params![subject.kind.as_ref(), subject.id, event, self.now()].to_vec();
        let (common, mut rows) = (values.len(), Vec::new());
        for listener in wiring.listeners.iter().filter(|l| hears(l.hears, kind)) {
            values.push(listener.name.into());
            rows.push(format!("(${},$1,$2,$3,'null',$4,$4)", values.len()));
        }
        if values.len() > common {
            let rows = rows.join(",");
            self.execute(
                &format!("INSERT INTO jobs (kind, subject_kind, subject_id, event_id, data, run_at, created_at) VALUES {rows}"),
                &values,
            )?;
            self.jobs_promised = true;
        }
        Ok(())
    }
}

row! {
    /// A promise that was given up, for the card that people see.
    pub struct GivenUp {
        /// The job.
        pub id: JobId,
        /// Whose work it was.
        pub kind: String,
        /// The noun it was about.
        pub subject_kind: String,
        /// That noun's id.
        pub subject_id: i64,
        /// Tries that failed.
        pub attempts: i64,
        /// What the last one said.
        pub last_error: Option<String>,
        /// When it was given up.
        pub given_up_at: Moment,
    }
}

/// Promises that were given up, newest first.
///
/// # Errors
/// What the engine answers.
pub fn given_up(conn: &Conn, max: i64) -> Result<Vec<GivenUp>> {
    conn.all(
        "SELECT id, kind, subject_kind, subject_id, attempts, last_error, given_up_at FROM jobs \
         WHERE given_up_at IS NOT NULL ORDER BY given_up_at DESC, id DESC LIMIT $1",
        params![max],
    )
}

/// How many promises are late by more than `late_ms`, and how many were given up: whether a worker keeps them at all.
///
/// # Errors
/// What the engine answers.
pub fn backlog(conn: &Conn, late_ms: i64) -> Result<(i64, i64)> {
    let sql = "SELECT (SELECT COUNT(*) FROM jobs WHERE given_up_at IS NULL AND run_at < $1), \
               (SELECT COUNT(*) FROM jobs WHERE given_up_at IS NOT NULL)";
    conn.one(sql, params![conn.now().plus_ms(-late_ms)])
}

/// Tries a promise that was given up once more, from the first try on.
///
/// # Errors
/// `NotFound` when no such promise was given up.
pub fn retry(tx: &mut Tx<'_>, job: JobId) -> Result<()> {
    let now = tx.now();
    let sql = "UPDATE jobs SET given_up_at = NULL, attempts = 0, run_at = $2, lease_until = 0 WHERE id = $1 AND given_up_at IS NOT NULL";
    tx.jobs_promised = true;
    if tx.execute(sql, params![job, now])? == 1 { Ok(()) } else { Err(outcome::Refusal::NotFound.into()) }
}

#[cfg(test)]
mod tests {
    use super::hears;

    #[test]
    fn a_listener_hears_its_kinds_and_whole_nouns() {
        assert!(hears(&["ticket.*"], "ticket.resolved"));
        assert!(hears(&["ticket.resolved"], "ticket.resolved"));
        assert!(!hears(&["ticket.resolved"], "ticket.reopened"));
        assert!(!hears(&["ticket.*"], "ticketing.begun"));
    }
}
