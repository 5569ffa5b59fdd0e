//! How long a ticket stood where, and through whose hands it passed.

use db::{HOUR_MS, MINUTE_MS};
use tickets::{Assign, Hold, Reply, To, courses};

use crate::stage::{asked, cast, now, said};

#[test]
fn every_minute_is_counted_where_it_was_spent() {
    let cast = cast();
    let id = asked(&cast);
    cast.pass_ms(30 * MINUTE_MS);
    said(&cast, &cast.ann, Reply::public(id, "Which printer?")).unwrap();
    cast.pass_ms(2 * HOUR_MS);
    said(&cast, &cast.rita, Reply::public(id, "The blue one.")).unwrap();
    cast.pass_ms(10 * MINUTE_MS);
    let (ann, ben) = (cast.ann.clone(), cast.ben.person().unwrap());
    cast.write(move |tx| {
        tickets::assign(tx, &ann, &Assign { ticket: id, to: To::Person(ben) })?;
        tickets::hold(tx, &ann, &Hold { ticket: id, reason: "Spare part".into(), until: None })
    })
    .unwrap();
    cast.pass_ms(5 * MINUTE_MS);
    let ticket = now(&cast, id);
    let course = cast.read(move |conn| courses(conn, std::slice::from_ref(&ticket))).unwrap()[&id];
    assert_eq!((course.ours_ms, course.waiting_ms, course.on_hold_ms), (40 * MINUTE_MS, 2 * HOUR_MS, 5 * MINUTE_MS));
    assert_eq!(course.assignees, 2, "Ann took it with her answer, Ben got it");
    assert!(course.first_assigned_at < course.assigned_at);
}
