//! Holding an outside job: its lease is renewed for as long as somebody is at it, and whoever has lost it stops.

use std::time::Duration;

use anyhow::anyhow;
use outcome::Result;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::clock::SECOND_MS;
use crate::jobs::Job;
use crate::{Db, Tx, params};

/// How long an outside job is held without a sign of life before another worker may take it up.
pub(crate) const LEASE_MS: i64 = 120 * SECOND_MS;
/// Signs of life within one lease: three may fail before it is lost.
const BEATS: u32 = 4;
/// Longest an outside job may take; one that hangs must not hold up those after it for ever.
const RUN_MAX: Duration = Duration::from_secs(60 * 60);

/// Takes a job up: until when it is held, and how often it was taken up.
pub(crate) fn take_up(tx: &mut Tx<'_>, job: &mut Job, lease_ms: i64) -> Result<()> {
    let until = tx.now().plus_ms(lease_ms);
    job.claim += 1;
    tx.execute_one("UPDATE jobs SET lease_until = $2, claim = $3 WHERE id = $1", params![job.id, until, job.claim])
}

/// Waits for what is being done about `job`, renewing its lease meanwhile. `None` when the lease was lost: the job is somebody else's
/// then, and what was begun here is broken off.
pub(crate) async fn until_done(db: &Db, job: &Job, doing: JoinHandle<Result<()>>) -> Option<Result<()>> {
    let mut doing = BrokenOff(doing);
    tokio::select! {
        done = &mut doing.0 => Some(done.unwrap_or_else(|panic| Err(anyhow!("the job panicked: {panic}").into()))),
        () = lost(db, job) => None,
        () = tokio::time::sleep(RUN_MAX) => Some(Err(anyhow!("the job took longer than {} s", RUN_MAX.as_secs()).into())),
    }
}

/// Nobody waits for it any more: it goes no further.
struct BrokenOff(JoinHandle<Result<()>>);

impl Drop for BrokenOff {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Renews the lease again and again; returns when it is lost, or may be.
async fn lost(db: &Db, job: &Job) {
    let lease_ms = db.job_lease_ms();
    let lease = Duration::from_millis(u64::try_from(lease_ms).unwrap_or_default());
    let pause = lease / BEATS;
    let mut renewed = Instant::now();
    loop {
        tokio::time::sleep(pause).await;
        let (id, claim, asked) = (job.id, job.claim, Instant::now());
        let renew = db.write(move |tx| {
            let until = tx.now().plus_ms(lease_ms);
            tx.execute("UPDATE jobs SET lease_until = $3 WHERE id = $1 AND claim = $2", params![id, claim, until])
        });
        // A database that does not answer lets the lease run out, and others may already see that it has.
        match tokio::time::timeout_at(renewed + lease - pause / 2, renew).await {
            Ok(Ok(0)) => return,
            Ok(Ok(_)) => renewed = asked,
            Ok(Err(error)) => tracing::warn!(job = job.id.0, kind = job.kind, %error, "the lease of a job was not renewed"),
            Err(_) => return,
        }
    }
}
