//! Delivery reports, held to a corpus of real ones, and to ordinary letters that are none.

use email::Letter;
use email::bounce::{self, Kind};
use std::path::PathBuf;

/// What the reports' own labels allow: shares of all reports.
const DETECTED_MIN: f64 = 0.98;
const STATUS_MIN: f64 = 0.95;
const HARD_MIN: f64 = 0.93;

#[test]
fn real_reports_are_read() {
    let Some(root) = corpus("bounces") else { return };
    let expected = std::fs::read_to_string(root.join("expected.jsonl")).expect("the labels");
    let (mut files, mut detected, mut all, mut hard_right, mut status_right) = (0, 0, 0, 0, 0);
    let mut wrong = String::new();
    for line in expected.lines() {
        let label: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let file = label["file"].as_str().expect("a file");
        let letter = Letter::parse(&std::fs::read(root.join("eml").join(file)).expect("a letter"));
        let found = bounce::read(&letter);
        files += 1;
        detected += usize::from(found.is_some());
        if found.is_none() {
            wrong.push_str(&format!("{file}: not detected ({})\n", letter.subject));
        }
        let mut left = found.map(|bounce| bounce.recipients).unwrap_or_default();
        for one in label["expected"].as_array().expect("a list") {
            all += 1;
            // The labels name no addresses, and not always in the order of the report.
            let same = left.iter().position(|r| one["status"] == r.status.as_str());
            if left.is_empty() {
                wrong.push_str(&format!("{file}: a recipient is missing\n"));
                continue;
            }
            let recipient = &left.remove(same.unwrap_or(0));
            let hard = one["hardbounce"].as_bool().expect("a bool");
            let status = one["status"].as_str().expect("a string");
            let reason = one["reason"].as_str().expect("a string");
            if (recipient.kind == Kind::Hard) == hard {
                hard_right += 1;
            } else {
                wrong.push_str(&format!("{file}: {reason}, got {:?} {:?}: {}\n", recipient.kind, recipient.reason, recipient.diagnostic));
            }
            // Codes x.0.9yy were invented by the corpus where the report has none: then the class must fit.
            let invented =
                status.split('.').nth(2).is_some_and(|detail| detail.len() == 3 && detail.starts_with('9') && status.contains(".0."));
            let fits = recipient.status == status || (invented && recipient.status.get(..1) == status.get(..1));
            if fits {
                status_right += 1;
            } else {
                wrong.push_str(&format!("{file}: status {status}, got {}: {}\n", recipient.status, recipient.diagnostic));
            }
        }
    }
    let share = |count: usize, of: usize| count as f64 / of as f64;
    println!("{wrong}");
    println!(
        "bounces: {detected} of {files} detected, hard or soft right in {hard_right} of {all}, status right in {status_right} of {all}"
    );
    assert!(share(detected, files) >= DETECTED_MIN);
    assert!(share(hard_right, all) >= HARD_MIN);
    assert!(share(status_right, all) >= STATUS_MIN);
}

#[test]
fn ordinary_letters_are_not_taken_for_reports() {
    let Some(root) = corpus("mime-messages") else { return };
    for entry in std::fs::read_dir(root).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "msg") {
            let letter = Letter::parse(&std::fs::read(&path).expect("a letter"));
            assert_eq!(bounce::read(&letter), None, "{}", path.display());
        }
    }
}

/// A folder of the corpora; says loudly when it is absent.
fn corpus(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("FIRSTLINE_CORPORA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from)
        .join(name);
    if root.is_dir() {
        return Some(root);
    }
    eprintln!("CORPUS ABSENT: {} not found; set FIRSTLINE_CORPORA to run this test", root.display());
    None
}
