//! Reply separation, held to a corpus of 64 real replies: what is new, and what is forwarded.

use email::new_text;
use std::path::PathBuf;

/// Letters whose new text must come out exactly.
const EXACT_MIN: usize = 64;

#[test]
fn new_text_comes_out_of_real_replies() {
    let Some(root) = corpus() else { return };
    let mut exact = 0;
    let mut wrong = Vec::new();
    let mut names: Vec<_> =
        std::fs::read_dir(root.join("emails")).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort();
    for name in &names {
        let letter = std::fs::read_to_string(root.join("emails").join(name)).expect("a letter");
        let expected = std::fs::read_to_string(root.join("trimmed").join(name)).expect("its new text");
        let split = new_text::split(&letter);
        // Lines are compared as people see them: blank lines around and spaces at the end do not count.
        if tidy(&split.new_text) == tidy(&expected) {
            exact += 1;
        } else {
            wrong.push(format!("── {}\nexpected:\n{}\ngot:\n{}\n", name.to_string_lossy(), tidy(&expected), tidy(&split.new_text)));
        }
        for line in letter.lines().filter(|line| !line.trim().is_empty() && !line.contains('\u{1427}')) {
            let kept = [&split.new_text, &split.quoted, &split.signature].iter().any(|piece| piece.contains(line.trim_end()));
            assert!(kept, "{}: lost {line:?}", name.to_string_lossy());
        }
    }
    println!("new text: {exact} of {} exact", names.len());
    assert!(exact >= EXACT_MIN, "{exact} of {} exact\n{}", names.len(), wrong.join("\n"));
    if !wrong.is_empty() {
        println!("{}", wrong.join("\n"));
    }
}

#[test]
fn forwarded_parts_are_found() {
    let Some(root) = corpus() else { return };
    let mut found = 0;
    let mut all = 0;
    for entry in std::fs::read_dir(root.join("embedded")).expect("a folder") {
        let name = entry.expect("an entry").file_name();
        let letter = std::fs::read_to_string(root.join("emails").join(&name)).expect("a letter");
        let read = |folder: &str| std::fs::read_to_string(root.join(folder).join(&name)).expect("expected");
        let forwarded = new_text::forwarded(&letter).unwrap_or_default();
        all += 1;
        if tidy(&forwarded.embedded) == tidy(&read("embedded")) && tidy(&forwarded.before) == tidy(&read("before")) {
            found += 1;
        } else {
            println!("── {}\n{forwarded:#?}", name.to_string_lossy());
        }
    }
    println!("forwarded: {found} of {all} exact");
    assert_eq!(found, all);
}

fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// The corpus; says loudly when it is absent.
fn corpus() -> Option<PathBuf> {
    let root = std::env::var_os("FIRSTLINE_CORPORA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from)
        .join("email-replies");
    if root.is_dir() {
        return Some(root);
    }
    eprintln!("CORPUS ABSENT: {} not found; set FIRSTLINE_CORPORA to run this test", root.display());
    None
}
