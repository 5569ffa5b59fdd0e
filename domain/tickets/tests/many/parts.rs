//! Parts of a bigger matter.

use tickets::{Changed, PARTS_DEPTH_MAX, SetParent, TicketId, parts, set_parent};

use crate::rows::{Cast, act, ask, cast, open, refusal};

fn put(cast: &Cast, ticket: TicketId, parent: Option<TicketId>) -> outcome::Result<Changed> {
    act(cast, &cast.ann, move |tx, actor| set_parent(tx, actor, &SetParent { ticket, parent }))
}

fn parts_of(cast: &Cast, ticket: TicketId) -> Vec<TicketId> {
    ask(cast, &cast.ann, move |conn, actor| parts(conn, actor, ticket)).unwrap().into_iter().map(|part| part.id).collect()
}

#[test]
fn a_ticket_becomes_part_of_another_and_stands_alone_again() {
    let cast = cast();
    let (whole, one, other) = (open(&cast, "Move to Hull", "x"), open(&cast, "Desks", "x"), open(&cast, "Phones", "x"));
    put(&cast, one, Some(whole)).unwrap();
    put(&cast, other, Some(whole)).unwrap();
    assert_eq!(parts_of(&cast, whole), [one, other]);
    assert!(put(&cast, one, Some(whole)).unwrap().event.is_none(), "nothing changed");
    put(&cast, one, None).unwrap();
    assert_eq!(parts_of(&cast, whole), [other]);
}

#[test]
fn nothing_is_part_of_itself_and_parts_have_an_end() {
    let cast = cast();
    let all: Vec<TicketId> = (0..=PARTS_DEPTH_MAX).map(|n| open(&cast, &format!("Level {n}"), "x")).collect();
    for pair in all.windows(2).take(all.len() - 2) {
        put(&cast, pair[1], Some(pair[0])).unwrap();
    }
    let deepest = all[all.len() - 2];
    assert_eq!(refusal(put(&cast, all[0], Some(deepest))), "part-of-itself");
    assert_eq!(refusal(put(&cast, all[0], Some(all[0]))), "ticket-with-itself");
    assert_eq!(refusal(put(&cast, *all.last().unwrap(), Some(deepest))), "parts-too-deep");
    // A small tree under a deep place counts as deep as it is.
    let (small, below) = (open(&cast, "small", "x"), open(&cast, "below", "x"));
    put(&cast, below, Some(small)).unwrap();
    let above = usize::try_from(PARTS_DEPTH_MAX).unwrap() - 2;
    assert_eq!(refusal(put(&cast, small, Some(all[above]))), "parts-too-deep");
    put(&cast, small, Some(all[above - 1])).unwrap();
}
