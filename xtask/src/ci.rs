//! `cargo ci`: every check there is, the same at home as anywhere else, with the time each took.

mod bench;
mod clients;
mod licences;
mod package;
mod postgres;
mod run;
mod steps;
mod tools;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Args;

use bench::Bench;
use steps::{Outcome, STEPS, Step};

pub use run::run as command;

/// What of it to run.
#[derive(Args)]
pub struct Choice {
    /// Steps to run, in the order of the list; all when none is named
    steps: Vec<String>,
    /// Only what takes seconds after an edit: format, lints, tidy, texts
    #[arg(long)]
    fast: bool,
    /// Show the steps and end
    #[arg(long)]
    list: bool,
    /// Do not install missing tools, even where it is possible; say what is missing instead
    #[arg(long)]
    no_install: bool,
}

/// How a step ended, for the closing table.
struct Line {
    step: &'static Step,
    took: Duration,
    outcome: Result<Outcome>,
}

/// Runs the chosen steps, all of them even when one fails, and closes with a table. Returns whether everything held.
pub fn run(choice: &Choice) -> Result<bool> {
    if choice.list {
        list();
        return Ok(true);
    }
    let chosen = chosen(choice)?;
    let mut bench = Bench::new(!choice.no_install)?;
    let mut table = Vec::new();
    for (at, step) in chosen.iter().enumerate() {
        println!("\n━━ {}/{} {} ━━ {}", at + 1, chosen.len(), step.name, step.about);
        let started = Instant::now();
        let outcome = (step.run)(&mut bench);
        if let Err(error) = &outcome {
            println!("✗ {}: {error:#}", step.name);
        }
        table.push(Line { step, took: started.elapsed(), outcome });
    }
    drop(bench);
    Ok(close(&table))
}

fn list() {
    for step in &STEPS {
        println!("{:<12} {}", step.name, step.about);
    }
}

fn chosen(choice: &Choice) -> Result<Vec<&'static Step>> {
    for name in &choice.steps {
        if !STEPS.iter().any(|step| step.name == name) {
            let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
            bail!("there is no step `{name}`; the steps are: {}", known.join(", "));
        }
    }
    let wanted = |step: &&Step| match (choice.fast, choice.steps.is_empty()) {
        (true, true) => step.fast,
        (_, true) => true,
        _ => choice.steps.iter().any(|name| name == step.name),
    };
    Ok(STEPS.iter().filter(wanted).collect())
}

/// Prints the table and what was not checked. Returns whether every step held.
fn close(table: &[Line]) -> bool {
    println!("\n{:<3}{:<12}{:>8}  ", "", "step", "time");
    for Line { step, took, outcome } in table {
        let (mark, note) = match outcome {
            Ok(outcome) if outcome.not_checked.is_empty() => ("✓", outcome.note.clone()),
            Ok(outcome) => ("!", outcome.note.clone()),
            Err(error) => ("✗", format!("{error:#}").lines().next().unwrap_or_default().to_owned()),
        };
        println!("{mark:<3}{:<12}{:>8}  {note}", step.name, minutes(*took));
    }
    let total: Duration = table.iter().map(|line| line.took).sum();
    println!("{:<3}{:<12}{:>8}", "", "all", minutes(total));
    for Line { step, outcome, .. } in table {
        for what in outcome.iter().flat_map(|outcome| &outcome.not_checked) {
            println!("NOT CHECKED ({}): {what}", step.name);
        }
    }
    let failed: Vec<&str> = table.iter().filter(|line| line.outcome.is_err()).map(|line| line.step.name).collect();
    if failed.is_empty() {
        println!("ci: every step held");
    } else {
        println!("ci: failed: {}. Run one again with `cargo ci {}`", failed.join(", "), failed[0]);
    }
    failed.is_empty()
}

fn minutes(took: Duration) -> String {
    format!("{}:{:04.1}", took.as_secs() / 60, took.as_secs_f64() % 60.0)
}
