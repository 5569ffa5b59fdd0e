//! `cargo fuzz-target`: fuzzes letters or their HTML for a while, from the kept seeds, with the stable compiler.
//!
//! What is fuzzed is Rust without `unsafe`, so there is no need for the sanitizers of nightly: coverage alone guides libFuzzer.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};

use crate::tree;

/// What cargo-fuzz hands to the compiler, without its sanitizers.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";
/// One input may take so long, in seconds; a letter that takes longer is a finding.
const INPUT_S_MAX: u32 = 10;
/// Longest input that is tried, in bytes.
const INPUT_BYTES_MAX: u32 = 65_536;

/// What to fuzz.
#[derive(Args)]
pub struct Choice {
    /// Which target
    #[arg(value_enum)]
    target: Target,
    /// For how long
    #[arg(long, default_value_t = 60)]
    seconds: u32,
}

#[derive(Clone, Copy, ValueEnum)]
enum Target {
    /// Whole letters: parsed, divided, threaded, made safe
    Letter,
    /// The HTML of letters: made safe, and safe again
    Html,
}

/// Builds and fuzzes. Returns whether nothing was found; what was found lies in `target/fuzz`.
pub fn run(choice: &Choice) -> Result<bool> {
    let root = tree::root()?;
    let name = match choice.target {
        Target::Letter => "letter",
        Target::Html => "html",
    };
    let (crate_folder, built) = (root.join("fuzz"), root.join("target/fuzz"));
    let host = host()?;
    let done = tree::cargo(&crate_folder)
        .args(["build", "--release", "--features", "fuzzing", "--target", &host, "--bin", name])
        .env("RUSTFLAGS", COVERAGE)
        .env("CARGO_TARGET_DIR", &built)
        .status()?;
    ensure!(done.success(), "the fuzz target does not build");
    let corpus = built.join("corpus").join(name);
    copy_seeds(&crate_folder.join("seeds").join(name), &corpus)?;
    let status = Command::new(built.join(host).join("release").join(name))
        .arg(format!("-max_total_time={}", choice.seconds))
        .arg(format!("-timeout={INPUT_S_MAX}"))
        .arg(format!("-max_len={INPUT_BYTES_MAX}"))
        .arg(format!("-artifact_prefix={}/", built.display()))
        .arg(&corpus)
        .status()?;
    Ok(status.success())
}

/// The seeds stay as they are: what the fuzzer adds lies beside what was built.
fn copy_seeds(seeds: &Path, corpus: &Path) -> Result<()> {
    std::fs::create_dir_all(corpus)?;
    for seed in std::fs::read_dir(seeds).with_context(|| format!("the seeds in {}", seeds.display()))? {
        let seed = seed?;
        std::fs::copy(seed.path(), corpus.join(seed.file_name()))?;
    }
    Ok(())
}

/// The machine's own target triple: flags go to the fuzz target alone when one is named.
fn host() -> Result<String> {
    let said = Command::new("rustc").arg("-vV").output().context("rustc")?;
    let said = String::from_utf8_lossy(&said.stdout);
    said.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned).context("rustc names no host")
}
