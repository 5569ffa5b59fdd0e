//! `firstline deliver`: a letter from standard input, durably kept before the command says so.

use std::io::Read;

use anyhow::{Context, anyhow};
use mailroom::Envelope;
use outcome::Result;
use serde_json::json;

use crate::config::Config;
use crate::open;

/// Runs the command.
pub fn run(config: &Config, mailbox: Option<String>) -> Result<()> {
    let bytes_max = config.letter_mib_max * 1024 * 1024;
    let mut raw = Vec::new();
    std::io::stdin().lock().take(bytes_max + 1).read_to_end(&mut raw).context("the letter on standard input")?;
    if raw.len() as u64 > bytes_max {
        return Err(anyhow!("the letter is larger than letter_mib_max ({} MiB)", config.letter_mib_max).into());
    }
    let opened = open(config)?;
    opened.db.wire(crate::wiring(config, &opened)?);
    let room = crate::wiring::mailroom(config, &opened)?;
    let intake = super::block_on(async move { room.deliver(raw, &Envelope { from: None, to: mailbox }).await })??;
    let why = intake.why.said(&super::english());
    println!("{}", json!({ "outcome": intake.outcome, "ticket": intake.ticket, "message": intake.message, "why": why }));
    Ok(())
}
