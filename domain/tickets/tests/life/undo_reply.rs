//! Taking a message back, and letting it out.

use people::Actor;
use testkit::{Cast, refused};
use tickets::{AttachmentId, Conversation, Draft, MessageId, Mode, Reply, Status, Then, TicketId, conversation, send_now, undo_reply};

use crate::attach::uploaded;
use crate::stage::{asked, cast, counters_hold, now, said};

fn held(id: TicketId, body: &str) -> Reply {
    Reply { undo_send_s: 10, ..Reply::public(id, body) }
}

fn taken_back(cast: &Cast, actor: &Actor, message: MessageId) -> outcome::Result<Draft> {
    let actor = actor.clone();
    cast.write(move |tx| undo_reply(tx, &actor, message))
}

fn read(cast: &Cast, actor: &Actor, id: TicketId) -> Conversation {
    let actor = actor.clone();
    cast.read(move |conn| conversation(conn, &actor, id, None)).unwrap()
}

#[test]
fn nobody_outside_sees_a_held_reply_and_colleagues_do() {
    let cast = cast();
    let id = asked(&cast);
    let replied = said(&cast, &cast.ann, held(id, "Restart it.")).unwrap();
    assert_eq!(replied.held_until, cast.db.clock().now().plus_ms(10_000));
    assert_eq!(read(&cast, &cast.rita, id).messages.len(), 1);
    assert_eq!(read(&cast, &cast.ben, id).messages.len(), 2);
    let ticket = now(&cast, id);
    assert_eq!((ticket.first_replied_at, ticket.message_count), (None, 1));
    assert_eq!(ticket.last_excerpt, "Every twenty minutes, since Thursday.", "the portal's list must not show it either");
    assert_eq!(cast.history(id), ["opened", "assigned", "waited", "message_held"]);
}

#[test]
fn it_goes_out_when_its_time_is_up_in_its_authors_name() {
    let cast = cast();
    let id = asked(&cast);
    said(&cast, &cast.ann, held(id, "Restart it.")).unwrap();
    assert_eq!(cast.keep_promises(), 0);
    cast.pass_ms(10_000);
    assert_eq!(cast.keep_promises(), 1);
    assert_eq!(read(&cast, &cast.rita, id).messages.len(), 2);
    let ticket = now(&cast, id);
    assert_eq!((ticket.message_count, ticket.last_excerpt.as_str()), (2, "Restart it."));
    assert_eq!(ticket.first_replied_at, Some(cast.db.clock().now()));
    let heard = cast.read(move |c| c.events_of(&id.subject(), db::EventId(0), 100)).unwrap();
    let last = heard.last().unwrap();
    assert_eq!((last.kind.as_str(), last.person(), last.door.as_str()), ("ticket.reply_added", cast.ann.person().map(|p| p.0), "web"));
}

#[test]
fn taken_back_it_is_a_draft_and_everything_is_as_before() {
    let cast = cast();
    let id = asked(&cast);
    let file = uploaded(&cast, &cast.ann, "log.txt");
    let reply = Reply { attachments: vec![file], then: Then::Resolve, ..held(id, "Restart it.") };
    let message = said(&cast, &cast.ann, reply).unwrap().message;
    assert_eq!(now(&cast, id).status, Status::Resolved);
    let draft = taken_back(&cast, &cast.ann, message).unwrap();
    assert_eq!((draft.mode, draft.body.as_str(), draft.attachments), (Mode::Reply, "Restart it.", vec![file]));
    let ticket = now(&cast, id);
    assert_eq!((ticket.status, ticket.assignee_id, ticket.resolved_at, ticket.reopened_count), (Status::New, None, None, 0));
    assert_eq!(ticket.status_since, testkit::MONDAY);
    assert_eq!(read(&cast, &cast.ann, id).messages.len(), 1);
    cast.pass_ms(60_000);
    assert_eq!(cast.keep_promises(), 0, "its promise was called off");
    let again = Reply { attachments: vec![file], ..held(id, "Restart it twice.") };
    assert!(said(&cast, &cast.ann, again).is_ok(), "its file is loose again");
    counters_hold(&cast);
}

