//! Rules are rehearsed, switched on, act once, end their own circles and can be changed back.

use automation::{Deeds, Outcome, RuleId, RuleInput, When};
use db::Wiring;
use testkit::{Cast, Desk, refused};
use tickets::{Open, Tag, TicketId};

use crate::speaker;

fn desk() -> Cast {
    Desk::with(Wiring { listeners: automation::listeners(&speaker()), jobs: Vec::new() }).with_people()
}

fn input(name: &str, when: When, filter: &str, deeds: Deeds) -> RuleInput {
    RuleInput { name: name.to_owned(), when, filter: filter.to_owned(), deeds, once: true, stops: false }
}

fn tagging(tag: &str) -> Deeds {
    Deeds { tag: vec![tag.to_owned()], ..Deeds::default() }
}

fn add(desk: &Cast, input: RuleInput, on: bool) -> RuleId {
    let lee = desk.lee.clone();
    desk.write(move |tx| {
        let rule = automation::add_rule(tx, &lee, &input)?;
        automation::switch_rule(tx, &lee, rule.id, on).map(|r| r.id)
    })
    .expect("a rule")
}

fn ask(desk: &Cast, subject: &str) -> TicketId {
    let rita = desk.rita.clone();
    let ask = Open::new(rita.person().expect("a person"), subject, "Please help.");
    desk.write(move |tx| tickets::open(tx, &rita, &ask).map(|o| o.ticket)).expect("a ticket")
}

fn put_tag(desk: &Cast, ticket: TicketId, tag: &str) {
    let (ann, tag) = (desk.ann.clone(), Tag { ticket, add: vec![tag.to_owned()], remove: Vec::new() });
    desk.write(move |tx| tickets::tag(tx, &ann, &tag).map(drop)).expect("tagged");
}

fn outcomes(desk: &Cast, rule: RuleId) -> Vec<Outcome> {
    let ada = desk.ada.clone();
    desk.read(move |conn| automation::runs(conn, &ada, rule)).expect("runs").into_iter().map(|r| r.outcome).collect()
}

#[test]
fn a_new_ticket_that_the_filter_holds_for_goes_to_the_team_by_the_rule() {
    let desk = desk();
    let deeds = Deeds {
        team: Some(desk.network),
        tag: vec!["vpn".to_owned()],
        note: "Ask for the client’s version.".to_owned(),
        ..Deeds::default()
    };
    let rule = add(&desk, input("VPN to Network", When::Opened, "organization:\"Acme\"", deeds), true);
    let ticket = ask(&desk, "VPN drops");
    desk.keep_promises();
    let ann = desk.ann.clone();
    let (team, who) = desk
        .read(move |conn| {
            let told = tickets::timeline(conn, &ann, ticket, None)?;
            Ok((tickets::ticket(conn, &ann, ticket)?.team_id, told.told.iter().map(|t| t.actor.clone()).collect::<Vec<_>>()))
        })
        .expect("the ticket");
    assert_eq!(team, Some(desk.network));
    assert!(who.contains(&format!("rule:{rule}")), "{who:?}");
    assert_eq!(outcomes(&desk, rule), [Outcome::Done]);
}

#[test]
fn a_rule_of_anything_is_asked_at_every_change_and_never_by_itself() {
    let desk = desk();
    let rule = add(&desk, RuleInput { once: false, ..input("Any", When::Anything, "tag:late", tagging("seen")) }, true);
    let ticket = ask(&desk, "Printer");
    desk.keep_promises();
    assert!(outcomes(&desk, rule).is_empty(), "the filter does not hold yet");
    put_tag(&desk, ticket, "late");
    desk.keep_promises();
    assert_eq!(outcomes(&desk, rule), [Outcome::Done]);
    let (ann, subject) = (desk.ann.clone(), "Printer on fire".to_owned());
    desk.write(move |tx| tickets::retitle(tx, &ann, &tickets::Retitle { ticket, subject: subject.clone() }).map(drop)).expect("retitled");
    desk.keep_promises();
    assert_eq!(outcomes(&desk, rule).len(), 2, "no other rule hears of a subject");
}

#[test]
fn a_rule_that_is_off_or_was_switched_on_later_touches_nothing() {
    let desk = desk();
    let rule = add(&desk, input("Off", When::Opened, "", tagging("seen")), false);
    let ticket = ask(&desk, "Before");
    desk.pass_ms(1_000);
    let lee = desk.lee.clone();
    desk.write(move |tx| automation::switch_rule(tx, &lee, rule, true).map(drop)).expect("on");
    desk.keep_promises();
    assert!(!desk.history(ticket).contains(&"tagged".to_owned()));
    assert!(outcomes(&desk, rule).is_empty());
}

