//! Tags.

use testkit::{Cast, refused};
use tickets::{Changed, TAG_CHARS_MAX, TAGS_MAX, Tag, TicketId, facts, tag, ticket};

use crate::stage::{asked, cast};

fn tagged(cast: &Cast, ticket: TicketId, add: &[&str], remove: &[&str]) -> outcome::Result<Changed> {
    let own = |tags: &[&str]| tags.iter().map(ToString::to_string).collect();
    let (ann, input) = (cast.ann.clone(), Tag { ticket, add: own(add), remove: own(remove) });
    cast.write(move |tx| tag(tx, &ann, &input))
}

fn tags(cast: &Cast, id: TicketId) -> Vec<String> {
    let ann = cast.ann.clone();
    cast.read(move |conn| facts(conn, &ticket(conn, &ann, id)?)).unwrap().tags
}

#[test]
fn tags_come_and_go_in_one_form() {
    let cast = cast();
    let id = asked(&cast);
    tagged(&cast, id, &["VPN", " home  office ", "größe"], &[]).unwrap();
    assert_eq!(tags(&cast, id), ["größe", "home-office", "vpn"]);
    tagged(&cast, id, &["vpn", "c++"], &["Größe", "absent"]).unwrap();
    assert_eq!(tags(&cast, id), ["c++", "home-office", "vpn"]);
    assert!(tagged(&cast, id, &["vpn"], &["absent"]).unwrap().event.is_none());
    assert_eq!(cast.history(id), ["opened", "tagged", "tagged"]);
}

#[test]
fn a_tag_that_does_not_hold_is_named() {
    let cast = cast();
    let id = asked(&cast);
    assert_eq!(refused(tagged(&cast, id, &[" "], &[])), "tags: tag-empty");
    assert_eq!(refused(tagged(&cast, id, &["a,b"], &[])), "tags: tag-characters");
    assert_eq!(refused(tagged(&cast, id, &[&"x".repeat(TAG_CHARS_MAX + 1)], &[])), "tags: tag-too-long");
    let many: Vec<String> = (0..TAGS_MAX).map(|n| format!("t{n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    tagged(&cast, id, &many, &[]).unwrap();
    assert_eq!(refused(tagged(&cast, id, &["one-more"], &[])), "tags: tags-too-many");
    tagged(&cast, id, &["one-more"], &["t0"]).unwrap();
}
