//! Opening a ticket.

use db::params;
use outcome::{Error, Refusal};
use people::{Actor, Door};
use testkit::{MONDAY, refused};
use tickets::{
    AddCategory, Audience, BODY_BYTES_MAX, Level, Open, Priority, SUBJECT_CHARS_MAX, Side, Source, Status, TicketEvent, add_category,
};

use crate::stage::{asked, cast, counters_hold, now, opened, request};

#[test]
fn a_requesters_question_becomes_a_ticket() {
    let cast = cast();
    let ticket = now(&cast, asked(&cast));
    assert_eq!((ticket.subject.as_str(), ticket.status, ticket.priority), ("VPN drops", Status::New, Priority::Normal));
    assert_eq!((ticket.organization_id, ticket.site_id), (Some(cast.acme), Some(cast.leeds)));
    assert_eq!((ticket.opened_at, ticket.updated_at, ticket.opened_by), (MONDAY, MONDAY, None));
    assert_eq!((ticket.message_count, ticket.last_message_side), (1, Side::Requester));
    assert_eq!(ticket.last_excerpt, "Every twenty minutes, since Thursday.");
    assert_eq!(cast.history(ticket.id), ["opened"]);
    counters_hold(&cast);
}

#[test]
fn every_field_that_is_wrong_is_named_at_once() {
    let cast = cast();
    let empty = Open { subject: " \n ".into(), body: "  ".into(), ..request(&cast) };
    assert_eq!(refused(opened(&cast, &cast.rita, empty)), "subject: subject-missing, body: body-missing");
    let long = Open { subject: "ü".repeat(SUBJECT_CHARS_MAX + 1), body: "x".repeat(BODY_BYTES_MAX + 1), ..request(&cast) };
    assert_eq!(refused(opened(&cast, &cast.rita, long)), "subject: subject-too-long, body: body-too-long");
    let fits = Open { subject: "ü".repeat(SUBJECT_CHARS_MAX), ..request(&cast) };
    assert!(opened(&cast, &cast.rita, fits).is_ok());
}

#[test]
fn a_requester_asks_for_themselves_and_routes_nothing() {
    let cast = cast();
    let (gus, ann) = (cast.gus.person().unwrap(), cast.ann.person());
    for open in [
        Open { requester: gus, ..request(&cast) },
        Open { assignee: ann, ..request(&cast) },
        Open { team: Some(cast.network), ..request(&cast) },
        Open { tags: vec!["vip".into()], ..request(&cast) },
        Open { watchers: vec![gus], ..request(&cast) },
        Open { audience: Audience::Internal, ..request(&cast) },
    ] {
        assert_eq!(refused(opened(&cast, &cast.rita, open)), "not allowed: open_for_others");
    }
}

#[test]
fn an_agent_opens_on_behalf_of_somebody_and_routes() {
    let cast = cast();
    let open = Open {
        source: Source::Phone,
        impact: Some(Level::High),
        urgency: Some(Level::High),
        team: Some(cast.network),
        assignee: cast.ben.person(),
        tags: vec!["VPN client".into(), "vpn client".into()],
        watchers: vec![cast.sam.person().unwrap()],
        ..request(&cast)
    };
    let ticket = now(&cast, opened(&cast, &cast.ann, open).unwrap());
    assert_eq!((ticket.priority, ticket.team_id, ticket.assignee_id), (Priority::Critical, Some(cast.network), cast.ben.person()));
    assert_eq!((ticket.opened_by, ticket.requester_id), (cast.ann.person(), cast.rita.person().unwrap()));
    assert_eq!(ticket.last_message_side, Side::Requester, "she asked, whoever wrote it down");
    let id = ticket.id;
    let tags: Vec<(String,)> = cast.read(move |c| c.all("SELECT tag FROM ticket_tags WHERE ticket_id = $1", params![id])).unwrap();
    assert_eq!(tags, [("vpn-client".to_owned(),)]);
    counters_hold(&cast);
}

