//! The link by which a calendar program reads one's duty.

use people::deactivate;
use rota::{feed_of, has_feed, make_feed, remove_feed};
use testkit::refused;

use crate::stage::{added, cast, days, id, input};

#[test]
fn a_link_opens_its_owners_duty_until_it_is_renewed_or_removed() {
    let cast = cast();
    added(&cast, &input(&cast, "Network")).unwrap();
    let make = || {
        let ann = cast.ann.clone();
        cast.write(move |tx| make_feed(tx, &ann)).unwrap()
    };
    let read = |secret: &str| {
        let secret = secret.to_owned();
        cast.read(move |conn| feed_of(conn, &secret))
    };
    let first = make();
    let feed = read(&first).unwrap();
    assert_eq!(feed.person.id, id(&cast.ann));
    assert_eq!((feed.duties[0].from, feed.duties[0].to, feed.duties[0].rota.as_str()), (days(0), days(7), "Network"));
    let second = make();
    assert_eq!(refused(read(&first)), "not found");
    assert!(read(&second).is_ok());
    let ann = cast.ann.clone();
    assert!(cast.read(move |conn| has_feed(conn, &ann)).unwrap());
    let (lee, ann_id) = (cast.lee.clone(), id(&cast.ann));
    cast.write(move |tx| deactivate(tx, &lee, &ann_id).map(drop)).unwrap();
    assert_eq!(refused(read(&second)), "not found");
    let ben = cast.ben.clone();
    cast.write(move |tx| remove_feed(tx, &ben)).unwrap();
    let rita = cast.rita.clone();
    assert_eq!(refused(cast.write(move |tx| make_feed(tx, &rita))), "not found");
}
