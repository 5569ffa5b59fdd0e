//! Watching.

use people::{Actor, PersonId};
use testkit::{Cast, refused};
use tickets::{Reply, TicketId, Watch, facts, ticket, unwatch, watch};

use crate::stage::{asked, asked_payroll, cast, said};

pub fn watches(cast: &Cast, actor: &Actor, ticket: TicketId, person: PersonId) -> outcome::Result<Option<db::EventId>> {
    let actor = actor.clone();
    cast.write(move |tx| watch(tx, &actor, &Watch { ticket, person }))
}

fn watchers(cast: &Cast, id: TicketId) -> Vec<String> {
    let lee = Actor::system(people::Door::Inside);
    let facts = cast.read(move |conn| facts(conn, &ticket(conn, &lee, id)?)).unwrap();
    assert_eq!(facts.names.requester, "Rita Roe");
    facts.watchers.into_iter().map(|w| w.name).collect()
}

#[test]
fn who_sees_it_may_watch_it_and_then_answer() {
    let cast = cast();
    let id = asked(&cast);
    let sam = cast.sam.person().unwrap();
    assert_eq!(refused(watches(&cast, &cast.gus, id, cast.gus.person().unwrap())), "not found");
    assert_eq!(refused(watches(&cast, &cast.sam, id, cast.gus.person().unwrap())), "not allowed: choose_watchers");
    assert!(watches(&cast, &cast.sam, id, sam).unwrap().is_some());
    assert!(watches(&cast, &cast.sam, id, sam).unwrap().is_none());
    assert_eq!(watchers(&cast, id), ["Sam Stone"]);
    assert!(said(&cast, &cast.sam, Reply::public(id, "I have it too.")).is_ok());
    let (actor, input) = (cast.sam.clone(), Watch { ticket: id, person: sam });
    assert!(cast.write(move |tx| unwatch(tx, &actor, &input)).unwrap().is_some());
    assert!(watchers(&cast, id).is_empty());
    assert_eq!(cast.history(id), ["opened", "watcher_added", "reply_added", "watcher_removed"]);
}

#[test]
fn the_desk_makes_others_watch() {
    let cast = cast();
    let id = asked(&cast);
    let gus = cast.gus.person().unwrap();
    watches(&cast, &cast.ann, id, gus).unwrap();
    let actor = cast.gus.clone();
    assert!(cast.read(move |conn| ticket(conn, &actor, id)).is_ok(), "who watches sees");
    assert_eq!(refused(watches(&cast, &cast.ann, id, PersonId(999))), "person: person-unknown");
}

#[test]
fn watching_opens_no_door_to_a_restricted_team() {
    let cast = cast();
    let id = asked_payroll(&cast);
    let (gus, actor) = (cast.gus.person().unwrap(), cast.gus.clone());
    watches(&cast, &cast.pat, id, gus).unwrap();
    assert!(cast.read(move |conn| ticket(conn, &actor, id)).is_err());
}
