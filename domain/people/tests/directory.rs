//! Finding people, listing them, and what it costs.

use crate::common::{Desk, desk, system};
use db::params;
use people::{AddPerson, Door, OrganizationInput, PersonId, Role, add_person, directory, find_people};

/// Jürgen of Acme with a number, and another Jürgen.
fn with_jurgens() -> (Desk, PersonId) {
    let desk = desk();
    let id = desk
        .write(|tx| {
            let acme = people::add_organization(tx, &system(), &OrganizationInput { name: "Acme".into(), ..OrganizationInput::default() })?;
            let jurgen = AddPerson {
                phone: Some("+49 (30) 555 0199".into()),
                organization: Some(acme.id),
                ..AddPerson::new("Jürgen von Müller-Łuk", "j.mueller@acme.example", Role::Requester)
            };
            let id = add_person(tx, &system(), &jurgen)?.id;
            add_person(tx, &system(), &AddPerson::new("Jürgen Zett", "zett@acme.example", Role::Requester))?;
            Ok(id)
        })
        .unwrap();
    (desk, id)
}

#[test]
fn people_are_found_by_beginnings_of_names_addresses_and_numbers() {
    let (desk, jurgen) = with_jurgens();
    let found = |text: &'static str| {
        let ann = desk.actor(desk.ann);
        desk.read(move |c| find_people(c, &ann, text, 10)).unwrap().into_iter().map(|p| p.id).collect::<Vec<_>>()
    };
    for text in [
        "mull",
        "JURGEN v",
        "von jürgen",
        "müller-luk",
        "luk",
        "j.mueller@",
        "mueller",
        "j.mueller@acme.example",
        "0049 30 555",
        "030 5550199",
        "550199",
        "+49305550199",
    ] {
        assert_eq!(found(text), [jurgen], "{text}");
    }
    assert_eq!(found("jurgen").len(), 2);
    assert_eq!(found("acme.example").len(), 2);
    assert_eq!(found("@acme").len(), 2);
    for text in ["", "  ", "urgen", "jurgen acme nobody", "%", "_"] {
        assert!(found(text).is_empty(), "{text:?}");
    }
}

#[test]
fn requesters_find_themselves_and_the_deactivated_are_not_found() {
    let (desk, jurgen) = with_jurgens();
    let count = |by, text: &'static str| {
        let actor = desk.actor(by);
        desk.read(move |c| find_people(c, &actor, text, 10)).unwrap().len()
    };
    assert_eq!((count(desk.rita, "jurgen"), count(desk.rita, "rita")), (0, 1));
    desk.write(move |tx| people::deactivate(tx, &system(), &jurgen)).unwrap();
    assert_eq!(count(desk.ann, "jurgen"), 1);
}

#[test]
fn a_name_changed_is_found_by_its_new_words_only() {
    let (desk, jurgen) = with_jurgens();
    let profile = people::EditProfile {
        person: jurgen,
        name: "Georg Neu".into(),
        language: catalogue::Language::De,
        zone: "UTC".into(),
        preferences: people::Preferences::default(),
    };
    desk.write(move |tx| people::edit_profile(tx, &system(), &profile)).unwrap();
    let found = |text: &'static str| desk.read(move |c| find_people(c, &system(), text, 10)).unwrap().len();
    assert_eq!((found("georg neu"), found("von")), (1, 0));
}

#[test]
fn briefs_come_in_one_statement_with_organization_and_address() {
    let (desk, jurgen) = with_jurgens();
    let ids = [jurgen, desk.ann, jurgen, PersonId(9_999), desk.rita];
    let (briefs, statements) = desk.read(move |c| Ok((directory::people_by_ids(c, &ids)?, c.statements()))).unwrap();
    assert_eq!((briefs.len(), statements), (3, 1));
    let brief = briefs.iter().find(|b| b.id == jurgen).unwrap();
    assert_eq!((brief.email.as_deref(), brief.organization.as_deref(), brief.active), (Some("j.mueller@acme.example"), Some("Acme"), true));
    assert!(desk.read(|c| directory::people_by_ids(c, &[])).unwrap().is_empty());
    let many: Vec<PersonId> = (1..=3_000).map(PersonId).collect();
    let (found, statements) = desk.read(move |c| Ok((directory::people_by_ids(c, &many)?.len(), c.statements()))).unwrap();
    assert_eq!((found, statements), (6, 3));
}

#[test]
fn an_actor_takes_one_statement() {
    let desk = desk();
    let ann = desk.ann;
    let (actor, statements) = desk.read(move |c| Ok((directory::actor_of(c, ann, Door::Mail)?, c.statements()))).unwrap();
    assert_eq!((actor.unwrap().door, statements), (Door::Mail, 1));
    assert!(desk.read(|c| directory::actor_of(c, PersonId(9_999), Door::Web)).unwrap().is_none());
}

#[test]
fn people_are_listed_by_name_a_page_at_a_time() {
    let (desk, _) = with_jurgens();
    let page = |after, role| {
        let page = directory::PeoplePage { after, role, max: 2, ..directory::PeoplePage::default() };
        desk.read(move |c| directory::list_people(c, &system(), &page)).unwrap()
    };
    let first = page(None, None);
    let second = page(Some(first[1].id), None);
    let names: Vec<_> = first.iter().chain(&second).map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["Ada Admin", "Ann Agent", "Jürgen von Müller-Łuk", "Jürgen Zett"]);
    assert_eq!(page(None, Some(Role::Lead)).len(), 1);
    assert_eq!(desk.read(directory::agents).unwrap().len(), 3);
}

#[test]
fn a_card_hides_notes_and_teams_from_requesters() {
    let desk = desk();
    let rita = desk.rita;
    desk.write(move |tx| tx.execute_one("UPDATE people SET notes = 'Shouts' WHERE id = $1", params![rita])).unwrap();
    let notes = |by| {
        let actor = desk.actor(by);
        desk.read(move |c| Ok((directory::person_card(c, &actor, rita)?.person.notes, c.statements()))).unwrap()
    };
    assert_eq!(notes(desk.rita).0, "");
    let (seen, statements) = notes(desk.ann);
    assert!(seen == "Shouts" && statements <= 6);
}

#[test]
fn an_address_finds_its_person_in_any_case() {
    let desk = desk();
    let found = desk.read(|c| directory::person_by_email(c, " RITA@Desk.example")).unwrap().unwrap();
    assert_eq!(found.id, desk.rita);
    assert!(desk.read(|c| directory::person_by_email(c, "nonsense")).unwrap().is_none());
}
