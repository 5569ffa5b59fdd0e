//! Presence.

use people::Actor;
use testkit::{Cast, refused};
use tickets::{Doing, PRESENCE, PRESENCE_MS, TicketId, be_present, forget_absent, leave, present};

use crate::stage::{asked, asked_payroll, cast};

fn is_there(cast: &Cast, actor: &Actor, id: TicketId, doing: Doing) -> outcome::Result<()> {
    let actor = actor.clone();
    cast.write(move |tx| be_present(tx, &actor, id, doing))
}

fn seen(cast: &Cast, actor: &Actor, id: TicketId) -> Vec<(String, Doing)> {
    let actor = actor.clone();
    cast.read(move |conn| present(conn, &actor, id)).unwrap().into_iter().map(|p| (p.name, p.doing)).collect()
}

#[test]
fn colleagues_see_who_is_here_and_who_writes() {
    let cast = cast();
    let id = asked(&cast);
    is_there(&cast, &cast.ann, id, Doing::Here).unwrap();
    is_there(&cast, &cast.ben, id, Doing::Reply).unwrap();
    assert_eq!(seen(&cast, &cast.lee, id), [("Ben Bird".into(), Doing::Reply), ("Ann Ash".into(), Doing::Here)]);
    assert_eq!(seen(&cast, &cast.ann, id), [("Ben Bird".into(), Doing::Reply)]);
    assert!(seen(&cast, &cast.rita, id).is_empty(), "the requester is not watched over the shoulder");
    assert_eq!(refused(is_there(&cast, &cast.rita, id, Doing::Here)), "not allowed: write_note");
    assert_eq!(refused(is_there(&cast, &cast.ann, asked_payroll(&cast), Doing::Here)), "not found");
}

#[test]
fn pages_hear_of_changes_only() {
    let cast = cast();
    let id = asked(&cast);
    let mut news = cast.db.announcements().listen();
    for doing in [Doing::Here, Doing::Here, Doing::Note, Doing::Note] {
        is_there(&cast, &cast.ann, id, doing).unwrap();
    }
    let ann = cast.ann.clone();
    cast.write(move |tx| leave(tx, &ann, id)).unwrap();
    let mut heard = Vec::new();
    while let Ok(one) = news.try_recv() {
        heard.push((one.subject, one.what, one.event));
    }
    assert_eq!(heard, vec![(id.subject(), PRESENCE.to_owned(), None); 3]);
    assert!(cast.history(id).iter().all(|kind| kind == "opened"), "presence leaves no event");
}

#[test]
fn who_is_not_heard_of_again_is_gone() {
    let cast = cast();
    let id = asked(&cast);
    is_there(&cast, &cast.ann, id, Doing::Here).unwrap();
    cast.pass_ms(PRESENCE_MS);
    assert_eq!(seen(&cast, &cast.ben, id).len(), 1);
    cast.pass_ms(1);
    assert!(seen(&cast, &cast.ben, id).is_empty());
    let mut news = cast.db.announcements().listen();
    assert_eq!(cast.write(forget_absent).unwrap(), 1);
    assert_eq!(news.try_recv().unwrap().subject, id.subject());
    assert_eq!(cast.write(forget_absent).unwrap(), 0);
}
