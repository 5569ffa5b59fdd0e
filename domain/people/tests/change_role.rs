//! Changing roles, deactivating and taking back.

use crate::common::{desk, opened, system, visit, wrong};
use people::{ChangeRole, Door, PersonId, Role, SetMembers, TeamInput, Visibility, change_role, deactivate, directory, reactivate};

#[test]
fn an_administrator_makes_a_requester_an_agent() {
    let desk = desk();
    let (ada, rita) = (desk.actor(desk.ada), desk.rita);
    let person = desk.write(move |tx| change_role(tx, &ada, &ChangeRole { person: rita, role: Role::Agent })).unwrap();
    assert_eq!(person.role, Role::Agent);
    assert_eq!(desk.history(rita.0), ["person.added", "person.role_changed"]);
}

#[test]
fn nobody_changes_their_own_role_and_leads_change_none() {
    let desk = desk();
    let change = |by: PersonId, person: PersonId| {
        let actor = desk.actor(by);
        wrong(desk.write(move |tx| change_role(tx, &actor, &ChangeRole { person, role: Role::Requester })))
    };
    assert_eq!(change(desk.ada, desk.ada), "not allowed: change_role");
    assert_eq!(change(desk.leo, desk.ann), "not allowed: change_role");
}

#[test]
fn the_last_active_administrator_stays() {
    let desk = desk();
    let ada = desk.ada;
    let demote = move |tx: &mut db::Tx<'_>| change_role(tx, &system(), &ChangeRole { person: ada, role: Role::Lead });
    assert_eq!(wrong(desk.write(demote)), "last-administrator");
    assert_eq!(wrong(desk.write(move |tx| deactivate(tx, &system(), &ada))), "last-administrator");
    let (by_ada, leo) = (desk.actor(ada), desk.leo);
    desk.write(move |tx| change_role(tx, &by_ada, &ChangeRole { person: leo, role: Role::Administrator })).unwrap();
    desk.write(demote).unwrap();
}

#[test]
fn two_administrators_who_demote_each_other_do_not_both_succeed() {
    let desk = desk();
    let (ada, leo) = (desk.ada, desk.leo);
    desk.write(move |tx| change_role(tx, &system(), &ChangeRole { person: leo, role: Role::Administrator })).unwrap();
    let threads: Vec<_> = [ada, leo]
        .map(|person| {
            let db = desk.db.clone();
            std::thread::spawn(move || {
                db.write_now(move |tx| change_role(tx, &system(), &ChangeRole { person, role: Role::Agent })).is_ok()
            })
        })
        .into_iter()
        .collect();
    assert_eq!(threads.into_iter().map(|t| t.join().unwrap()).filter(|ok| *ok).count(), 1);
}

#[test]
fn who_is_no_longer_staff_leaves_every_team_and_signs_in_again() {
    let desk = desk();
    let session = desk.with_password(desk.ann);
    let ann = desk.ann;
    desk.write(move |tx| {
        let team = people::add_team(tx, &system(), &TeamInput { name: "Network".into(), visibility: Visibility::Open })?;
        people::set_members(tx, &system(), &SetMembers { team: team.id, members: vec![ann] })?;
        change_role(tx, &system(), &ChangeRole { person: ann, role: Role::Requester })
    })
    .unwrap();
    assert!(desk.actor(ann).teams.is_empty());
    let secret = session.secret.reveal().to_owned();
    assert!(desk.read(move |c| people::person_of_session(c, &secret, Door::Web)).unwrap().is_none());
}

#[test]
fn who_was_deactivated_is_out_at_once_and_comes_back_as_before() {
    let desk = desk();
    let session = desk.with_password(desk.ann);
    let (leo, ann, secret) = (desk.actor(desk.leo), desk.ann, session.secret.reveal().to_owned());
    let back = leo.clone();
    desk.write(move |tx| deactivate(tx, &leo, &ann)).unwrap();
    assert!(desk.read(move |c| people::person_of_session(c, &secret, Door::Web)).unwrap().is_none());
    assert!(desk.read(move |c| directory::actor_of(c, ann, Door::Mail)).unwrap().is_none());
    assert_eq!(crate::common::refused(desk.sign_in(&visit(), "ann@desk.example", crate::common::PASSWORD)), "sign-in-wrong");
    desk.write(move |tx| reactivate(tx, &back, &ann)).unwrap();
    opened(desk.sign_in(&visit(), "ann@desk.example", crate::common::PASSWORD));
}
