//! Choosing a new password.

use crate::common::{Desk, PASSWORD, desk, opened, refused, visit, wrong};
use people::{ChangePassword, Door, FRESH_MS, PasswordHash, RedeemLink, SessionId, ask_own_password, change_password, may_skip_current};

const NEW: &str = "fünf warme Gänse";

fn change(desk: &Desk, session: SessionId, current: Option<&str>) -> outcome::Result<()> {
    let actor = desk.actor(desk.ann);
    let asker = actor.clone();
    let current = current.map(|password| desk.write(move |tx| ask_own_password(tx, &asker, &visit())).unwrap().answer(password).unwrap());
    let input = ChangePassword { session, current, new: PasswordHash::of(NEW, &["Ann Agent"])? };
    desk.write(move |tx| change_password(tx, &actor, &input))
}

#[test]
fn with_the_old_password_the_new_one_counts_and_other_sessions_end() {
    let desk = desk();
    let other = desk.with_password(desk.ann);
    let own = opened(desk.sign_in(&visit(), "ann@desk.example", PASSWORD));
    change(&desk, own.session.id, Some(PASSWORD)).unwrap();
    assert_eq!(refused(desk.sign_in(&visit(), "ann@desk.example", PASSWORD)), "sign-in-wrong");
    opened(desk.sign_in(&visit(), "ann@desk.example", NEW));
    let open = |secret: String| desk.read(move |c| people::person_of_session(c, &secret, Door::Web)).unwrap().is_some();
    assert!(open(own.secret.reveal().to_owned()) && !open(other.secret.reveal().to_owned()));
}

#[test]
fn without_the_old_password_or_with_a_wrong_one_nothing_changes() {
    let desk = desk();
    let session = desk.with_password(desk.ann).session.id;
    assert_eq!(wrong(change(&desk, session, None)), "current_password: password-current-wrong");
    assert_eq!(wrong(change(&desk, session, Some("something else"))), "current_password: password-current-wrong");
    opened(desk.sign_in(&visit(), "ann@desk.example", PASSWORD));
}

#[test]
fn fresh_from_a_link_the_old_one_is_not_asked_for() {
    let desk = desk();
    desk.with_password(desk.ann);
    let by_link = || {
        let asked = desk.write(|tx| people::ask_link(tx, &visit(), "ann@desk.example")).unwrap();
        let input =
            RedeemLink { secret: asked.letter.unwrap().secret.reveal().to_owned(), browsers: vec![asked.browser.reveal().to_owned()] };
        opened(desk.write(move |tx| people::redeem_link(tx, &visit(), &input))).session.id
    };
    let session = by_link();
    let actor = desk.actor(desk.ann);
    assert!(desk.read(move |c| may_skip_current(c, &actor, session)).unwrap());
    change(&desk, session, None).unwrap();
    opened(desk.sign_in(&visit(), "ann@desk.example", NEW));
    let stale = by_link();
    desk.later_ms(FRESH_MS);
    assert_eq!(wrong(change(&desk, stale, None)), "current_password: password-current-wrong");
}

#[test]
fn guessing_the_own_password_is_limited_too() {
    let desk = desk();
    desk.with_password(desk.ann);
    let actor = desk.actor(desk.ann);
    let tries = (0..20).take_while(|_| {
        let actor = actor.clone();
        desk.write(move |tx| ask_own_password(tx, &actor, &visit())).is_ok()
    });
    assert_eq!(tries.count(), 10);
}

#[test]
fn a_weak_password_is_refused_with_a_reason() {
    assert_eq!(wrong(PasswordHash::of("short", &[])), "password: password-too-short");
    assert_eq!(wrong(PasswordHash::of("AnnAgent2026!", &["Ann Agent", "ann@desk.example"])), "password: password-about-you");
}
