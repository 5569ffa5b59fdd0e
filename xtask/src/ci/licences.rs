//! Everything we link: from the one registry, under a licence `deny.toml` accepts, nothing it bans.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::bench::Bench;

/// The only place crates come from, as `cargo metadata` writes it.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Node's lock files; what they name is linked into pages or used to test them.
const NODE_LOCKS: [&str; 2] = ["doors/web/assets/package-lock.json", "journeys/browser/package-lock.json"];

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

#[derive(Deserialize)]
struct NodeLock {
    packages: BTreeMap<String, NodePackage>,
}

#[derive(Deserialize)]
struct NodePackage {
    version: Option<String>,
    license: Option<String>,
}

/// Checks every package the lock files name. Returns a sentence with their number.
pub fn check(bench: &Bench) -> Result<String> {
    let deny = std::fs::read_to_string(bench.root.join("deny.toml")).context("reading deny.toml")?;
    let (accepted, banned) = (accepted(&deny), banned(&deny));
    ensure!(!accepted.is_empty(), "deny.toml accepts no licence: `allow = [` is missing under [licenses]");
    let mut packages = crates(bench)?;
    let mut refused = Vec::new();
    for package in &packages {
        if package.source.as_deref() != Some(REGISTRY) {
            refused.push(format!("{} {} comes from {}", package.name, package.version, package.source.as_deref().unwrap_or("nowhere")));
        }
        if banned.contains(&package.name) {
            refused.push(format!("{} is banned", package.name));
        }
    }
    for lock in NODE_LOCKS {
        packages.extend(node_packages(&bench.root.join(lock))?);
    }
    for package in &packages {
        let expression = package.license.as_deref().unwrap_or("no licence");
        if !allows(expression, &accepted) {
            refused.push(format!("{} {} is under {expression}", package.name, package.version));
        }
    }
    if !refused.is_empty() {
        bail!("against deny.toml: {}", refused.join("; "));
    }
    Ok(format!("{} packages as deny.toml wants them", packages.len()))
}

/// The crates we did not write, as far as this machine's platform needs them.
fn crates(bench: &Bench) -> Result<Vec<Package>> {
    let compiler = Command::new("rustc").arg("-vV").output().context("asking rustc for its platform")?;
    let said = String::from_utf8_lossy(&compiler.stdout).into_owned();
    let platform = said.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names its host")?;
    let answer = bench.cargo(&["metadata", "--format-version", "1", "--locked", "--filter-platform", platform]).output()?;
    ensure!(answer.status.success(), "cargo metadata failed:\n{}", String::from_utf8_lossy(&answer.stderr));
    let metadata: Metadata = serde_json::from_slice(&answer.stdout).context("reading cargo metadata")?;
    Ok(metadata.packages.into_iter().filter(|package| package.source.is_some()).collect())
}

fn node_packages(lock: &Path) -> Result<Vec<Package>> {
    let text = std::fs::read_to_string(lock).with_context(|| format!("reading {}", lock.display()))?;
    let lock: NodeLock = serde_json::from_str(&text).with_context(|| format!("reading {}", lock.display()))?;
    let foreign = lock.packages.into_iter().filter(|(path, _)| !path.is_empty());
    Ok(foreign
        .map(|(path, package)| Package { name: path, version: package.version.unwrap_or_default(), license: package.license, source: None })
        .collect())
}

/// The crates `deny.toml` bans by name.
fn banned(deny: &str) -> Vec<String> {
    deny.lines().filter_map(|line| line.trim().strip_prefix("{ crate = \"")?.split('"').next().map(str::to_owned)).collect()
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

/// Names that packages use beside the SPDX list's own.
const OTHER_NAMES: [(&str, &str); 1] = [("BSD-0-Clause", "0BSD")];

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
    let listed = OTHER_NAMES.iter().find(|(other, _)| *other == licence).map_or(licence.as_str(), |(_, listed)| listed);
    accepted.iter().any(|known| known == listed)
}

#[cfg(test)]
mod tests {
    use super::{accepted, allows, banned};

    #[test]
    fn banned_crates_are_read() {
        assert_eq!(banned("[bans]\ndeny = [\n    { crate = \"openssl-sys\", reason = \"x\" },\n]\n"), ["openssl-sys"]);
    }

    #[test]
    fn expressions_are_met_or_not() {
        let list = accepted(
            "[licenses]\nallow = [\n    \"MIT\", # short\n    \"Apache-2.0\",\n    \"Apache-2.0 WITH LLVM-exception\",\n    \"Unicode-3.0\",\n]\n",
        );
        assert_eq!(list.len(), 4);
        for (expression, expected) in [
            ("MIT", true),
            ("MIT/Apache-2.0", true),
            ("BSD-0-Clause", false),
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
