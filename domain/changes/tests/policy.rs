//! The policy, printed: `tests/policy.txt` is what managers read and diffs show. `UPDATE=1` writes it anew.

use std::fmt::Write;

use changes::policy::{Action, allows};
use people::{Reach, Role};

#[test]
fn the_policy_is_what_is_printed() {
    let mut out = String::from("Who may do what to changes. Called: they own the change, or are asked to approve it.\n\n");
    let words = ["action", "requester", "agent", "called", "lead", "administrator", "reading token"];
    let mut line = |words: [&str; 7]| {
        let [action, requester, agent, owner, lead, administrator, token] = words;
        writeln!(out, "{action:<24} {requester:<11} {agent:<7} {owner:<7} {lead:<6} {administrator:<14} {token}").expect("a string");
    };
    line(words);
    for &action in Action::ALL {
        let word = |role, reach, owns| if allows(role, reach, owns, action) { "yes" } else { "no" };
        let [requester, agent, lead, administrator] =
            [Role::Requester, Role::Agent, Role::Lead, Role::Administrator].map(|role| word(role, Reach::Full, false));
        let (owner, token) = (word(Role::Agent, Reach::Full, true), word(Role::Administrator, Reach::ReadOnly, true));
        line([action.as_str(), requester, agent, owner, lead, administrator, token]);
    }
    testkit::print_stands(env!("CARGO_MANIFEST_DIR"), "policy.txt", &out);
}
