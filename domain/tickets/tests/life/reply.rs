//! Answering a ticket.

use db::{SECOND_MS, params};
use outcome::{Error, Refusal};
use people::{Actor, Reach};
use testkit::refused;
use tickets::{MessageId, Open, Reply, Side, Status, Then, TicketEvent};

use crate::stage::{asked, asked_payroll, cast, counters_hold, message, now, opened, request, said};

#[test]
fn the_desks_answer_takes_the_ticket_and_lets_it_wait() {
    let cast = cast();
    let id = asked(&cast);
    cast.pass_ms(60_000);
    let replied = said(&cast, &cast.ann, Reply::public(id, "Please *restart* it.")).unwrap();
    let ticket = now(&cast, id);
    assert_eq!((ticket.status, ticket.assignee_id), (Status::Waiting, cast.ann.person()));
    assert_eq!(ticket.first_replied_at, Some(cast.db.clock().now()));
    assert_eq!((ticket.message_count, ticket.last_message_side, ticket.last_excerpt.as_str()), (2, Side::Staff, "Please restart it."));
    assert_eq!(message(&cast, replied.message).body_html.trim(), "<p>Please <em>restart</em> it.</p>");
    assert_eq!(cast.history(id), ["opened", "assigned", "waited", "reply_added"]);
    assert!(replied.taken.is_some() && replied.moved.is_some());
    counters_hold(&cast);
}

#[test]
fn only_the_first_answer_is_the_first() {
    let cast = cast();
    let id = asked(&cast);
    let firsts: Vec<bool> = ["one", "two"]
        .into_iter()
        .map(|body| {
            let replied = said(&cast, &cast.ann, Reply::public(id, body)).unwrap();
            let heard = cast.read(move |c| c.events_of(&id.subject(), db::EventId(0), 100)).unwrap();
            let event = heard.iter().rev().find(|h| h.kind == "ticket.reply_added").unwrap().data::<TicketEvent>().unwrap();
            let TicketEvent::ReplyAdded { message, first, .. } = event else { panic!("{event:?}") };
            assert_eq!(message, replied.message);
            first
        })
        .collect();
    assert_eq!(firsts, [true, false]);
}

#[test]
fn a_colleagues_ticket_stays_theirs() {
    let cast = cast();
    let id = opened(&cast, &cast.ann, Open { assignee: cast.ben.person(), ..request(&cast) }).unwrap();
    said(&cast, &cast.ann, Reply::public(id, "Ben is at lunch, meanwhile: restart it.")).unwrap();
    assert_eq!(now(&cast, id).assignee_id, cast.ben.person());
}

#[test]
fn a_requesters_answer_reopens() {
    let cast = cast();
    for then in [Then::Wait, Then::Resolve, Then::Hold { reason: "the vendor".into(), until: None }] {
        let id = asked(&cast);
        said(&cast, &cast.ann, Reply { then, ..Reply::public(id, "Done?") }).unwrap();
        said(&cast, &cast.rita, Reply::public(id, "No, it dropped again.")).unwrap();
        let ticket = now(&cast, id);
        assert_eq!((ticket.status, ticket.hold_reason, ticket.resolved_at), (Status::Open, None, None));
        assert_eq!(ticket.last_message_side, Side::Requester);
    }
    counters_hold(&cast);
}

#[test]
fn coming_back_from_resolved_is_counted() {
    let cast = cast();
    let id = asked(&cast);
    said(&cast, &cast.ann, Reply { then: Then::Resolve, ..Reply::public(id, "Fixed.") }).unwrap();
    assert_eq!(now(&cast, id).resolved_at, Some(testkit::MONDAY));
    said(&cast, &cast.rita, Reply::public(id, "It is not.")).unwrap();
    assert_eq!(now(&cast, id).reopened_count, 1);
    assert_eq!(cast.history(id).last().map(String::as_str), Some("reply_added"));
    assert!(cast.history(id).contains(&"reopened".to_owned()));
}

#[test]
fn an_answer_before_anybody_looked_leaves_it_new() {
    let cast = cast();
    let id = asked(&cast);
    said(&cast, &cast.rita, Reply::public(id, "PS: only at home.")).unwrap();
    assert_eq!(now(&cast, id).status, Status::New);
}

