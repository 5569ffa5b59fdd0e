//! What a test prints for people to read, kept beside it: a table of who may do what is read in a diff, not in code.

use std::fmt::{Display, Write};

use people::{Reach, Role};

/// Holds a policy that looks at role and reach alone against `tests/policy.txt`: who may do which of `actions`, below `head`.
///
/// # Panics
/// When they differ.
pub fn policy_stands<A: Display + Copy>(crate_folder: &str, head: &str, actions: &[A], allows: impl Fn(Role, Reach, A) -> bool) {
    let width = actions.iter().map(|action| action.to_string().len()).max().unwrap_or(0).max("action".len()) + 1;
    let mut out = format!("{head}\n\n");
    let mut line = |action: &str, cells: [&str; 5]| {
        let [requester, agent, lead, administrator, token] = cells;
        writeln!(out, "{action:<width$} {requester:<11} {agent:<7} {lead:<6} {administrator:<14} {token}").expect("a string");
    };
    line("action", ["requester", "agent", "lead", "administrator", "reading token"]);
    for &action in actions {
        let word = |role, reach| if allows(role, reach, action) { "yes" } else { "no" };
        let of = |role| word(role, Reach::Full);
        let reading = word(Role::Administrator, Reach::ReadOnly);
        line(&action.to_string(), [of(Role::Requester), of(Role::Agent), of(Role::Lead), of(Role::Administrator), reading]);
    }
    print_stands(crate_folder, "policy.txt", &out);
}

/// Holds `printed` against the file of that name below the crate's `tests`; `UPDATE=1` writes the file anew.
///
/// # Panics
/// When they differ.
pub fn print_stands(crate_folder: &str, name: &str, printed: &str) {
    let file = std::path::Path::new(crate_folder).join("tests").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, printed).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == printed, "{name} is not what is true now; run the test with UPDATE=1 and look at the difference:\n{printed}");
}
