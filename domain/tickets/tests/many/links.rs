//! Links between tickets, read from both sides.

use people::Actor;
use tickets::{LinkKind, LinkTo, TicketId, Unlink, link_to, links, unlink};

use crate::rows::{Cast, act, ask, cast, open, refusal};

fn link(cast: &Cast, ticket: TicketId, other: TicketId, kind: LinkKind) -> outcome::Result<()> {
    act(cast, &cast.ann, move |tx, actor| link_to(tx, actor, &LinkTo { ticket, other, kind }))
}

fn seen(cast: &Cast, actor: &Actor, ticket: TicketId) -> Vec<(LinkKind, TicketId)> {
    let found = ask(cast, actor, move |conn, actor| links(conn, actor, ticket)).unwrap();
    found.into_iter().map(|link| (link.kind, link.other.id)).collect()
}

#[test]
fn a_link_is_seen_from_both_sides() {
    let cast = cast();
    let (one, other) = (open(&cast, "VPN", "x"), open(&cast, "VPN too", "x"));
    link(&cast, other, one, LinkKind::Duplicates).unwrap();
    assert_eq!(seen(&cast, &cast.ann, one), [(LinkKind::DuplicatedBy, other)]);
    assert_eq!(seen(&cast, &cast.ann, other), [(LinkKind::Duplicates, one)]);
    // The same from the other side changes nothing; another kind gives way.
    link(&cast, one, other, LinkKind::DuplicatedBy).unwrap();
    link(&cast, one, other, LinkKind::Relates).unwrap();
    assert_eq!(seen(&cast, &cast.ann, other), [(LinkKind::Relates, one)]);
    act(&cast, &cast.ann, move |tx, actor| unlink(tx, actor, &Unlink { ticket: other, other: one })).unwrap();
    assert!(seen(&cast, &cast.ann, one).is_empty());
    let again = act(&cast, &cast.ann, move |tx, actor| unlink(tx, actor, &Unlink { ticket: other, other: one }));
    assert_eq!(refusal(again), "not-linked");
}

#[test]
fn a_link_shows_nobody_what_they_may_not_see() {
    let cast = cast();
    let (one, other) = (open(&cast, "VPN", "x"), open(&cast, "Payslip", "x"));
    link(&cast, one, other, LinkKind::Relates).unwrap();
    let team = cast.restricted;
    act(&cast, &cast.lee, move |tx, actor| tickets::assign(tx, actor, &tickets::Assign { ticket: other, to: tickets::To::Team(team) }))
        .unwrap();
    assert!(seen(&cast, &cast.ann, one).is_empty());
    assert_eq!(seen(&cast, &cast.lee, one), [(LinkKind::Relates, other)]);
    assert_eq!(refusal(link(&cast, one, other, LinkKind::Duplicates)), "not-found");
    assert_eq!(refusal(link(&cast, one, one, LinkKind::Relates)), "ticket-with-itself");
}
