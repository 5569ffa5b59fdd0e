//! The policy, printed: `tests/policy.txt` is what managers read and diffs show. `UPDATE=1` writes it anew.

use std::fmt::Write;

use crate::common::desk;
use people::policy::{About, Action, Verdict, may, permit, rule, visible_organizations, visible_people};
use people::{Actor, Door, PersonId, Reach, Role, Who};

fn actor(role: Role, door: Door, reach: Reach) -> Actor {
    Actor { who: Who::Person(PersonId(1)), role, door, reach, ..Actor::system(door) }
}

/// What each action is about: what it is called in the table, and the rule's word for it.
fn abouts(action: Action) -> Vec<(&'static str, About)> {
    use Action as A;
    let other = |role| About::Person { own: false, role };
    match action {
        A::SeePeople
        | A::AddRequester
        | A::AddAgent
        | A::AddLead
        | A::AddAdministrator
        | A::AddOrganization
        | A::AddTeam
        | A::AddSite
        | A::ManageFields => {
            vec![("-", About::Desk)]
        }
        A::SeeOrganization | A::EditOrganization => {
            vec![("their own", About::Organization { own: true }), ("another", About::Organization { own: false })]
        }
        A::SeeTeam | A::EditTeam => vec![("any", About::Team)],
        A::SeeSite | A::EditSite => vec![("any", About::Site)],
        _ => vec![
            ("themselves", About::Person { own: true, role: Role::Requester }),
            ("a requester", other(Role::Requester)),
            ("an agent", other(Role::Agent)),
            ("a lead", other(Role::Lead)),
            ("an administrator", other(Role::Administrator)),
        ],
    }
}

/// The table: rows are actions and what they are about, columns are who asks.
fn printed() -> String {
    let mut out = String::from(
        "Who may do what to people, organizations, teams and sites.\n\n\
         yes: they may. no: they see it, but may not. -: they do not know that it exists.\n\
         The last three columns are an administrator's programs: a token with full scope, one that only reads, and the password.\n\n",
    );
    let columns: Vec<(String, Actor)> = Role::ALL
        .iter()
        .map(|role| (role.to_string(), actor(*role, Door::Web, Reach::Full)))
        .chain([
            ("full token".to_owned(), actor(Role::Administrator, Door::Api, Reach::Full)),
            ("reading token".to_owned(), actor(Role::Administrator, Door::Api, Reach::ReadOnly)),
            ("password".to_owned(), Actor { proved: true, ..actor(Role::Administrator, Door::Api, Reach::Full) }),
        ])
        .collect();
    let head: Vec<String> = columns.iter().map(|(name, _)| format!("{name:<13}")).collect();
    writeln!(out, "{:<22} {:<17} {}", "action", "on", head.join(" ").trim_end()).unwrap();
    for action in Action::ALL {
        for (on, about) in abouts(*action) {
            let cells: Vec<String> = columns
                .iter()
                .map(|(_, actor)| {
                    let about = match about {
                        About::Person { own: true, .. } => About::Person { own: true, role: actor.role },
                        other => other,
                    };
                    let word = match rule(actor, *action, about) {
                        Verdict::Yes => "yes",
                        Verdict::No => "no",
                        Verdict::Hidden => "-",
                    };
                    format!("{word:<13}")
                })
                .collect();
            writeln!(out, "{:<22} {on:<17} {}", action.as_str(), cells.join(" ").trim_end()).unwrap();
        }
    }
    out
}

#[test]
fn the_printed_table_is_the_rule() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/policy.txt");
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(path, printed()).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == printed(), "the rule and tests/policy.txt differ; run the test with UPDATE=1 and look at the diff:\n{}", printed());
}

#[test]
fn lists_and_table_agree_about_who_is_seen() {
    let desk = desk();
    let everybody = [desk.ada, desk.leo, desk.ann, desk.rita];
    let organization = desk
        .write({
            let rita = desk.rita;
            move |tx| {
                let input = people::OrganizationInput { name: "Acme".into(), ..people::OrganizationInput::default() };
                let own = people::add_organization(tx, &crate::common::system(), &input)?.id;
                people::add_organization(tx, &crate::common::system(), &people::OrganizationInput { name: "Beta".into(), ..input })?;
                tx.execute_one("UPDATE people SET organization_id = $2 WHERE id = $1", db::params![rita, own])?;
                Ok(own)
            }
        })
        .unwrap();
    for by in everybody {
        let actor = desk.actor(by);
        desk.read(move |c| {
            let (condition, values) = visible_people(&actor, 1);
            let listed = c.all::<(PersonId,)>(&format!("SELECT p.id FROM people p WHERE {condition}"), &values)?;
            for person in everybody {
                let permitted = permit(c, &actor, Action::SeePerson, person).is_ok();
                assert_eq!(permitted, listed.contains(&(person,)), "{} and person {person}", actor.role);
            }
            let (condition, values) = visible_organizations(&actor, 1);
            let listed = c.all::<(people::OrganizationId,)>(&format!("SELECT o.id FROM organizations o WHERE {condition}"), &values)?;
            for id in [organization, people::OrganizationId(organization.0 + 1)] {
                assert_eq!(
                    permit(c, &actor, Action::SeeOrganization, id).is_ok(),
                    listed.contains(&(id,)),
                    "{} and organization {id}",
                    actor.role
                );
            }
            Ok(())
        })
        .unwrap();
    }
}

#[test]
fn buttons_and_deeds_agree() {
    let desk = desk();
    for by in [desk.ada, desk.leo, desk.ann, desk.rita] {
        for whom in [desk.ada, desk.leo, desk.ann, desk.rita] {
            let actor = desk.actor(by);
            desk.read(move |c| {
                let person = people::directory::person(c, whom)?.unwrap();
                for action in Action::ALL {
                    assert_eq!(permit(c, &actor, *action, whom).is_ok(), may::<PersonId>(&actor, *action, &person), "{action}");
                }
                Ok(())
            })
            .unwrap();
        }
    }
}

#[test]
fn firstline_itself_may_everything() {
    let system = Actor::system(Door::Inside);
    assert!(Action::ALL.iter().all(|a| rule(&system, *a, About::Desk) == Verdict::Yes));
}
