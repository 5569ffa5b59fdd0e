//! API tokens.

use crate::common::{Desk, desk, system, wrong};
use people::{
    AddPerson, CreateToken, Door, PersonId, Reach, Role, Scope, Secret, TOKEN_PREFIX, TOKENS_MAX, TokenId, add_person, create_token,
    note_token_use, person_of_token, revoke_token, tokens_of,
};

fn make(desk: &Desk, by: PersonId, person: PersonId, scope: Scope) -> outcome::Result<(people::ApiToken, Secret)> {
    let actor = desk.actor(by);
    desk.write(move |tx| create_token(tx, &actor, &CreateToken { person, name: " Backup script ".into(), scope }))
}

fn acting(desk: &Desk, secret: &Secret) -> Option<people::Actor> {
    let secret = secret.reveal().to_owned();
    desk.read(move |c| person_of_token(c, &secret)).unwrap().map(|(actor, _, _)| actor)
}

#[test]
fn a_token_acts_as_its_person_through_the_api() {
    let desk = desk();
    let (token, secret) = make(&desk, desk.ann, desk.ann, Scope::Full).unwrap();
    assert!(secret.reveal().starts_with(TOKEN_PREFIX) && token.name == "Backup script");
    let actor = acting(&desk, &secret).unwrap();
    assert_eq!((actor.person(), actor.door, actor.reach), (Some(desk.ann), Door::Api, Reach::Full));
    let added = desk.write(move |tx| add_person(tx, &actor, &AddPerson::new("New", "new@x.example", Role::Requester)));
    assert!(added.is_ok());
    let secret = secret.reveal().to_owned();
    let statements = desk
        .read(move |c| {
            person_of_token(c, &secret)?;
            Ok(c.statements())
        })
        .unwrap();
    assert_eq!(statements, 1);
}

#[test]
fn a_reading_token_writes_nothing_and_no_token_makes_another() {
    let desk = desk();
    let reading = acting(&desk, &make(&desk, desk.ann, desk.ann, Scope::ReadOnly).unwrap().1).unwrap();
    let full = acting(&desk, &make(&desk, desk.ann, desk.ann, Scope::Full).unwrap().1).unwrap();
    let ann = desk.ann;
    desk.write(move |tx| {
        let new = AddPerson::new("New", "new@x.example", Role::Requester);
        assert_eq!(wrong(add_person(tx, &reading, &new)), "not allowed: add_requester");
        assert!(people::directory::person_card(tx, &reading, ann).is_ok());
        let another = CreateToken { person: ann, name: "Another".into(), scope: Scope::Full };
        assert_eq!(wrong(create_token(tx, &full, &another)), "not allowed: create_token");
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_revoked_token_opens_nothing_and_stays_in_the_list() {
    let desk = desk();
    let (token, secret) = make(&desk, desk.ann, desk.ann, Scope::Full).unwrap();
    let (actor, ann) = (desk.actor(desk.ann), desk.ann);
    let list = desk
        .write(move |tx| {
            revoke_token(tx, &actor, &token.id)?;
            revoke_token(tx, &actor, &token.id)?;
            tokens_of(tx, &actor, ann)
        })
        .unwrap();
    assert!(acting(&desk, &secret).is_none() && list.len() == 1 && list[0].revoked_at.is_some());
    assert_eq!(desk.history(ann.0), ["person.added", "token.created", "token.revoked"]);
    assert!(desk.read(|c| person_of_token(c, "flt_nonsense")).unwrap().is_none());
}

#[test]
fn tokens_of_others_are_an_administrators_matter() {
    let desk = desk();
    let token = make(&desk, desk.ann, desk.ann, Scope::Full).unwrap().0.id;
    let revoke = |by, token| {
        let actor = desk.actor(by);
        desk.write(move |tx| revoke_token(tx, &actor, &token))
    };
    assert_eq!(wrong(revoke(desk.leo, token)), "not found");
    assert_eq!(wrong(revoke(desk.rita, token)), "not found");
    assert_eq!(wrong(revoke(desk.ada, TokenId(9_999))), "not found");
    revoke(desk.ada, token).unwrap();
    assert_eq!(wrong(make(&desk, desk.rita, desk.rita, Scope::Full)), "not allowed: create_token");
    assert_eq!(wrong(make(&desk, desk.ada, desk.ann, Scope::Full)), "not allowed: create_token");
}

#[test]
fn who_was_deactivated_acts_through_no_token() {
    let desk = desk();
    let secret = make(&desk, desk.ann, desk.ann, Scope::Full).unwrap().1;
    let ann = desk.ann;
    desk.write(move |tx| people::deactivate(tx, &system(), &ann)).unwrap();
    assert!(acting(&desk, &secret).is_none());
}

#[test]
fn the_last_day_of_use_is_kept_and_nothing_finer() {
    let desk = desk();
    let (token, secret) = make(&desk, desk.ann, desk.ann, Scope::Full).unwrap();
    let now = desk.db.clock().now();
    assert!(token.wants_note(now));
    desk.write(move |tx| note_token_use(tx, token.id)).unwrap();
    let secret = secret.reveal().to_owned();
    let token = desk.read(move |c| person_of_token(c, &secret)).unwrap().unwrap().2;
    assert_eq!(token.last_used_on, Some(db::Moment(now.0 - 9 * db::HOUR_MS)));
    assert!(!token.wants_note(now) && token.wants_note(now.plus_ms(15 * db::HOUR_MS)));
}

#[test]
fn a_token_has_a_name_and_a_person_a_limited_number() {
    let desk = desk();
    let (actor, person) = (desk.actor(desk.ann), desk.ann);
    desk.write(move |tx| {
        let nameless = CreateToken { person, name: " ".into(), scope: Scope::Full };
        assert_eq!(wrong(create_token(tx, &actor, &nameless)), "name: token-name-missing");
        for _ in 0..TOKENS_MAX {
            create_token(tx, &actor, &CreateToken { name: "x".into(), ..nameless.clone() })?;
        }
        assert_eq!(wrong(create_token(tx, &actor, &CreateToken { name: "x".into(), ..nameless })), "name: tokens-too-many");
        Ok(())
    })
    .unwrap();
}
