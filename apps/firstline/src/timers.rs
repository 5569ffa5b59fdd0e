//! What happens by the clock: every so often, in exactly one process, as Firstline itself.

use std::time::Duration;

use automation::Speaker;
use db::{Db, HOUR_MS, MINUTE_MS, SECOND_MS, Tx};
use outcome::Result;
use people::{Actor, Door};
use tokio::sync::watch;

/// Who acts by the clock, and in whose words.
struct Ringing {
    actor: Actor,
    speaker: Speaker,
}

/// One thing that happens by the clock.
#[derive(Clone, Copy)]
struct Timer {
    /// Its name, which is its lease's.
    name: &'static str,
    /// How often, in milliseconds.
    every_ms: i64,
    /// A batch of it; true when there may be more to do at once.
    run: fn(&mut Tx<'_>, &Ringing) -> Result<bool>,
}

/// All of them.
const TIMERS: &[Timer] = &[
    Timer { name: "sessions", every_ms: HOUR_MS, run: |tx, _| people::forget_ended_sessions(tx).map(|_| false) },
    Timer { name: "budgets", every_ms: HOUR_MS, run: |tx, _| tx.forget_ended_budgets().map(|_| false) },
    Timer { name: "once", every_ms: HOUR_MS, run: |tx, _| tx.forget_done().map(|_| false) },
    Timer { name: "undertakings", every_ms: HOUR_MS, run: |tx, _| tx.forget_undertakings().map(|_| false) },
    Timer { name: "grants", every_ms: MINUTE_MS, run: |tx, desk| mail::renew_grants(tx, &desk.actor) },
    Timer { name: "held-tickets", every_ms: MINUTE_MS, run: |tx, _| tickets::clocks::wake_held(tx).map(full) },
    Timer {
        name: "recurring-tickets",
        every_ms: MINUTE_MS,
        run: |tx, _| tickets::open_recurring(tx).map(|n| n >= tickets::RECURRENCES_BATCH),
    },
    Timer { name: "clocks", every_ms: 10 * SECOND_MS, run: |tx, _| tickets::ring_clocks(tx).map(full) },
    Timer { name: "pages", every_ms: 10 * SECOND_MS, run: |tx, _| paging::ring_pages(tx).map(|n| n >= paging::PAGES_BATCH) },
    Timer { name: "offers", every_ms: 30 * SECOND_MS, run: |tx, _| routing::ring_offers(tx).map(|n| n >= routing::OFFERS_BATCH) },
    Timer { name: "resolved-tickets", every_ms: HOUR_MS, run: |tx, _| tickets::clocks::close_resolved(tx).map(full) },
    Timer { name: "learning", every_ms: HOUR_MS / 4, run: |tx, _| triage::learn_when_due(tx) },
    Timer { name: "major-incidents", every_ms: MINUTE_MS, run: |tx, _| problems::ring_majors(tx).map(|rung| rung >= problems::RING_BATCH) },
    Timer { name: "rules", every_ms: MINUTE_MS, run: |tx, desk| automation::sweep(tx, &desk.speaker) },
    Timer {
        name: "satisfaction",
        every_ms: 5 * MINUTE_MS,
        run: |tx, desk| satisfaction::ask_due(tx, desk.speaker.texts, &desk.speaker.base_url).map(|n| n >= satisfaction::ASK_BATCH),
    },
    Timer { name: "webhooks", every_ms: HOUR_MS, run: |tx, _| webhooks::forget_old(tx).map(|n| n >= webhooks::FORGET_BATCH) },
    Timer { name: "presence", every_ms: MINUTE_MS, run: |tx, _| tickets::forget_absent(tx).map(full) },
    Timer {
        name: "notifications",
        every_ms: HOUR_MS,
        run: |tx, _| notifications::forget_old(tx).map(|n| n >= notifications::FORGET_BATCH),
    },
    Timer { name: "rounds", every_ms: HOUR_MS, run: |tx, _| tickets::forget_rounds(tx).map(|n| n >= tickets::ROUNDS_FORGOTTEN_BATCH) },
    Timer { name: "copies", every_ms: HOUR_MS, run: |tx, _| privacy::forget_copies(tx).map(|n| n >= privacy::COPIES_FORGOTTEN_BATCH) },
    Timer { name: "keeping", every_ms: HOUR_MS, run: |tx, desk| privacy::keep_to(tx, &desk.actor) },
    Timer { name: "loose-files", every_ms: HOUR_MS, run: |tx, _| tickets::forget_loose_files(tx).map(full) },
];

/// Was this batch full, so that there may be more?
fn full(done: usize) -> bool {
    done >= tickets::CLOCK_BATCH
}

/// How often the clock is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How much longer than its interval a process keeps a timer, so that another takes it over only when this one is gone.
const GRACE_MS: i64 = 2 * MINUTE_MS;
/// Batches that a timer may run in a row before the others have their turn.
const BATCHES_MAX: usize = 1_000;

/// Runs the timers until `stop` turns true. `holder` tells processes apart; what they write, they write in `speaker`'s words.
pub async fn run(db: Db, speaker: Speaker, holder: String, mut stop: watch::Receiver<bool>) {
    let mut due = vec![0_i64; TIMERS.len()];
    while !*stop.borrow() {
        for (timer, due) in TIMERS.iter().zip(&mut due) {
            let now = db.clock().now();
            if now.0 < *due {
                continue;
            }
            *due = now.0 + timer.every_ms;
            if let Err(error) = ring(&db, *timer, &speaker, &holder).await {
                tracing::error!(timer = timer.name, %error, "a timer failed; it runs again at its next turn");
                *due = now.0 + timer.every_ms.min(30 * SECOND_MS);
            }
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn ring(db: &Db, timer: Timer, speaker: &Speaker, holder: &str) -> Result<()> {
    for _ in 0..BATCHES_MAX {
        let (holder, ringing) = (holder.to_owned(), Ringing { actor: Actor::system(Door::Inside), speaker: speaker.clone() });
        let more = db
            .write(move |tx| {
                let mine = tx.lease(timer.name, &holder, timer.every_ms + GRACE_MS)?;
                Ok(mine && (timer.run)(tx, &ringing)?)
            })
            .await?;
        if !more {
            break;
        }
    }
    Ok(())
}
