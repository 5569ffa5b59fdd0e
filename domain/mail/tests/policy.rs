//! The policy, printed: `tests/policy.txt` is what managers read and diffs show. `UPDATE=1` writes it anew.

use std::fmt::Write;

use mail::policy::{About, Action, Verdict, rule};
use mail::{Kind, NewMailbox};
use people::{Actor, Door, PersonId, Reach, Role, Who};
use testkit::{Office, refused};

fn abouts(action: Action) -> Vec<(&'static str, About)> {
    match action {
        Action::SeeMailboxes | Action::ManageMailboxes | Action::SeeOutbox => vec![("-", About::Desk)],
        Action::SeeLetter | Action::DecideLetter | Action::ShowPictures => {
            vec![("an open mailbox", About::Letter { open: true }), ("another team's", About::Letter { open: false })]
        }
        Action::SeeOutgoing | Action::ReleaseOutgoing => vec![
            ("a ticket they see", About::Outgoing { open: true, private: false }),
            ("a hidden ticket", About::Outgoing { open: false, private: false }),
            ("one person", About::Outgoing { open: true, private: true }),
        ],
    }
}

fn printed() -> String {
    let mut out = String::from(
        "Who may do what to mailboxes, letters and the outbox.\n\n\
         yes: they may. no: they know of it, but may not. -: they do not know that it exists.\n\
         The last column is an administrator's API token that only reads.\n\n",
    );
    let actor = |role, reach| Actor { who: Who::Person(PersonId(1)), role, reach, ..Actor::system(Door::Web) };
    let mut columns: Vec<(String, Actor)> = Role::ALL.iter().map(|&role| (role.to_string(), actor(role, Reach::Full))).collect();
    columns.push(("reading token".to_owned(), actor(Role::Administrator, Reach::ReadOnly)));
    let head: Vec<String> = columns.iter().map(|(name, _)| format!("{name:<13}")).collect();
    writeln!(out, "{:<18} {:<18} {}", "action", "about", head.join(" ").trim_end()).expect("writing to a string");
    for &action in Action::ALL {
        for (on, about) in abouts(action) {
            let word = |actor: &Actor| match rule(actor, action, about) {
                Verdict::Yes => "yes",
                Verdict::No => "no",
                Verdict::Hidden => "-",
            };
            let cells: Vec<String> = columns.iter().map(|(_, actor)| format!("{:<13}", word(actor))).collect();
            writeln!(out, "{:<18} {on:<18} {}", action.as_str(), cells.join(" ").trim_end()).expect("writing to a string");
        }
    }
    out
}

#[test]
fn the_printed_table_is_the_rule() {
    testkit::print_stands(env!("CARGO_MANIFEST_DIR"), "policy.txt", &printed());
}

#[test]
fn the_outbox_list_and_the_table_agree() {
    let office = Office::new();
    let (rita, payroll) = (office.rita.person().unwrap(), office.payroll);
    let ids = office.write(move |tx| {
        let system = Actor::system(Door::Inside);
        let open = |tx: &mut db::Tx<'_>, team| {
            let open = tickets::Open { team, ..tickets::Open::new(rita, "A", "B") };
            Ok::<_, outcome::Error>(tickets::open(tx, &Actor::system(Door::Command), &open)?.ticket)
        };
        let (seen, hidden) = (open(tx, None)?, open(tx, Some(payroll))?);
        let mut ids = Vec::new();
        for (kind, ticket) in [(Kind::Answer, Some(seen)), (Kind::Answer, Some(hidden)), (Kind::Account, None), (Kind::Digest, None)] {
            let post = mail::Post {
                kind,
                occasion: format!("{kind} {ticket:?}"),
                mailbox: None,
                from_name: None,
                to: vec![email::Address::new("x@else.example")],
                cc: vec![],
                person: None,
                subject: "S".to_owned(),
                text: "T".to_owned(),
                html: None,
                voice: mail::Voice::Generating,
                ticket,
                message: None,
                enclosures: vec![],
            };
            ids.extend(mail::post(tx, &system, &post)?.map(|posted| posted.id));
        }
        Ok(ids)
    });
    let ids = ids.unwrap();
    for (actor, sees) in [
        (&office.ann, [true, false, false, false]),
        (&office.pat, [true, true, false, false]),
        (&office.ada, [true, false, true, true]),
        (&office.rita, [false; 4]),
    ] {
        let list = actor.clone();
        let listed = office.read(move |c| mail::outbox(c, &list, None, None, 50)).unwrap();
        for (&id, sees) in ids.iter().zip(sees) {
            let one = actor.clone();
            assert_eq!(office.read(move |c| mail::outbox_letter(c, &one, id)).is_ok(), sees, "{} {id}", actor.role);
            assert_eq!(listed.iter().any(|entry| entry.id == id), sees, "the list agrees: {} {id}", actor.role);
        }
    }
}

#[test]
fn mailboxes_are_the_administrators() {
    let office = Office::new();
    let new = NewMailbox::new("More@Desk.example", "More");
    for actor in [office.rita.clone(), office.ann.clone(), office.lee.clone()] {
        let new = new.clone();
        assert_eq!(refused(office.write(move |tx| mail::add_mailbox(tx, &actor, &new))), "not allowed: manage_mailboxes");
    }
    let ada = office.ada.clone();
    let add = |new: NewMailbox| {
        let ada = ada.clone();
        office.write(move |tx| mail::add_mailbox(tx, &ada, &new))
    };
    add(new.clone()).unwrap();
    assert_eq!(refused(add(new)), "address: mail-mailbox-taken");
    assert_eq!(refused(add(NewMailbox::new("ann@desk.example", "Ann"))), "address: mail-mailbox-a-persons");
    assert_eq!(refused(add(NewMailbox::new("a+b@desk.example", " "))), "address: mail-mailbox-sub-address, name: mail-mailbox-name");
    let rita = office.rita.clone();
    assert!(office.read(move |c| mail::mailboxes(c, &rita)).unwrap().is_empty());
}
