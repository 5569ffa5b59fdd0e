//! Routing: tickets find somebody, are offered again, overflow, and are rehearsed.
#![expect(clippy::unwrap_used, reason = "tests")]

mod fairness;
mod policy;
mod route;
