//! One deed to every ticket of a list, however many there are: tried, begun, followed, stopped, taken back.

use people::Actor;
use testkit::{Cast, Desk, refused};
use tickets::{
    Assign, BeginRound, BulkDeed, BulkStatus, List, Open, QueueAsk, ROUND, ROUND_BATCH, ROUND_TRIED_MAX, ROUNDS_MAX, Round, RoundId,
    RoundState, Status, TicketId, To, begin_round, forget_rounds, round, round_job, stayed, stop_round, take_back_round, try_round,
};

use crate::stage::{counters_hold, now};

/// More tickets than one part of a round changes, and more than it is tried on.
const MANY: usize = ROUND_TRIED_MAX + ROUND_BATCH / 2;

fn cast() -> Cast {
    Desk::with(db::Wiring { listeners: vec![], jobs: vec![(ROUND, round_job())] }).with_people()
}

fn asked(cast: &Cast, count: usize) -> Vec<TicketId> {
    let rita = cast.rita.clone();
    let ask = Open::new(rita.person().unwrap(), "Printer", "It is silent.");
    cast.write(move |tx| (0..count).map(|_| tickets::open(tx, &rita, &ask).map(|o| o.ticket)).collect()).unwrap()
}

fn tag(filter: &str, tag: &str) -> BeginRound {
    let (ask, list) = (QueueAsk::new(List::Filter(filter.to_owned())), format!("/tickets?q={filter}"));
    BeginRound { ask, deed: BulkDeed::Tag(vec![tag.to_owned()]), list }
}

fn begin(cast: &Cast, actor: &Actor, begin: BeginRound) -> outcome::Result<Round> {
    let actor = actor.clone();
    cast.write(move |tx| begin_round(tx, &actor, &begin))
}

fn look(cast: &Cast, id: RoundId) -> Round {
    let ann = cast.ann.clone();
    cast.read(move |conn| round(conn, &ann, id)).unwrap()
}

fn found(cast: &Cast, filter: &'static str) -> i64 {
    let lee = cast.lee.clone();
    cast.read(move |conn| tickets::list_size(conn, &lee, &List::Filter(filter.to_owned()), &jiff::tz::TimeZone::UTC)).unwrap()
}

#[test]
fn every_ticket_of_a_list_has_its_turn_and_its_way_back() {
    let cast = cast();
    let all = asked(&cast, MANY);
    let (ann, done) = (cast.ann.clone(), all[0]);
    cast.write(move |tx| tickets::tag(tx, &ann, &tickets::Tag { ticket: done, add: vec!["late".into()], remove: vec![] })).unwrap();
    let id = begin(&cast, &cast.ann, tag("printer", "late")).unwrap().id;
    let (lee, gone) = (cast.lee.clone(), all[1]);
    cast.write(move |tx| tickets::delete(tx, &lee, gone).map(drop)).unwrap();
    // One that came later is not in it.
    asked(&cast, 1);
    assert_eq!((look(&cast, id).state, look(&cast, id).gone()), (RoundState::Going, 0));
    cast.keep_promises();
    let is = look(&cast, id);
    let total = i64::try_from(MANY).unwrap();
    assert_eq!((is.state, is.total, is.changed, is.unchanged, is.refused), (RoundState::Done, total, total - 2, 1, 1));
    assert_eq!(found(&cast, "tag:late"), total - 1);
    let ann = cast.ann.clone();
    let left = cast.read(move |conn| stayed(conn, &ann, id)).unwrap();
    assert_eq!(left.iter().map(|s| s.ticket).collect::<Vec<_>>(), [gone], "it is told which one refused, and why");
    assert_eq!(left[0].why.key, "round-not-found");

    // What somebody else changed meanwhile stays.
    let (lee, theirs) = (cast.lee.clone(), all[5]);
    cast.write(move |tx| tickets::tag(tx, &lee, &tickets::Tag { ticket: theirs, add: vec![], remove: vec!["late".into()] })).unwrap();
    let ann = cast.ann.clone();
    cast.write(move |tx| take_back_round(tx, &ann, id)).unwrap();
    cast.keep_promises();
    let is = look(&cast, id);
    assert_eq!((is.state, is.taken_back + is.kept, is.ended_at.is_some()), (RoundState::TakenBack, total - 2, true));
    assert_eq!(found(&cast, "tag:late"), 1, "the one that had the tag before keeps it");
    let ann = cast.ann.clone();
    assert_eq!(refused(cast.write(move |tx| take_back_round(tx, &ann, id))), "round-is-over");
    let lee = cast.lee.clone();
    cast.write(move |tx| tickets::restore(tx, &lee, gone).map(drop)).unwrap();
    counters_hold(&cast);
}

