//! What programs keep with people, organizations and teams, and how they walk through them.

use crate::common::{desk, system, wrong};
use people::directory::{
    Key, Membership, Place, Walk, WhichMemberships, WhichOrganizations, Whom, organization_profile, profile, walk_memberships,
    walk_organizations, walk_people,
};
use people::{
    Door, Elsewhere, InTeam, OrganizationId, OrganizationInput, SetTags, TeamInput, Visibility, add_organization, add_team,
    archive_organization, deactivate, join_team, keep_organization_elsewhere, keep_person_elsewhere, leave_team, make_team_default,
    organization_by_name, person_by_external_id, tag_organization, tag_person,
};

fn walk(place: Place, limit: usize) -> Walk {
    Walk { key: Key::Number, place, limit, counts: true }
}

fn acme() -> OrganizationInput {
    OrganizationInput { name: "Acme".into(), domains: vec!["acme.example".into()], ..OrganizationInput::default() }
}

#[test]
fn what_another_system_calls_somebody_finds_them_and_nobody_else_is_called_so() {
    let desk = desk();
    let (by_ann, ann, rita, leo) = (desk.actor(desk.ann), desk.ann, desk.rita, desk.actor(desk.leo));
    let named = |of, name: &str| Elsewhere { of, external_id: Some(name.into()), details: " from HR ".into() };
    desk.write(move |tx| {
        keep_person_elsewhere(tx, &by_ann, &named(rita, "E-7"))?;
        assert_eq!(person_by_external_id(tx, "E-7")?.map(|p| (p.id, p.details)), Some((rita, "from HR".into())));
        assert_eq!(wrong(keep_person_elsewhere(tx, &leo, &named(ann, "E-7"))), "external_id: external-id-taken");
        assert_eq!(wrong(keep_person_elsewhere(tx, &by_ann, &named(ann, "E-8"))), "not allowed: edit_person");
        keep_person_elsewhere(tx, &by_ann, &Elsewhere { of: rita, external_id: None, details: String::new() })?;
        assert!(person_by_external_id(tx, "E-7")?.is_none());
        Ok(())
    })
    .unwrap();
}

#[test]
fn tags_are_tidied_and_the_person_themselves_does_not_see_them() {
    let desk = desk();
    let (by_ann, by_rita, rita) = (desk.actor(desk.ann), desk.actor(desk.rita), desk.rita);
    let tags = desk
        .write(move |tx| tag_person(tx, &by_ann, &SetTags { of: rita, tags: vec!["VIP".into(), "night shift".into(), "vip".into()] }))
        .unwrap();
    assert_eq!(tags, ["night-shift", "vip"]);
    let ann = desk.actor(desk.ann);
    assert_eq!(desk.read(move |c| profile(c, &ann, rita)).unwrap().tags, tags);
    assert!(desk.read(move |c| profile(c, &by_rita, rita)).unwrap().tags.is_empty());
    let ann = desk.actor(desk.ann);
    let wrong_tag = desk.write(move |tx| tag_person(tx, &ann, &SetTags { of: rita, tags: vec!["a,b".into()] }));
    assert_eq!(wrong(wrong_tag), "tags: people-tag-unreadable");
}

#[test]
fn an_organization_that_goes_frees_its_name_and_domains_and_its_people_belong_to_none() {
    let desk = desk();
    let (leo, ann, rita) = (desk.actor(desk.leo), desk.actor(desk.ann), desk.rita);
    let first = desk
        .write(move |tx| {
            let acme = add_organization(tx, &leo, &acme())?.id;
            keep_organization_elsewhere(tx, &leo, &Elsewhere { of: acme, external_id: Some("C1".into()), details: String::new() })?;
            tag_organization(tx, &leo, &SetTags { of: acme, tags: vec!["gold".into()] })?;
            let profile = organization_profile(tx, &leo, acme)?;
            assert_eq!((profile.tags, profile.domains), (vec!["gold".to_owned()], vec!["acme.example".to_owned()]));
            Ok(acme)
        })
        .unwrap();
    let (leo, by_ann) = (desk.actor(desk.leo), ann);
    desk.write(move |tx| {
        let edit = people::EditPerson {
            person: rita,
            name: "Rita".into(),
            title: String::new(),
            organization: Some(first),
            sees_organization: true,
            site: None,
            notes: String::new(),
        };
        people::edit_person(tx, &by_ann, &edit)?;
        assert_eq!(wrong(archive_organization(tx, &by_ann, first)), "not allowed: edit_organization");
        archive_organization(tx, &leo, first)?;
        assert_eq!(wrong(archive_organization(tx, &leo, first)), "not found");
        assert_eq!(people::directory::person(tx, rita)?.map(|p| (p.organization_id, p.sees_organization)), Some((None, false)));
        let again = add_organization(tx, &leo, &acme())?;
        assert_eq!(organization_by_name(tx, " ACME ")?.map(|o| o.id), Some(again.id));
        let all = walk_organizations(tx, &leo, &WhichOrganizations::All, &walk(Place::Begin, 10))?;
        assert_eq!(all.found.iter().map(|(_, o)| o.organization.id).collect::<Vec<OrganizationId>>(), [again.id]);
        Ok(())
    })
    .unwrap();
}