#[test]
fn the_categorys_team_gets_it_when_nobody_said() {
    let cast = cast();
    let (lee, network) = (cast.lee.clone(), cast.network);
    let vpn = cast.write(move |tx| add_category(tx, &lee, &AddCategory { parent: None, name: "VPN".into(), team: Some(network) })).unwrap();
    let routed = now(&cast, opened(&cast, &cast.rita, Open { category: Some(vpn.id), ..request(&cast) }).unwrap());
    assert_eq!((routed.category_id, routed.team_id), (Some(vpn.id), Some(cast.network)));
    let said = Open { category: Some(vpn.id), team: Some(cast.first_line), ..request(&cast) };
    assert_eq!(now(&cast, opened(&cast, &cast.ann, said).unwrap()).team_id, Some(cast.first_line));
}

#[test]
fn what_is_named_must_be_there() {
    let cast = cast();
    let bad = |open: Open| refused(opened(&cast, &cast.ann, open));
    assert_eq!(bad(Open { requester: people::PersonId(999), ..request(&cast) }), "requester: requester-unknown");
    assert_eq!(bad(Open { category: Some(tickets::CategoryId(9)), ..request(&cast) }), "category: category-unknown");
    assert_eq!(bad(Open { team: Some(people::TeamId(99)), ..request(&cast) }), "team: team-unknown");
    assert_eq!(bad(Open { site: Some(people::SiteId(99)), ..request(&cast) }), "site: ticket-site-unknown");
    assert_eq!(bad(Open { assignee: cast.rita.person(), ..request(&cast) }), "assignee: assignee-unknown");
    assert_eq!(bad(Open { team: Some(cast.payroll), assignee: cast.ann.person(), ..request(&cast) }), "assignee: assignee-not-in-team");
    assert_eq!(bad(Open { tags: vec!["<b>".into()], ..request(&cast) }), "tags: tag-characters");
}

#[test]
fn the_same_key_opens_once() {
    let cast = cast();
    let open = Open { key: Some("form-1".into()), ..request(&cast) };
    let first = opened(&cast, &cast.rita, open.clone()).unwrap();
    assert_eq!(opened(&cast, &cast.rita, open.clone()).unwrap(), first);
    assert_ne!(opened(&cast, &cast.ann, open).unwrap(), first, "a key is its maker's own");
}

#[test]
fn a_letters_copies_watch_whoever_wrote_it() {
    let cast = cast();
    let by_mail = Actor { door: Door::Mail, ..cast.rita.clone() };
    let sam = cast.sam.person().unwrap();
    let id = opened(&cast, &by_mail, Open { source: Source::Email, watchers: vec![sam], ..request(&cast) }).unwrap();
    let watchers: Vec<(i64,)> = cast.read(move |c| c.all("SELECT person_id FROM watchers WHERE ticket_id = $1", params![id])).unwrap();
    assert_eq!(watchers, [(sam.0,)]);
}

#[test]
fn a_credential_that_only_reads_opens_nothing() {
    let cast = cast();
    let reader = Actor { reach: people::Reach::ReadOnly, ..cast.rita.clone() };
    let outcome = opened(&cast, &reader, request(&cast));
    assert!(matches!(outcome, Err(Error::Refused(Refusal::NotAllowed("open")))));
}

#[test]
fn opening_takes_few_statements() {
    let cast = cast();
    let (rita, open) = (cast.rita.clone(), request(&cast));
    let statements = cast
        .write(move |tx| {
            tickets::open(tx, &rita, &open)?;
            Ok(tx.statements())
        })
        .unwrap();
    // Eleven of its own, two of them whether something is promised and what is asked; the index of subject and message takes the
    // others.
    assert!(statements <= 25, "{statements} statements");
}

#[test]
fn the_event_says_what_a_listener_needs() {
    let cast = cast();
    let id = asked(&cast);
    let heard = cast.read(move |c| c.events_of(&id.subject(), db::EventId(0), 1)).unwrap().remove(0);
    assert_eq!((heard.kind.as_str(), heard.person()), ("ticket.opened", cast.rita.person().map(|p| p.0)));
    let TicketEvent::Opened { source, requester, follows, .. } = heard.data().unwrap() else { panic!("{heard:?}") };
    assert_eq!((source, Some(requester), follows), (Source::Portal, cast.rita.person(), None));
}
