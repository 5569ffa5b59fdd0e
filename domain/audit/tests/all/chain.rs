//! The chain holds, shows every change, and takes no other writes.

use audit::{Broken, Head, verify, witness};
use db::{Clock, Db, Options, params};
use people::{Actor, AddPerson, ChangeRole, CreateToken, Door, PersonId, Role, Scope, add_person, change_role, create_token};
use testkit::{Desk, MONDAY};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.db.bear(witness());
    desk
}

fn add(desk: &Db, n: usize) {
    desk.write_now(move |tx| {
        let system = Actor::system(Door::Command);
        add_person(tx, &system, &AddPerson::new(format!("Person {n}"), format!("p{n}@desk.example"), Role::Agent)).map(drop)
    })
    .expect("a person");
}

fn broken(desk: &Desk) -> Option<Broken> {
    desk.read(|conn| verify(conn, None)).expect("a walk").broken
}

/// As somebody with the database's password could: past the triggers.
fn tamper(desk: &Desk, sql: &'static str) {
    let drop = if desk.db.engine_name() == "sqlite" {
        vec!["DROP TRIGGER audit_entries_stay", "DROP TRIGGER audit_entries_keep"]
    } else {
        vec!["DROP TRIGGER audit_entries_stay ON audit_entries"]
    };
    desk.write(move |tx| {
        for sql in drop.iter().chain([&sql]) {
            tx.execute(sql, params![])?;
        }
        Ok(())
    })
    .expect("a change behind the log's back");
}

#[test]
fn an_act_and_its_entry_are_one() {
    let desk = desk();
    let refused = desk.write(|tx| {
        let system = Actor::system(Door::Command);
        let person = add_person(tx, &system, &AddPerson::new("Ann", "ann@desk.example", Role::Agent))?;
        change_role(tx, &system, &ChangeRole { person: person.id, role: Role::Lead })?;
        Err::<(), _>(outcome::Refusal::NotFound.into())
    });
    assert!(refused.is_err());
    assert_eq!(desk.read(|conn| verify(conn, None)).expect("a walk").entries, 0, "what was rolled back left an entry");
    add(&desk.db, 1);
    let verdict = desk.read(|conn| verify(conn, None)).expect("a walk");
    assert_eq!((verdict.entries, verdict.broken), (1, None));
}

#[test]
fn many_who_write_at_once_make_one_chain() {
    let desk = desk();
    let second =
        Db::open(&Options { clock: Clock::still(MONDAY), readers: 1, writers: 2, durable: false, ..Options::new(desk.url.clone()) })
            .expect("a second process");
    second.bear(witness());
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let db = if thread % 2 == 0 { &desk.db } else { &second };
            scope.spawn(move || (0..10).for_each(|n| add(db, thread * 100 + n)));
        }
    });
    let verdict = desk.read(|conn| verify(conn, None)).expect("a walk");
    assert_eq!((verdict.entries, verdict.broken), (80, None));
}

#[test]
fn entries_are_neither_changed_nor_removed() {
    let desk = desk();
    add(&desk.db, 1);
    for sql in ["UPDATE audit_entries SET actor = 'person:9'", "DELETE FROM audit_entries"] {
        let said = format!("{:?}", desk.write(move |tx| tx.execute(sql, params![])).expect_err("the log took it"));
        assert!(said.contains("only added to"), "{said}");
    }
}

#[test]
fn a_changed_entry_is_named() {
    let desk = desk();
    (0..5).for_each(|n| add(&desk.db, n));
    tamper(&desk, "UPDATE audit_entries SET actor = 'person:9' WHERE id = 3");
    assert_eq!(broken(&desk), Some(Broken::Changed(3)));
}

#[test]
fn a_removed_entry_is_named_and_so_is_a_cut_end() {
    let desk = desk();
    (0..5).for_each(|n| add(&desk.db, n));
    tamper(&desk, "DELETE FROM audit_entries WHERE id = 5");
    assert_eq!(broken(&desk), Some(Broken::End(4)));
    desk.write(|tx| tx.execute("DELETE FROM audit_entries WHERE id = 2", params![])).expect("without triggers");
    assert_eq!(broken(&desk), Some(Broken::Missing(2)));
}

#[test]
fn a_chain_made_anew_is_told_from_one_that_was_written_down() {
    let desk = desk();
    (0..3).for_each(|n| add(&desk.db, n));
    let head = desk.read(|conn| verify(conn, None)).expect("a walk").head;
    add(&desk.db, 3);
    let with = |head: Head| desk.read(move |conn| verify(conn, Some(&head))).expect("a walk").broken;
    assert_eq!(with(head.clone()), None, "a chain that went on is the same chain");
    assert_eq!(with(Head { hash: "ab".repeat(32), ..head.clone() }), Some(Broken::Head(3)));
    assert_eq!(with(Head { length: 9, ..head }), Some(Broken::Head(9)));
}

#[test]
fn an_act_without_an_entry_is_found() {
    let desk = desk();
    add(&desk.db, 1);
    let silent =
        Db::open(&Options { clock: Clock::still(MONDAY), readers: 1, writers: 1, durable: false, ..Options::new(desk.url.clone()) })
            .expect("a process that keeps no log");
    add(&silent, 2);
    assert!(matches!(broken(&desk), Some(Broken::Unwritten(_))));
}

#[test]
fn a_token_is_made_and_the_log_says_whose_and_not_what() {
    let desk = desk();
    let (_, secret) = desk
        .write(|tx| {
            let system = Actor::system(Door::Command);
            let person = add_person(tx, &system, &AddPerson::new("Ada", "ada@desk.example", Role::Administrator))?;
            let ada = people::directory::actor_of(tx, person.id, Door::Web)?.expect("she was just added");
            create_token(tx, &ada, &CreateToken { person: person.id, name: "reporting".to_owned(), scope: Scope::Full })
        })
        .expect("a token");
    let ada = desk.actor(PersonId(1), Door::Web);
    let ask = audit::Ask { kind: Some("token".to_owned()), limit: 10, counts: true, ..audit::Ask::default() };
    let page = desk.read(move |conn| audit::entries(conn, &ada, &ask)).expect("the entries");
    let (found, count) = (page.entries, page.count);
    assert_eq!((found.len(), count), (1, Some(1)));
    assert_eq!(found[0].person_name.as_deref(), Some("Ada"));
    let said = format!("{found:?}");
    assert!(!said.contains(secret.reveal()), "the log keeps a secret: {said}");
}
