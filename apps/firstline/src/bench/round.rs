//! One thing asked for again and again: alone, for the time each answer takes, and by eight at once, for how many there are.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::http::Client;
use super::report::Figure;
use crate::demo::Chance;

/// Of ten answers that count, one comes before it counts.
const WARM_UP_SHARE: usize = 10;
/// How many ask at once.
pub const TOGETHER: usize = 8;

/// How long rounds are.
#[derive(Debug, Clone, Copy)]
pub struct Rounds {
    /// Answers that count, alone.
    pub alone: usize,
    /// How long eight ask at once.
    pub together: Duration,
}

impl Rounds {
    /// Asks for `what`, each asker on a connection of their own.
    ///
    /// # Errors
    /// When one answer is not what it should be.
    pub fn of(&self, what: &'static str, client: &Client, ask: impl Fn(&mut Client, &mut Chance) -> Result<()> + Sync) -> Result<Figure> {
        let mut alone = client.again()?;
        let mut chance = Chance::new(1);
        for _ in 0..self.alone.div_ceil(WARM_UP_SHARE) {
            ask(&mut alone, &mut chance)?;
        }
        let mut times = Vec::with_capacity(self.alone);
        for _ in 0..self.alone {
            let started = Instant::now();
            ask(&mut alone, &mut chance)?;
            times.push(started.elapsed());
        }
        let started = Instant::now();
        let over = AtomicBool::new(false);
        let answers = thread::scope(|scope| {
            let askers: Vec<_> = (0..TOGETHER)
                .map(|n| {
                    let (ask, over) = (&ask, &over);
                    scope.spawn(move || {
                        let mut client = client.again()?;
                        let mut chance = Chance::new(100 + n as u64);
                        let mut answers = 0_u64;
                        while !over.load(Ordering::Relaxed) {
                            ask(&mut client, &mut chance)?;
                            answers += 1;
                        }
                        Ok::<_, anyhow::Error>(answers)
                    })
                })
                .collect();
            thread::sleep(self.together);
            over.store(true, Ordering::Relaxed);
            let mut answers = 0;
            for asker in askers {
                answers += asker.join().unwrap_or_else(|_| bail!("an asker panicked"))?;
            }
            Ok::<_, anyhow::Error>(answers)
        })?;
        Ok(figure(what, times, answers as f64 / started.elapsed().as_secs_f64()))
    }
}

/// A figure of times taken alone and of answers a second together.
pub fn figure(what: &'static str, mut times: Vec<Duration>, per_second: f64) -> Figure {
    times.sort();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)].as_secs_f64() * 1_000.0;
    let alone: Duration = times.iter().sum();
    Figure {
        what,
        p50_ms: at(50),
        p95_ms: at(95),
        p99_ms: at(99),
        alone_per_s: times.len() as f64 / alone.as_secs_f64(),
        together_per_s: per_second,
    }
}
