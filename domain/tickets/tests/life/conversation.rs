//! Reading what was said.

use db::params;
use people::Actor;
use testkit::{Cast, refused};
use tickets::{Conversation, MESSAGES_PAGE, MessageId, Open, Reply, TicketId, conversation};

use crate::attach::uploaded;
use crate::stage::{asked, asked_payroll, cast, opened, request, said};

fn read(cast: &Cast, actor: &Actor, id: TicketId, before: Option<MessageId>) -> outcome::Result<Conversation> {
    let actor = actor.clone();
    cast.read(move |conn| conversation(conn, &actor, id, before))
}

fn bodies(conversation: &Conversation) -> Vec<&str> {
    conversation.messages.iter().map(|s| s.message.body.as_str()).collect()
}

#[test]
fn each_reads_what_they_may() {
    let cast = cast();
    let id = opened(&cast, &cast.rita, Open { body: "one".into(), ..request(&cast) }).unwrap();
    let file = uploaded(&cast, &cast.ann, "log.txt");
    said(&cast, &cast.ann, Reply::note(id, "two")).unwrap();
    said(&cast, &cast.ann, Reply { attachments: vec![file], ..Reply::public(id, "three") }).unwrap();
    let desk = read(&cast, &cast.ben, id, None).unwrap();
    assert_eq!(bodies(&desk), ["one", "two", "three"]);
    let last = desk.messages.last().unwrap();
    assert_eq!((last.author.as_deref(), last.attachments.len(), last.attachments[0].name.as_str()), (Some("Ann Ash"), 1, "log.txt"));
    for actor in [&cast.rita, &cast.sam] {
        assert_eq!(bodies(&read(&cast, actor, id, None).unwrap()), ["one", "three"]);
    }
    assert_eq!(refused(read(&cast, &cast.gus, id, None)), "not found");
    assert_eq!(refused(read(&cast, &cast.ann, asked_payroll(&cast), None)), "not found");
}

#[test]
fn merged_conversations_are_read_as_one() {
    let cast = cast();
    let ids: Vec<TicketId> =
        ["one", "two", "three"].iter().map(|b| opened(&cast, &cast.rita, Open { body: (*b).into(), ..request(&cast) }).unwrap()).collect();
    let (a, b, c) = (ids[0], ids[1], ids[2]);
    cast.write(move |tx| {
        tx.execute_one("UPDATE tickets SET merged_into = $1 WHERE id = $2", params![b, c])?;
        tx.execute_one("UPDATE tickets SET merged_into = $1 WHERE id = $2", params![a, b])
    })
    .unwrap();
    let all = read(&cast, &cast.ann, a, None).unwrap();
    assert_eq!(bodies(&all), ["one", "two", "three"]);
    assert_eq!(all.messages.iter().map(|s| s.message.ticket_id).collect::<Vec<_>>(), [a, b, c]);
    assert_eq!(bodies(&read(&cast, &cast.ann, b, None).unwrap()), ["two", "three"]);
}

#[test]
fn a_long_one_comes_page_by_page() {
    let cast = cast();
    let id = asked(&cast);
    let (all, ann) = (MESSAGES_PAGE + 5, cast.ann.clone());
    cast.write(move |tx| {
        for n in 1..all {
            tickets::reply(tx, &ann, &Reply::note(id, format!("note {n}")))?;
        }
        Ok(())
    })
    .unwrap();
    let newest = read(&cast, &cast.ann, id, None).unwrap();
    assert!(newest.earlier && newest.messages.len() == MESSAGES_PAGE);
    let rest = read(&cast, &cast.ann, id, Some(newest.messages[0].message.id)).unwrap();
    assert!(!rest.earlier && rest.messages.len() == 5);
    assert!(rest.messages.last().unwrap().message.id < newest.messages[0].message.id);
}

#[test]
fn a_conversation_takes_three_statements() {
    let cast = cast();
    let (id, ann) = (asked(&cast), cast.ann.clone());
    let statements = cast
        .read(move |conn| {
            conversation(conn, &ann, id, None)?;
            Ok(conn.statements())
        })
        .unwrap();
    assert_eq!(statements, 3);
}
