//! `firstline suggest evaluate`: learns from one table, is tested on another, and says how well it did.

mod columns;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use outcome::Result;
use resemble::{Classifier, EXAMPLES_MAX, Example, Learning, Neighbours, measure};
use serde_json::json;

use columns::Columns;
use table::{Table, Unusable};

/// What to learn from and test on.
#[derive(Debug, clap::Args)]
pub struct Evaluate {
    /// Table to learn from: CSV with a header, may be compressed with gzip
    #[arg(long, value_name = "A.csv")]
    pub train: PathBuf,
    /// Table to be tested on, with the same columns
    #[arg(long, value_name = "B.csv")]
    pub test: PathBuf,
    /// Column of the texts; found by its name (text, document, description, …) or as the longest if not given
    #[arg(long, value_name = "COL")]
    pub text: Option<String>,
    /// Column of the labels; found by its name (label, category, topic, …) or as the one with the fewest values if not given
    #[arg(long, value_name = "COL")]
    pub label: Option<String>,
    /// Decides every order in which it learns; the same seed gives the same figures
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// Likest texts that are looked at.
const NEAREST: usize = 5;
/// Exit code for a table that cannot be used.
const REFUSED: u8 = 1;

/// Runs the command; prints one line of JSON.
///
/// # Errors
/// None: what is wrong with the input is said on standard error, and by the exit code.
pub fn run(input: &Evaluate) -> Result<ExitCode> {
    match evaluate(input) {
        Ok(figures) => {
            println!("{figures}");
            Ok(ExitCode::SUCCESS)
        }
        Err(unusable) => {
            eprintln!("firstline: {unusable}");
            Ok(ExitCode::from(REFUSED))
        }
    }
}

fn evaluate(input: &Evaluate) -> std::result::Result<serde_json::Value, Unusable> {
    let (train, test) = (Table::read(&input.train)?, Table::read(&input.test)?);
    let columns = Columns::find(&train, input.text.as_deref(), input.label.as_deref())?;
    let all = columns.rows(&train)?;
    let asked = columns.rows(&test)?;
    let labelled: Vec<Example<'_>> =
        all.iter().filter(|(_, label)| !label.is_empty()).map(|(text, label)| Example::new(text, label)).collect();
    tell(all.len() - labelled.len(), "rows to learn from have no label and were left out");
    tell(labelled.len().saturating_sub(EXAMPLES_MAX), "rows to learn from are more than fit; the last ones were used");
    if asked.is_empty() {
        return Err(Unusable(format!("{}: no rows to be tested on", input.test.display())));
    }
    let examples = &labelled[labelled.len().saturating_sub(EXAMPLES_MAX)..];

    let started = Instant::now();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let classifier = Classifier::learn(examples, &Learning { seed: input.seed, threads })
        .map_err(|little| Unusable(format!("{}: {little} in column {:?}", input.train.display(), columns.label)))?;
    let neighbours = Neighbours::learn(&classifier, examples);
    let train_s = started.elapsed().as_secs_f64();

    let texts: Vec<&str> = asked.iter().map(|(text, _)| *text).collect();
    let started = Instant::now();
    let guesses = classifier.guess_all(&texts);
    let predict_s = started.elapsed().as_secs_f64().max(f64::EPSILON);
    let nearest = neighbours.nearest_all(&classifier, &texts, NEAREST);

    let first = || guesses.iter().zip(&asked).map(|(guesses, (_, truth))| (guesses.first().map_or("", |guess| guess.label), *truth));
    let alike: Vec<Vec<bool>> = nearest
        .iter()
        .zip(&asked)
        .map(|(near, (_, truth))| near.iter().map(|near| examples[near.text].label == *truth).collect())
        .collect();
    Ok(json!({
        "accuracy": places(measure::accuracy(first()), 4),
        "macro_f1": places(measure::macro_f1(first()), 4),
        "p_at_1": places(measure::precision_at(1, &alike), 4),
        "p_at_5": places(measure::precision_at(NEAREST, &alike), 4),
        "train_s": places(train_s, 2),
        "predict_per_s": places(count(texts.len()) / predict_s, 0),
    }))
}

fn tell(rows: usize, what: &str) {
    if rows > 0 {
        eprintln!("firstline: {rows} {what}");
    }
}

fn places(value: f64, places: i32) -> f64 {
    let unit = 10_f64.powi(places);
    (value * unit).round() / unit
}

#[expect(clippy::cast_precision_loss, reason = "rows of a table, far below 2^53")]
fn count(rows: usize) -> f64 {
    rows as f64
}
