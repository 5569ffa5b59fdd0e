//! Reading what happened.

use people::Actor;
use testkit::{Cast, refused};
use tickets::{Assign, Reply, TicketEvent, TicketId, Timeline, To, assign, timeline};

use crate::stage::{asked, cast, said};

fn read(cast: &Cast, actor: &Actor, id: TicketId) -> outcome::Result<Timeline> {
    let actor = actor.clone();
    cast.read(move |conn| timeline(conn, &actor, id, None))
}

#[test]
fn every_name_that_is_needed_is_there() {
    let cast = cast();
    let id = asked(&cast);
    let (lee, to) = (cast.lee.clone(), To::Both(cast.network, cast.ben.person().unwrap()));
    cast.write(move |tx| assign(tx, &lee, &Assign { ticket: id, to })).unwrap();
    let timeline = read(&cast, &cast.ann, id).unwrap();
    assert_eq!(timeline.told.len(), 2);
    let assigned = &timeline.told[1];
    let TicketEvent::Assigned { to, .. } = &assigned.event else { panic!("{assigned:?}") };
    assert_eq!(timeline.person(assigned.person.unwrap()), Some("Lee Lund"));
    assert_eq!((timeline.person(to.assignee.unwrap()), timeline.team(to.team.unwrap())), (Some("Ben Bird"), Some("Network")));
    assert_eq!(assigned.door, "web");
}

#[test]
fn the_requester_is_told_what_concerns_them() {
    let cast = cast();
    let id = asked(&cast);
    said(&cast, &cast.ann, Reply::note(id, "@lee?")).unwrap();
    said(&cast, &cast.ann, Reply::public(id, "Hi")).unwrap();
    let kinds: Vec<&str> = read(&cast, &cast.rita, id).unwrap().told.iter().map(|t| t.event.kind()).collect::<Vec<_>>();
    assert_eq!(kinds, ["ticket.opened", "ticket.waited", "ticket.reply_added"]);
    assert_eq!(refused(read(&cast, &cast.gus, id)), "not found");
}

#[test]
fn a_timeline_takes_three_statements() {
    let cast = cast();
    let (id, ann) = (asked(&cast), cast.ann.clone());
    let statements = cast
        .read(move |conn| {
            timeline(conn, &ann, id, None)?;
            Ok(conn.statements())
        })
        .unwrap();
    assert_eq!(statements, 3);
}

#[test]
fn every_event_reads_back_as_it_was_written() {
    use tickets::{Audience, MessageId, Side};
    let (message, with) = (MessageId(3), None);
    let standing = tickets::Standing { status: tickets::Status::New, since: db::Moment(1), hold_reason: None, hold_until: None };
    for event in [
        TicketEvent::MessageHeld { message, audience: Audience::Public, until: db::Moment(9) },
        TicketEvent::ReplyAdded { message, side: Side::Staff, first: true },
        TicketEvent::Moved { from: standing.clone(), to: standing, with },
        TicketEvent::Tagged { added: vec!["a".into()], removed: vec![] },
        TicketEvent::Linked { other: TicketId(4), link: "relates".into() },
        TicketEvent::MacroUsed {
            number: 1,
            name: "Done".to_owned(),
            events: vec![db::EventId(4)],
            messages: Vec::new(),
            pages: Vec::new(),
        },
        TicketEvent::Rated { from: None, to: tickets::Satisfaction::Good, comment: "Quick.".to_owned() },
        TicketEvent::Aside { conversation: 2, message: Some(7), subject: "Firmware".to_owned(), step: tickets::Aside::Answered },
        TicketEvent::Undone { event: db::EventId(5) },
    ] {
        let written = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<TicketEvent>(&written).unwrap(), event, "{written}");
    }
}