#[test]
fn what_somebody_changed_since_stays_changed() {
    let cast = cast();
    let id = asked(&cast);
    let message = said(&cast, &cast.ann, held(id, "Restart it.")).unwrap().message;
    let (lee, to) = (cast.lee.clone(), tickets::To::Person(cast.ben.person().unwrap()));
    cast.write(move |tx| tickets::assign(tx, &lee, &tickets::Assign { ticket: id, to })).unwrap();
    taken_back(&cast, &cast.ann, message).unwrap();
    let ticket = now(&cast, id);
    assert_eq!((ticket.status, ticket.assignee_id), (Status::New, cast.ben.person()));
}

#[test]
fn only_its_author_takes_it_back_and_only_in_time() {
    let cast = cast();
    let id = asked(&cast);
    let message = said(&cast, &cast.ann, held(id, "Restart it.")).unwrap().message;
    assert_eq!(refused(taken_back(&cast, &cast.ben, message)), "not found");
    assert_eq!(refused(taken_back(&cast, &cast.rita, message)), "not found");
    cast.pass_ms(10_000);
    cast.keep_promises();
    assert_eq!(refused(taken_back(&cast, &cast.ann, message)), "reply-already-out");
    assert_eq!(refused(taken_back(&cast, &cast.ann, MessageId(999))), "not found");
}

#[test]
fn until_it_is_really_out_it_can_be_taken_back() {
    let cast = cast();
    let id = asked(&cast);
    let message = said(&cast, &cast.ann, held(id, "Restart it.")).unwrap().message;
    cast.pass_ms(3_600_000);
    assert_eq!(read(&cast, &cast.rita, id).messages.len(), 1, "no worker ran: it is not out");
    assert!(taken_back(&cast, &cast.ann, message).is_ok());
}

#[test]
fn what_was_typed_since_stands_below() {
    let cast = cast();
    let id = asked(&cast);
    let message = said(&cast, &cast.ann, held(id, "First thought.")).unwrap().message;
    let (ann, save) = (cast.ann.clone(), crate::drafts::text(id, Mode::Reply, "Second thought."));
    cast.write(move |tx| tickets::save_draft(tx, &ann, &save)).unwrap();
    assert_eq!(taken_back(&cast, &cast.ann, message).unwrap().body, "First thought.\n\nSecond thought.");
}

#[test]
fn sent_now_it_does_not_go_out_twice() {
    let cast = cast();
    let id = asked(&cast);
    let message = said(&cast, &cast.ann, held(id, "Restart it.")).unwrap().message;
    let ann = cast.ann.clone();
    cast.write(move |tx| send_now(tx, &ann, message)).unwrap();
    assert_eq!(read(&cast, &cast.rita, id).messages.len(), 2);
    let ann = cast.ann.clone();
    assert_eq!(refused(cast.write(move |tx| send_now(tx, &ann, message))), "reply-already-out");
    cast.pass_ms(10_000);
    assert_eq!(cast.keep_promises(), 0);
    assert_eq!(now(&cast, id).message_count, 2);
}

#[test]
fn a_note_can_be_held_too_and_a_requesters_answer_never_is() {
    let cast = cast();
    let id = asked(&cast);
    let note = said(&cast, &cast.ann, Reply { undo_send_s: 10, ..Reply::note(id, "Hm.") }).unwrap();
    assert_eq!(taken_back(&cast, &cast.ann, note.message).unwrap().mode, Mode::Note);
    let answer = said(&cast, &cast.rita, held(id, "PS")).unwrap();
    assert_eq!(answer.held_until.0, 0);
    assert_eq!(refused(said(&cast, &cast.ann, Reply { undo_send_s: 31, ..Reply::public(id, "x") })), "undo_send_s: reply-held-too-long");
}

#[test]
fn files_of_a_held_reply_are_the_desks_alone() {
    let cast = cast();
    let id = asked(&cast);
    let file = uploaded(&cast, &cast.ann, "log.txt");
    said(&cast, &cast.ann, Reply { attachments: vec![file], ..held(id, "See the log.") }).unwrap();
    let may = |actor: &Actor, file: AttachmentId| {
        let actor = actor.clone();
        cast.read(move |conn| tickets::attachment(conn, &actor, file)).is_ok()
    };
    assert!(may(&cast.ben, file) && !may(&cast.rita, file));
    cast.pass_ms(10_000);
    cast.keep_promises();
    assert!(may(&cast.rita, file) && !may(&cast.gus, file));
}
