//! `cargo measure`: builds Firstline as it is released and lets it measure itself. Arguments go on to `firstline bench`.

use std::process::Command;

use anyhow::{Result, ensure};
use clap::Args;

use crate::tree;

/// What to measure.
#[derive(Args)]
pub struct Choice {
    /// What `firstline bench` takes: --tickets, --messages, --data, --database, --json
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    bench: Vec<String>,
}

/// Builds, measures, and answers whether that went well.
pub fn run(choice: &Choice) -> Result<bool> {
    let root = tree::root()?;
    let built = tree::cargo(&root).args(["build", "--release", "--package", "firstline"]).status()?;
    ensure!(built.success(), "the release build failed");
    Ok(Command::new(tree::target(&root).join("release/firstline")).arg("bench").args(&choice.bench).status()?.success())
}
