//! Signing in with a password; trying too often.

use crate::common::{PASSWORD, desk, opened, refused, visit, visit_from, wrong};
use db::params;
use people::{Door, Method, SessionState, person_of_session};

#[test]
fn the_right_password_opens_a_new_session_every_time() {
    let desk = desk();
    desk.with_password(desk.ann);
    let (one, two) =
        (opened(desk.sign_in(&visit(), " ANN@desk.example", PASSWORD)), opened(desk.sign_in(&visit(), "ann@desk.example", PASSWORD)));
    assert_ne!(one.secret, two.secret);
    assert_eq!(
        (one.session.state, one.session.method, one.session.network.as_str()),
        (SessionState::Open, Method::Password, "203.0.113.0/24")
    );
    let secret = one.secret.reveal().to_owned();
    let (actor, person, session) = desk.read(move |c| person_of_session(c, &secret, Door::Web)).unwrap().unwrap();
    assert_eq!((actor.person(), person.id, session.id), (Some(desk.ann), desk.ann, one.session.id));
    assert_eq!(desk.history(desk.ann.0).iter().filter(|k| *k == "session.opened").count(), 3);
}

#[test]
fn wrong_password_unknown_account_and_account_without_password_answer_alike() {
    let desk = desk();
    desk.with_password(desk.ann);
    assert_eq!(refused(desk.sign_in(&visit(), "ann@desk.example", "not the password")), "sign-in-wrong");
    assert_eq!(refused(desk.sign_in(&visit(), "nobody@desk.example", PASSWORD)), "sign-in-wrong");
    assert_eq!(refused(desk.sign_in(&visit(), "rita@desk.example", PASSWORD)), "sign-in-wrong");
    assert_eq!(refused(desk.sign_in(&visit(), "not an address", "")), "sign-in-wrong");
    assert_eq!(desk.history(desk.ann.0).last().unwrap(), "sign_in.refused");
    assert_eq!(desk.history(0), ["sign_in.refused"; 2]);
}

#[test]
fn a_guesser_is_stopped_and_the_owner_elsewhere_does_not_notice() {
    let desk = desk();
    desk.with_password(desk.ann);
    let guesser = visit_from("198.51.100.66");
    for _ in 0..10 {
        assert_eq!(refused(desk.sign_in(&guesser, "ann@desk.example", "guess guess guess")), "sign-in-wrong");
    }
    assert_eq!(wrong(desk.sign_in(&guesser, "ann@desk.example", PASSWORD)), "too many");
    opened(desk.sign_in(&visit(), "ann@desk.example", PASSWORD));
    opened(desk.sign_in(&visit_from("198.51.100.67"), "ann@desk.example", PASSWORD));
    desk.later_ms(15 * db::MINUTE_MS);
    opened(desk.sign_in(&guesser, "ann@desk.example", PASSWORD));
}

#[test]
fn a_guesser_next_door_does_not_lock_out_a_browser_that_signed_in_before() {
    let desk = desk();
    desk.with_password(desk.ann);
    let known = opened(desk.sign_in(&visit(), "ann@desk.example", PASSWORD)).browser.unwrap();
    while desk.sign_in(&visit(), "ann@desk.example", "guess guess guess").is_ok() {}
    let own = people::Visit { browser: Some(known.reveal().to_owned()), ..visit() };
    let again = opened(desk.sign_in(&own, "ann@desk.example", PASSWORD)).browser.unwrap();
    assert_eq!(wrong(desk.sign_in(&own, "ann@desk.example", PASSWORD)), "too many", "the old secret is spent");
    let own = people::Visit { browser: Some(again.reveal().to_owned()), ..visit() };
    opened(desk.sign_in(&own, "ann@desk.example", PASSWORD));
    // It is known for Ann only, and has tries of its own, not endless ones.
    desk.with_password(desk.leo);
    while desk.sign_in(&visit(), "leo@desk.example", "guess guess guess").is_ok() {}
    let anns = opened({
        desk.later_ms(15 * db::MINUTE_MS);
        desk.sign_in(&visit(), "ann@desk.example", PASSWORD)
    });
    while desk.sign_in(&visit(), "leo@desk.example", "guess guess guess").is_ok() {}
    let own = people::Visit { browser: Some(anns.browser.unwrap().reveal().to_owned()), ..visit() };
    assert_eq!(wrong(desk.sign_in(&own, "leo@desk.example", PASSWORD)), "too many");
    assert_eq!((0..20).take_while(|_| desk.sign_in(&own, "ann@desk.example", "guess guess guess").is_ok()).count(), 10);
}

#[test]
fn a_network_out_of_tries_still_lets_in_who_has_a_link_that_works() {
    let desk = desk();
    let asked = desk.write(|tx| people::ask_link(tx, &visit(), "rita@desk.example")).unwrap();
    while desk
        .write(|tx| people::begin_passkey_sign_in(tx, &visit(), &people::Party { id: "x".into(), name: "x".into(), origins: vec![] }))
        .is_ok()
    {}
    let input =
        people::RedeemLink { secret: asked.letter.unwrap().secret.reveal().to_owned(), browsers: vec![asked.browser.reveal().to_owned()] };
    let again = input.clone();
    opened(desk.write(move |tx| people::redeem_link(tx, &visit(), &input)));
    assert_eq!(wrong(desk.write(move |tx| people::redeem_link(tx, &visit(), &again))), "too many");
}

#[test]
fn a_network_that_tries_many_accounts_is_stopped_too() {
    let desk = desk();
    let guesser = visit_from("2001:db8::1");
    let tries = (0..200).take_while(|n| {
        let (email, guesser) = (format!("a{n}@desk.example"), guesser.clone());
        desk.write(move |tx| people::ask_password(tx, &guesser, &email)).is_ok()
    });
    assert_eq!(tries.count(), 120);
    let neighbour = visit_from("2001:db8:0:0:ffff::1");
    assert_eq!(wrong(desk.write(move |tx| people::ask_password(tx, &neighbour, "x@desk.example"))), "too many");
    assert!(desk.write(|tx| people::ask_password(tx, &visit_from("2001:db8:0:1::1"), "x@desk.example")).is_ok());
}

#[test]
fn a_password_changed_between_question_and_answer_is_not_accepted() {
    let desk = desk();
    desk.with_password(desk.ann);
    let answer = desk.write(|tx| people::ask_password(tx, &visit(), "ann@desk.example")).unwrap().answer(PASSWORD).unwrap();
    let ann = desk.ann;
    desk.write(move |tx| tx.execute_one("UPDATE passwords SET hash = 'another' WHERE person_id = $1", params![ann])).unwrap();
    assert_eq!(refused(desk.write(move |tx| people::sign_in_by_password(tx, &visit(), &answer))), "sign-in-wrong");
}

#[test]
fn no_event_and_no_row_holds_a_secret() {
    let desk = desk();
    let session = desk.with_password(desk.ann);
    let secret = session.secret.reveal().to_owned();
    let told = desk
        .read(move |c| {
            let data = c.all::<(String,)>("SELECT data FROM events", params![])?;
            let hashes = c.all::<(String,)>("SELECT hash FROM passwords", params![])?;
            Ok(data.into_iter().chain(hashes).any(|(text,)| text.contains(&secret) || text.contains("@") || text.contains("Enten")))
        })
        .unwrap();
    assert!(!told);
}