#[test]
fn a_note_changes_nobodys_move() {
    let cast = cast();
    let id = asked(&cast);
    said(&cast, &cast.ann, Reply::note(id, "She called twice already.")).unwrap();
    let ticket = now(&cast, id);
    assert_eq!((ticket.status, ticket.assignee_id, ticket.first_replied_at), (Status::New, None, None));
    assert_eq!((ticket.message_count, ticket.last_message_side), (2, Side::Requester));
    assert_eq!(ticket.last_excerpt, "Every twenty minutes, since Thursday.", "a note is never shown in lists that requesters see");
    assert_eq!(cast.history(id), ["opened", "note_added"]);
    let note = Reply { then: Then::Resolve, ..Reply::note(id, "Done.") };
    assert_eq!(refused(said(&cast, &cast.ann, note)), "then: note-moves-nothing");
}

#[test]
fn what_follows_is_as_said() {
    let cast = cast();
    let id = asked(&cast);
    said(&cast, &cast.ann, Reply { then: Then::Stay, ..Reply::public(id, "Looking into it.") }).unwrap();
    assert_eq!(now(&cast, id).status, Status::Open, "somebody has answered: it is new no more");
    let until = Some(cast.db.clock().now().plus_ms(86_400_000));
    said(&cast, &cast.ann, Reply { then: Then::Hold { reason: " the vendor ".into(), until }, ..Reply::public(id, "Ordered.") }).unwrap();
    let ticket = now(&cast, id);
    assert_eq!((ticket.status, ticket.hold_reason.as_deref(), ticket.hold_until), (Status::OnHold, Some("the vendor"), until));
    let bad = Reply { then: Then::Hold { reason: String::new(), until: Some(testkit::MONDAY) }, ..Reply::public(id, "x") };
    assert_eq!(refused(said(&cast, &cast.ann, bad)), "reason: hold-reason-missing, until: hold-until-past");
}

#[test]
fn an_answer_to_a_closed_ticket_opens_a_new_one() {
    let cast = cast();
    let id = asked(&cast);
    let ann = cast.ann.clone();
    cast.write(move |tx| tickets::close(tx, &ann, id)).unwrap();
    let replied = said(&cast, &cast.rita, Reply::public(id, "It is back.")).unwrap();
    assert!(replied.opened && replied.ticket != id);
    let (old, new) = (now(&cast, id), now(&cast, replied.ticket));
    assert_eq!((old.status, old.message_count), (Status::Closed, 1));
    assert_eq!((new.status, new.subject.as_str(), new.last_excerpt.as_str()), (Status::New, "VPN drops", "It is back."));
    let link = cast.read(|c| c.one::<(i64, i64, String)>("SELECT ticket_id, other_id, kind FROM links", params![])).unwrap();
    assert_eq!(link, (new.id.0, id.0, "relates".to_owned()));
    assert_eq!(cast.history(id).last().map(String::as_str), Some("linked"));
    assert_eq!(refused(said(&cast, &cast.ann, Reply::public(id, "Hello?"))), "reply-closed");
    counters_hold(&cast);
}

#[test]
fn a_colleague_who_wrote_meanwhile_is_pointed_out() {
    let cast = cast();
    let id = asked(&cast);
    let seen = Some(MessageId(now(&cast, id).message_count));
    said(&cast, &cast.ben, Reply::public(id, "Restart it.")).unwrap();
    cast.pass_ms(20 * SECOND_MS);
    let crossing = Reply { last_seen: seen, ..Reply::public(id, "Reinstall it.") };
    let Err(Error::Refused(Refusal::Conflict(says))) = said(&cast, &cast.ann, crossing.clone()) else { panic!("talked past Ben") };
    assert_eq!((says.key, says.args), ("reply-crossed", vec![("seconds", "20".to_owned()), ("name", "Ben Bird".to_owned())]));
    assert!(said(&cast, &cast.ann, Reply { send_anyway: true, ..crossing.clone() }).is_ok());
    let own = Reply { last_seen: Some(MessageId(2)), ..crossing };
    assert!(said(&cast, &cast.ann, own).is_ok(), "one's own newer message crosses nobody");
}

#[test]
fn a_requester_is_not_told_of_notes() {
    let cast = cast();
    let id = asked(&cast);
    said(&cast, &cast.ben, Reply::note(id, "Difficult person.")).unwrap();
    let answer = Reply { last_seen: Some(MessageId(1)), ..Reply::public(id, "Any news?") };
    assert!(said(&cast, &cast.rita, answer).is_ok());
}

