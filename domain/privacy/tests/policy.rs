//! The policy, printed: `tests/policy.txt` is what managers read and diffs show. `UPDATE=1` writes it anew.

use privacy::policy::{Action, allows};

#[test]
fn the_policy_is_what_is_printed() {
    let head = "Who may see and set how long things are kept. Copies and erasures of people stand in the policy of people.";
    testkit::policy_stands(env!("CARGO_MANIFEST_DIR"), head, Action::ALL, allows);
}
