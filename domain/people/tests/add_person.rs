//! Adding people.

use crate::common::{desk, system, wrong};
use people::{AddPerson, Role, add_person, directory};

#[test]
fn an_agent_adds_a_requester_with_address_and_number() {
    let desk = desk();
    let ann = desk.actor(desk.ann);
    let card = desk
        .write(move |tx| {
            let input = AddPerson { phone: Some("+49 30 1234".into()), ..AddPerson::new(" Bo  Ek ", "Bo@Acme.example", Role::Requester) };
            let bo = add_person(tx, &ann, &input)?;
            directory::person_card(tx, &ann, bo.id)
        })
        .unwrap();
    assert_eq!((card.person.name.as_str(), card.person.role, card.person.verified), ("Bo  Ek", Role::Requester, true));
    assert_eq!((card.emails[0].email.as_str(), card.emails[0].is_primary), ("bo@acme.example", true));
    assert_eq!(card.phones[0].phone_key, "49301234");
    assert_eq!(desk.history(card.person.id.0), ["person.added"]);
}

#[test]
fn who_may_add_whom_follows_the_roles() {
    let desk = desk();
    let add = |by, role: Role| {
        let actor = desk.actor(by);
        let email = format!("{role}-{}@new.example", actor.role);
        desk.write(move |tx| add_person(tx, &actor, &AddPerson::new("New", email.clone(), role)))
    };
    assert_eq!(wrong(add(desk.rita, Role::Requester)), "not allowed: add_requester");
    assert_eq!(wrong(add(desk.ann, Role::Agent)), "not allowed: add_agent");
    assert_eq!(wrong(add(desk.leo, Role::Lead)), "not allowed: add_lead");
    assert!(add(desk.leo, Role::Agent).is_ok() && add(desk.ada, Role::Administrator).is_ok());
}

#[test]
fn everything_wrong_is_said_at_once() {
    let desk = desk();
    let said = wrong(desk.write(|tx| {
        let input = AddPerson { zone: "Mars/Olympus".into(), title: "x".repeat(200), ..AddPerson::new(" ", "no address", Role::Agent) };
        add_person(tx, &system(), &input)
    }));
    assert_eq!(said, "name: name-missing, email: email-not-an-address, title: text-too-long, zone: zone-unknown");
}

#[test]
fn an_address_belongs_to_one_person_only() {
    let desk = desk();
    let said = wrong(desk.write(|tx| add_person(tx, &system(), &AddPerson::new("Other", "RITA@desk.example", Role::Requester))));
    assert_eq!(said, "email: email-taken");
}

#[test]
fn a_requester_known_by_telephone_needs_no_address_but_staff_does() {
    let desk = desk();
    let add = |role| desk.write(move |tx| add_person(tx, &system(), &AddPerson { email: None, ..AddPerson::new("Caller", "", role) }));
    assert!(add(Role::Requester).is_ok());
    assert_eq!(wrong(add(Role::Agent)), "email: email-needed-by-staff");
}