#[test]
fn people_are_walked_through_in_both_directions_and_who_left_is_elsewhere() {
    let desk = desk();
    let (leo, rita, all) = (desk.actor(desk.leo), desk.rita, [desk.ada, desk.leo, desk.ann, desk.rita]);
    desk.write(move |tx| {
        let page = |tx: &db::Tx<'_>, place, limit| walk_people(tx, &leo, &Whom::Active, &walk(place, limit));
        let ids =
            |page: &people::directory::Walked<people::directory::Profile>| page.found.iter().map(|(_, p)| p.person.id).collect::<Vec<_>>();
        let first = page(tx, Place::Begin, 3)?;
        assert_eq!((ids(&first), first.more, first.count), (all[..3].to_vec(), true, Some(4)));
        let last = page(tx, Place::After(first.found[2].0, all[2].0), 3)?;
        assert_eq!((ids(&last), last.more), (vec![all[3]], false));
        let back = page(tx, Place::Before(all[3].0, all[3].0), 2)?;
        assert_eq!((ids(&back), back.more), (all[1..3].to_vec(), true));
        deactivate(tx, &leo, &rita)?;
        assert_eq!(ids(&page(tx, Place::Skip(2), 3)?), [all[2]]);
        assert_eq!(ids(&walk_people(tx, &leo, &Whom::Left, &walk(Place::Begin, 3))?), [rita]);
        let changed = Walk { key: Key::Updated, ..walk(Place::Begin, 10) };
        assert_eq!(walk_people(tx, &leo, &Whom::Since(tx.now()), &changed)?.found.len(), 4);
        assert_eq!(walk_people(tx, &leo, &Whom::Since(tx.now().plus_ms(1)), &changed)?.found.len(), 0);
        Ok(())
    })
    .unwrap();
    let rita = desk.actor(desk.ann);
    let rita = people::Actor { role: people::Role::Requester, who: people::Who::Person(desk.rita), ..rita };
    let seen = desk.read(move |c| walk_people(c, &rita, &Whom::Left, &walk(Place::Begin, 9))).unwrap();
    assert_eq!(seen.found.len(), 1, "a requester finds nobody but themselves");
}

#[test]
fn a_person_joins_teams_one_by_one_and_works_in_one_of_them_first() {
    let desk = desk();
    let (leo, ann, rita) = (desk.actor(desk.leo), desk.ann, desk.rita);
    desk.write(move |tx| {
        let team = |tx: &mut db::Tx<'_>, name: &str| add_team(tx, &leo, &TeamInput { name: name.into(), visibility: Visibility::Open });
        let (net, print) = (team(tx, "Network")?.id, team(tx, "Print")?.id);
        let of = |team, person| InTeam { team, person };
        join_team(tx, &leo, &of(net, ann))?;
        join_team(tx, &leo, &of(print, ann))?;
        join_team(tx, &leo, &of(print, ann))?;
        assert_eq!(wrong(join_team(tx, &leo, &of(print, rita))), "members: member-not-staff");
        assert_eq!(profile(tx, &leo, ann)?.team, Some(net));
        make_team_default(tx, &leo, &of(print, ann))?;
        assert_eq!(profile(tx, &leo, ann)?.team, Some(print));
        let theirs = WhichMemberships { person: Some(ann), team: None };
        let all = walk_memberships(tx, &leo, theirs, &walk(Place::Begin, 10))?;
        let told: Vec<_> = all.found.iter().map(|(id, m)| (Membership::parts(*id), m.is_default)).collect();
        assert_eq!(told, [((net, ann), false), ((print, ann), true)]);
        leave_team(tx, &leo, &of(net, ann))?;
        assert_eq!(wrong(leave_team(tx, &leo, &of(net, ann))), "not found");
        assert_eq!(walk_memberships(tx, &leo, theirs, &walk(Place::Begin, 10))?.count, Some(1));
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_program_may_change_how_a_requester_is_reached_but_not_how_staff_come_in() {
    let desk = desk();
    let (ada, ann, rita) = (desk.actor(desk.ada), desk.ann, desk.rita);
    let token = people::Actor { door: Door::Api, ..ada };
    desk.write(move |tx| {
        let email = |person| people::ContactEmail { person, email: format!("more-{person}@desk.example") };
        people::add_email(tx, &token, &email(rita))?;
        assert_eq!(wrong(people::add_email(tx, &token, &email(ann))), "not allowed: change_emails");
        people::add_email(tx, &system(), &email(ann))
    })
    .unwrap();
}
