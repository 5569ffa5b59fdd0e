//! `firstline audit verify`: is the audit log as it was written?

use std::process::ExitCode;

use anyhow::anyhow;
use audit::{Broken, Head};
use outcome::Result;
use serde_json::json;

use crate::config::Config;
use crate::open;

/// What a log that does not hold ends the command with.
const BROKEN: u8 = 1;

/// Runs the command.
pub fn verify(config: &Config, head: Option<&str>, as_json: bool) -> Result<ExitCode> {
    let known = head.map(read_head).transpose()?;
    let opened = open(config)?;
    let verdict = opened.db.read_now(move |conn| audit::verify(conn, known.as_ref()))?;
    let end = format!("{}:{}", verdict.head.length, verdict.head.hash);
    let broken = verdict.broken.as_ref().map(in_words);
    if as_json {
        println!("{}", json!({ "entries": verdict.entries, "head": end, "broken": broken }));
    } else if let Some(words) = &broken {
        println!("The audit log does not hold: {words}\n{} entries before that hold, up to {end}", verdict.entries);
    } else {
        println!("The audit log holds: {} entries, up to\n{end}", verdict.entries);
    }
    Ok(broken.map_or(ExitCode::SUCCESS, |_| ExitCode::from(BROKEN)))
}

fn read_head(text: &str) -> Result<Head> {
    let read = || {
        let (length, hash) = text.split_once(':')?;
        Some(Head { length: length.parse().ok()?, hash: hash.trim().to_ascii_lowercase() })
    };
    read().ok_or_else(|| anyhow!("--head is what an earlier walk printed, such as 128:5f0c..., not {text:?}").into())
}

fn in_words(broken: &Broken) -> String {
    match broken {
        Broken::Missing(id) => format!("entry {id} is missing"),
        Broken::Changed(id) => format!("entry {id} was changed after it was written"),
        Broken::Detached(id) => format!("entry {id} does not follow the one before it"),
        Broken::End(length) => format!("it should not end after entry {length}; entries at its end were removed or added by hand"),
        Broken::Head(length) => format!("it is not the log whose end was kept: entry {length} is another one, or gone"),
        Broken::Unwritten(event) => format!("event {event} has no entry"),
    }
}
