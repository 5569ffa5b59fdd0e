//! Subject, weight, category, kind, site and requester.

use db::Tx;
use people::Actor;
use testkit::{Cast, refused};
use tickets::{
    AddCategory, ChangeRequester, Changed, Kind, Level, Prioritize, Priority, Recategorize, Retitle, SetKind, SetSite, add_category,
    change_requester, prioritize, recategorize, retitle, set_kind, set_site,
};

use crate::stage::{asked, cast, counters_hold, now};

fn done(
    cast: &Cast,
    actor: &Actor,
    deed: impl Fn(&mut Tx<'_>, &Actor) -> outcome::Result<Changed> + Send + 'static,
) -> outcome::Result<Changed> {
    let actor = actor.clone();
    cast.write(move |tx| deed(tx, &actor))
}

#[test]
fn a_better_subject_is_on_one_line() {
    let cast = cast();
    let id = asked(&cast);
    let to = |subject: &str| Retitle { ticket: id, subject: subject.to_owned() };
    let (good, blank, same) = (to(" VPN \n drops at home "), to("\t"), to("VPN drops at home"));
    done(&cast, &cast.ann, move |tx, a| retitle(tx, a, &good)).unwrap();
    assert_eq!(now(&cast, id).subject, "VPN drops at home");
    assert_eq!(refused(done(&cast, &cast.ann, move |tx, a| retitle(tx, a, &blank))), "subject: subject-missing");
    assert!(done(&cast, &cast.ann, move |tx, a| retitle(tx, a, &same)).unwrap().event.is_none());
}

#[test]
fn weight_follows_the_matrix() {
    let cast = cast();
    let id = asked(&cast);
    let weigh = |impact, urgency| {
        let input = Prioritize { ticket: id, impact, urgency };
        done(&cast, &cast.ann, move |tx, a| prioritize(tx, a, &input)).unwrap().ticket.priority
    };
    assert_eq!(weigh(Some(Level::High), None), Priority::High);
    assert_eq!(weigh(None, Some(Level::High)), Priority::Critical);
    assert_eq!(weigh(Some(Level::Low), Some(Level::Low)), Priority::Low);
    let heard = cast.history(id);
    assert_eq!(weigh(None, None), Priority::Low);
    assert_eq!(cast.history(id), heard);
}

#[test]
fn a_category_brings_its_team_where_there_is_none() {
    let cast = cast();
    let id = asked(&cast);
    let (lee, network) = (cast.lee.clone(), cast.network);
    let vpn = cast.write(move |tx| add_category(tx, &lee, &AddCategory { parent: None, name: "VPN".into(), team: Some(network) })).unwrap();
    let set = |category| done(&cast, &cast.ann, move |tx, a| recategorize(tx, a, &Recategorize { ticket: id, category }));
    set(Some(vpn.id)).unwrap();
    assert_eq!((now(&cast, id).category_id, now(&cast, id).team_id), (Some(vpn.id), Some(cast.network)));
    assert_eq!(cast.history(id), ["opened", "recategorized", "assigned"]);
    set(None).unwrap();
    assert_eq!((now(&cast, id).category_id, now(&cast, id).team_id), (None, Some(cast.network)), "work stays where it is");
    assert_eq!(refused(set(Some(tickets::CategoryId(99)))), "category: category-unknown");
    counters_hold(&cast);
}

#[test]
fn kind_site_and_requester_are_said() {
    let cast = cast();
    let id = asked(&cast);
    let gus = cast.gus.person().unwrap();
    done(&cast, &cast.ann, move |tx, a| set_kind(tx, a, &SetKind { ticket: id, kind: Kind::ServiceRequest })).unwrap();
    done(&cast, &cast.ann, move |tx, a| set_site(tx, a, &SetSite { ticket: id, site: None })).unwrap();
    done(&cast, &cast.ann, move |tx, a| change_requester(tx, a, &ChangeRequester { ticket: id, requester: gus })).unwrap();
    let ticket = now(&cast, id);
    assert_eq!((ticket.kind, ticket.site_id, ticket.requester_id), (Kind::ServiceRequest, None, gus));
    assert_eq!(ticket.organization_id, cast.gus.organization, "it moves to the other company");
    assert_eq!(cast.history(id), ["opened", "kind_changed", "site_changed", "requester_changed"]);
    let nobody = ChangeRequester { ticket: id, requester: people::PersonId(999) };
    assert_eq!(refused(done(&cast, &cast.ann, move |tx, a| change_requester(tx, a, &nobody))), "requester: requester-unknown");
    let nowhere = SetSite { ticket: id, site: Some(people::SiteId(99)) };
    assert_eq!(refused(done(&cast, &cast.ann, move |tx, a| set_site(tx, a, &nowhere))), "site: ticket-site-unknown");
    let title = Retitle { ticket: id, subject: "Mine".into() };
    assert_eq!(refused(done(&cast, &cast.rita, move |tx, a| retitle(tx, a, &title))), "not found", "she is not the requester any more");
}
