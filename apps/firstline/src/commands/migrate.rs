//! `firstline migrate`: the schema up to date, and what was new.

use outcome::Result;
use serde_json::json;

use crate::config::Config;
use crate::{MIGRATIONS, open_unmigrated};

/// Runs the command.
pub fn run(config: &Config, as_json: bool) -> Result<()> {
    let opened = open_unmigrated(config)?;
    let applied = db::migrate(&opened.db, MIGRATIONS)?;
    match (as_json, applied.is_empty()) {
        (true, _) => println!("{}", json!({ "applied": applied })),
        (_, true) => println!("The schema is up to date."),
        _ => applied.iter().for_each(|step| println!("applied {step}")),
    }
    Ok(())
}
