//! The first administrator, and everybody after.

use crate::common::{PASSWORD, desk, opened, system, visit, wrong};
use catalogue::Language;
use db::params;
use people::{
    AcceptInvitation, INVITATION_VALID_MS, PasswordHash, Role, SET_UP_VALID_MS, SetUp, accept_invitation, invite, invited, needs_set_up,
    set_up, set_up_token, set_up_token_works,
};

fn first(token: &str) -> SetUp {
    SetUp {
        token: token.to_owned(),
        name: "First".into(),
        email: "first@desk.example".into(),
        password: PasswordHash::of(PASSWORD, &[]).unwrap(),
        language: Language::De,
        zone: "Europe/Berlin".into(),
    }
}

/// A desk whose administrator was never made.
fn empty() -> crate::common::Desk {
    let desk = desk();
    let ada = desk.ada;
    desk.write(move |tx| tx.execute_one("UPDATE people SET role = 'agent' WHERE id = $1", params![ada])).unwrap();
    desk
}

#[test]
fn the_latest_token_makes_the_first_administrator_once() {
    let desk = empty();
    assert!(desk.read(needs_set_up).unwrap());
    let old = desk.write(set_up_token).unwrap().unwrap();
    let token = desk.write(set_up_token).unwrap().unwrap().reveal().to_owned();
    let works = token.clone();
    assert!(desk.read(move |c| set_up_token_works(c, &works)).unwrap());
    let stale = first(old.reveal());
    assert_eq!(wrong(desk.write(move |tx| set_up(tx, &visit(), &stale))), "set-up-link-does-not-work");
    let input = first(&token);
    let again = input.clone();
    let session = desk.write(move |tx| set_up(tx, &visit(), &input)).unwrap();
    assert_eq!((session.person.role, session.person.speaks()), (Role::Administrator, Language::De));
    assert_eq!(wrong(desk.write(move |tx| set_up(tx, &visit(), &again))), "set-up-link-does-not-work");
    assert!(desk.write(set_up_token).unwrap().is_none() && !desk.read(needs_set_up).unwrap());
    opened(desk.sign_in(&visit(), "first@desk.example", PASSWORD));
    assert_eq!(desk.history(session.person.id.0), ["person.added", "desk.set_up", "session.opened", "session.opened"]);
}

#[test]
fn a_set_up_token_ends_after_a_day_and_what_does_not_hold_uses_it_not_up() {
    let desk = empty();
    let token = desk.write(set_up_token).unwrap().unwrap();
    let nameless = SetUp { name: " ".into(), email: String::new(), ..first(token.reveal()) };
    assert_eq!(wrong(desk.write(move |tx| set_up(tx, &visit(), &nameless))), "email: email-missing");
    let works = token.reveal().to_owned();
    assert!(desk.read(move |c| set_up_token_works(c, &works)).unwrap());
    desk.later_ms(SET_UP_VALID_MS);
    let input = first(token.reveal());
    assert_eq!(wrong(desk.write(move |tx| set_up(tx, &visit(), &input))), "set-up-link-does-not-work");
}

#[test]
fn an_invited_agent_chooses_a_password_once() {
    let desk = desk();
    let (leo, ann) = (desk.actor(desk.leo), desk.ann);
    let invitation = desk.write(move |tx| invite(tx, &leo, &ann)).unwrap();
    assert_eq!(invitation.email, "ann@desk.example");
    let secret = invitation.secret.reveal().to_owned();
    let greeted = secret.clone();
    assert_eq!(desk.read(move |c| invited(c, &greeted)).unwrap().unwrap().id, ann);
    let input = AcceptInvitation { secret, password: PasswordHash::of(PASSWORD, &[]).unwrap() };
    let again = input.clone();
    desk.write(move |tx| accept_invitation(tx, &visit(), &input)).unwrap();
    assert_eq!(wrong(desk.write(move |tx| accept_invitation(tx, &visit(), &again))), "invitation-does-not-work");
    opened(desk.sign_in(&visit(), "ann@desk.example", PASSWORD));
    let ada = desk.actor(desk.ada);
    assert_eq!(wrong(desk.write(move |tx| invite(tx, &ada, &ann))), "invited-has-password");
}

#[test]
fn an_invitation_ends_after_a_week_and_when_a_new_one_is_sent() {
    let desk = desk();
    let ann = desk.ann;
    let old = desk.write(move |tx| invite(tx, &system(), &ann)).unwrap().secret.reveal().to_owned();
    let new = desk.write(move |tx| invite(tx, &system(), &ann)).unwrap().secret.reveal().to_owned();
    let works = |secret: &str| {
        let secret = secret.to_owned();
        desk.read(move |c| invited(c, &secret)).unwrap().is_some()
    };
    assert!(!works(&old) && works(&new));
    desk.later_ms(INVITATION_VALID_MS);
    assert!(!works(&new));
}

#[test]
fn invitations_go_to_active_people_below_with_an_address() {
    let desk = desk();
    let try_invite = |by, whom| {
        let actor = desk.actor(by);
        wrong(desk.write(move |tx| invite(tx, &actor, &whom)))
    };
    assert_eq!(try_invite(desk.ann, desk.leo), "not allowed: invite");
    assert_eq!(try_invite(desk.rita, desk.ann), "not found");
    let rita = desk.rita;
    desk.write(move |tx| tx.execute_one("DELETE FROM person_emails WHERE person_id = $1", params![rita])).unwrap();
    assert_eq!(try_invite(desk.ann, desk.rita), "email: email-missing");
    desk.write(move |tx| people::deactivate(tx, &system(), &rita)).unwrap();
    assert_eq!(try_invite(desk.ann, desk.rita), "person-deactivated");
}
