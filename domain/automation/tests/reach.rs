//! Rules that tell people and programs and start checklists; removed rules; days of the desk's zone; very many tickets.

use std::sync::Arc;
use std::time::Instant;

use automation::{Deeds, RuleId, RuleInput, Speaker, When};
use db::{EventId, Wiring, params};
use jiff::tz::TimeZone;
use sla::Whom;
use testkit::{Cast, Desk, refused};
use tickets::{Open, SaveChecklist, TicketId};
use webhooks::{Came, Carrying, Courier, Parcel, WebhookInput};

use crate::speaker;

/// The slowest that rules of the clock may be on 100,000 tickets, in milliseconds, in an unoptimised build.
const SLOWEST_MS: u128 = 10_000;

fn desk() -> Cast {
    let jobs = webhooks::jobs(seal::Key::new(&[7; seal::KEY_BYTES]), Arc::new(Polite));
    Desk::with(Wiring { listeners: automation::listeners(&speaker()), jobs }).with_people()
}

/// A receiver that takes everything.
struct Polite;

impl Courier for Polite {
    fn carry(&self, _: Parcel) -> Carrying {
        Box::pin(async { Came { status: Some(204), answer: String::new(), error: String::new(), took_ms: 1 } })
    }
}

fn add(desk: &Cast, when: When, filter: &str, deeds: Deeds) -> RuleId {
    let lee = desk.lee.clone();
    let input = RuleInput { name: "Pine".to_owned(), when, filter: filter.to_owned(), deeds, once: true, stops: false };
    desk.write(move |tx| {
        let rule = automation::add_rule(tx, &lee, &input)?;
        automation::switch_rule(tx, &lee, rule.id, true).map(|rule| rule.id)
    })
    .expect("a rule")
}

fn ask(desk: &Cast) -> TicketId {
    let (rita, team) = (desk.rita.clone(), desk.first_line);
    let ask = Open { team: Some(team), ..Open::new(rita.person().expect("a person"), "VPN drops", "Please help.") };
    let lee = desk.lee.clone();
    let ticket = desk.write(move |tx| tickets::open(tx, &lee, &ask).map(|o| o.ticket)).expect("a ticket");
    desk.keep_promises();
    ticket
}

#[test]
fn a_rule_tells_people_which_is_on_the_timeline() {
    let desk = desk();
    add(&desk, When::Opened, "", Deeds { notify: Some(Whom::Leads), ..Deeds::default() });
    let ticket = ask(&desk);
    assert_eq!(desk.history(ticket).iter().filter(|kind| *kind == "notified").count(), 1);
}

#[test]
fn a_rule_starts_a_checklist() {
    let desk = desk();
    let lee = desk.lee.clone();
    let save =
        SaveChecklist { checklist: None, name: "Outage".to_owned(), steps: vec!["Who is hit?".to_owned(), "Since when?".to_owned()] };
    let checklist = desk.write(move |tx| tickets::save_checklist(tx, &lee, &save)).expect("a checklist").id;
    add(&desk, When::Opened, "", Deeds { checklist: Some(checklist), ..Deeds::default() });
    let ticket = ask(&desk);
    assert_eq!(desk.history(ticket).iter().filter(|kind| *kind == "checklist_started").count(), 1);
}

#[test]
fn a_rule_tells_a_webhook_of_the_ticket_as_it_became_once() {
    let desk = desk();
    let ada = desk.ada.clone();
    let webhook = desk
        .write(move |tx| {
            let input = WebhookInput {
                name: "Chat".to_owned(),
                address: "https://chat.example/hook".to_owned(),
                active: true,
                ..WebhookInput::default()
            };
            webhooks::add_webhook(tx, &ada, &seal::Key::new(&[7; seal::KEY_BYTES]), &input)
        })
        .expect("a webhook")
        .id;
    assert_eq!(desk.read(webhooks::webhook_names).expect("names"), [(webhook, "Chat".to_owned())]);
    let deeds =
        Deeds { urgency: Some(tickets::Level::High), impact: Some(tickets::Level::High), webhook: Some(webhook), ..Deeds::default() };
    let rule = add(&desk, When::Opened, "", deeds);
    let ticket = ask(&desk);
    let ada = desk.ada.clone();
    let told = desk.read(move |conn| webhooks::deliveries(conn, &ada, webhook, None, 10)).expect("deliveries");
    assert_eq!(told.len(), 1);
    let body: serde_json::Value = serde_json::from_str(&told[0].body).expect("JSON");
    assert_eq!((&body["event"]["rule"]["id"], &body["event"]["rule"]["name"]), (&rule.to_string().into(), &"Pine".into()));
    assert_eq!((&body["detail"]["id"], &body["detail"]["priority"]), (&ticket.to_string().into(), &"URGENT".into()));
}

