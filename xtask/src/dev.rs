//! `cargo dev`: the demo organization, from a debug build.

use anyhow::Result;

use crate::tree;

/// Builds and starts `firstline demo`; returns whether it ended well.
pub fn run(arguments: &[String]) -> Result<bool> {
    let mut demo = tree::cargo(&tree::root()?);
    demo.args(["run", "--package", "firstline", "--", "demo"]).args(arguments);
    Ok(demo.status()?.success())
}
