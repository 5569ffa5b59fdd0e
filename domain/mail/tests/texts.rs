//! Every sentence a letter's fate may need exists in every language.

use catalogue::Language;

/// The words of `email::bounce::Reason` that come with a letter that did not arrive.
const REASONS: [&str; 20] = [
    "user_unknown",
    "host_unknown",
    "moved",
    "no_mail",
    "mailbox_full",
    "suspended",
    "filtered",
    "spam",
    "too_large",
    "content",
    "sender_refused",
    "unauthenticated",
    "blocked",
    "no_relay",
    "policy",
    "too_many",
    "expired",
    "network",
    "system",
    "unknown",
];

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
    for reason in REASONS {
        for begin in ["mail-bounce-", "mail-returned-"] {
            assert!(Language::ALL.into_iter().all(|language| texts.has(language, &format!("{begin}{reason}"))), "{begin}{reason}");
        }
    }
    for reason in ["mailbox_full", "too_many", "system", "network", "expired"] {
        let key = format!("mail-returned-{reason}-again");
        assert!(Language::ALL.into_iter().all(|language| texts.has(language, &key)), "{key}");
    }
    // Keys that are put together are the ones above.
    for key in keys.into_iter().filter(|key| !key.contains('{')) {
        for language in Language::ALL {
            assert!(texts.has(language, &key), "{key} in {language}");
        }
    }
}
