//! Rotas: planned, overridden, swapped and read.
#![expect(clippy::unwrap_used, reason = "tests")]

mod absence;
mod deeds;
mod feed;
mod policy;
mod schedule;
mod stage;
mod swap;
