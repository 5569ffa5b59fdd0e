//! The policy, printed: `tests/policy.txt` is what managers read and diffs show. `UPDATE=1` writes it anew.

use std::fmt::Write;

use people::{Reach, Role};
use privacy::policy::{Action, allows};

#[test]
fn the_policy_is_what_is_printed() {
    let mut out =
        String::from("Who may see and set how long things are kept. Copies and erasures of people stand in the policy of people.\n\n");
    writeln!(out, "{:<12} {:<11} {:<7} {:<6} {:<14} reading token", "action", "requester", "agent", "lead", "administrator")
        .expect("a string");
    for &action in Action::ALL {
        let word = |role, reach| if allows(role, reach, action) { "yes" } else { "no" };
        let [requester, agent, lead, administrator] =
            [Role::Requester, Role::Agent, Role::Lead, Role::Administrator].map(|role| word(role, Reach::Full));
        let token = word(Role::Administrator, Reach::ReadOnly);
        writeln!(out, "{:<12} {requester:<11} {agent:<7} {lead:<6} {administrator:<14} {token}", action.as_str()).expect("a string");
    }
    testkit::print_stands(env!("CARGO_MANIFEST_DIR"), "policy.txt", &out);
}
