//! `firstline mail explain`: what is read in a letter, as JSON. Takes any bytes and needs nothing but them.

use std::io::{Read, Write};

use anyhow::Context;
use outcome::Result;

/// Runs the command.
pub fn run() -> Result<()> {
    let bytes_max = email::limits::LETTER_BYTES_MAX as u64;
    let mut raw = Vec::new();
    // One byte more than is read: then the letter is known to be too long, and its defects say so.
    std::io::stdin().lock().take(bytes_max + 1).read_to_end(&mut raw).context("the letter on standard input")?;
    let explained = mail::explain::explain(&raw, &super::english());
    let mut json = serde_json::to_vec_pretty(&explained).context("the explanation as JSON")?;
    json.push(b'\n');
    std::io::stdout().lock().write_all(&json).context("standard output")?;
    Ok(())
}