#[test]
fn a_removed_rule_does_nothing_frees_its_name_and_keeps_its_history() {
    let desk = desk();
    let rule = add(&desk, When::Opened, "", Deeds { tag: vec!["seen".to_owned()], ..Deeds::default() });
    ask(&desk);
    let lee = desk.lee.clone();
    desk.write(move |tx| automation::remove_rule(tx, &lee, rule).map(drop)).expect("removed");
    let after = ask(&desk);
    assert!(!desk.history(after).contains(&"tagged".to_owned()));
    let lee = desk.lee.clone();
    let (listed, gone, runs, changes, names) = desk
        .read(move |conn| {
            let changes = automation::changes(conn, &lee, rule)?.into_iter().map(|c| c.kind).collect::<Vec<_>>();
            let (runs, names) = (automation::runs(conn, &lee, rule)?.len(), automation::rule_names(conn, &[rule])?);
            Ok((automation::rules(conn, &lee)?.len(), automation::removed_rules(conn, &lee)?.len(), runs, changes, names))
        })
        .expect("read");
    assert_eq!((listed, gone, runs, names.get(&rule).map(String::as_str)), (0, 1, 1, Some("Pine")));
    assert_eq!(changes, ["rule.removed", "rule.switched_on", "rule.added"]);
    let lee = desk.lee.clone();
    assert_eq!(refused(desk.write(move |tx| automation::switch_rule(tx, &lee, rule, true))), "rule-is-removed");
    let other = add(&desk, When::Opened, "", Deeds { tag: vec!["new".to_owned()], ..Deeds::default() });
    let lee = desk.lee.clone();
    assert_eq!(refused(desk.write(move |tx| automation::restore_rule(tx, &lee, rule))), "rule-name-taken");
    let lee = desk.lee.clone();
    let back = desk
        .write(move |tx| {
            automation::remove_rule(tx, &lee, other)?;
            automation::restore_rule(tx, &lee, rule)
        })
        .expect("brought back");
    assert!(back.removed_at.is_none() && back.enabled_at.is_none(), "brought back it is off");
    let (ann, events) = (desk.ann.clone(), desk.read(move |conn| conn.events_of(&db::Subject::new("rule", rule.0), EventId(0), 10)));
    assert_eq!(events.expect("events").last().map(|e| e.kind.clone()).as_deref(), Some("rule.restored"));
    assert_eq!(refused(desk.write(move |tx| automation::remove_rule(tx, &ann, rule))), "not allowed: manage_rules");
}

#[test]
fn a_day_in_a_filter_is_a_day_where_the_desk_is() {
    // It is Monday 09:00 UTC: in Auckland, 13 hours ahead, the day began at 11:00 UTC on Sunday.
    let desk = desk();
    ask(&desk);
    desk.pass_ms(4 * db::HOUR_MS);
    let rule = add(&desk, When::Time, "created:today", Deeds { tag: vec!["today".to_owned()], ..Deeds::default() });
    let met = |zone: &str| {
        let (lee, zone) = (desk.lee.clone(), TimeZone::get(zone).expect("a zone"));
        desk.read(move |conn| automation::rehearse(conn, &lee, rule, &zone)).expect("rehearsed").count
    };
    assert_eq!((met("UTC"), met("Pacific/Auckland")), (1, 0), "in Auckland it came in yesterday: it is Tuesday there");
    let there = Speaker { zone: TimeZone::get("Pacific/Auckland").expect("a zone"), ..speaker() };
    let ticket = TicketId(1);
    desk.write(move |tx| automation::sweep(tx, &there)).expect("swept");
    assert!(!desk.history(ticket).contains(&"tagged".to_owned()));
    desk.write(|tx| automation::sweep(tx, &speaker())).expect("swept");
    assert!(desk.history(ticket).contains(&"tagged".to_owned()));
}

#[test]
#[ignore = "writes a hundred thousand tickets; run by hand with --run-ignored only"]
fn rules_of_the_clock_ask_a_hundred_thousand_tickets_in_time() {
    let desk = desk();
    let (rita, count) = (desk.rita.person(), 100_000_i64);
    desk.write(move |tx| {
        tx.execute(
            "WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $1) \
             INSERT INTO tickets (kind, subject, status, status_since, impact, urgency, priority, requester_id, source, opened_at, \
             updated_at, last_message_at, last_message_side, last_excerpt) SELECT 'incident', 'Printer ' || CAST(i AS TEXT) || ' jams', \
             CASE WHEN i % 2 = 0 THEN 'open' ELSE 'waiting' END, i * 1000, 'medium', 'medium', 1 + i % 4, CAST($2 AS BIGINT), 'email', \
             i * 1000, i * 1000, i * 1000, 'requester', 'Tray two.' FROM n",
            params![count, rita],
        )
        .map(drop)
    })
    .expect("tickets");
    // Six rules that hold for nothing walk all of them; one holds for a thousand and touches each.
    for (n, filter) in ["tag:never", "priority>=high status:new", "status:resolved", "subject:teapot", "team:Network", "-created<-14d"]
        .into_iter()
        .enumerate()
    {
        let lee = desk.lee.clone();
        let deeds = Deeds { tag: vec!["seen".to_owned()], ..Deeds::default() };
        let input = RuleInput { name: format!("Rule {n}"), when: When::Time, filter: filter.to_owned(), deeds, once: true, stops: false };
        desk.write(move |tx| {
            let rule = automation::add_rule(tx, &lee, &input)?;
            automation::switch_rule(tx, &lee, rule.id, true).map(drop)
        })
        .expect("a rule");
    }
    let started = Instant::now();
    assert!(!desk.write(|tx| automation::sweep(tx, &speaker())).expect("swept"));
    let asked_ms = started.elapsed().as_millis();
    add(&desk, When::Time, "created<=1970-01-01T00:16:40Z", Deeds { tag: vec!["old".to_owned()], ..Deeds::default() });
    let started = Instant::now();
    let mut batches = 1;
    while desk.write(|tx| automation::sweep(tx, &speaker())).expect("swept") {
        batches += 1;
    }
    let touched_ms = started.elapsed().as_millis();
    println!("{count} tickets: six rules asked in {asked_ms} ms, a thousand touched in {batches} batches in {touched_ms} ms");
    assert!(asked_ms < SLOWEST_MS, "{asked_ms} ms");
}
