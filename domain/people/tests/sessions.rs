//! Sessions: how long they last, who sees them, who ends them.

use crate::common::{PASSWORD, desk, opened, visit, wrong};
use people::{
    Door, RevokeOthers, RevokeSession, SESSION_AGE_MAX_MS, SESSION_IDLE_MS, SESSIONS_MAX, SessionId, forget_ended_sessions,
    person_of_session, revoke_other_sessions, revoke_session, sessions_of, sign_out, touch_session,
};

fn is_open(desk: &crate::common::Desk, secret: &people::Secret) -> bool {
    let secret = secret.reveal().to_owned();
    desk.read(move |c| person_of_session(c, &secret, Door::Web)).unwrap().is_some()
}

#[test]
fn who_is_signed_in_takes_one_statement() {
    let desk = desk();
    let secret = desk.with_password(desk.ann).secret.reveal().to_owned();
    let statements = desk
        .read(move |c| {
            assert!(person_of_session(c, &secret, Door::Web)?.is_some());
            Ok(c.statements())
        })
        .unwrap();
    assert_eq!(statements, 1);
    for nonsense in ["", "x", &"y".repeat(10_000)] {
        let nonsense = nonsense.to_owned();
        assert!(desk.read(move |c| person_of_session(c, &nonsense, Door::Web)).unwrap().is_none());
    }
}

#[test]
fn a_session_ends_when_nobody_uses_it_and_lives_on_when_somebody_does() {
    let desk = desk();
    let idle = desk.with_password(desk.ann);
    desk.later_ms(SESSION_IDLE_MS - 1);
    let used = opened(desk.sign_in(&visit(), "ann@desk.example", PASSWORD));
    let (info, now) = (idle.session.clone(), desk.db.clock().now());
    assert!(is_open(&desk, &idle.secret) && info.wants_touch(now) && !used.session.wants_touch(now));
    desk.later_ms(1);
    assert!(!is_open(&desk, &idle.secret) && is_open(&desk, &used.secret));
    let id = idle.session.id;
    desk.write(move |tx| touch_session(tx, id)).unwrap();
    assert!(!is_open(&desk, &idle.secret), "an ended session is not touched back to life");
}

#[test]
fn a_session_ends_after_its_age_however_much_it_is_used() {
    let desk = desk();
    let session = desk.with_password(desk.ann);
    let id = session.session.id;
    for _ in 0..SESSION_AGE_MAX_MS / db::DAY_MS {
        assert!(is_open(&desk, &session.secret));
        desk.later_ms(db::DAY_MS);
        desk.write(move |tx| touch_session(tx, id)).unwrap();
    }
    assert!(!is_open(&desk, &session.secret));
    assert_eq!(desk.write(forget_ended_sessions).unwrap(), 1);
}

#[test]
fn a_person_sees_their_sessions_and_ends_one_or_all_others() {
    let desk = desk();
    let first = desk.with_password(desk.ann);
    desk.later_ms(db::MINUTE_MS);
    let (second, third) =
        (opened(desk.sign_in(&visit(), "ann@desk.example", PASSWORD)), opened(desk.sign_in(&visit(), "ann@desk.example", PASSWORD)));
    let (actor, ann) = (desk.actor(desk.ann), desk.ann);
    let list =
        |actor: people::Actor| desk.read(move |c| sessions_of(c, &actor, ann)).unwrap().into_iter().map(|s| s.id).collect::<Vec<_>>();
    assert_eq!(list(actor.clone()), [third.session.id, second.session.id, first.session.id]);

    let (by, session) = (actor.clone(), first.session.id);
    desk.write(move |tx| revoke_session(tx, &by, &RevokeSession { person: ann, session })).unwrap();
    assert!(!is_open(&desk, &first.secret));
    let (by, keep) = (actor.clone(), Some(third.session.id));
    assert_eq!(desk.write(move |tx| revoke_other_sessions(tx, &by, &RevokeOthers { person: ann, keep })).unwrap(), 1);
    assert!(is_open(&desk, &third.secret) && !is_open(&desk, &second.secret));

    let secret = third.secret.reveal().to_owned();
    desk.write(move |tx| {
        sign_out(tx, &actor, &secret)?;
        sign_out(tx, &actor, &secret)
    })
    .unwrap();
    assert!(!is_open(&desk, &third.secret));
    let ends: Vec<_> = desk.history(ann.0).into_iter().filter(|k| k.starts_with("session.") && k != "session.opened").collect();
    assert_eq!(ends, ["session.revoked", "session.revoked", "session.ended"]);
}

#[test]
fn nobody_ends_the_sessions_of_others_but_an_administrator() {
    let desk = desk();
    let session = desk.with_password(desk.ann).session.id;
    let revoke = |by, person, session| {
        let actor = desk.actor(by);
        desk.write(move |tx| revoke_session(tx, &actor, &RevokeSession { person, session }))
    };
    assert_eq!(wrong(revoke(desk.leo, desk.ann, session)), "not allowed: revoke_sessions");
    assert_eq!(wrong(revoke(desk.rita, desk.ann, session)), "not found");
    assert_eq!(wrong(revoke(desk.rita, desk.rita, session)), "not found");
    assert_eq!(wrong(revoke(desk.ada, desk.ann, SessionId(9_999))), "not found");
    revoke(desk.ada, desk.ann, session).unwrap();
}

#[test]
fn the_session_unused_for_longest_makes_room() {
    let desk = desk();
    let first = desk.with_password(desk.ann);
    for n in 0..SESSIONS_MAX {
        desk.later_ms(db::MINUTE_MS);
        assert_eq!(is_open(&desk, &first.secret), n < SESSIONS_MAX, "{n}");
        opened(desk.sign_in(&crate::common::visit_from(&format!("203.0.113.{n}")), "ann@desk.example", PASSWORD));
    }
    assert!(!is_open(&desk, &first.secret));
    let (ann, actor) = (desk.ann, desk.actor(desk.ann));
    assert_eq!(desk.read(move |c| sessions_of(c, &actor, ann)).unwrap().len() as i64, SESSIONS_MAX);
}
