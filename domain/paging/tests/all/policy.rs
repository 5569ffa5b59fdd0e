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
    testkit::print_stands(env!("CARGO_MANIFEST_DIR"), "policy.txt", &printed());
}
