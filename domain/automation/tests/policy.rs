//! The policy, printed: `tests/policy.txt` is what managers read and diffs show. `UPDATE=1` writes it anew.

use std::fmt::Write;

use automation::policy::{Action, allows};
use people::{Reach, Role};

#[test]
fn the_policy_is_what_is_printed() {
    let mut out = String::from("Who may do what to rules, canned answers and macros; what they do to a ticket is decided by tickets.\n\n");
    writeln!(out, "{:<18} {:<11} {:<7} {:<6} {:<14} reading token", "action", "requester", "agent", "lead", "administrator")
        .expect("a string");
    for &action in Action::ALL {
        let word = |role, reach| if allows(role, reach, action) { "yes" } else { "no" };
        let [requester, agent, lead, administrator] =
            [Role::Requester, Role::Agent, Role::Lead, Role::Administrator].map(|role| word(role, Reach::Full));
        let token = word(Role::Administrator, Reach::ReadOnly);
        writeln!(out, "{:<18} {requester:<11} {agent:<7} {lead:<6} {administrator:<14} {token}", action.as_str()).expect("a string");
    }
    testkit::print_stands(env!("CARGO_MANIFEST_DIR"), "policy.txt", &out);
}
