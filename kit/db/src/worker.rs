//! The worker: claims due jobs and keeps them, until it is told to stop.

use std::sync::Arc;
use std::time::Duration;

use anyhow::anyhow;
use outcome::{Error, Result};
use tokio::sync::{Semaphore, watch};

use crate::clock::SECOND_MS;
use crate::jobs::{ATTEMPTS_MAX, Job, Run};
use crate::{Db, Tx, hold, params};

/// Outside jobs at the same time in one process.
const OUTSIDE_MAX: usize = 8;
/// How often due jobs are looked for when no bell rings.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Longest text of a failure that is kept with a job, in characters.
const ERROR_CHARS_MAX: usize = 500;
/// Jobs that `drain` keeps before it says that they make each other without end.
const DRAIN_MAX: usize = 100_000;

/// The oldest due job that no earlier one of its kind and subject holds up.
const NEXT: &str = "SELECT j.id, j.kind, j.subject_kind, j.subject_id, j.event_id, j.data, j.attempts, j.claim FROM jobs j \
    WHERE j.given_up_at IS NULL AND j.run_at <= $1 AND j.lease_until <= $1 AND NOT EXISTS (SELECT 1 FROM jobs e WHERE e.kind = j.kind \
    AND e.subject_kind = j.subject_kind AND e.subject_id = j.subject_id AND e.id < j.id AND e.given_up_at IS NULL) \
    ORDER BY j.run_at, j.id LIMIT 1";

enum Claimed {
    Nothing,
    /// An inside job was kept in the claiming transaction.
    Kept,
    Outside(Job),
}

/// Keeps jobs until `stop` turns true; outside jobs under way are waited for, as long as a lease lasts.
pub async fn work(db: Db, mut stop: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(OUTSIDE_MAX));
    while !*stop.borrow() {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        match claim(&db).await {
            Ok(Claimed::Kept) => continue,
            Ok(Claimed::Outside(job)) => {
                let db = db.clone();
                tokio::spawn(async move {
                    keep_outside(&db, job).await;
                    drop(place);
                });
                continue;
            }
            Ok(Claimed::Nothing) => {}
            Err(error) => tracing::error!(%error, "the next job could not be claimed"),
        }
        drop(place);
        tokio::select! {
            () = db.announcements().jobs.notified() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
    let patience = Duration::from_millis(u64::try_from(db.job_lease_ms()).unwrap_or_default());
    let _ = tokio::time::timeout(patience, places.acquire_many(u32::try_from(OUTSIDE_MAX).unwrap_or(u32::MAX))).await;
}

/// Keeps every job that is due now, one after the other; how many. For tests and commands.
///
/// # Errors
/// When jobs make each other without end, or the database fails.
pub async fn drain(db: &Db) -> Result<usize> {
    for kept in 0..DRAIN_MAX {
        match claim(db).await? {
            Claimed::Nothing => return Ok(kept),
            Claimed::Kept => {}
            Claimed::Outside(job) => keep_outside(db, job).await,
        }
    }
    Err(anyhow!("jobs make each other without end").into())
}

/// What an inside job's own failure looks like to the claiming transaction, which it takes back.
struct Broken {
    job: Job,
    says: String,
}

async fn claim(db: &Db) -> Result<Claimed> {
    let broken = Arc::new(std::sync::Mutex::new(None::<Broken>));
    let (handle, note) = (db.clone(), Arc::clone(&broken));
    let claimed = db
        .write(move |tx| {
            let now = tx.now();
            let claim = format!("{NEXT}{}", tx.skip_locked());
            let Some(mut job) = tx.first::<Job>(&claim, params![now])? else { return Ok(Claimed::Nothing) };
            let Some(run) = handle.wiring().and_then(|w| w.run_of(&job.kind)).cloned() else {
                failed(tx, &job, &format!("nobody here keeps promises of kind {}", job.kind))?;
                return Ok(Claimed::Kept);
            };
            match run {
                Run::Inside(f) => {
                    if let Err(error) = f(tx, &job) {
                        *note.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(Broken { job, says: error.to_string() });
                        return Err(error);
                    }
                    tx.execute_one("DELETE FROM jobs WHERE id = $1", params![job.id])?;
                    Ok(Claimed::Kept)
                }
                Run::Outside(_) => {
                    hold::take_up(tx, &mut job, handle.job_lease_ms())?;
                    Ok(Claimed::Outside(job))
                }
            }
        })
        .await;
    let broken = broken.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
    match (claimed, broken) {
        (Ok(claimed), _) => Ok(claimed),
        (Err(_), Some(broken)) => {
            tracing::warn!(job = broken.job.id.0, kind = broken.job.kind, error = broken.says, "a job failed");
            db.write(move |tx| failed(tx, &broken.job, &broken.says)).await?;
            Ok(Claimed::Kept)
        }
        (Err(error), None) => Err(error),
    }
}

async fn keep_outside(db: &Db, job: Job) {
    let Some(Run::Outside(f)) = db.wiring().and_then(|w| w.run_of(&job.kind)) else { return };
    let Some(done) = hold::until_done(db, &job, tokio::spawn(f(db.clone(), job.clone()))).await else {
        tracing::warn!(job = job.id.0, kind = job.kind, "a job was lost to another worker");
        return;
    };
    let reported = match done {
        Ok(()) => {
            db.write(move |tx| tx.execute("DELETE FROM jobs WHERE id = $1 AND claim = $2", params![job.id, job.claim]).map(drop)).await
        }
        Err(error) => {
            let says = error.to_string();
            tracing::warn!(job = job.id.0, kind = job.kind, error = says, "a job failed");
            db.write(move |tx| failed(tx, &job, &says)).await
        }
    };
    if let Err(error) = reported {
        // The lease runs out and the job runs again: at least once is the promise.
        tracing::error!(%error, "a job's end could not be written down");
    }
}

/// Notes a failed try: again after 2^n seconds, given up after the last.
fn failed(tx: &mut Tx<'_>, job: &Job, says: &str) -> Result<(), Error> {
    let (now, attempts) = (tx.now(), job.attempts + 1);
    let pause_ms = SECOND_MS << attempts.min(12);
    let given_up_at = (attempts >= ATTEMPTS_MAX).then_some(now);
    let says: String = says.chars().take(ERROR_CHARS_MAX).collect();
    tx.execute(
        "UPDATE jobs SET attempts = $2, run_at = $3, lease_until = 0, last_error = $4, given_up_at = $5 WHERE id = $1 AND claim = $6",
        params![job.id, attempts, now.plus_ms(pause_ms), says, given_up_at, job.claim],
    )?;
    Ok(())
}
