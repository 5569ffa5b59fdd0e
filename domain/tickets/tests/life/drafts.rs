//! Drafts.

use people::Actor;
use testkit::{Cast, refused};
use tickets::{Draft, Mode, Reply, SaveDraft, TicketId, delete_draft, draft, drafts, save_draft};

use crate::stage::{asked, cast, said};

pub fn text(ticket: TicketId, mode: Mode, body: &str) -> SaveDraft {
    SaveDraft { ticket: Some(ticket), mode, subject: String::new(), body: body.to_owned(), attachments: vec![] }
}

fn saved(cast: &Cast, actor: &Actor, save: SaveDraft) -> outcome::Result<db::Moment> {
    let actor = actor.clone();
    cast.write(move |tx| save_draft(tx, &actor, &save))
}

fn kept(cast: &Cast, actor: &Actor, ticket: Option<TicketId>, mode: Mode) -> Option<Draft> {
    let actor = actor.clone();
    cast.read(move |conn| draft(conn, &actor, ticket, mode)).unwrap()
}

#[test]
fn reply_and_note_are_kept_apart_for_each_writer() {
    let cast = cast();
    let id = asked(&cast);
    saved(&cast, &cast.ann, text(id, Mode::Reply, "Dear Rita")).unwrap();
    saved(&cast, &cast.ann, text(id, Mode::Note, "Hm.")).unwrap();
    saved(&cast, &cast.ben, text(id, Mode::Reply, "Hello")).unwrap();
    saved(&cast, &cast.ann, text(id, Mode::Reply, "Dear Rita,")).unwrap();
    assert_eq!(kept(&cast, &cast.ann, Some(id), Mode::Reply).unwrap().body, "Dear Rita,");
    assert_eq!(kept(&cast, &cast.ann, Some(id), Mode::Note).unwrap().body, "Hm.");
    assert_eq!(kept(&cast, &cast.ben, Some(id), Mode::Reply).unwrap().body, "Hello");
    assert_eq!(kept(&cast, &cast.lee, Some(id), Mode::Reply), None);
    let ann = cast.ann.clone();
    assert_eq!(cast.read(move |conn| drafts(conn, &ann)).unwrap().len(), 2);
}

#[test]
fn nobody_elses_act_removes_a_draft() {
    let cast = cast();
    let id = asked(&cast);
    saved(&cast, &cast.ann, text(id, Mode::Reply, "Half a thought")).unwrap();
    said(&cast, &cast.ben, Reply::public(id, "Done.")).unwrap();
    let lee = cast.lee.clone();
    cast.write(move |tx| tickets::close(tx, &lee, id)).unwrap();
    assert!(kept(&cast, &cast.ann, Some(id), Mode::Reply).is_some());
}

#[test]
fn what_was_sent_is_a_draft_no_more() {
    let cast = cast();
    let id = asked(&cast);
    saved(&cast, &cast.ann, text(id, Mode::Reply, "Restart")).unwrap();
    saved(&cast, &cast.ann, text(id, Mode::Note, "Hm.")).unwrap();
    said(&cast, &cast.ann, Reply::public(id, "Restart it.")).unwrap();
    assert!(kept(&cast, &cast.ann, Some(id), Mode::Reply).is_none());
    assert!(kept(&cast, &cast.ann, Some(id), Mode::Note).is_some());
}

#[test]
fn an_emptied_draft_is_gone_and_one_can_be_thrown_away() {
    let cast = cast();
    let id = asked(&cast);
    saved(&cast, &cast.ann, text(id, Mode::Reply, "x")).unwrap();
    saved(&cast, &cast.ann, text(id, Mode::Reply, "  ")).unwrap();
    assert!(kept(&cast, &cast.ann, Some(id), Mode::Reply).is_none());
    saved(&cast, &cast.ann, text(id, Mode::Reply, "x")).unwrap();
    let gone = |actor: &Actor| {
        let actor = actor.clone();
        cast.write(move |tx| delete_draft(tx, &actor, Some(id), Mode::Reply)).unwrap()
    };
    assert!(!gone(&cast.ben) && gone(&cast.ann) && !gone(&cast.ann));
}

#[test]
fn a_new_ticket_has_a_draft_with_a_subject() {
    let cast = cast();
    let new = SaveDraft { ticket: None, mode: Mode::New, subject: "Printer".into(), body: String::new(), attachments: vec![] };
    saved(&cast, &cast.rita, new.clone()).unwrap();
    assert_eq!(kept(&cast, &cast.rita, None, Mode::New).unwrap().subject, "Printer");
    assert_eq!(refused(saved(&cast, &cast.rita, SaveDraft { mode: Mode::Reply, ..new })), "mode: draft-mode");
}

#[test]
fn one_drafts_only_what_one_could_send() {
    let cast = cast();
    let id = asked(&cast);
    assert_eq!(refused(saved(&cast, &cast.gus, text(id, Mode::Reply, "x"))), "not found");
    assert_eq!(refused(saved(&cast, &cast.rita, text(id, Mode::Note, "x"))), "not allowed: write_note");
    assert!(saved(&cast, &cast.rita, text(id, Mode::Reply, "x")).is_ok());
}
