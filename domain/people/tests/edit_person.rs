//! Editing people: by staff, and by themselves.

use crate::common::{desk, wrong};
use catalogue::Language;
use people::{Actor, Density, EditPerson, EditProfile, OrganizationId, PersonId, Preferences, Theme, edit_person, edit_profile};

fn renamed(person: PersonId, name: &str) -> EditPerson {
    EditPerson {
        person,
        name: name.into(),
        title: "Pilot".into(),
        organization: None,
        sees_organization: false,
        site: None,
        notes: "Likes tea".into(),
    }
}

#[test]
fn an_agent_edits_a_requester_and_what_changed_is_written_down() {
    let desk = desk();
    let (ann, rita) = (desk.actor(desk.ann), desk.rita);
    let person = desk.write(move |tx| edit_person(tx, &ann, &renamed(rita, "Rita Rot"))).unwrap();
    assert_eq!((person.name.as_str(), person.title.as_str(), person.notes.as_str()), ("Rita Rot", "Pilot", "Likes tea"));
    let (kind, data) = desk
        .read(move |c| {
            let last = c.events_of(&db::Subject::new("person", rita.0), db::EventId(0), 10)?.pop().unwrap();
            Ok((last.kind, last.data))
        })
        .unwrap();
    assert_eq!((kind.as_str(), data.as_str()), ("person.edited", r#"{"fields":["name","title","notes"]}"#));
}

#[test]
fn nothing_changed_is_nothing_written() {
    let desk = desk();
    let (ann, rita) = (desk.actor(desk.ann), desk.rita);
    desk.write(move |tx| {
        edit_person(tx, &ann, &renamed(rita, "Rita Rot"))?;
        edit_person(tx, &ann, &renamed(rita, "Rita Rot"))
    })
    .unwrap();
    assert_eq!(desk.history(rita.0), ["person.added", "person.edited"]);
}

#[test]
fn nobody_edits_who_stands_above_and_strangers_are_not_found() {
    let desk = desk();
    let edit = |by: PersonId, whom: PersonId| {
        let actor = desk.actor(by);
        wrong(desk.write(move |tx| edit_person(tx, &actor, &renamed(whom, "X"))))
    };
    assert_eq!(edit(desk.ann, desk.leo), "not allowed: edit_person");
    assert_eq!(edit(desk.rita, desk.ann), "not found");
    assert_eq!(edit(desk.rita, desk.rita), "not allowed: edit_person");
    assert_eq!(edit(desk.ada, PersonId(9_999)), "not found");
}

#[test]
fn an_organization_must_exist_and_be_chosen_to_be_seen() {
    let desk = desk();
    let edit = |organization, sees_organization| {
        let (actor, rita) = (desk.actor(desk.ann), desk.rita);
        wrong(desk.write(move |tx| edit_person(tx, &actor, &EditPerson { organization, sees_organization, ..renamed(rita, "Rita") })))
    };
    assert_eq!(edit(Some(OrganizationId(9_999)), false), "organization: organization-unknown");
    assert_eq!(edit(None, true), "sees_organization: sees-organization-without-one");
}

fn profile(person: PersonId, zone: &str, undo_send_s: u8) -> EditProfile {
    let preferences = Preferences { theme: Theme::Dark, density: Density::Compact, single_keys: false, undo_send_s };
    EditProfile { person, name: "Rita".into(), language: Language::De, zone: zone.into(), preferences }
}

#[test]
fn a_person_chooses_language_zone_and_appearance() {
    let desk = desk();
    let (actor, rita) = (desk.actor(desk.rita), desk.rita);
    let person = desk.write(move |tx| edit_profile(tx, &actor, &profile(rita, "Europe/Berlin", 30))).unwrap();
    assert_eq!((person.speaks(), person.zone.as_str()), (Language::De, "Europe/Berlin"));
    assert_eq!((person.preferences.theme, person.preferences.undo_send_s), (Theme::Dark, 30));
}

#[test]
fn choices_outside_the_offered_are_refused() {
    let desk = desk();
    let try_as = |actor: Actor, zone: &'static str, undo| {
        let rita = desk.rita;
        wrong(desk.write(move |tx| edit_profile(tx, &actor, &profile(rita, zone, undo))))
    };
    assert_eq!(try_as(desk.actor(desk.rita), "Berlin", 31), "zone: zone-unknown, undo_send_s: undo-send-too-long");
    assert_eq!(try_as(desk.actor(desk.leo), "UTC", 10), "not allowed: edit_profile");
}
