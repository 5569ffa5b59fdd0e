//! The policy, printed: `tests/policy.txt` is what managers read and diffs show. `UPDATE=1` writes it anew.

use std::fmt::Write;

use paging::policy::{Action, needs};
use tickets::policy::{Relation, allows};

fn printed() -> String {
    let mut out = String::from("Who may do what about a ticket's pages, by what they are to the ticket.\n\n");
    for &action in Action::ALL {
        let who: Vec<&str> = Relation::ALL.iter().filter(|relation| allows(**relation, needs(action))).map(|r| r.as_str()).collect();
        writeln!(out, "{:<12} {}", action.as_str(), who.join(", ")).unwrap();
    }
    out
}

#[test]
fn the_printed_table_is_the_rule() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/policy.txt");
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(path, printed()).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == printed(), "the rule and tests/policy.txt differ; run the test with UPDATE=1 and look at the diff:\n{}", printed());
}
