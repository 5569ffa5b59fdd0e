//! Every sentence a letter's fate may need exists in every language.

use catalogue::Language;

/// Keys that the sources name.
fn named() -> Vec<String> {
    let mut keys = Vec::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the sources") {
            let path = entry.expect("a source").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(path).expect("a source");
            keys.extend(source.split("\"mail-").skip(1).filter_map(|rest| rest.split('"').next()).map(|key| format!("mail-{key}")));
        }
    }
    keys
}

#[test]
fn every_sentence_is_there() {
    let texts = testkit::texts();
    assert!(texts.faults().is_empty(), "{:?}", texts.faults());
    let keys = named();
    assert!(keys.len() > 50, "the sources are read");
    for key in keys {
        for language in Language::ALL {
            assert!(texts.has(language, &key), "{key} in {language}");
        }
    }
}
