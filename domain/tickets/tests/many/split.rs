//! Splitting, which merging takes back.

use tickets::{LinkKind, Merge, MessageId, Split, SplitOff, Status, TicketId, conversation, links, merge, search, split};

use crate::rows::{Cast, act, answer, ask, cast, counters_hold, open, refusal, ticket_of};

fn messages(cast: &Cast, ticket: TicketId) -> Vec<(MessageId, String)> {
    let talk = ask(cast, &cast.ann, move |conn, actor| conversation(conn, actor, ticket, None)).unwrap();
    talk.messages.into_iter().map(|said| (said.message.id, said.message.body)).collect()
}

fn cut(cast: &Cast, ticket: TicketId, messages: Vec<MessageId>) -> outcome::Result<SplitOff> {
    let wanted = Split { ticket, messages, subject: "  The second  matter ".into(), requester: None };
    act(cast, &cast.ann, move |tx, actor| split(tx, actor, &wanted))
}

#[test]
fn messages_get_a_ticket_of_their_own_and_merging_brings_them_back() {
    let cast = cast();
    let old = open(&cast, "VPN drops", "It drops.");
    answer(&cast, &cast.ann, old, "We look into it.");
    answer(&cast, &cast.rita, old, "By the way, the plotter smokes.");
    let all = messages(&cast, old);
    let off = cut(&cast, old, vec![all[2].0]).unwrap();
    let (new, left) = (ticket_of(&cast, off.ticket), ticket_of(&cast, old));
    assert_eq!((new.subject.as_str(), new.status, new.message_count), ("The second matter", Status::New, 1));
    assert_eq!((new.requester_id, new.last_excerpt.as_str()), (cast.rita.person().unwrap(), "By the way, the plotter smokes."));
    assert_eq!((left.message_count, left.last_excerpt.as_str()), (2, "We look into it."));
    counters_hold(&cast);
    let linked = ask(&cast, &cast.ann, move |conn, actor| links(conn, actor, old)).unwrap();
    assert_eq!((linked[0].kind, linked[0].other.id), (LinkKind::Relates, off.ticket));
    let found = ask(&cast, &cast.ann, |conn, actor| search(conn, actor, &crate::search::plain("plotter"))).unwrap();
    assert_eq!(found.hits.iter().map(|hit| hit.row.id).collect::<Vec<_>>(), [off.ticket]);
    act(&cast, &cast.ann, move |tx, actor| merge(tx, actor, &Merge { ticket: off.ticket, into: old, bring_people: false })).unwrap();
    assert_eq!(messages(&cast, old), all);
}

#[test]
fn what_cannot_be_split_is_said() {
    let cast = cast();
    let old = open(&cast, "VPN drops", "It drops.");
    let other = open(&cast, "Printer", "It jams.");
    answer(&cast, &cast.ann, old, "We look into it.");
    let (all, elsewhere) = (messages(&cast, old), messages(&cast, other));
    assert_eq!(refusal(cut(&cast, old, Vec::new())), "split-messages-count");
    assert_eq!(refusal(cut(&cast, old, vec![elsewhere[0].0])), "split-message-elsewhere");
    assert_eq!(refusal(cut(&cast, old, all.iter().map(|(id, _)| *id).collect())), "split-leaves-nothing");
    let rita = cast.rita.clone();
    let wanted = Split { ticket: old, messages: vec![all[0].0], subject: "x".into(), requester: None };
    assert_eq!(refusal(act(&cast, &rita, move |tx, actor| split(tx, actor, &wanted))), "split");
}
