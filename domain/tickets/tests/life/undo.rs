//! Taking the last change back.

use db::{EventId, Tx};
use people::Actor;
use testkit::{Cast, refused};
use tickets::{Assign, Changed, Hold, Level, Prioritize, Recategorize, Reply, Retitle, Status, Tag, TicketId, To, UNDO_MS, facts, undo};

use crate::stage::{asked, cast, counters_hold, now, said};

fn done(cast: &Cast, actor: &Actor, deed: impl Fn(&mut Tx<'_>, &Actor) -> outcome::Result<Changed> + Send + 'static) -> EventId {
    let actor = actor.clone();
    cast.write(move |tx| deed(tx, &actor)).unwrap().event.unwrap()
}

fn undone(cast: &Cast, actor: &Actor, event: EventId) -> outcome::Result<Changed> {
    let actor = actor.clone();
    cast.write(move |tx| undo(tx, &actor, event))
}

/// Does it, takes it back, and looks at every column but those that only ever rise.
fn there_and_back(cast: &Cast, id: TicketId, deed: impl Fn(&mut Tx<'_>, &Actor) -> outcome::Result<Changed> + Send + 'static) {
    let before = now(cast, id);
    cast.pass_ms(1_000);
    let event = done(cast, &cast.ann, deed);
    assert!(now(cast, id).version > before.version);
    undone(cast, &cast.ann, event).unwrap();
    let after = now(cast, id);
    let facts = |t: &tickets::Ticket| {
        (
            t.standing(),
            t.assignment(),
            t.weight(),
            t.asker(),
            t.subject.clone(),
            t.kind,
            t.category_id,
            t.site_id,
            t.resolved_at,
            t.reopened_count,
        )
    };
    assert_eq!(facts(&after), facts(&before));
    assert_eq!(cast.history(id).last().map(String::as_str), Some("undone"));
    counters_hold(cast);
}

#[test]
fn each_change_can_be_taken_back() {
    let cast = cast();
    let id = asked(&cast);
    let (network, gus, leeds) = (cast.network, cast.gus.person().unwrap(), cast.leeds);
    assert_eq!(now(&cast, id).site_id, Some(leeds));
    there_and_back(&cast, id, move |tx, a| tickets::assign(tx, a, &Assign { ticket: id, to: To::Team(network) }));
    there_and_back(&cast, id, move |tx, a| tickets::assign(tx, a, &Assign { ticket: id, to: To::Me }));
    there_and_back(&cast, id, move |tx, a| tickets::resolve(tx, a, id));
    there_and_back(&cast, id, move |tx, a| tickets::close(tx, a, id));
    there_and_back(&cast, id, move |tx, a| tickets::hold(tx, a, &Hold { ticket: id, reason: "x".into(), until: None }));
    there_and_back(&cast, id, move |tx, a| {
        tickets::prioritize(tx, a, &Prioritize { ticket: id, impact: Some(Level::High), urgency: None })
    });
    there_and_back(&cast, id, move |tx, a| tickets::retitle(tx, a, &Retitle { ticket: id, subject: "Other".into() }));
    there_and_back(&cast, id, move |tx, a| tickets::set_site(tx, a, &tickets::SetSite { ticket: id, site: None }));
    there_and_back(&cast, id, move |tx, a| tickets::set_kind(tx, a, &tickets::SetKind { ticket: id, kind: tickets::Kind::ServiceRequest }));
    there_and_back(&cast, id, move |tx, a| tickets::change_requester(tx, a, &tickets::ChangeRequester { ticket: id, requester: gus }));
    done(&cast, &cast.ann, move |tx, a| tickets::resolve(tx, a, id));
    there_and_back(&cast, id, move |tx, a| tickets::reopen(tx, a, id));
}

#[test]
fn a_category_and_tags_too() {
    let cast = cast();
    let id = asked(&cast);
    let lee = cast.lee.clone();
    let vpn = cast
        .write(move |tx| tickets::add_category(tx, &lee, &tickets::AddCategory { parent: None, name: "VPN".into(), team: None }))
        .unwrap()
        .id;
    there_and_back(&cast, id, move |tx, a| tickets::recategorize(tx, a, &Recategorize { ticket: id, category: Some(vpn) }));
    let tag = |add: &[&str], remove: &[&str]| {
        let own = |tags: &[&str]| tags.iter().map(ToString::to_string).collect();
        Tag { ticket: id, add: own(add), remove: own(remove) }
    };
    let (first, second) = (tag(&["a", "b"], &[]), tag(&["c"], &["a"]));
    done(&cast, &cast.ann, move |tx, a| tickets::tag(tx, a, &first));
    there_and_back(&cast, id, move |tx, a| tickets::tag(tx, a, &second));
    let ann = cast.ann.clone();
    assert_eq!(cast.read(move |conn| facts(conn, &tickets::ticket(conn, &ann, id)?)).unwrap().tags, ["a", "b"]);
}

#[test]
fn taking_a_ticket_by_answering_can_be_taken_back_alone() {
    let cast = cast();
    let id = asked(&cast);
    let replied = said(&cast, &cast.ann, Reply::public(id, "Hi")).unwrap();
    undone(&cast, &cast.ann, replied.taken.unwrap()).unwrap();
    let ticket = now(&cast, id);
    assert_eq!((ticket.assignee_id, ticket.status), (None, Status::Waiting));
}

#[test]
fn only_ones_own_and_only_in_time() {
    let cast = cast();
    let id = asked(&cast);
    let event = done(&cast, &cast.ann, move |tx, a| tickets::resolve(tx, a, id));
    assert_eq!(refused(undone(&cast, &cast.ben, event)), "not found");
    assert_eq!(refused(undone(&cast, &Actor::system(people::Door::Inside), event)), "not found");
    assert_eq!(refused(undone(&cast, &cast.ann, EventId(9_999))), "not found");
    cast.pass_ms(UNDO_MS + 1);
    assert_eq!(refused(undone(&cast, &cast.ann, event)), "undo-too-late");
}

#[test]
fn not_over_somebody_elses_change_and_not_twice() {
    let cast = cast();
    let id = asked(&cast);
    let taken = done(&cast, &cast.ann, move |tx, a| tickets::assign(tx, a, &Assign { ticket: id, to: To::Me }));
    done(&cast, &cast.ben, move |tx, a| tickets::assign(tx, a, &Assign { ticket: id, to: To::Me }));
    assert_eq!(refused(undone(&cast, &cast.ann, taken)), "undo-changed-since");
    let resolved = done(&cast, &cast.ann, move |tx, a| tickets::resolve(tx, a, id));
    undone(&cast, &cast.ann, resolved).unwrap();
    assert_eq!(refused(undone(&cast, &cast.ann, resolved)), "undo-changed-since");
}

#[test]
fn what_was_said_is_not_a_change() {
    let cast = cast();
    let id = asked(&cast);
    said(&cast, &cast.ann, Reply::note(id, "Hm.")).unwrap();
    let heard = cast.read(move |c| c.events_of(&id.subject(), EventId(0), 100)).unwrap();
    let note = heard.iter().find(|h| h.kind == "ticket.note_added").unwrap().id;
    assert_eq!(refused(undone(&cast, &cast.ann, note)), "undo-impossible");
}
