//! What the log says, to whom, and which reads it keeps.

use audit::{Ask, Record, entries, note_reading, witness};
use people::{ChangeRole, Role, change_role};
use testkit::{Cast, Desk, refused};

fn cast() -> Cast {
    let desk = Desk::new();
    desk.db.bear(witness());
    desk.with_people()
}

fn ask() -> Ask {
    Ask { limit: 50, ..Ask::default() }
}

fn kinds(cast: &Cast, ask: Ask) -> Vec<String> {
    let ada = cast.ada.clone();
    let found = cast.read(move |conn| entries(conn, &ada, &ask)).expect("the entries").entries;
    found.into_iter().map(|entry| entry.link.kind).collect()
}

#[test]
fn only_administrators_read_the_log() {
    let cast = cast();
    for actor in [cast.lee.clone(), cast.ann.clone(), cast.rita.clone()] {
        assert_eq!(refused(cast.read(move |conn| entries(conn, &actor, &ask()))), "not allowed: see_audit_log");
    }
}

#[test]
fn the_log_is_narrowed_by_who_what_to_whom_and_when() {
    let cast = cast();
    cast.pass_ms(db::HOUR_MS);
    let (ada, ann) = (cast.ada.clone(), cast.ann.person().expect("a person"));
    cast.write(move |tx| change_role(tx, &ada, &ChangeRole { person: ann, role: Role::Lead }).map(drop)).expect("a role");
    let role = vec!["person.role_changed".to_owned()];
    assert_eq!(kinds(&cast, Ask { actor: cast.ada.person(), ..ask() }), role);
    assert_eq!(kinds(&cast, Ask { kind: Some("person.role_changed".to_owned()), ..ask() }), role);
    assert_eq!(kinds(&cast, Ask { from: Some(testkit::MONDAY.plus_ms(1)), ..ask() }), role);
    assert!(!kinds(&cast, Ask { until: Some(testkit::MONDAY.plus_ms(1)), ..ask() }).contains(&role[0]));
    let of_ann = kinds(&cast, Ask { subject_kind: Some("person".to_owned()), subject_id: Some(ann.0), ..ask() });
    assert_eq!(of_ann, ["person.role_changed", "person.added"]);
    assert!(kinds(&cast, Ask { kind: Some("team".to_owned()), ..ask() }).iter().all(|kind| kind.starts_with("team.")));
}

#[test]
fn pages_of_the_log_follow_one_another_in_both_directions() {
    let cast = cast();
    let ids = |ask: Ask| {
        let ada = cast.ada.clone();
        let found = cast.read(move |conn| entries(conn, &ada, &ask)).expect("the entries").entries;
        found.into_iter().map(|entry| entry.link.id).collect::<Vec<_>>()
    };
    let all = ids(ask());
    let first = ids(Ask { limit: 4, ..Ask::default() });
    let second = ids(Ask { limit: 4, before: Some(audit::EntryId(first[3])), ..Ask::default() });
    assert_eq!([first.clone(), second.clone()].concat(), all[..8]);
    assert_eq!(ids(Ask { limit: 4, after: Some(audit::EntryId(second[0])), ..Ask::default() }), first);
}

#[test]
fn a_reading_is_written_down_once_an_hour_for_its_reader() {
    let cast = cast();
    let read = |actor: &people::Actor| {
        let actor = actor.clone();
        cast.write(move |tx| note_reading(tx, &actor, Record::RestrictedTicket, 7)).expect("a reading");
    };
    read(&cast.pat);
    read(&cast.pat);
    read(&cast.ada);
    let readings = || kinds(&cast, Ask { kind: Some("record.read".to_owned()), ..ask() }).len();
    assert_eq!(readings(), 2);
    cast.pass_ms(audit::NOTED_ONCE_MS);
    read(&cast.pat);
    assert_eq!(readings(), 3);
}

#[test]
fn every_entry_is_one_sort_of_act_and_is_found_by_it() {
    let cast = cast();
    let (ada, ann) = (cast.ada.clone(), cast.ann.person().expect("a person"));
    cast.write(move |tx| change_role(tx, &ada, &ChangeRole { person: ann, role: Role::Lead }).map(drop)).expect("a role");
    let all = kinds(&cast, ask());
    let mut sorted = 0;
    for act in audit::Act::ALL {
        let of = kinds(&cast, Ask { act: Some(*act), ..ask() });
        assert!(of.iter().all(|kind| audit::Act::of(kind) == *act), "{act}: {of:?}");
        sorted += of.len();
    }
    assert_eq!(sorted, all.len());
}
