//! Requests counted by door and outcome, and how long they took, without a lock.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::http::StatusCode;

/// Upper bounds of the histogram, in milliseconds, with their name in seconds.
const BOUNDS: [(u64, &str); 9] =
    [(5, "0.005"), (10, "0.01"), (25, "0.025"), (50, "0.05"), (100, "0.1"), (250, "0.25"), (1_000, "1"), (5_000, "5"), (30_000, "30")];
/// Sorts of answers: 1xx to 5xx.
const SORTS: usize = 5;
/// Bytes of a page of memory, as Linux counts them on the machines we build for.
const PAGE_BYTES: u64 = 4_096;

/// What was counted of one door.
#[derive(Default)]
struct Door {
    answers: [AtomicU64; SORTS],
    took: [AtomicU64; BOUNDS.len()],
    count: AtomicU64,
    sum_us: AtomicU64,
}

/// All that was counted since the start.
pub(super) struct Counts {
    begun: AtomicU64,
    pages: Door,
    api: Door,
}

impl Counts {
    pub(super) fn new() -> Self {
        Self { begun: AtomicU64::new(0), pages: Door::default(), api: Door::default() }
    }

    /// The number of a request that begins.
    pub(super) fn begin(&self) -> u64 {
        self.begun.fetch_add(1, Ordering::Relaxed)
    }

    /// A request was answered.
    pub(super) fn end(&self, by_api: bool, status: StatusCode, took: Duration) {
        let door = if by_api { &self.api } else { &self.pages };
        let sort = usize::from(status.as_u16() / 100).clamp(1, SORTS) - 1;
        door.answers[sort].fetch_add(1, Ordering::Relaxed);
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        if let Some(at) = BOUNDS.iter().position(|(bound, _)| ms < *bound) {
            door.took[at].fetch_add(1, Ordering::Relaxed);
        }
        door.count.fetch_add(1, Ordering::Relaxed);
        door.sum_us.fetch_add(u64::try_from(took.as_micros()).unwrap_or(0), Ordering::Relaxed);
    }

    /// Writes them down in Prometheus's form.
    pub(super) fn write(&self, out: &mut String) {
        let doors = [("pages", &self.pages), ("api", &self.api)];
        out.push_str("# HELP firstline_requests_total Requests answered.\n# TYPE firstline_requests_total counter\n");
        for (name, door) in doors {
            for (sort, count) in door.answers.iter().enumerate() {
                let count = count.load(Ordering::Relaxed);
                let _ = writeln!(out, "firstline_requests_total{{door=\"{name}\",status=\"{}xx\"}} {count}", sort + 1);
            }
        }
        out.push_str("# HELP firstline_request_seconds How long answers took to begin.\n# TYPE firstline_request_seconds histogram\n");
        for (name, door) in doors {
            let mut below = 0;
            for ((_, bound), count) in BOUNDS.iter().zip(&door.took) {
                below += count.load(Ordering::Relaxed);
                let _ = writeln!(out, "firstline_request_seconds_bucket{{door=\"{name}\",le=\"{bound}\"}} {below}");
            }
            let (count, sum) = (door.count.load(Ordering::Relaxed), Duration::from_micros(door.sum_us.load(Ordering::Relaxed)));
            let _ = write!(
                out,
                "firstline_request_seconds_bucket{{door=\"{name}\",le=\"+Inf\"}} {count}\n\
                 firstline_request_seconds_sum{{door=\"{name}\"}} {}\nfirstline_request_seconds_count{{door=\"{name}\"}} {count}\n",
                sum.as_secs_f64()
            );
        }
    }
}

/// Memory that this process has in use; nothing where the system does not say.
pub(super) fn resident_bytes() -> Option<u64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    statm.split(' ').nth(1)?.parse::<u64>().ok().map(|pages| pages * PAGE_BYTES)
}
