//! What this slice says, it says in every language, and every key it uses has a text.

use catalogue::{Catalogue, Language, missing_keys};

#[test]
fn every_language_says_the_same_things() {
    let catalogue = Catalogue::new(people::LOCALES);
    assert!(catalogue.faults().is_empty(), "{:?}", catalogue.faults());
    assert_eq!(missing_keys(&catalogue, Language::En, Language::De), Vec::<String>::new());
    assert_eq!(missing_keys(&catalogue, Language::De, Language::En), Vec::<String>::new());
}

#[test]
fn every_sentence_of_the_code_has_a_text() {
    let catalogue = Catalogue::new(people::LOCALES);
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    let mut found = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
                continue;
            }
            let source = std::fs::read_to_string(&entry).unwrap();
            let code = source.split("#[cfg(test)]").next().unwrap();
            // A key is two words or more of lower-case letters with hyphens between, in quotes of its own.
            for word in code
                .split('"')
                .filter(|w| w.contains('-') && w.split('-').all(|p| p.len() > 1 && p.chars().all(|c| c.is_ascii_lowercase())))
            {
                let no_key = ["sign-in", "sign-in-letter", "smart-card", "public-key"];
                if !no_key.contains(&word) {
                    assert!(catalogue.has(Language::En, word), "{}: {word} has no text", entry.display());
                    found += 1;
                }
            }
        }
    }
    assert!(found > 50, "only {found} keys were found");
}

#[test]
fn every_word_a_person_reads_has_a_text() {
    let catalogue = Catalogue::new(people::LOCALES);
    let has = |key: String| assert!(catalogue.has(Language::De, &key), "{key}");
    people::Role::ALL.iter().for_each(|w| has(format!("role-{w}")));
    people::Visibility::ALL.iter().for_each(|w| has(format!("visibility-{w}")));
    people::Method::ALL.iter().for_each(|w| has(format!("sign-in-method-{w}")));
    people::Scope::ALL.iter().for_each(|w| has(format!("token-scope-{w}")));
    people::Theme::ALL.iter().for_each(|w| has(format!("theme-{w}")));
    people::Density::ALL.iter().for_each(|w| has(format!("density-{w}")));
}
