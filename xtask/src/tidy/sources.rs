//! Rules over single files: length, opening sentence, nothing unfinished, no SQL above the domain, no engine questions in it.

use super::Fault;
use crate::tree::File;

/// A source file longer than this has more than one subject.
const LINES_MAX: usize = 400;
/// Tests tell many small stories of one subject; even they end somewhere.
const TEST_LINES_MAX: usize = 800;

/// Words that promise work instead of doing it. Written in halves, so that this file keeps its own rule.
const UNFINISHED: [&str; 4] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("to", "do!("), concat!("unimple", "mented!(")];

/// SQL belongs to the commands and queries of the domain.
const SQL: [&str; 5] = ["SELECT", "INSERT INTO", "UPDATE", "DELETE FROM", "CREATE TABLE"];

/// Only `kit/db` knows which engine it speaks to.
const ENGINES: [&str; 6] = ["Engine", "sqlite", "Sqlite", "postgres", "Postgres", "rusqlite"];

/// What only one of the engines understands in a table's definition.
const DIALECTS: [&str; 8] = ["AUTOINCREMENT", "SERIAL", "BIGSERIAL", "PRAGMA", "JSONB", "BYTEA", "ROWID", "TIMESTAMPTZ"];

/// Every rule a single file can break.
pub fn check(file: &File) -> Vec<Fault> {
    let mut faults = Vec::new();
    unfinished(file, &mut faults);
    if file.is("rs") || file.is("ts") {
        length(file, &mut faults);
    }
    if file.is("rs") {
        opening(file, &mut faults);
        if in_sources_of(file, &["doors/", "apps/"]) {
            words(file, &SQL, "SQL stands in the domain, doors and apps call a command or a query", &mut faults);
        }
        if in_sources_of(file, &["domain/"]) {
            words(file, &ENGINES, "only kit/db knows the engines", &mut faults);
        }
    }
    if file.is("sql") && file.path.starts_with("domain/") {
        words(file, &DIALECTS, "not in the dialect both engines share", &mut faults);
    }
    faults
}

fn unfinished(file: &File, faults: &mut Vec<Fault>) {
    for (at, line) in file.text.lines().enumerate() {
        if let Some(word) = UNFINISHED.iter().find(|word| stands_in(line, word)) {
            faults.push(Fault::new(&file.path, at + 1, format!("{word} - finish it, or write it down as an issue")));
        }
    }
}

fn length(file: &File, faults: &mut Vec<Fault>) {
    // Tests at a file's end tell of it; they are not a subject of their own.
    let lines = file.text.lines().take_while(|line| *line != "#[cfg(test)]").count();
    let data = file.path.contains("/data/");
    let most = if file.path.contains("/tests/") || file.path.contains(".test.") { TEST_LINES_MAX } else { LINES_MAX };
    if lines > most && !data {
        faults.push(Fault::new(&file.path, 0, format!("{lines} lines, at most {most}: which two subjects are these?")));
    }
}

fn opening(file: &File, faults: &mut Vec<Fault>) {
    let own = |line: &&str| !line.trim().is_empty() && !["mod ", "pub mod ", "use ", "pub use "].iter().any(|word| line.starts_with(word));
    if !file.text.starts_with("//!") && file.text.lines().any(|line| own(&line)) {
        faults.push(Fault::new(&file.path, 1, "begin with one `//!` sentence that says what this file is about"));
    }
}

fn words(file: &File, forbidden: &[&str], why: &str, faults: &mut Vec<Fault>) {
    for (at, line) in file.text.lines().enumerate() {
        let code = without_comment(line, &file.path);
        if let Some(word) = forbidden.iter().find(|word| stands_in(code, word)) {
            faults.push(Fault::new(&file.path, at + 1, format!("`{word}`: {why}")));
        }
    }
}

fn in_sources_of(file: &File, floors: &[&str]) -> bool {
    floors.iter().any(|floor| file.path.starts_with(floor)) && file.path.contains("/src/")
}

/// The line up to a comment. `://` of an address does not begin one.
fn without_comment<'a>(line: &'a str, path: &str) -> &'a str {
    let mark = if path.ends_with(".sql") { "--" } else { "//" };
    let begins = line.match_indices(mark).find(|(at, _)| !line[..*at].ends_with(':'));
    begins.map_or(line, |(at, _)| &line[..at])
}

/// Whether the word stands in the line as a word of its own, not as a part of a longer one.
fn stands_in(line: &str, word: &str) -> bool {
    let part_of_word = |found: Option<char>| found.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(word).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + word.len()..]);
        let open_ended = !word.ends_with(|c: char| c.is_alphanumeric());
        !part_of_word(before.chars().next_back()) && (open_ended || !part_of_word(after.chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::{UNFINISHED, check};
    use crate::tree::File;

    fn faults(path: &str, text: &str) -> Vec<String> {
        check(&File { path: path.into(), text: text.into() }).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_ordinary_file_is_in_order() {
        assert!(
            faults("domain/tickets/src/reply.rs", "//! Replies.\n\nfn reply() { \"SELECT 1\"; } // as SQLite and PostgreSQL do\n")
                .is_empty()
        );
        assert!(faults("doors/web/src/tickets/mod.rs", "mod reply;\n\npub use reply::Reply;\n").is_empty());
        assert!(faults("doors/web/src/list.rs", "//! Lists.\nconst LAST_UPDATE_MS: i64 = 1; // SELECT nothing\n").is_empty());
    }

    #[test]
    fn sql_is_kept_out_of_doors_and_apps() {
        for line in ["\"SELECT id FROM tickets\"", "\"UPDATE tickets SET x=1\"", "\"INSERT INTO a\"", "\"DELETE FROM a\""] {
            let said = faults("doors/web/src/tickets.rs", &format!("//! Tickets.\nfn a() {{ {line}; }}\n"));
            assert!(said.len() == 1 && said[0].starts_with("doors/web/src/tickets.rs:2: "), "{said:?}");
        }
    }

    #[test]
    fn engines_and_dialects_are_kept_out_of_the_domain() {
        assert_eq!(faults("domain/people/src/a.rs", "//! A.\nif db.engine() == Engine::Sqlite {}\n").len(), 1);
        assert_eq!(faults("domain/people/migrations/0001.sql", "id INTEGER PRIMARY KEY AUTOINCREMENT\n").len(), 1);
        assert!(faults("kit/db/src/engine.rs", "//! Engines.\nenum Engine { Sqlite }\n").is_empty());
    }

    #[test]
    fn a_file_opens_with_its_subject_and_ends_in_time() {
        assert_eq!(
            faults("kit/db/src/a.rs", "fn a() {}\n"),
            ["kit/db/src/a.rs:1: begin with one `//!` sentence that says what this file is about"]
        );
        let long = format!("//! Long.\n{}", "fn a() {}\n".repeat(400));
        assert_eq!(faults("kit/db/src/a.rs", &long).len(), 1);
        assert!(faults("kit/db/tests/a.rs", &long).is_empty());
        assert!(faults("apps/firstline/src/demo/data/names.rs", &long).is_empty());
    }

    #[test]
    fn nothing_is_left_for_later() {
        for word in UNFINISHED {
            assert_eq!(faults("kit/db/src/a.rs", &format!("//! A.\nfn a() {{ {word} later\") }}\n")).len(), 1, "{word}");
        }
    }
}
