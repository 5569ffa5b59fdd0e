//! The policy, printed: `tests/policy.txt` is what managers read and diffs show. `UPDATE=1` writes it anew.

use std::fmt::Write;

use notifications::policy::{Action, rule};
use people::{Actor, Door, PersonId, Reach, Role, Who};
use testkit::{Office, refused};
use tickets::Open;

fn printed() -> String {
    let mut out = String::from(
        "Who may do what to notifications and the choices about them.\n\n\
         yes: they may. no: they know of it, but may not. -: they do not know that it exists.\n\n",
    );
    writeln!(
        out,
        "{:<12} {:<10} {:<11} {:<7} {:<6} {:<14} reading token",
        "action", "whose", "requester", "agent", "lead", "administrator"
    )
    .expect("writing to a string");
    for &action in Action::ALL {
        for (whose, owner) in [("own", PersonId(1)), ("another's", PersonId(2))] {
            let word = |role, reach| {
                let actor = Actor { who: Who::Person(PersonId(1)), role, reach, ..Actor::system(Door::Web) };
                match rule(&actor, action, owner) {
                    Some(true) => "yes",
                    Some(false) => "no",
                    None => "-",
                }
            };
            let [requester, agent, lead, administrator] =
                [Role::Requester, Role::Agent, Role::Lead, Role::Administrator].map(|role| word(role, Reach::Full));
            let token = word(Role::Administrator, Reach::ReadOnly);
            writeln!(out, "{:<12} {whose:<10} {requester:<11} {agent:<7} {lead:<6} {administrator:<14} {token}", action.as_str())
                .expect("writing to a string");
        }
    }
    out
}

#[test]
fn the_printed_table_is_the_rule() {
    testkit::print_stands(env!("CARGO_MANIFEST_DIR"), "policy.txt", &printed());
}

#[test]
fn nobody_reads_or_marks_what_is_anothers() {
    let office = Office::new();
    let (lee, rita, ben) = (office.lee.clone(), office.rita.person().unwrap(), office.ben.person().unwrap());
    let open = Open { assignee: Some(ben), ..Open::new(rita, "VPN", "No connection.") };
    office.write(move |tx| tickets::open(tx, &lee, &open)).unwrap();
    office.keep_promises();
    let (ben, ada) = (office.ben.clone(), office.ada.clone());
    let bens = office.read(move |conn| notifications::notices(conn, &ben, None, 10)).unwrap()[0].id;
    assert_eq!(
        refused(office.write({
            let ada = ada.clone();
            move |tx| notifications::mark_read(tx, &ada, &[bens])
        })),
        "not found"
    );
    assert!(office.read(move |conn| notifications::notices(conn, &ada, None, 10)).unwrap().is_empty());
    let system = Actor::system(Door::Inside);
    assert_eq!(refused(office.read(move |conn| notifications::notices(conn, &system, None, 10))), "not allowed: see");
    let reading = Actor { reach: Reach::ReadOnly, ..office.ben.clone() };
    assert_eq!(refused(office.write(move |tx| notifications::mark_read(tx, &reading, &[bens]))), "not allowed: mark_read");
}
