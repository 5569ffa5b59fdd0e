//! Giving a ticket to somebody.

use people::Actor;
use testkit::{Cast, refused};
use tickets::{Assign, Changed, TicketId, To, assign};

use crate::stage::{asked, asked_payroll, cast, counters_hold, now};

pub fn given(cast: &Cast, actor: &Actor, ticket: TicketId, to: To) -> outcome::Result<Changed> {
    let actor = actor.clone();
    cast.write(move |tx| assign(tx, &actor, &Assign { ticket, to }))
}

#[test]
fn a_ticket_goes_from_hand_to_hand() {
    let cast = cast();
    let id = asked(&cast);
    let ben = cast.ben.person().unwrap();
    for (to, team, assignee) in [
        (To::Me, None, cast.ann.person()),
        (To::Team(cast.network), Some(cast.network), None),
        (To::Person(ben), Some(cast.network), Some(ben)),
        (To::Team(cast.network), Some(cast.network), Some(ben)),
        (To::Nobody, Some(cast.network), None),
        (To::Both(cast.first_line, ben), Some(cast.first_line), Some(ben)),
        (To::NoTeam, None, None),
    ] {
        given(&cast, &cast.ann, id, to).unwrap();
        let ticket = now(&cast, id);
        assert_eq!((ticket.team_id, ticket.assignee_id), (team, assignee), "{to:?}");
        counters_hold(&cast);
    }
    assert_eq!(cast.history(id).len(), 1 + 6, "giving it to the team it has changes nothing");
}

#[test]
fn only_those_who_can_do_it_get_it() {
    let cast = cast();
    let id = asked(&cast);
    assert_eq!(refused(given(&cast, &cast.ann, id, To::Person(cast.rita.person().unwrap()))), "assignee: assignee-unknown");
    assert_eq!(refused(given(&cast, &cast.ann, id, To::Team(people::TeamId(99)))), "team: team-unknown");
    let outsider = To::Both(cast.payroll, cast.ann.person().unwrap());
    assert_eq!(refused(given(&cast, &cast.ann, id, outsider)), "assignee: assignee-not-in-team");
    assert_eq!(refused(given(&cast, &cast.rita, id, To::Nobody)), "not allowed: assign");
    assert_eq!(refused(given(&cast, &Actor::system(people::Door::Inside), id, To::Me)), "not allowed: assign");
    let payroll = asked_payroll(&cast);
    assert_eq!(refused(given(&cast, &cast.ann, payroll, To::Me)), "not found");
    assert!(given(&cast, &cast.pat, payroll, To::Me).is_ok());
}

#[test]
fn a_closed_ticket_is_nobodys_work() {
    let cast = cast();
    let id = asked(&cast);
    let ann = cast.ann.clone();
    cast.write(move |tx| tickets::close(tx, &ann, id)).unwrap();
    assert_eq!(refused(given(&cast, &cast.ann, id, To::Me)), "ticket-closed");
}
