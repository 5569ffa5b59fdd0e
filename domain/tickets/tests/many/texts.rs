//! Every sentence of a refusal stands in both languages, and every field of a filter is explained in both.

use catalogue::{Catalogue, Language, missing_keys};
use people::{Actor, Door};
use tickets::{LOCALES, fields};

/// The keys of sentences that the slice's sources name: `"merge-already"` and the like.
fn keys_in(folder: &std::path::Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            keys_in(&path, found);
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        for part in source.split('"').skip(1).step_by(2) {
            let is_key = part.contains('-')
                && part.chars().all(|c| c.is_ascii_lowercase() || c == '-')
                && !part.starts_with('-')
                && !part.ends_with('-');
            if is_key {
                found.push(part.to_owned());
            }
        }
    }
}

#[test]
fn every_sentence_stands_in_both_languages() {
    let catalogue = Catalogue::new(LOCALES);
    assert!(catalogue.faults().is_empty(), "{:?}", catalogue.faults());
    let (here, there) = (missing_keys(&catalogue, Language::En, Language::De), missing_keys(&catalogue, Language::De, Language::En));
    assert!(here.is_empty() && there.is_empty(), "{here:?} {there:?}");
    let mut keys = Vec::new();
    keys_in(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut keys);
    let foreign = ["my-teams", "idempotency-key-length"];
    let unsaid: Vec<&String> = keys.iter().filter(|key| !foreign.contains(&key.as_str()) && !catalogue.has(Language::En, key)).collect();
    assert!(unsaid.is_empty(), "sentences that nobody wrote: {unsaid:?}");
}

#[test]
fn every_field_is_explained() {
    let catalogue = Catalogue::new(LOCALES);
    for field in fields(&Actor::system(Door::Web)).iter() {
        assert!(catalogue.has(Language::En, &field.explained_by()), "{} is not explained", field.explained_by());
    }
}
