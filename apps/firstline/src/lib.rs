//! Starts Firstline and wires its rooms together; decides nothing itself.

mod bench;
mod cli;
mod commands;
pub mod config;
mod demo;
mod opened;
mod pages;
mod server;
mod timers;
mod watch;
mod wiring;

pub use cli::run;
pub use opened::{Opened, open, open_unmigrated};
pub use server::{Running, start};
pub use wiring::{texts, wiring};

/// Every slice's tables, in rank order.
pub const MIGRATIONS: &[db::Migrations] = &[
    people::MIGRATIONS,
    rota::MIGRATIONS,
    sla::MIGRATIONS,
    tickets::MIGRATIONS,
    side::MIGRATIONS,
    mail::MIGRATIONS,
    triage::MIGRATIONS,
    problems::MIGRATIONS,
    webhooks::MIGRATIONS,
    changes::MIGRATIONS,
    paging::MIGRATIONS,
    routing::MIGRATIONS,
    automation::MIGRATIONS,
    satisfaction::MIGRATIONS,
    notifications::MIGRATIONS,
    audit::MIGRATIONS,
    privacy::MIGRATIONS,
];
