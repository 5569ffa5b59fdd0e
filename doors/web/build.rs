//! Builds styles, scripts, icons and fonts with Node into `OUT_DIR`, where `src/assets.rs` picks them up.

use std::path::Path;
use std::process::{Command, Stdio};

const NODE_MAJOR_MIN: u32 = 20;

/// What the pages are made of, beside this file. A folder counts with everything in it.
const SOURCES: [&str; 7] =
    ["assets/css", "assets/ts", "assets/images", "assets/tools", "assets/icons.txt", "assets/package-lock.json", "assets/.npmrc"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
    }
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    if let Err(reason) = build(Path::new("assets"), &out) {
        println!("cargo::error={reason}");
        std::process::exit(1);
    }
}

fn build(assets: &Path, out: &str) -> Result<(), String> {
    check_node()?;
    run(
        assets,
        &["tools/install.mjs"],
        "The packages the pages are built from could not be installed. \
         Node's package manager needs its registry once; afterwards builds need no network",
    )?;
    run(assets, &["tools/build.mjs", "--out", out], "The pages' styles and scripts did not build")
}

fn check_node() -> Result<(), String> {
    let needed = format!(
        "Firstline's pages are built with Node {NODE_MAJOR_MIN} or newer and its npm \
         (Debian: apt install nodejs npm; others: https://nodejs.org)"
    );
    let answer =
        Command::new("node").arg("--version").output().map_err(|error| format!("{needed}. `node` could not be started: {error}"))?;
    let version = String::from_utf8_lossy(&answer.stdout);
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|digits| digits.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE_MAJOR_MIN => Ok(()),
        _ => Err(format!("{needed}. Found: {}", version.trim())),
    }
}

/// Runs a script of `assets/tools` and, when it fails, repeats what it said.
fn run(assets: &Path, arguments: &[&str], failed: &str) -> Result<(), String> {
    let answer = Command::new("node")
        .args(arguments)
        .current_dir(assets)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{failed}: {error}"))?;
    if answer.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&answer.stderr);
    let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    Err(format!("{failed}. It said: {}", lines.join(" / ")))
}
