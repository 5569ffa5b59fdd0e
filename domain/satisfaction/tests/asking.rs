//! Who is asked, when, and who is not.

use satisfaction::Settings;
use testkit::refused;
use tickets::{Merge, Satisfaction, Tag};

use crate::{after_hours, desk, letters, link, resolved};

#[test]
fn a_requester_is_asked_once_some_time_after_resolving() {
    let desk = desk();
    let ticket = resolved(&desk);
    assert_eq!(after_hours(&desk, 23), 0, "it is too soon");
    assert_eq!(after_hours(&desk, 2), 1);
    let all = letters(&desk);
    assert_eq!(all.len(), 1);
    assert!(all[0].0.contains("VPN drops") && all[0].1.contains("/rate/") && all[0].1.contains("score=bad"), "{all:?}");
    let rita = desk.rita.clone();
    let mark = desk.read(move |conn| tickets::ticket(conn, &rita, ticket).map(|t| t.satisfaction)).expect("the ticket");
    assert_eq!(mark, Some(Satisfaction::Offered));
    let ann = desk.ann.clone();
    desk.write(move |tx| tickets::reopen(tx, &ann, ticket).and_then(|_| tickets::resolve(tx, &ann, ticket)).map(drop)).expect("again");
    desk.keep_promises();
    assert_eq!(after_hours(&desk, 48), 0, "nobody is asked twice");
    assert_eq!(letters(&desk).len(), 1);
}

#[test]
fn a_ticket_that_came_back_is_asked_about_when_it_is_resolved_again() {
    let desk = desk();
    let ticket = resolved(&desk);
    let ann = desk.ann.clone();
    desk.write(move |tx| tickets::reopen(tx, &ann, ticket).map(drop)).expect("it came back");
    assert_eq!(after_hours(&desk, 25), 1);
    assert!(letters(&desk).is_empty());
    let ann = desk.ann.clone();
    desk.write(move |tx| tickets::resolve(tx, &ann, ticket).map(drop)).expect("resolved again");
    desk.keep_promises();
    assert_eq!(after_hours(&desk, 25), 1);
    assert_eq!(letters(&desk).len(), 1);
}

#[test]
fn nobody_is_asked_about_merged_tickets_spam_colleagues_requests_or_when_it_is_switched_off() {
    let desk = desk();
    let (merged, into) = (resolved(&desk), resolved(&desk));
    let spam = resolved(&desk);
    let (lee, ann) = (desk.lee.clone(), desk.ann.clone());
    desk.write(move |tx| tickets::merge(tx, &lee, &Merge { ticket: merged, into, bring_people: true }).map(drop)).expect("merged");
    desk.write(move |tx| {
        tickets::reopen(tx, &ann, spam)?;
        tickets::tag(tx, &ann, &Tag { ticket: spam, add: vec!["spam".to_owned()], remove: Vec::new() })?;
        let own = tickets::open(tx, &ann, &tickets::Open::new(ann.person().expect("a person"), "My mouse", "Broken."))?.ticket;
        tickets::resolve(tx, &ann, own).map(drop)
    })
    .expect("changed");
    desk.keep_promises();
    after_hours(&desk, 25);
    assert_eq!(letters(&desk).len(), 1, "only about the ticket that goes on");
    let ann = desk.ann.clone();
    desk.write(move |tx| tickets::resolve(tx, &ann, spam).map(drop)).expect("resolved");
    desk.keep_promises();
    assert_eq!(after_hours(&desk, 25), 0);
    let ada = desk.ada.clone();
    let before = resolved(&desk);
    desk.write(move |tx| satisfaction::save_settings(tx, &ada, &Settings { on: false, after_hours: 24 })).expect("switched off");
    resolved(&desk);
    after_hours(&desk, 25);
    assert_eq!(letters(&desk).len(), 1, "not even about {before}, which was to be asked about");
}

#[test]
fn a_link_is_for_one_ticket_and_its_requester_and_opening_it_answers_nothing() {
    let desk = desk();
    resolved(&desk);
    after_hours(&desk, 25);
    let link = link(&desk);
    let (asked, forged) = (link.clone(), format!("2{}", &link[1..]));
    let found = desk.read(move |conn| satisfaction::linked(conn, &asked)).expect("a link");
    assert_eq!((found.subject.as_str(), found.rating.score), ("VPN drops", None));
    assert_eq!(refused(desk.read(move |conn| satisfaction::linked(conn, &forged))), "not found");
    let sent = link.clone();
    desk.write(move |tx| satisfaction::rate_by_link(tx, &sent, Satisfaction::Good, None)).expect("answered");
    let asked = link.clone();
    assert_eq!(desk.read(move |conn| satisfaction::linked(conn, &asked)).expect("a link").rating.score, Some(Satisfaction::Good));
    desk.pass_ms(satisfaction::ANSWER_MS + 1);
    let late = desk.write(move |tx| satisfaction::rate_by_link(tx, &link, Satisfaction::Bad, None));
    assert_eq!(refused(late), "satisfaction-too-late");
}

#[test]
fn hours_are_between_one_and_the_most() {
    let desk = desk();
    let (ada, lee) = (desk.ada.clone(), desk.lee.clone());
    let none = Settings { on: true, after_hours: 0 };
    assert_eq!(refused(desk.write(move |tx| satisfaction::save_settings(tx, &ada, &none))), "after_hours: satisfaction-hours");
    assert_eq!(refused(desk.write(move |tx| satisfaction::save_settings(tx, &lee, &none))), "not allowed: manage");
}
