//! Tickets that are about the same.

use people::Actor;
use tickets::{Similar, TicketId, earlier, similar, similar_to_text};

use crate::rows::{Cast, ask, cast, note, open, open_for};

fn like(cast: &Cast, actor: &Actor, ticket: TicketId) -> Vec<Similar> {
    ask(cast, actor, move |conn, actor| {
        let before = conn.statements();
        let found = similar(conn, actor, ticket, 5)?;
        assert!(conn.statements() - before <= 4);
        Ok(found)
    })
    .unwrap()
}

fn numbers(similar: &[Similar]) -> Vec<TicketId> {
    similar.iter().map(|s| s.ticket.id).collect()
}

#[test]
fn rare_words_shared_make_tickets_alike() {
    let cast = cast();
    let same = open(&cast, "AnyConnect drops on wifi", "AnyConnect 5.1.4 shows error 412 twice an hour.");
    let near = open_for(&cast, &cast.ralf, "AnyConnect error", "412 since the update");
    open(&cast, "Printer jams", "Paper jam on the fourth floor.");
    let asked = open(&cast, "AnyConnect drops", "Error 412, version 5.1.4, please help.");
    let found = like(&cast, &cast.ann, asked);
    assert_eq!(numbers(&found), [same, near]);
    assert!(found[0].shared.contains(&"412".to_owned()) && found[0].shared.contains(&"anyconnect".to_owned()), "{:?}", found[0].shared);
    let typed = ask(&cast, &cast.ann, |conn, actor| similar_to_text(conn, actor, "paper jam in the printer", 3)).unwrap();
    assert_eq!(typed.len(), 1);
    let nothing = ask(&cast, &cast.ann, |conn, actor| similar_to_text(conn, actor, "please help, thank you", 3)).unwrap();
    assert!(nothing.is_empty());
}

#[test]
fn a_requester_sees_their_own_only_and_by_public_words_only() {
    let cast = cast();
    let own = open(&cast, "AnyConnect drops", "error 412");
    open_for(&cast, &cast.ralf, "AnyConnect drops", "error 412");
    note(&cast, &cast.ann, own, "zebra giraffe");
    let typed = |text: &'static str| {
        ask(&cast, &cast.rita, move |conn, actor| similar_to_text(conn, actor, text, 5))
            .unwrap()
            .iter()
            .map(|s| s.ticket.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(typed("AnyConnect error 412"), [own]);
    assert!(typed("zebra giraffe").is_empty());
}

#[test]
fn earlier_tickets_are_the_persons_newest_first() {
    let cast = cast();
    let (one, two) = (open(&cast, "One", "x"), open(&cast, "Two", "x"));
    let now = open(&cast, "Now", "x");
    open_for(&cast, &cast.ralf, "Another's", "x");
    let rita = cast.rita.person().unwrap();
    let found = ask(&cast, &cast.ann, move |conn, actor| earlier(conn, actor, rita, Some(now), 10)).unwrap();
    assert_eq!(found.iter().map(|t| t.id).collect::<Vec<_>>(), [two, one]);
    let hidden = ask(&cast, &cast.ralf, move |conn, actor| earlier(conn, actor, rita, None, 10)).unwrap();
    assert!(hidden.is_empty());
}
