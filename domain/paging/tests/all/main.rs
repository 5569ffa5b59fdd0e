//! Pages: who is called, by which step, and how they end.
#![expect(clippy::unwrap_used, reason = "tests")]

mod chain;
mod policy;
mod stage;
