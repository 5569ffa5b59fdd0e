//! Starts Firstline and wires its rooms together; decides nothing itself.

mod cli;
mod commands;
pub mod config;
mod opened;
mod secret;

pub use cli::run;
pub use opened::{Opened, open, open_unmigrated};

/// Every slice's tables, in rank order.
pub const MIGRATIONS: &[db::Migrations] = &[people::MIGRATIONS, tickets::MIGRATIONS];