#[test]
fn a_rules_word_is_nobodys_answer() {
    let cast = cast();
    let id = asked(&cast);
    let rule = Actor { who: people::Who::Rule(3), ..Actor::system(people::Door::Inside) };
    said(&cast, &rule, Reply::public(id, "We have your message.")).unwrap();
    let ticket = now(&cast, id);
    assert_eq!((ticket.status, ticket.first_replied_at, ticket.assignee_id), (Status::New, None, None));
    assert_eq!((ticket.last_message_side, ticket.last_message_by), (Side::Staff, None));
}

#[test]
fn the_same_key_sends_once() {
    let cast = cast();
    let id = asked(&cast);
    let reply = Reply { key: Some("form-7".into()), ..Reply::public(id, "Restart it.") };
    let first = said(&cast, &cast.ann, reply.clone()).unwrap();
    assert_eq!(said(&cast, &cast.ann, reply).unwrap(), first);
    assert_eq!(now(&cast, id).message_count, 2);
}

#[test]
fn whoever_may_not_is_told_no_more_than_they_may_know() {
    let cast = cast();
    let id = asked(&cast);
    assert_eq!(refused(said(&cast, &cast.gus, Reply::public(id, "Me too!"))), "not found");
    assert_eq!(refused(said(&cast, &cast.sam, Reply::public(id, "Me too!"))), "not allowed: reply_publicly");
    assert_eq!(refused(said(&cast, &cast.rita, Reply::note(id, "Between us"))), "not allowed: write_note");
    let reader = Actor { reach: Reach::ReadOnly, ..cast.ann.clone() };
    assert_eq!(refused(said(&cast, &reader, Reply::public(id, "Hi"))), "not allowed: reply_publicly");
    let payroll = asked_payroll(&cast);
    assert_eq!(refused(said(&cast, &cast.ann, Reply::public(payroll, "Hi"))), "not found");
    assert!(said(&cast, &cast.pat, Reply::public(payroll, "Hi")).is_ok());
    assert!(said(&cast, &cast.rita, Reply::public(payroll, "Thanks")).is_ok(), "she asked: it stays hers");
}

#[test]
fn an_agent_who_asks_for_help_is_a_requester_there() {
    let cast = cast();
    let id = opened(&cast, &cast.ann, Open::new(cast.ann.person().unwrap(), "New chair", "Mine squeaks.")).unwrap();
    said(&cast, &cast.ben, Reply::public(id, "Which one?")).unwrap();
    said(&cast, &cast.ann, Reply::public(id, "The grey one.")).unwrap();
    let ticket = now(&cast, id);
    assert_eq!((ticket.status, ticket.last_message_side, ticket.assignee_id), (Status::Open, Side::Requester, cast.ben.person()));
}

#[test]
fn an_answer_to_a_merged_ticket_goes_to_the_survivor() {
    let cast = cast();
    let (survivor, merged) = (asked(&cast), asked(&cast));
    cast.write(move |tx| tx.execute_one("UPDATE tickets SET merged_into = $1, status = 'closed' WHERE id = $2", params![survivor, merged]))
        .unwrap();
    let replied = said(&cast, &cast.rita, Reply::public(merged, "More of it.")).unwrap();
    assert_eq!((replied.ticket, replied.opened), (survivor, false));
    let (lee, to) = (cast.lee.clone(), tickets::To::Team(cast.payroll));
    cast.write(move |tx| {
        tx.execute_one("UPDATE tickets SET requester_id = $2 WHERE id = $1", params![survivor, lee.person()])?;
        tickets::assign(tx, &lee, &tickets::Assign { ticket: survivor, to })
    })
    .unwrap();
    let elsewhere = said(&cast, &cast.rita, Reply::public(merged, "And more.")).unwrap();
    assert!(elsewhere.opened && elsewhere.ticket != survivor, "what she may not see she does not speak into");
}

#[test]
fn a_reply_takes_few_statements() {
    let cast = cast();
    let id = asked(&cast);
    let count = |actor: &Actor, reply: Reply| {
        let actor = actor.clone();
        cast.write(move |tx| {
            tickets::reply(tx, &actor, &reply)?;
            Ok(tx.statements())
        })
        .unwrap()
    };
    let most = count(&cast.ann, Reply { undo_send_s: 10, last_seen: Some(MessageId(1)), ..Reply::public(id, "Restart it.") });
    // Thirteen at most of its own; the index takes the others.
    assert!(most <= 21, "{most} statements");
    let note = count(&cast.ann, Reply::note(id, "Done."));
    assert!(note <= 15, "{note} statements");
}
