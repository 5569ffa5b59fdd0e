//! Teams, organizations and sites.

use crate::common::{desk, wrong};
use people::{
    OrganizationInput, PersonId, SetMembers, SiteInput, TeamInput, Visibility, add_organization, add_site, add_team, archive_team,
    directory, edit_organization, edit_site, edit_team, restore_team, set_members,
};

fn team(name: &str) -> TeamInput {
    TeamInput { name: name.into(), visibility: Visibility::Restricted }
}

#[test]
fn a_lead_makes_a_team_and_says_who_belongs_to_it() {
    let desk = desk();
    let (leo, ann, ada, rita) = (desk.actor(desk.leo), desk.ann, desk.ada, desk.rita);
    let members = desk
        .write(move |tx| {
            let network = add_team(tx, &leo, &team(" Network "))?;
            assert_eq!((network.name.as_str(), network.visibility), ("Network", Visibility::Restricted));
            let set = |members: &[PersonId]| SetMembers { team: network.id, members: members.to_vec() };
            set_members(tx, &leo, &set(&[ann, ada, ann]))?;
            set_members(tx, &leo, &set(&[ada]))?;
            set_members(tx, &leo, &set(&[ada]))?;
            assert_eq!(wrong(set_members(tx, &leo, &set(&[ada, rita]))), "members: member-not-staff");
            assert_eq!(wrong(set_members(tx, &leo, &set(&[PersonId(9_999)]))), "members: member-not-staff");
            let events = tx.events_of(&db::Subject::new("team", network.id.0), db::EventId(0), 10)?;
            assert_eq!(events.iter().map(|e| e.kind.as_str()).collect::<Vec<_>>(), ["team.added", "team.members_set", "team.members_set"]);
            assert_eq!(events[2].data, format!(r#"{{"joined":[],"left":[{ann}]}}"#));
            directory::team_members(tx, network.id)
        })
        .unwrap();
    assert_eq!(members.iter().map(|m| m.id).collect::<Vec<_>>(), [ada]);
    assert_eq!(desk.actor(ada).teams.len(), 1);
    assert!(desk.actor(ann).teams.is_empty());
}

#[test]
fn a_restricted_teams_tickets_are_for_its_members_even_among_leads() {
    let desk = desk();
    let (by_leo, ann) = (desk.actor(desk.leo), desk.ann);
    desk.write(move |tx| {
        let secret = add_team(tx, &by_leo, &team("Secret"))?;
        set_members(tx, &by_leo, &SetMembers { team: secret.id, members: vec![ann] })?;
        add_team(tx, &by_leo, &TeamInput { visibility: Visibility::Open, ..team("Everyone") })
    })
    .unwrap();
    let seen = |person| {
        let actor = desk.actor(person);
        desk.read(move |c| directory::teams_seen(c, &actor)).unwrap().into_iter().map(|t| t.name).collect::<Vec<_>>()
    };
    assert_eq!((seen(desk.leo), seen(desk.ann)), (vec!["Everyone".to_owned()], vec!["Everyone".to_owned(), "Secret".to_owned()]));
    assert!(seen(desk.rita).is_empty());
}

#[test]
fn a_team_is_renamed_archived_and_taken_back() {
    let desk = desk();
    let leo = desk.actor(desk.leo);
    desk.write(move |tx| {
        let (first, second) = (add_team(tx, &leo, &team("First"))?, add_team(tx, &leo, &team("Second"))?);
        assert_eq!(wrong(edit_team(tx, &leo, second.id, &team("FIRST"))), "name: team-name-taken");
        assert_eq!(edit_team(tx, &leo, first.id, &team("first"))?.name, "first");
        archive_team(tx, &leo, &first.id)?;
        assert_eq!(wrong(archive_team(tx, &leo, &first.id)), "team-archived-already");
        let names = |tx: &db::Conn| Ok::<_, outcome::Error>(directory::teams(tx, &leo)?.into_iter().map(|t| t.name).collect::<Vec<_>>());
        assert_eq!(names(tx)?, ["Second", "first"]);
        restore_team(tx, &leo, &first.id)?;
        assert_eq!(wrong(restore_team(tx, &leo, &first.id)), "team-not-archived");
        assert_eq!(names(tx)?, ["first", "Second"]);
        Ok(())
    })
    .unwrap();
    let ann = desk.actor(desk.ann);
    assert_eq!(wrong(desk.write(move |tx| add_team(tx, &ann, &team("Mine")))), "not allowed: add_team");
}

#[test]
fn an_organizations_name_and_domains_are_its_own() {
    let desk = desk();
    let leo = desk.actor(desk.leo);
    let input = |name: &str, domains: &[&str]| OrganizationInput {
        name: name.into(),
        domains: domains.iter().map(|d| (*d).to_owned()).collect(),
        shares_tickets: true,
        notes: "Pays late".into(),
    };
    desk.write(move |tx| {
        let acme = add_organization(tx, &leo, &input("Acme", &["acme.example", "ACME.example", ""]))?;
        assert_eq!(wrong(add_organization(tx, &leo, &input("ACME", &["other.example"]))), "name: organization-name-taken");
        assert_eq!(
            wrong(add_organization(tx, &leo, &input("Beta", &["acme.example", "a b"]))),
            "domains: domain-unreadable, domains: domain-taken"
        );
        edit_organization(tx, &leo, acme.id, &input("Acme Ltd", &["acme.test"]))?;
        let card = directory::organization(tx, &leo, acme.id)?;
        assert_eq!((card.organization.name.as_str(), card.domains, card.people), ("Acme Ltd", vec!["acme.test".to_owned()], 0));
        add_organization(tx, &leo, &input("Beta", &["acme.example"]))?;
        let all = directory::organizations(tx, &leo, "", 10)?.into_iter().map(|o| o.name).collect::<Vec<_>>();
        assert_eq!(all, ["Acme Ltd", "Beta"]);
        assert_eq!(directory::organizations(tx, &leo, "acme ltd", 10)?.len(), 1);
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_requester_sees_their_own_organization_without_its_notes() {
    let desk = desk();
    let (leo, rita) = (desk.actor(desk.leo), desk.rita);
    let (own, other) = desk
        .write(move |tx| {
            let add = |tx: &mut db::Tx<'_>, name: &str| {
                let input =
                    OrganizationInput { name: name.into(), shares_tickets: true, notes: "Secret".into(), ..OrganizationInput::default() };
                add_organization(tx, &leo, &input)
            };
            let (own, other) = (add(tx, "Own")?, add(tx, "Other")?);
            tx.execute_one("UPDATE people SET organization_id = $2 WHERE id = $1", db::params![rita, own.id])?;
            Ok((own.id, other.id))
        })
        .unwrap();
    let actor = desk.actor(rita);
    assert!(actor.sees_organization, "an organization that shares lets everybody see");
    let list = actor.clone();
    let listed = desk.read(move |c| directory::organizations(c, &list, "", 10)).unwrap();
    assert_eq!(listed.iter().map(|o| (o.id, o.notes.as_str())).collect::<Vec<_>>(), [(own, "")]);
    assert_eq!(wrong(desk.read(move |c| directory::organization(c, &actor, other).map(|_| ()))), "not found");
}

#[test]
fn sites_are_an_administrators_matter() {
    let desk = desk();
    let (ada, leo) = (desk.actor(desk.ada), desk.actor(desk.leo));
    let site = |name: &str, zone: &str| SiteInput { name: name.into(), zone: zone.into() };
    desk.write(move |tx| {
        let berlin = add_site(tx, &ada, &site("Berlin", "Europe/Berlin"))?;
        assert_eq!(wrong(add_site(tx, &ada, &site("berlin", "Nowhere"))), "name: site-name-taken, zone: zone-unknown");
        assert_eq!(wrong(add_site(tx, &leo, &site("Paris", "Europe/Paris"))), "not allowed: add_site");
        edit_site(tx, &ada, berlin.id, &site("Berlin Mitte", "Europe/Berlin"))?;
        assert_eq!(directory::sites(tx)?.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Berlin Mitte"]);
        Ok(())
    })
    .unwrap();
}
