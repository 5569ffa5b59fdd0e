//! What this slice says, it says in every language, and every key it uses has a text.

use std::path::PathBuf;

use catalogue::{Catalogue, Language, missing_keys};

#[test]
fn every_language_says_the_same_things() {
    let catalogue = Catalogue::new(tickets::LOCALES);
    assert!(catalogue.faults().is_empty(), "{:?}", catalogue.faults());
    assert_eq!(missing_keys(&catalogue, Language::En, Language::De), Vec::<String>::new());
    assert_eq!(missing_keys(&catalogue, Language::De, Language::En), Vec::<String>::new());
}

#[test]
fn every_refusal_of_the_code_has_a_text() {
    let catalogue = Catalogue::new(tickets::LOCALES);
    let (mut folders, mut found) = (vec![PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))], 0);
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            for call in ["Sentence::new(\"", "conflict(\"", "\", \""] {
                let keys = source.split(call).skip(1).filter_map(|rest| rest.split('"').next());
                for key in keys.filter(|k| k.contains('-') && k.chars().all(|c| c.is_ascii_lowercase() || c == '-')) {
                    assert!(catalogue.has(Language::En, key), "{}: {key} has no text", path.display());
                    found += 1;
                }
            }
        }
    }
    assert!(found > 50, "only {found} keys were found");
}
