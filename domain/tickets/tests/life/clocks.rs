//! What time does.

use db::DAY_MS;
use people::Door;
use testkit::refused;
use tickets::clocks::{auto_close_days, close_resolved, set_auto_close_days, wake_held};
use tickets::{CLOCK_BATCH, Hold, Status, hold, resolve};

use crate::stage::{asked, cast, counters_hold, now};

#[test]
fn a_held_ticket_opens_when_its_date_comes() {
    let cast = cast();
    let (dated, open_ended) = (asked(&cast), asked(&cast));
    let at = cast.db.clock().now();
    for (ticket, until) in [(dated, Some(at.plus_ms(DAY_MS))), (open_ended, None)] {
        let ann = cast.ann.clone();
        cast.write(move |tx| hold(tx, &ann, &Hold { ticket, reason: "the vendor".into(), until })).unwrap();
    }
    assert_eq!(cast.write(wake_held).unwrap(), 0);
    cast.pass_ms(DAY_MS);
    assert_eq!(cast.write(wake_held).unwrap(), 1);
    assert_eq!((now(&cast, dated).status, now(&cast, open_ended).status), (Status::Open, Status::OnHold));
    let heard = cast.read(move |c| c.events_of(&dated.subject(), db::EventId(0), 100)).unwrap();
    let last = heard.last().unwrap();
    assert_eq!((last.kind.as_str(), last.actor.as_str(), last.door.as_str()), ("ticket.resumed", "system", Door::Inside.as_str()));
    counters_hold(&cast);
}

#[test]
fn resolved_tickets_close_after_as_many_days_as_set() {
    let cast = cast();
    let id = asked(&cast);
    let ann = cast.ann.clone();
    cast.write(move |tx| resolve(tx, &ann, id)).unwrap();
    assert_eq!(cast.read(auto_close_days).unwrap(), Some(7));
    cast.pass_ms(7 * DAY_MS - 1);
    assert_eq!(cast.write(close_resolved).unwrap(), 0);
    let set = |actor: &people::Actor, days| {
        let actor = actor.clone();
        cast.write(move |tx| set_auto_close_days(tx, &actor, days))
    };
    set(&cast.ada, None).unwrap();
    cast.pass_ms(DAY_MS);
    assert_eq!(cast.write(close_resolved).unwrap(), 0, "nothing closes by itself");
    set(&cast.ada, Some(7)).unwrap();
    assert_eq!(cast.write(close_resolved).unwrap(), 1);
    assert_eq!(now(&cast, id).status, Status::Closed);
    assert_eq!(refused(set(&cast.lee, Some(3))), "not allowed: manage_clocks");
    assert_eq!(refused(set(&cast.ada, Some(0))), "days: auto-close-days");
    assert_eq!(refused(set(&cast.ada, Some(366))), "days: auto-close-days");
}

#[test]
fn more_than_a_batch_is_done_in_the_next() {
    let cast = cast();
    let all = CLOCK_BATCH + 3;
    for _ in 0..all {
        let (id, ann) = (asked(&cast), cast.ann.clone());
        cast.write(move |tx| resolve(tx, &ann, id)).unwrap();
    }
    cast.pass_ms(8 * DAY_MS);
    assert_eq!(cast.write(close_resolved).unwrap(), CLOCK_BATCH);
    assert_eq!(cast.write(close_resolved).unwrap(), 3);
    counters_hold(&cast);
}