#[test]
fn a_stopped_round_leaves_the_others_as_they_are() {
    let cast = cast();
    asked(&cast, 3);
    let id = begin(&cast, &cast.ann, tag("printer", "late")).unwrap().id;
    let (lee, ann) = (cast.lee.clone(), cast.ann.clone());
    assert_eq!(refused(cast.write(move |tx| stop_round(tx, &lee, id))), "not found");
    cast.write(move |tx| stop_round(tx, &ann, id)).unwrap();
    cast.keep_promises();
    assert_eq!((look(&cast, id).state, found(&cast, "tag:late")), (RoundState::Stopped, 0));
    let ann = cast.ann.clone();
    assert_eq!(refused(cast.write(move |tx| take_back_round(tx, &ann, id))), "round-changed-nothing");
}

#[test]
fn a_round_changes_only_what_its_person_works_on_and_ends_with_them() {
    let cast = cast();
    let all = asked(&cast, 2);
    let (lee, to, secret) = (cast.lee.clone(), To::Team(cast.payroll), all[1]);
    cast.write(move |tx| tickets::assign(tx, &lee, &Assign { ticket: secret, to })).unwrap();
    let resolve = |list| BeginRound { ask: QueueAsk::new(list), deed: BulkDeed::Status(BulkStatus::Resolved), list: "/tickets".into() };
    let is = begin(&cast, &cast.ann, resolve(List::Everything)).unwrap();
    assert_eq!(is.total, 1, "Ann does not work for Payroll");
    cast.keep_promises();
    assert_eq!((now(&cast, all[0]).status, now(&cast, secret).status), (Status::Resolved, Status::New));
    assert_eq!(refused(begin(&cast, &cast.rita, resolve(List::Everything))), "not allowed: use_queue");
    assert_eq!(refused(begin(&cast, &cast.ann, tag("tag:nobody", "x"))), "round-nothing");

    let (ada, ben) = (cast.ada.clone(), cast.ben.clone());
    let id = begin(&cast, &ben, tag("status:resolved", "x")).unwrap().id;
    let gone = ben.person().unwrap();
    cast.write(move |tx| people::deactivate(tx, &ada, &gone).map(drop)).unwrap();
    cast.keep_promises();
    let state = cast.read(move |conn| conn.one::<(String,)>("SELECT state FROM rounds WHERE id = $1", db::params![id])).unwrap();
    assert_eq!((state.0.as_str(), found(&cast, "tag:x")), ("stopped", 0));
}

#[test]
fn trying_tells_what_would_come_of_it_and_too_many_rounds_are_refused() {
    let cast = cast();
    asked(&cast, MANY);
    let (ann, wanted) = (cast.ann.clone(), tag("printer", "late"));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let tried = runtime.block_on(cast.db.try_out(move |tx| try_round(tx, &ann, &wanted))).unwrap();
    assert_eq!((tried.total, tried.done.done()), (i64::try_from(MANY).unwrap(), ROUND_TRIED_MAX));
    assert_eq!(found(&cast, "tag:late"), 0, "nothing of it is kept");
    cast.keep_promises();
    for _ in 0..ROUNDS_MAX {
        begin(&cast, &cast.ann, tag("printer", "late")).unwrap();
    }
    assert_eq!(refused(begin(&cast, &cast.ann, tag("printer", "late"))), "rounds-too-many");
    cast.keep_promises();
    cast.pass_ms(tickets::ROUND_KEPT_MS + 1);
    assert_eq!(cast.write(forget_rounds).unwrap(), usize::try_from(ROUNDS_MAX).unwrap());
}
