//! `cargo ci clients`: unmodified clients of Zendesk's API, and schemathesis, against a started Firstline.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::bench::{Bench, TEST_DATABASE};
use super::run::{run, summary};
use super::steps::Outcome;

/// Where the clients' scripts are.
const FOLDER: &str = "journeys/clients";
/// What the Python clients need, each at one version.
const REQUIREMENTS: &str = "requirements.txt";
/// In the environment of the Python clients: the requirements that it was made of.
const MADE_OF: &str = "made-of.txt";

/// Speaks to a desk on SQLite, and to one on PostgreSQL.
pub fn check(bench: &mut Bench) -> Result<Outcome> {
    bench.tools.program(&["node"], "nodejs")?;
    bench.tools.program(&["npm"], "npm")?;
    let python = python(bench)?;
    let program = bench.program()?;
    run(&mut bench.npm(FOLDER, &["ci", "--ignore-scripts"]))?;
    let mut told = Vec::new();
    // On PostgreSQL the same documents and rooms answer: what schemathesis asks is asked once.
    let runs: [(&str, Option<String>, &[&str]); 2] =
        [("SQLite", None, &[]), ("PostgreSQL", Some(bench.postgres()?), &["zenpy", "node-zendesk"])];
    for (engine, database, runners) in runs {
        let mut command = Command::new("node");
        command.current_dir(bench.root.join(FOLDER)).arg("run.mjs").args(runners);
        command.env("FIRSTLINE", &program).env("PYTHON", &python);
        match &database {
            Some(url) => command.env(TEST_DATABASE, url),
            None => command.env_remove(TEST_DATABASE),
        };
        let telling = run(&mut command)?;
        ensure!(!telling.is_empty(), "the runner did not say how many calls passed");
        told.push(format!("{engine}: {}", summary(&telling)));
    }
    Ok(Outcome { note: told.join("; "), not_checked: Vec::new() })
}

/// A Python that has exactly the required packages; made anew when they change.
fn python(bench: &mut Bench) -> Result<PathBuf> {
    let system = bench.tools.python_with_venv()?;
    let requirements = std::fs::read_to_string(bench.root.join(FOLDER).join(REQUIREMENTS)).context(REQUIREMENTS)?;
    let environment = bench.target().join("clients-python");
    let python = environment.join("bin/python");
    if python.exists() && std::fs::read_to_string(environment.join(MADE_OF)).is_ok_and(|made_of| made_of == requirements) {
        return Ok(python);
    }
    run(Command::new(system).args(["-m", "venv", "--clear"]).arg(&environment))?;
    let install =
        ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--requirement", REQUIREMENTS];
    run(Command::new(&python).current_dir(bench.root.join(FOLDER)).args(install))?;
    note_made_of(&environment, &requirements)?;
    Ok(python)
}

fn note_made_of(environment: &Path, requirements: &str) -> Result<()> {
    let note = environment.join(MADE_OF);
    std::fs::write(&note, requirements).with_context(|| note.display().to_string())
}
