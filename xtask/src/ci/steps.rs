//! The list of steps: what each checks and how. Its order builds once for all: lints, then tests, then what runs the program.

use anyhow::{Result, bail, ensure};

use super::bench::{Bench, TEST_DATABASE};
use super::run::{run, summary};
use super::tools::on_path;
use super::{clients, licences, package};
use crate::tidy;

/// One check.
pub struct Step {
    pub name: &'static str,
    pub about: &'static str,
    /// Whether `--fast` runs it.
    pub fast: bool,
    pub run: fn(&mut Bench) -> Result<Outcome>,
}

/// How a step that held ended: a note for the table, and what it could not check, if anything.
#[derive(Default)]
pub struct Outcome {
    pub note: String,
    pub not_checked: Vec<String>,
}

/// Every step, in order.
pub const STEPS: [Step; 13] = [
    Step { name: "format", about: "every Rust file as rustfmt writes it", fast: true, run: format },
    Step { name: "tidy", about: "floors, ranks, sources, templates, documents", fast: true, run: tidy },
    Step { name: "texts", about: "English and German complete, every key known and used", fast: true, run: texts },
    Step { name: "assets", about: "styles and scripts: types, lints, tests, contrast, size budgets", fast: false, run: assets },
    Step { name: "lints", about: "clippy over everything, warnings are errors", fast: true, run: lints },
    Step { name: "sqlite", about: "all tests on SQLite", fast: false, run: sqlite },
    Step { name: "postgres", about: "all tests on PostgreSQL", fast: false, run: postgres },
    Step { name: "docs", about: "documentation builds without warnings, its examples run", fast: false, run: docs },
    Step { name: "journeys", about: "whole stories in Chromium with accessibility, on SQLite", fast: false, run: journeys_sqlite },
    Step { name: "journeys-pg", about: "the same stories on PostgreSQL", fast: false, run: journeys_postgres },
    Step {
        name: "clients",
        about: "unmodified zenpy and node-zendesk, the Ruby client's requests, and schemathesis, on the API",
        fast: false,
        run: clients::check,
    },
    Step { name: "package", about: "the Debian package installed, used, upgraded, removed and purged", fast: false, run: package::check },
    Step { name: "licences", about: "every dependency from the registry, under a licence we accept", fast: false, run: licences },
];

fn note(note: impl Into<String>) -> Result<Outcome> {
    Ok(Outcome { note: note.into(), not_checked: Vec::new() })
}

fn format(bench: &mut Bench) -> Result<Outcome> {
    run(&mut bench.cargo(&["fmt", "--all", "--", "--check"]))?;
    note("")
}

fn tidy(bench: &mut Bench) -> Result<Outcome> {
    faultless(&tidy::house(&bench.root)?)
}

fn texts(bench: &mut Bench) -> Result<Outcome> {
    faultless(&tidy::texts(&bench.root)?)
}

fn faultless(faults: &[tidy::Fault]) -> Result<Outcome> {
    tidy::report(faults);
    ensure!(faults.is_empty(), "{} faults, the first: {}", faults.len(), faults[0]);
    note("")
}

fn assets(bench: &mut Bench) -> Result<Outcome> {
    const FOLDER: &str = "doors/web/assets";
    bench.tools.program(&["npm"], "npm")?;
    run(&mut bench.npm(FOLDER, &["ci", "--ignore-scripts"]))?;
    let mut telling = Vec::new();
    for script in ["check", "test", "contrast", "budget"] {
        telling.extend(run(&mut bench.npm(FOLDER, &["run", "--silent", script]))?);
    }
    note(summary(&telling))
}

fn lints(bench: &mut Bench) -> Result<Outcome> {
    run(&mut bench.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    note("")
}

fn sqlite(bench: &mut Bench) -> Result<Outcome> {
    tests(bench, None)
}

fn postgres(bench: &mut Bench) -> Result<Outcome> {
    let url = bench.postgres()?;
    tests(bench, Some(&url))
}

fn tests(bench: &mut Bench, database: Option<&str>) -> Result<Outcome> {
    let mut not_checked = Vec::new();
    let mut command = if on_path("cargo-nextest").is_some() {
        bench.cargo(&["nextest", "run", "--workspace", "--no-fail-fast"])
    } else {
        not_checked.push(
            "tests in processes of their own: cargo-nextest is missing, `cargo test` ran them (cargo install cargo-nextest --locked)"
                .to_owned(),
        );
        bench.cargo(&["test", "--workspace", "--all-targets", "--no-fail-fast"])
    };
    match database {
        Some(url) => command.env(TEST_DATABASE, url),
        None => command.env_remove(TEST_DATABASE),
    };
    let telling = run(&mut command)?;
    ensure!(!telling.is_empty(), "the runner did not say how many tests passed");
    let corpora = std::env::var_os("FIRSTLINE_CORPORA").map_or_else(|| bench.root.join("../shared/data"), |given| bench.root.join(given));
    if !corpora.is_dir() {
        not_checked.push(format!("the corpora of real letters and tables: {} is absent, see docs/corpora.md", corpora.display()));
    }
    Ok(Outcome { note: summary(&telling), not_checked })
}

fn docs(bench: &mut Bench) -> Result<Outcome> {
    // Nothing here is published: documents are for those who work on it, so they may link to what is private.
    const FLAGS: &str = "-D warnings -A rustdoc::private-intra-doc-links";
    run(bench.cargo(&["doc", "--workspace", "--no-deps", "--document-private-items"]).env("RUSTDOCFLAGS", FLAGS))?;
    note(summary(&run(&mut bench.cargo(&["test", "--workspace", "--doc"]))?))
}

fn journeys_sqlite(bench: &mut Bench) -> Result<Outcome> {
    journeys(bench, None)
}

fn journeys_postgres(bench: &mut Bench) -> Result<Outcome> {
    let url = bench.postgres()?;
    journeys(bench, Some(&url))
}

/// The journeys start the program themselves, each with data of its own: they are told where it is, which browser to
/// drive, and for PostgreSQL the server to make their database on.
fn journeys(bench: &mut Bench, database: Option<&str>) -> Result<Outcome> {
    const FOLDER: &str = "journeys/browser";
    if !bench.root.join(FOLDER).join("package.json").is_file() {
        bail!("{FOLDER} is missing: there are no browser journeys to run");
    }
    bench.tools.program(&["npm"], "npm")?;
    let browser = match std::env::var_os("CHROMIUM") {
        Some(given) => given.into(),
        None => bench.tools.program(&["chromium", "chromium-browser", "google-chrome"], "chromium")?,
    };
    let program = bench.program()?;
    run(&mut bench.npm(FOLDER, &["ci", "--ignore-scripts"]))?;
    let mut command = bench.npm(FOLDER, &["test"]);
    command.env("FIRSTLINE", program).env("CHROMIUM", browser);
    match database {
        Some(url) => command.env(TEST_DATABASE, url),
        None => command.env_remove(TEST_DATABASE),
    };
    let telling = run(&mut command)?;
    ensure!(!telling.is_empty(), "the runner did not say how many journeys passed");
    note(summary(&telling))
}

fn licences(bench: &mut Bench) -> Result<Outcome> {
    let note = licences::check(bench)?;
    let mut not_checked = Vec::new();
    if on_path("cargo-deny").is_some() {
        run(&mut bench.cargo(&["deny", "check"]))?;
    } else {
        not_checked.push("security advisories: cargo-deny is missing (cargo install cargo-deny --locked)".to_owned());
    }
    Ok(Outcome { note, not_checked })
}
