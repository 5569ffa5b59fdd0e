//! The policy, printed: `tests/policy.txt` is what managers read and diffs show. `UPDATE=1` writes it anew.

use std::fmt::Write;

use people::{Reach, Role};
use routing::policy::{Action, allows};

fn printed() -> String {
    let mut out = String::from("Who may do what about routing: about themselves / about others.\n\n");
    writeln!(out, "{:<15} {:<10} {:<9} {:<9} {:<14} reading token", "action", "requester", "agent", "lead", "administrator").unwrap();
    for &action in Action::ALL {
        let word = |role, reach| {
            let said = |own| if allows(role, reach, action, own) { "yes" } else { "no" };
            format!("{}/{}", said(true), said(false))
        };
        let [requester, agent, lead, administrator] =
            [Role::Requester, Role::Agent, Role::Lead, Role::Administrator].map(|role| word(role, Reach::Full));
        let token = word(Role::Administrator, Reach::ReadOnly);
        writeln!(out, "{:<15} {requester:<10} {agent:<9} {lead:<9} {administrator:<14} {token}", action.as_str()).unwrap();
    }
    out
}

#[test]
fn the_printed_table_is_the_rule() {
    testkit::print_stands(env!("CARGO_MANIFEST_DIR"), "policy.txt", &printed());
}
