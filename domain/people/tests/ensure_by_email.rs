//! The person behind a letter.

use crate::common::{desk, system, wrong};
use people::{EditPerson, OrganizationInput, Role, directory, edit_person, ensure_by_email};

#[test]
fn a_known_address_is_its_person_and_nothing_is_written() {
    let desk = desk();
    let person = desk.write(|tx| ensure_by_email(tx, &system(), "Somebody Else", " RITA@desk.example ")).unwrap();
    assert_eq!(person, desk.rita);
    assert_eq!(desk.history(desk.rita.0), ["person.added"]);
}

#[test]
fn a_stranger_becomes_a_requester_nobody_vouched_for() {
    let desk = desk();
    let person = desk
        .write(|tx| {
            let id = ensure_by_email(tx, &system(), "  Kim\tLi ", "kim@far.example")?;
            assert_eq!(ensure_by_email(tx, &system(), "", "KIM@far.example")?, id);
            directory::person(tx, id)
        })
        .unwrap()
        .unwrap();
    assert_eq!((person.name.as_str(), person.role, person.verified, person.organization_id), ("Kim Li", Role::Requester, false, None));
}

#[test]
fn a_stranger_belongs_to_the_organization_that_writes_from_their_domain() {
    let desk = desk();
    let found = desk
        .write(|tx| {
            let domains = vec!["acme.example".to_owned(), "@Acme.TEST".to_owned()];
            let acme = people::add_organization(
                tx,
                &system(),
                &OrganizationInput { name: "Acme".into(), domains, ..OrganizationInput::default() },
            )?;
            let of = |tx: &mut db::Tx<'_>, email: &str| {
                let id = ensure_by_email(tx, &system(), "", email)?;
                Ok::<_, outcome::Error>(directory::person(tx, id)?.unwrap().organization_id == Some(acme.id))
            };
            Ok([of(tx, "a@acme.example")?, of(tx, "b@mail.acme.test")?, of(tx, "c@notacme.example")?, of(tx, "d@example")?])
        })
        .unwrap();
    assert_eq!(found, [true, true, false, false]);
}

#[test]
fn whoever_edits_a_stranger_vouches_for_them() {
    let desk = desk();
    let person = desk
        .write(|tx| {
            let person = ensure_by_email(tx, &system(), "Kim", "kim@far.example")?;
            let edit = EditPerson {
                person,
                name: "Kim".into(),
                title: String::new(),
                organization: None,
                sees_organization: false,
                site: None,
                notes: String::new(),
            };
            edit_person(tx, &system(), &edit)
        })
        .unwrap();
    assert!(person.verified);
}

#[test]
fn an_address_that_no_letter_reaches_is_refused() {
    let desk = desk();
    assert_eq!(wrong(desk.write(|tx| ensure_by_email(tx, &system(), "", "<>"))), "email: email-not-an-address");
    let rita = desk.actor(desk.rita);
    assert_eq!(wrong(desk.write(move |tx| ensure_by_email(tx, &rita, "", "x@y.example"))), "not allowed: add_requester");
}
