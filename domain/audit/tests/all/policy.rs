//! The policy, printed: `tests/policy.txt` is what managers read and diffs show. `UPDATE=1` writes it anew.

use audit::policy::{Action, allows};

#[test]
fn the_policy_is_what_is_printed() {
    let head = "Who may do what to the audit log.";
    testkit::policy_stands(env!("CARGO_MANIFEST_DIR"), head, Action::ALL, allows);
}
