//! Licences of everything we link: each expression must allow one of those `deny.toml` accepts.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::bench::Bench;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
}

/// Checks every package `Cargo.lock` names. Returns a sentence with their number.
pub fn check(bench: &Bench) -> Result<String> {
    let deny = std::fs::read_to_string(bench.root.join("deny.toml")).context("reading deny.toml")?;
    let accepted = accepted(&deny);
    ensure!(!accepted.is_empty(), "deny.toml accepts no licence: `allow = [` is missing under [licenses]");
    let answer = bench.cargo(&["metadata", "--format-version", "1", "--locked"]).output()?;
    ensure!(answer.status.success(), "cargo metadata failed:\n{}", String::from_utf8_lossy(&answer.stderr));
    let metadata: Metadata = serde_json::from_slice(&answer.stdout).context("reading cargo metadata")?;
    let foreign: Vec<Package> = metadata.packages.into_iter().filter(|package| package.source.is_some()).collect();
    let mut refused = BTreeMap::new();
    for package in &foreign {
        let expression = package.license.as_deref().unwrap_or("none declared");
        if !allows(expression, &accepted) {
            refused.insert(format!("{} {}", package.name, package.version), expression);
        }
    }
    if !refused.is_empty() {
        bail!("licences deny.toml does not accept: {refused:?}");
    }
    Ok(format!("{} packages, every licence accepted by deny.toml", foreign.len()))
}

/// The licences of `allow = [ .. ]`, comments left out.
fn accepted(deny: &str) -> Vec<String> {
    let Some((_, list)) = deny.split_once("\nallow = [") else { return Vec::new() };
    let list = list.split("\n]").next().unwrap_or_default();
    let uncommented = list.lines().map(|line| line.split('#').next().unwrap_or_default());
    uncommented
        .flat_map(|line| line.split(','))
        .map(|word| word.trim().trim_matches('"').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether an SPDX expression can be met with accepted licences alone. `AND` binds tighter than `OR`; the old `/` means `OR`.
fn allows(expression: &str, accepted: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    any_of(&words, &mut at, accepted) && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize, accepted: &[String]) -> bool {
    let mut holds = all_of(words, at, accepted);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        holds |= all_of(words, at, accepted);
    }
    holds
}

fn all_of(words: &[&str], at: &mut usize, accepted: &[String]) -> bool {
    let mut holds = one(words, at, accepted);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        holds &= one(words, at, accepted);
    }
    holds
}

fn one(words: &[&str], at: &mut usize, accepted: &[String]) -> bool {
    let word = words.get(*at).copied().unwrap_or_default();
    *at += 1;
    if word == "(" {
        let holds = any_of(words, at, accepted);
        *at += 1;
        return holds;
    }
    let mut licence = word.to_owned();
    if words.get(*at) == Some(&"WITH") {
        licence = format!("{word} WITH {}", words.get(*at + 1).copied().unwrap_or_default());
        *at += 2;
    }
    accepted.contains(&licence)
}

#[cfg(test)]
mod tests {
    use super::{accepted, allows};

    #[test]
    fn expressions_are_met_or_not() {
        let list = accepted(
            "[licenses]\nallow = [\n    \"MIT\", # short\n    \"Apache-2.0\",\n    \"Apache-2.0 WITH LLVM-exception\",\n    \"Unicode-3.0\",\n]\n",
        );
        assert_eq!(list.len(), 4);
        for (expression, expected) in [
            ("MIT", true),
            ("MIT/Apache-2.0", true),
            ("GPL-2.0 OR MIT", true),
            ("MIT AND GPL-2.0", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("(MIT OR GPL-2.0) AND OpenSSL", false),
            ("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true),
            ("GPL-3.0", false),
            ("none declared", false),
            ("", false),
            ("(", false),
        ] {
            assert_eq!(allows(expression, &list), expected, "{expression}");
        }
    }
}
