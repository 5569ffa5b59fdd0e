//! The policy, printed: `tests/policy.txt` is what managers read and diffs show. `UPDATE=1` writes it anew.

use std::fmt::Write;

use people::{Actor, Door, PersonId, Reach, Role, Who};
use sla::policy::{Action, rule};

fn printed() -> String {
    let mut out = String::from(
        "Who may do what to calendars and agreements.\n\nyes: they may. no: they know of it, but may not. -: they do not know that it exists.\n\n",
    );
    writeln!(out, "{:<18} {:<10} {:<6} {:<5} {:<14} reading token", "action", "requester", "agent", "lead", "administrator").unwrap();
    for &action in Action::ALL {
        let word = |role, reach| {
            let actor = Actor { who: Who::Person(PersonId(1)), role, reach, ..Actor::system(Door::Web) };
            match rule(&actor, action) {
                Some(true) => "yes",
                Some(false) => "no",
                None => "-",
            }
        };
        let [requester, agent, lead, administrator] =
            [Role::Requester, Role::Agent, Role::Lead, Role::Administrator].map(|role| word(role, Reach::Full));
        let token = word(Role::Administrator, Reach::ReadOnly);
        writeln!(out, "{:<18} {requester:<10} {agent:<6} {lead:<5} {administrator:<14} {token}", action.as_str()).unwrap();
    }
    out
}

#[test]
fn the_printed_table_is_the_rule() {
    testkit::print_stands(env!("CARGO_MANIFEST_DIR"), "policy.txt", &printed());
}