#[test]
fn a_rehearsal_tells_what_would_change_and_changes_nothing() {
    let desk = desk();
    let (plain, tagged) = (ask(&desk, "One"), ask(&desk, "Two"));
    put_tag(&desk, tagged, "seen");
    let rule = add(&desk, input("Seen", When::Opened, "status:unfinished", tagging("seen")), false);
    let lee = desk.lee.clone();
    let rehearsal = desk.read(move |conn| automation::rehearse(conn, &lee, rule, &jiff::tz::TimeZone::UTC)).expect("rehearsed");
    assert_eq!(rehearsal.count, 2);
    let would: Vec<(TicketId, usize)> = rehearsal.met.iter().map(|m| (m.ticket, m.would.len())).collect();
    assert!(would.contains(&(plain, 1)) && would.contains(&(tagged, 0)), "{would:?}");
    assert!(!desk.history(plain).contains(&"tagged".to_owned()));
    let lee = desk.lee.clone();
    desk.pass_ms(tickets::REHEARSED_MS + 1);
    assert_eq!(desk.read(move |conn| automation::rehearse(conn, &lee, rule, &jiff::tz::TimeZone::UTC)).expect("rehearsed").count, 0);
}

#[test]
fn rules_that_set_one_another_off_are_stopped_and_it_is_shown() {
    let desk = desk();
    let flip = |add: &str, remove: &str| Deeds { tag: vec![add.to_owned()], untag: vec![remove.to_owned()], ..Deeds::default() };
    let again = |name: &str, filter: &str, deeds| RuleInput { once: false, ..input(name, When::Tagged, filter, deeds) };
    let black = add(&desk, again("Black", "tag:white", flip("black", "white")), true);
    let white = add(&desk, again("White", "tag:black", flip("white", "black")), true);
    let ticket = ask(&desk, "Round and round");
    put_tag(&desk, ticket, "white");
    desk.keep_promises();
    let all: Vec<Outcome> = [outcomes(&desk, black), outcomes(&desk, white)].concat();
    assert!(all.contains(&Outcome::Stopped), "{all:?}");
    assert!(all.len() < 20, "{all:?}");
}

#[test]
fn a_rule_that_stops_leaves_nothing_for_those_behind_it() {
    let desk = desk();
    let first = add(&desk, RuleInput { stops: true, ..input("First", When::Opened, "", tagging("first")) }, true);
    let second = add(&desk, input("Second", When::Opened, "", tagging("second")), true);
    ask(&desk, "Anything");
    desk.keep_promises();
    assert_eq!((outcomes(&desk, first).len(), outcomes(&desk, second).len()), (1, 0));
    let lee = desk.lee.clone();
    desk.write(move |tx| automation::move_rule(tx, &lee, second, 1).map(drop)).expect("moved");
    ask(&desk, "Anything else");
    desk.keep_promises();
    assert_eq!((outcomes(&desk, first).len(), outcomes(&desk, second).len()), (2, 1));
}

#[test]
fn once_per_ticket_is_once() {
    let desk = desk();
    let note = Deeds { note: "Tagged.".to_owned(), ..Deeds::default() };
    let once = add(&desk, input("Once", When::Tagged, "", note.clone()), true);
    let often = add(&desk, RuleInput { once: false, ..input("Often", When::Tagged, "", note) }, true);
    let ticket = ask(&desk, "Tags");
    for tag in ["a", "b"] {
        put_tag(&desk, ticket, tag);
        desk.keep_promises();
    }
    assert_eq!((outcomes(&desk, once).len(), outcomes(&desk, often).len()), (1, 2));
}

#[test]
fn the_clock_reaches_every_ticket_once_however_many_there_are() {
    let desk = desk();
    let rule = add(&desk, input("Old", When::Time, "created<-3d", tagging("old")), true);
    let many = automation::SWEEP_BATCH + 20;
    let rita = desk.rita.clone();
    let old = move |n: usize| Open::new(rita.person().expect("a person"), format!("Old {n}"), "It is old.");
    let rita = desk.rita.clone();
    desk.write(move |tx| (0..many).try_for_each(|n| tickets::open(tx, &rita, &old(n)).map(drop))).expect("tickets");
    assert!(!desk.write(|tx| automation::sweep(tx, &speaker())).expect("swept"), "nothing is old yet");
    desk.pass_ms(4 * db::DAY_MS);
    assert!(desk.write(|tx| automation::sweep(tx, &speaker())).expect("swept"));
    assert!(!desk.write(|tx| automation::sweep(tx, &speaker())).expect("swept"));
    assert!(!desk.write(|tx| automation::sweep(tx, &speaker())).expect("swept"));
    let lee = desk.lee.clone();
    let touched = desk.read(move |conn| automation::rule(conn, &lee, rule)).expect("the rule").runs;
    assert_eq!(touched, i64::try_from(many).expect("a few"));
}

