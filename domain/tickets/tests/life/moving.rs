//! Waiting, holding, resolving, reopening, closing, confirming.

use db::{DAY_MS, Tx};
use people::Actor;
use testkit::{Cast, refused};
use tickets::{Changed, Confirm, Hold, Status, TicketId, close, confirm, hold, reopen, resolve, wait};

use crate::stage::{asked, cast, counters_hold, now};

type Deed = fn(&mut Tx<'_>, &Actor, TicketId) -> outcome::Result<Changed>;

fn done(cast: &Cast, actor: &Actor, id: TicketId, deed: Deed) -> outcome::Result<Changed> {
    let actor = actor.clone();
    cast.write(move |tx| deed(tx, &actor, id))
}

fn confirmed(cast: &Cast, actor: &Actor, ticket: TicketId, solved: bool) -> outcome::Result<Changed> {
    let actor = actor.clone();
    cast.write(move |tx| confirm(tx, &actor, &Confirm { ticket, solved }))
}

#[test]
fn instants_and_counts_follow_the_status() {
    let cast = cast();
    let id = asked(&cast);
    for (deed, status, reopened) in [
        (wait as Deed, Status::Waiting, 0),
        (resolve, Status::Resolved, 0),
        (reopen, Status::Open, 1),
        (resolve, Status::Resolved, 1),
        (close, Status::Closed, 1),
        (reopen, Status::Open, 2),
    ] {
        cast.pass_ms(1_000);
        let at = cast.db.clock().now();
        done(&cast, &cast.ann, id, deed).unwrap();
        let ticket = now(&cast, id);
        assert_eq!((ticket.status, ticket.status_since, ticket.reopened_count), (status, at, reopened));
        assert_eq!(ticket.resolved_at.is_some(), !status.is_unfinished());
        assert_eq!(ticket.closed_at, (status == Status::Closed).then_some(at));
        counters_hold(&cast);
    }
    assert_eq!(cast.history(id), ["opened", "waited", "resolved", "reopened", "resolved", "closed", "reopened"]);
}

#[test]
fn doing_it_again_changes_nothing() {
    let cast = cast();
    let id = asked(&cast);
    assert!(done(&cast, &cast.ann, id, resolve).unwrap().event.is_some());
    let version = now(&cast, id).version;
    assert!(done(&cast, &cast.ann, id, resolve).unwrap().event.is_none());
    assert_eq!(now(&cast, id).version, version);
}

#[test]
fn closed_is_for_good_but_for_reopening() {
    let cast = cast();
    let id = asked(&cast);
    done(&cast, &cast.ann, id, close).unwrap();
    assert_eq!(refused(done(&cast, &cast.ann, id, resolve)), "ticket-closed");
    assert_eq!(refused(done(&cast, &cast.ann, id, wait)), "ticket-closed");
    assert_eq!(refused(confirmed(&cast, &cast.rita, id, true)), "ticket-closed");
    assert_eq!(refused(done(&cast, &cast.rita, id, reopen)), "not allowed: reopen");
}

#[test]
fn a_hold_has_a_reason_and_a_date_ahead() {
    let cast = cast();
    let id = asked(&cast);
    let put = |reason: &str, until| {
        let (ann, input) = (cast.ann.clone(), Hold { ticket: id, reason: reason.into(), until });
        cast.write(move |tx| hold(tx, &ann, &input))
    };
    let at = cast.db.clock().now();
    assert_eq!(refused(put(" ", None)), "reason: hold-reason-missing");
    assert_eq!(refused(put("x", Some(at))), "until: hold-until-past");
    assert_eq!(refused(put("x", Some(at.plus_ms(1_000 * DAY_MS)))), "until: hold-until-far");
    assert_eq!(refused(put(&"x".repeat(501), None)), "reason: hold-reason-too-long");
    put("the licence", Some(at.plus_ms(DAY_MS))).unwrap();
    assert!(put("the licence", Some(at.plus_ms(DAY_MS))).unwrap().event.is_none());
    assert!(put("the licence", None).unwrap().event.is_some(), "another date is a change");
    let ticket = now(&cast, id);
    assert_eq!((ticket.status, ticket.hold_reason.as_deref(), ticket.hold_until), (Status::OnHold, Some("the licence"), None));
    done(&cast, &cast.ann, id, reopen).unwrap();
    assert_eq!(now(&cast, id).hold_reason, None);
}

#[test]
fn the_requester_says_whether_it_is_solved() {
    let cast = cast();
    let id = asked(&cast);
    assert_eq!(refused(confirmed(&cast, &cast.sam, id, true)), "not allowed: confirm");
    assert_eq!(refused(confirmed(&cast, &cast.gus, id, true)), "not found");
    confirmed(&cast, &cast.rita, id, true).unwrap();
    assert_eq!(now(&cast, id).status, Status::Resolved);
    confirmed(&cast, &cast.rita, id, false).unwrap();
    assert_eq!((now(&cast, id).status, now(&cast, id).reopened_count), (Status::Open, 1));
    assert!(confirmed(&cast, &cast.rita, id, false).unwrap().event.is_none());
}

#[test]
fn a_small_deed_takes_six_statements_at_most() {
    let cast = cast();
    let id = asked(&cast);
    for (n, deed) in [wait as Deed, resolve, reopen, close].into_iter().enumerate() {
        let ann = cast.ann.clone();
        let statements = cast
            .write(move |tx| {
                deed(tx, &ann, id)?;
                Ok(tx.statements())
            })
            .unwrap();
        // The fifth asks whether something is promised; the sixth, where it shall be done, whether an answer is missing.
        assert!(statements <= if n % 2 == 1 { 6 } else { 5 }, "deed {n}: {statements} statements");
    }
}

#[test]
fn of_two_at_the_same_moment_none_is_lost() {
    let cast = cast();
    let id = asked(&cast);
    let deeds: Vec<_> = (0..8)
        .map(|n| {
            let (db, ann) = (cast.db.clone(), cast.ann.clone());
            std::thread::spawn(move || {
                db.write_now(move |tx| {
                    let add = vec![format!("tag-{n}")];
                    tickets::tag(tx, &ann, &tickets::Tag { ticket: id, add, remove: vec![] })?;
                    if n % 2 == 0 { resolve(tx, &ann, id) } else { reopen(tx, &ann, id) }
                })
            })
        })
        .collect();
    for deed in deeds {
        deed.join().unwrap().unwrap();
    }
    let moved = cast.history(id).iter().filter(|k| *k == "resolved" || *k == "reopened" || *k == "resumed").count();
    assert_eq!(now(&cast, id).version, 1 + 8 + i64::try_from(moved).unwrap());
    counters_hold(&cast);
}
