//! Promises: simulated, kept, broken and explained.
#![expect(clippy::unwrap_used, reason = "tests")]

mod clock;
mod manage;
mod policy;
mod simulate;
