//! Two people who are one: what belonged to the one belongs to the other, and the one comes in no more.

use people::{Actor, MergePeople, PersonId, directory};
use testkit::{Cast, refused};
use tickets::{Reply, Watch, conversation, merge_people};

use crate::stage::{asked, cast, now, said};

fn merged(cast: &Cast, by: &Actor, person: PersonId, into: PersonId) -> outcome::Result<people::Person> {
    let by = by.clone();
    cast.write(move |tx| merge_people(tx, &by, &MergePeople { person, into }))
}

/// A requester of this address, known by letters alone.
fn stranger(cast: &Cast, email: &'static str) -> PersonId {
    let lee = cast.lee.clone();
    cast.write(move |tx| people::ensure_by_email(tx, &lee, "R. Roe", email)).unwrap()
}

#[test]
fn tickets_words_addresses_and_what_is_watched_go_along() {
    let cast = cast();
    let (rita, twin) = (cast.rita.person().unwrap(), stranger(&cast, "rita@home.example"));
    let (open, closed, watched) = (asked(&cast), asked(&cast), asked(&cast));
    let (lee, twin_actor) = (cast.lee.clone(), cast.read(move |c| directory::actor_of(c, twin, people::Door::Portal)).unwrap().unwrap());
    cast.write(move |tx| {
        for ticket in [open, closed] {
            tickets::change_requester(tx, &lee, &tickets::ChangeRequester { ticket, requester: twin })?;
        }
        tickets::watch(tx, &lee, &Watch { ticket: watched, person: twin })
    })
    .unwrap();
    said(&cast, &twin_actor, Reply::public(open, "From home")).unwrap();
    let lee = cast.lee.clone();
    cast.write(move |tx| tickets::close(tx, &lee, closed)).unwrap();

    merged(&cast, &cast.lee, twin, rita).unwrap();
    assert_eq!((now(&cast, open).requester_id, now(&cast, closed).requester_id), (rita, rita));
    assert!(cast.history(open).contains(&"requester_changed".to_owned()));
    let hers = cast.rita.clone();
    let all = cast.read(move |c| conversation(c, &hers, open, None)).unwrap();
    assert_eq!(all.messages.last().unwrap().message.author_id, Some(rita), "she reads it as her own");
    let found = cast.read(|c| directory::person_by_email(c, "rita@home.example")).unwrap();
    assert_eq!(found.map(|p| p.id), Some(rita));
    let primary = cast.read(move |c| directory::primary_email(c, rita)).unwrap();
    assert_eq!(primary.as_deref(), Some("rita@desk.example"), "letters go where they went");
    assert!(cast.read(move |c| directory::actor_of(c, twin, people::Door::Portal)).unwrap().is_none(), "nobody comes in as the other");
    let left = cast.read(move |c| c.one::<(i64,)>("SELECT COUNT(*) FROM watchers WHERE person_id = $1", db::params![twin])).unwrap();
    assert_eq!(left.0, 0);
    let log = cast.read(move |c| c.events_of(&db::Subject::new("person", twin.0), db::EventId(0), 100)).unwrap();
    assert!(log.iter().any(|e| e.kind == "person.merged" && e.person().map(PersonId) == cast.lee.person()));
}

#[test]
fn only_leads_merge_and_only_requesters_go() {
    let cast = cast();
    let (rita, ann, twin) = (cast.rita.person().unwrap(), cast.ann.person().unwrap(), stranger(&cast, "rita@home.example"));
    assert_eq!(refused(merged(&cast, &cast.ann, twin, rita)), "not allowed: merge_people");
    assert_eq!(refused(merged(&cast, &cast.rita, twin, rita)), "not found");
    assert_eq!(refused(merged(&cast, &cast.lee, twin, twin)), "into: merge-people-same");
    assert_eq!(refused(merged(&cast, &cast.lee, ann, rita)), "person: merge-people-requester");
    let lee = cast.lee.clone();
    cast.write(move |tx| people::deactivate(tx, &lee, &rita)).unwrap();
    assert_eq!(refused(merged(&cast, &cast.lee, twin, rita)), "into: merge-people-left");
}
