//! Held to a corpus of 38,269 real tickets in eight groups: learned from four fifths of it, tested on every fifth row.

use std::fs::File;
use std::path::PathBuf;

use flate2::read::GzDecoder;
use resemble::{Classifier, Example, Learning, Neighbours, measure};

/// Share of tickets whose first guess must be right.
const ACCURACY_MIN: f64 = 0.87;
/// The same with each group counting alike.
const MACRO_F1_MIN: f64 = 0.865;
/// Share of the five likest tickets that must be of the same group.
const P_AT_5_MIN: f64 = 0.72;
/// How far confidences may be from what comes true, on average.
const MISCALIBRATION_MAX: f64 = 0.05;
/// Bytes that what was learned may take in a database.
const BYTES_MAX: usize = 16 * 1024 * 1024;

#[test]
fn tickets_are_put_where_people_put_them() {
    let Some(rows) = corpus() else { return };
    let (mut learned, mut asked) = (Vec::new(), Vec::new());
    for (at, (text, label)) in rows.iter().enumerate() {
        if at % 5 == 0 { &mut asked } else { &mut learned }.push(Example::new(text, label));
    }
    let classifier = Classifier::learn(&learned, &Learning { seed: 1, threads: 2 }).expect("eight groups");
    let neighbours = Neighbours::learn(&classifier, &learned);
    let texts: Vec<&str> = asked.iter().map(|example| example.text).collect();
    let guesses = classifier.guess_all(&texts);
    let first = || guesses.iter().zip(&asked).map(|(guesses, truth)| (guesses[0].label, truth.label));
    let sure: Vec<(f32, bool)> =
        guesses.iter().zip(&asked).map(|(guesses, truth)| (guesses[0].confidence, guesses[0].label == truth.label)).collect();
    let alike: Vec<Vec<bool>> = neighbours
        .nearest_all(&classifier, &texts, 5)
        .iter()
        .zip(&asked)
        .map(|(near, truth)| near.iter().map(|near| learned[near.text].label == truth.label).collect())
        .collect();
    let bytes = classifier.to_bytes().len() + neighbours.to_bytes().len();
    let (accuracy, macro_f1, p_at_5) = (measure::accuracy(first()), measure::macro_f1(first()), measure::precision_at(5, &alike));
    let miscalibration = measure::miscalibration(&sure);
    println!("accuracy {accuracy:.4}, macro-F1 {macro_f1:.4}, P@5 {p_at_5:.4}, miscalibration {miscalibration:.4}, {bytes} bytes");
    assert!(accuracy >= ACCURACY_MIN && macro_f1 >= MACRO_F1_MIN && p_at_5 > P_AT_5_MIN);
    assert!(miscalibration <= MISCALIBRATION_MAX && bytes <= BYTES_MAX);
}

fn corpus() -> Option<Vec<(String, String)>> {
    let root = std::env::var_os("FIRSTLINE_CORPORA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let path = root.join("tickets/it-service-tickets-train.csv.gz");
    let Ok(file) = File::open(&path) else {
        eprintln!("CORPUS ABSENT: {} not found; set FIRSTLINE_CORPORA to run this test", path.display());
        return None;
    };
    let rows = csv::Reader::from_reader(GzDecoder::new(file)).into_records().map(|row| {
        let row = row.expect("a row of two fields");
        (row[0].to_owned(), row[1].to_owned())
    });
    Some(rows.collect())
}
