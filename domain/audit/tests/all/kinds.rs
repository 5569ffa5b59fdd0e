//! What is written down, printed: `tests/kinds.txt` is what reviewers read and diffs show. `UPDATE=1` writes it anew.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use audit::{LOCALES, is_administrative, text_key};

/// Names of listeners that look like kinds.
const LISTENERS: [&str; 1] = ["triage.by_rule"];

/// Every kind of event that the domain's sources name: `noun.past_tense`, where an event says its kind.
fn kinds() -> BTreeSet<String> {
    fn look(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                look(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                collect(&std::fs::read_to_string(&path).expect("a source"), found);
            }
        }
    }
    let mut found = BTreeSet::new();
    for slice in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).expect("the domain").flatten() {
        let sources = slice.path().join("src");
        if sources.is_dir() && slice.file_name() != "audit" {
            look(&sources, &mut found);
        }
    }
    collect(include_str!("../../src/reading.rs"), &mut found);
    found
}

/// Takes the words out of each `fn kind(&self) -> &'static str { .. }`, and out of the constants and functions it leads to.
fn collect(source: &str, found: &mut BTreeSet<String>) {
    let tests = source.find("#[cfg(test)]").unwrap_or(source.len());
    let source = &source[..tests];
    let Some(events) = source.contains("fn kind(&self) -> &'static str").then_some(source) else { return };
    for word in events.split('"').skip(1).step_by(2) {
        let Some((noun, verb)) = word.split_once('.') else { continue };
        let plain = |part: &str| part.len() > 1 && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        // `tickets.matrix` is the name of a setting: nouns of events are singular.
        if plain(noun) && plain(verb) && (!noun.ends_with('s') || noun == "recovery_codes") && !LISTENERS.contains(&word) {
            found.insert(word.to_owned());
        }
    }
}

#[test]
fn every_kind_of_event_was_decided_upon() {
    let mut out = String::from("Kinds of events, and whether the audit log has an entry of each.\n\n");
    for kind in kinds() {
        writeln!(out, "{kind:<34} {}", if is_administrative(&kind) { "yes" } else { "-" }).expect("a string");
    }
    testkit::print_stands(env!("CARGO_MANIFEST_DIR"), "kinds.txt", &out);
}

#[test]
fn every_kind_that_is_written_down_has_a_name_in_every_language() {
    for (language, texts) in LOCALES {
        for kind in kinds().into_iter().filter(|kind| is_administrative(kind)) {
            let key = text_key(&kind);
            assert!(texts.lines().any(|line| line.starts_with(&format!("{key} ="))), "{key} is not there in {language:?}");
        }
    }
}
