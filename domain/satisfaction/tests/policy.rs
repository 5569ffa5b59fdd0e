//! The policy, printed: `tests/policy.txt` is what managers read and diffs show. `UPDATE=1` writes it anew.

use satisfaction::policy::{Action, allows};

#[test]
fn the_policy_is_what_is_printed() {
    let head = "Who may see what requesters thought of the help, and decide whether they are asked.";
    testkit::policy_stands(env!("CARGO_MANIFEST_DIR"), head, Action::ALL, allows);
}