#[test]
fn a_change_can_be_taken_back() {
    let desk = desk();
    let rule = add(&desk, input("Before", When::Opened, "tag:a", tagging("a")), false);
    let (lee, after) = (desk.lee.clone(), input("After", When::Resolved, "tag:b", tagging("b")));
    desk.write(move |tx| automation::edit_rule(tx, &lee, rule, &after).map(drop)).expect("edited");
    let lee = desk.lee.clone();
    let changes = desk.read(move |conn| automation::changes(conn, &lee, rule)).expect("changes");
    let edit = changes.iter().find(|c| c.can_be_undone()).expect("an edit").id;
    let lee = desk.lee.clone();
    let is = desk.write(move |tx| automation::undo_edit(tx, &lee, rule, edit)).expect("undone");
    assert_eq!((is.name.as_str(), is.when, is.filter.as_str(), is.deeds), ("Before", When::Opened, "tag:a", tagging("a")));
}

#[test]
fn what_does_not_hold_is_refused_with_the_field() {
    let desk = desk();
    let refusal = |who: &people::Actor, rule: RuleInput| {
        let who = who.clone();
        refused(desk.write(move |tx| automation::add_rule(tx, &who, &rule).map(|r| r.id)))
    };
    assert_eq!(refusal(&desk.ann, input("Mine", When::Opened, "", tagging("x"))), "not allowed: manage_rules");
    assert_eq!(refusal(&desk.lee, input("Idle", When::Opened, "", Deeds::default())), "deeds: rule-does-nothing");
    assert_eq!(refusal(&desk.lee, input("All", When::Time, "", tagging("x"))), "filter: rule-time-needs-filter");
    assert!(refusal(&desk.lee, input("Odd", When::Opened, "colour:gold", tagging("x"))).starts_with("filter: "));
}

#[test]
fn a_rule_fills_its_texts_in_and_sends_none_with_a_gap() {
    let desk = desk();
    let says = |reply: &str| Deeds { reply: reply.to_owned(), ..Deeds::default() };
    let whole = add(&desk, input("Whole", When::Opened, "", says("{{requester.first_name}}, #{{ticket.number}} is with us.")), true);
    let gap = add(&desk, input("Gap", When::Opened, "", says("{{ticket.assignee}} looks after it.")), true);
    let ticket = ask(&desk, "Keyboard");
    desk.keep_promises();
    let (ann, number) = (desk.ann.clone(), ticket.0);
    let said = desk.read(move |conn| tickets::conversation(conn, &ann, ticket, None)).expect("the ticket").messages;
    let texts: Vec<&str> = said.iter().map(|s| s.message.body.as_str()).collect();
    assert_eq!(texts, ["Please help.", format!("Rita, #{number} is with us.").as_str()]);
    assert_eq!((outcomes(&desk, whole), outcomes(&desk, gap)), (vec![Outcome::Done], vec![Outcome::Refused]));
    let lee = desk.lee.clone();
    let own_name = input("Mine", When::Opened, "", says("{{agent.name}}"));
    assert_eq!(refused(desk.write(move |tx| automation::add_rule(tx, &lee, &own_name).map(|r| r.id))), "reply: placeholder-needs-agent");
}

#[test]
fn a_rule_pages_once_for_each_event() {
    let listeners = automation::listeners(&speaker()).into_iter().chain(paging::listeners()).collect();
    let desk = Desk::with(Wiring { listeners, jobs: Vec::new() }).with_people();
    let deeds = Deeds { page: Some(sla::Whom::Leads), ..Deeds::default() };
    let rule = add(&desk, input("Page the leads", When::Opened, "", deeds), true);
    let ticket = ask(&desk, "Everything is down");
    desk.keep_promises();
    assert_eq!(outcomes(&desk, rule), [Outcome::Done]);
    let lee = desk.lee.clone();
    let pages = desk.read(move |conn| paging::pages_of(conn, &lee, ticket)).expect("its pages");
    assert_eq!((pages.pages.len(), pages.pages[0].state), (1, paging::State::Open));
    assert!(pages.calls.iter().any(|call| call.name.as_deref() == Some("Lee Lund")), "{:?}", pages.calls);
}
