//! `firstline bench`: fills a desk and measures it.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use outcome::Result;

use super::progress;
use crate::bench::{self, Rounds, Size};
use crate::config::Config;

/// Most tickets that a desk is filled with.
const TICKETS_MAX: u64 = 10_000_000;
/// Most messages of each.
const MESSAGES_MAX: u64 = 100;

/// What of it to measure.
#[derive(Args)]
pub struct Bench {
    /// Tickets of the desk
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=TICKETS_MAX))]
    tickets: u64,
    /// Messages of each ticket
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(2..=MESSAGES_MAX))]
    messages: u64,
    /// Answers that are timed one after the other, of each thing
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    rounds: u32,
    /// Seconds that eight ask at once, for each thing
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u64).range(0..=600))]
    together_s: u64,
    /// Answer as JSON
    #[arg(long)]
    json: bool,
}

/// The configuration of a bench, before files, environment and flags have their say.
#[must_use]
pub fn defaults() -> Config {
    Config { data: PathBuf::from("data-bench"), ..Config::default() }
}

/// Runs the command.
///
/// # Errors
/// When the desk is another one, or it does not answer as it should.
pub fn run(config: &Config, input: &Bench) -> Result<()> {
    let bar = progress("bench");
    let size = Size { tickets: input.tickets, messages: input.messages };
    let rounds = Rounds { alone: input.rounds as usize, together: Duration::from_secs(input.together_s) };
    let report = bench::run(config, size, rounds, &mut |says| bar.set_message(says))?;
    bar.finish_and_clear();
    if input.json {
        println!("{}", serde_json::to_string_pretty(&report).map_err(anyhow::Error::from)?);
    } else {
        println!("{report}");
    }
    Ok(())
}
