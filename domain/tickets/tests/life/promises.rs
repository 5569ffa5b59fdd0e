//! What is promised for a ticket follows everything that happens to it. It is Monday, 09:00 UTC; the office is open until 17:00.

use calendar::{Definition, Span, Week};
use db::{HOUR_MS, MINUTE_MS, Moment};
use jiff::civil::Weekday;
use people::TeamId;
use sla::{
    Act, AgreementId, AgreementInput, CalendarInput, Clock, Metric, Stage, Stand, Step, Targets, add_agreement, add_calendar, clocks,
};
use testkit::{Cast, Desk, refused};
use tickets::{
    Conditions, Hold, Level, List, Merge, Open, Order, Prioritize, QueueAsk, Reply, Sort, Source, Status, Tag, Then, TicketId, hold, merge,
    prioritize, queue, reopen, resolve, ring_clocks, tag, undo, unmerge, wait,
};

use crate::stage::{asked, now, opened, request, said};

/// The desk, with agreements kept as in earnest.
fn cast() -> Cast {
    let wiring = db::Wiring { listeners: vec![tickets::reapply_listener()], jobs: vec![(tickets::REAPPLY, tickets::reapply_job())] };
    Desk::with(wiring).with_people()
}

fn first_and_fix(first: u32, fix: u32) -> Vec<Targets> {
    let pauses = vec![Stand::Waiting, Stand::OnHold];
    let targets = |metric, minutes: u32, pauses| Targets {
        metric,
        minutes: [Some(minutes / 4), Some(minutes / 2), Some(minutes), Some(minutes)],
        pauses,
    };
    vec![targets(Metric::FirstResponse, first, Vec::new()), targets(Metric::Resolution, fix, pauses)]
}

fn agreed(cast: &Cast, name: &str, filter: &str, targets: Vec<Targets>, steps: Vec<Step>) -> AgreementId {
    let (lee, name, filter) = (cast.lee.clone(), name.to_owned(), filter.to_owned());
    let made = cast.write(move |tx| {
        let days = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
        let week = Week::of(&days, &["09:00-17:00".parse::<Span>().map_err(anyhow::Error::from)?]);
        let definition = Definition { zone: "Etc/UTC".into(), week, days: Vec::new() };
        let calendar = add_calendar(tx, &lee, &CalendarInput { name: format!("Office of {name}"), definition })?.id;
        let (name, filter, targets, steps) = (name.clone(), filter.clone(), targets.clone(), steps.clone());
        let input = AgreementInput { name, filter, calendar, warn_percent: 75, targets, steps };
        add_agreement(tx, &lee, &Conditions, &input)
    });
    cast.keep_promises();
    made.unwrap().id
}

fn clock(cast: &Cast, id: TicketId, metric: Metric) -> Clock {
    cast.read(move |conn| clocks(conn, id.0)).unwrap().into_iter().find(|clock| clock.metric == metric).unwrap()
}

fn in_ms(cast: &Cast, ms: i64) -> Option<Moment> {
    Some(cast.db.clock().now().plus_ms(ms))
}

fn due(cast: &Cast, id: TicketId) -> (Option<Moment>, Option<Metric>) {
    let ticket = now(cast, id);
    (ticket.due_at, ticket.due_metric)
}

#[test]
fn a_ticket_is_due_from_its_first_moment_and_the_answer_is_what_comes_first() {
    let cast = cast();
    agreed(&cast, "Everybody", "", first_and_fix(60, 480), Vec::new());
    let id = asked(&cast);
    assert_eq!(due(&cast, id), (in_ms(&cast, HOUR_MS), Some(Metric::FirstResponse)));
    cast.pass_ms(30 * MINUTE_MS);
    said(&cast, &cast.ann, Reply { then: Then::Stay, ..Reply::public(id, "On it.") }).unwrap();
    let first = clock(&cast, id, Metric::FirstResponse);
    assert_eq!((first.stage, first.kept(), first.spent_ms), (Stage::Met, Some(true), 30 * MINUTE_MS));
    assert_eq!(due(&cast, id), (in_ms(&cast, 7 * HOUR_MS + 30 * MINUTE_MS), Some(Metric::Resolution)));
    let phone = opened(&cast, &cast.ann, Open { source: Source::Phone, ..request(&cast) }).unwrap();
    assert_eq!(due(&cast, phone).1, Some(Metric::Resolution), "who calls is answered on the telephone");
}

#[test]
fn clocks_pause_with_the_ticket_and_go_on_with_it() {
    let cast = cast();
    agreed(&cast, "Everybody", "", first_and_fix(60, 480), Vec::new());
    let id = asked(&cast);
    cast.pass_ms(HOUR_MS);
    said(&cast, &cast.ann, Reply::public(id, "Which one?")).unwrap();
    assert_eq!((due(&cast, id), clock(&cast, id, Metric::Resolution).stage), ((None, None), Stage::Paused));
    cast.pass_ms(2 * HOUR_MS);
    said(&cast, &cast.rita, Reply::public(id, "This one.")).unwrap();
    assert_eq!(due(&cast, id).0, in_ms(&cast, 23 * HOUR_MS), "five hours today, two tomorrow from nine");
    let ann = cast.ann.clone();
    cast.write(move |tx| hold(tx, &ann, &Hold { ticket: id, reason: "the vendor".into(), until: None })).unwrap();
    assert_eq!(due(&cast, id).0, None);
}

#[test]
fn a_new_priority_is_a_new_target_and_keeps_the_past() {
    let cast = cast();
    agreed(&cast, "Everybody", "", first_and_fix(60, 480), Vec::new());
    let id = asked(&cast);
    cast.pass_ms(10 * MINUTE_MS);
    let high = |urgency, impact| {
        let ann = cast.ann.clone();
        let input = Prioritize { ticket: id, urgency: Some(urgency), impact: Some(impact) };
        cast.write(move |tx| prioritize(tx, &ann, &input)).unwrap().event.unwrap()
    };
    let event = high(Level::High, Level::High);
    assert_eq!(due(&cast, id).0, in_ms(&cast, 5 * MINUTE_MS), "a quarter of an hour, ten minutes of it gone");
    let ann = cast.ann.clone();
    cast.write(move |tx| undo(tx, &ann, event)).unwrap();
    assert_eq!(due(&cast, id).0, in_ms(&cast, 50 * MINUTE_MS));
}

#[test]
fn the_first_agreement_that_holds_is_the_tickets_and_tags_and_teams_change_it() {
    let cast = cast();
    let vip = agreed(&cast, "Gold", "tag:vip", first_and_fix(20, 100), Vec::new());
    let network = agreed(&cast, "Network", "team:Network", first_and_fix(40, 200), Vec::new());
    let rest = agreed(&cast, "Rest", "", first_and_fix(60, 480), Vec::new());
    let id = asked(&cast);
    assert_eq!(clock(&cast, id, Metric::Resolution).agreement, rest);
    let (ann, team) = (cast.ann.clone(), cast.network);
    cast.write(move |tx| tickets::assign(tx, &ann, &tickets::Assign { ticket: id, to: tickets::To::Team(team) })).unwrap();
    assert_eq!(clock(&cast, id, Metric::Resolution).agreement, network);
    let ann = cast.ann.clone();
    cast.write(move |tx| tag(tx, &ann, &Tag { ticket: id, add: vec!["vip".into()], remove: Vec::new() })).unwrap();
    assert_eq!(clock(&cast, id, Metric::Resolution).agreement, vip);
    assert_eq!(due(&cast, id).0, in_ms(&cast, 20 * MINUTE_MS));
    let born_vip = opened(&cast, &cast.ann, Open { tags: vec!["vip".into()], ..request(&cast) }).unwrap();
    assert_eq!(clock(&cast, born_vip, Metric::Resolution).agreement, vip);
    assert!(cast.history(id).contains(&"agreed".to_owned()));
}

#[test]
fn undo_never_was_reopening_goes_on_and_merging_can_be_taken_back() {
    let cast = cast();
    agreed(&cast, "Everybody", "", first_and_fix(60, 480), Vec::new());
    let (id, other) = (asked(&cast), asked(&cast));
    let begun = due(&cast, id);
    cast.pass_ms(10 * MINUTE_MS);
    let ann = cast.ann.clone();
    let resolved = cast.write(move |tx| resolve(tx, &ann, id)).unwrap().event.unwrap();
    assert_eq!(clock(&cast, id, Metric::Resolution).stage, Stage::Met);
    cast.pass_ms(5 * MINUTE_MS);
    let ann = cast.ann.clone();
    cast.write(move |tx| undo(tx, &ann, resolved)).unwrap();
    assert_eq!(due(&cast, id), begun, "as if it had not been");

    let ann = cast.ann.clone();
    cast.write(move |tx| resolve(tx, &ann, id)).unwrap();
    cast.pass_ms(2 * HOUR_MS);
    let ann = cast.ann.clone();
    cast.write(move |tx| reopen(tx, &ann, id)).unwrap();
    assert_eq!(
        due(&cast, id).0,
        begun.0.map(|_| cast.db.clock().now().plus_ms(23 * HOUR_MS + 45 * MINUTE_MS)),
        "7:45 are left, 5:45 of them today"
    );

    let before = due(&cast, other);
    let ann = cast.ann.clone();
    cast.write(move |tx| merge(tx, &ann, &Merge { ticket: other, into: id, bring_people: false })).unwrap();
    assert_eq!((due(&cast, other), clock(&cast, other, Metric::Resolution).stage), ((None, None), Stage::Dropped));
    cast.pass_ms(HOUR_MS);
    let ann = cast.ann.clone();
    cast.write(move |tx| unmerge(tx, &ann, other)).unwrap();
    assert_eq!(due(&cast, other).0, before.0);
}

#[test]
fn clocks_warn_and_break_once_and_the_steps_are_taken() {
    let cast = cast();
    let steps = |network: TeamId| {
        vec![
            Step { percent: 50, metric: Some(Metric::FirstResponse), act: Act::Raise },
            Step { percent: 150, metric: Some(Metric::FirstResponse), act: Act::Reassign(network) },
        ]
    };
    agreed(&cast, "Everybody", "", first_and_fix(60, 4_800), steps(cast.network));
    let id = asked(&cast);
    assert_eq!(cast.write(ring_clocks).unwrap(), 0);
    cast.pass_ms(30 * MINUTE_MS);
    assert_eq!(cast.write(ring_clocks).unwrap(), 1);
    assert_eq!(now(&cast, id).urgency, Level::High);
    // P2 has half the time: it is used up, and the warning is not told any more.
    cast.pass_ms(1);
    cast.write(ring_clocks).unwrap();
    assert_eq!(cast.write(ring_clocks).unwrap(), 0, "each mark once");
    cast.pass_ms(15 * MINUTE_MS);
    cast.write(ring_clocks).unwrap();
    assert_eq!(now(&cast, id).team_id, Some(cast.network));
    let rung: Vec<String> = cast.history(id).into_iter().filter(|kind| kind.starts_with("clock") || kind == "escalated").collect();
    assert_eq!(rung, ["escalated", "clock_breached", "escalated"]);
    cast.pass_ms(MINUTE_MS);
    said(&cast, &cast.ben, Reply { then: Then::Stay, ..Reply::public(id, "Sorry.") }).unwrap();
    assert_eq!(clock(&cast, id, Metric::FirstResponse).kept(), Some(false));
}

#[test]
fn an_agreement_made_later_reaches_open_tickets_from_then_on() {
    let cast = cast();
    let (open, done) = (asked(&cast), asked(&cast));
    let ann = cast.ann.clone();
    cast.write(move |tx| resolve(tx, &ann, done)).unwrap();
    assert_eq!(due(&cast, open), (None, None));
    cast.pass_ms(HOUR_MS);
    let id = agreed(&cast, "Everybody", "", first_and_fix(60, 480), Vec::new());
    assert_eq!(due(&cast, open).0, in_ms(&cast, HOUR_MS), "what was not promised yet does not count");
    assert_eq!(due(&cast, done), (None, None));
    let lee = cast.lee.clone();
    cast.write(move |tx| sla::archive_agreement(tx, &lee, id)).unwrap();
    cast.keep_promises();
    assert_eq!((due(&cast, open), clock(&cast, open, Metric::Resolution).stage), ((None, None), Stage::Dropped));
}

#[test]
fn lists_are_sorted_and_filtered_by_what_is_due() {
    let cast = cast();
    let none = asked(&cast);
    agreed(&cast, "Phones", "source:phone", first_and_fix(60, 120), Vec::new());
    agreed(&cast, "Agents", "source:agent", first_and_fix(60, 480), Vec::new());
    let later = opened(&cast, &cast.ann, Open { source: Source::Agent, ..request(&cast) }).unwrap();
    let soon = opened(&cast, &cast.ann, Open { source: Source::Phone, ..request(&cast) }).unwrap();
    let by_due = |list: List| {
        let (ann, ask) = (cast.ann.clone(), QueueAsk { order: vec![Order::usual(Sort::Due)], ..QueueAsk::new(list) });
        cast.read(move |conn| queue(conn, &ann, &ask)).unwrap().rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(by_due(List::All), [later, soon, none], "an answer within the hour, a fix within two, nothing");
    assert_eq!(by_due(List::Filter("due<90m".into())), [later]);
    assert_eq!(by_due(List::Filter("promise:resolution".into())), [soon]);
    cast.pass_ms(3 * HOUR_MS);
    assert_eq!(by_due(List::Filter("overdue:yes".into())), [later, soon]);
}

#[test]
fn a_condition_that_does_not_hold_is_refused_with_its_place() {
    let cast = cast();
    let (lee, filter) = (cast.lee.clone(), "status:open");
    let made = cast.write(move |tx| {
        let calendar = add_calendar(
            tx,
            &lee,
            &CalendarInput {
                name: "Always".into(),
                definition: Definition { zone: "Etc/UTC".into(), week: Week::always(), days: Vec::new() },
            },
        )?;
        let input = AgreementInput {
            name: "Open".into(),
            filter: filter.into(),
            calendar: calendar.id,
            warn_percent: 0,
            targets: first_and_fix(60, 60),
            steps: Vec::new(),
        };
        add_agreement(tx, &lee, &Conditions, &input)
    });
    assert!(refused(made).starts_with("filter: filter-"), "how far a ticket has come is no condition");
}

#[test]
fn every_stretch_is_explained() {
    let cast = cast();
    agreed(&cast, "Everybody", "", first_and_fix(60, 480), Vec::new());
    let id = asked(&cast);
    cast.pass_ms(HOUR_MS);
    let ann = cast.ann.clone();
    cast.write(move |tx| wait(tx, &ann, id)).unwrap();
    cast.pass_ms(HOUR_MS);
    said(&cast, &cast.rita, Reply::public(id, "Well?")).unwrap();
    assert_eq!(now(&cast, id).status, Status::Open);
    cast.pass_ms(24 * HOUR_MS);
    let told = cast.read(move |conn| sla::explain(conn, id.0)).unwrap();
    let fix = told.iter().find(|e| e.metric == Metric::Resolution).unwrap();
    let reasons: Vec<sla::Reason> = fix.stretches.iter().map(|s| s.reason.clone()).collect();
    assert_eq!(
        reasons,
        [
            sla::Reason::Counted,
            sla::Reason::Paused(Stand::Waiting),
            sla::Reason::Counted,
            sla::Reason::Closed(calendar::Closed::Night),
            sla::Reason::Counted,
        ]
    );
    assert_eq!((fix.spent_ms, fix.agreement.as_deref()), (9 * HOUR_MS, Some("Everybody")));
}

#[test]
fn an_agreement_is_rehearsed_over_the_last_days_and_changes_nothing() {
    let cast = cast();
    let everybody = agreed(&cast, "Everybody", "", first_and_fix(60, 480), Vec::new());
    // Answered after half an hour; open for three hours, and urgent after the first of them.
    let (quick, slow) = (asked(&cast), asked(&cast));
    cast.pass_ms(30 * MINUTE_MS);
    said(&cast, &cast.ann, Reply { then: Then::Stay, ..Reply::public(quick, "On it.") }).unwrap();
    cast.pass_ms(30 * MINUTE_MS);
    let ann = cast.ann.clone();
    let urgent = Prioritize { ticket: slow, urgency: Some(Level::High), impact: Some(Level::High) };
    cast.write(move |tx| prioritize(tx, &ann, &urgent)).unwrap();
    cast.pass_ms(2 * HOUR_MS);
    let vip = opened(&cast, &cast.ann, Open { tags: vec!["vip".into()], ..request(&cast) }).unwrap();
    let facts = |cast: &Cast| {
        cast.read(|conn| {
            conn.one::<(i64, i64)>(
                "SELECT COUNT(*), CAST(COALESCE(SUM(due_at), 0) AS BIGINT) FROM sla_facts f LEFT JOIN tickets t ON t.id = f.ticket_id",
                db::params![],
            )
        })
        .unwrap()
    };
    let before = facts(&cast);
    let rehearsed = |id: Option<AgreementId>, filter: &str, targets: Vec<Targets>| {
        let (lee, filter) = (cast.lee.clone(), filter.to_owned());
        cast.read(move |conn| {
            let calendar = sla::calendars(conn, &lee)?[0].id;
            let (name, targets, filter) = ("Draft".to_owned(), targets.clone(), filter.clone());
            let input = AgreementInput { name, filter, calendar, warn_percent: 0, targets, steps: Vec::new() };
            let began = conn.statements();
            let found = tickets::rehearse_agreement(conn, &lee, id, &input)?;
            Ok((found, conn.statements() - began))
        })
    };
    let tally = |kept, broken, open| tickets::Tally { kept, broken, open };

    // Harder targets in its place: both old ones would have been late, one of them answered in time until now.
    let (harder, statements) = rehearsed(Some(everybody), "", first_and_fix(20, 480)).unwrap();
    assert_eq!((harder.looked, harder.held, harder.gained, harder.left), (3, 3, 0, 0));
    assert_eq!(harder.promises[0], (Metric::FirstResponse, tally(0, 2, 1), tally(1, 1, 1)));
    assert_eq!(harder.promises[1].0, Metric::Resolution);
    let named: Vec<TicketId> = harder.shown.iter().map(|would| would.ticket).collect();
    assert_eq!(named, [quick], "the slow one was late already");
    let (outcome, was) = harder.shown[0].promises[0];
    assert_eq!((outcome.metric, outcome.verdict, was), (Metric::FirstResponse, sla::Verdict::Broken, Some(sla::Verdict::Kept)));
    assert_eq!(outcome.broken_at, Some(harder.shown[0].at.plus_ms(20 * MINUTE_MS)), "the target of the priority that it had then");
    assert!(statements <= 16, "{statements} statements");

    // A narrower condition lets go of the others; behind one that holds for all, a new one holds for nothing.
    let (narrower, _) = rehearsed(Some(everybody), "tag:vip", first_and_fix(60, 480)).unwrap();
    assert_eq!((narrower.held, narrower.gained, narrower.left), (1, 0, 2));
    let (behind, _) = rehearsed(None, "tag:vip", first_and_fix(60, 480)).unwrap();
    assert_eq!((behind.held, behind.left, behind.promises.len(), behind.shown.len()), (0, 0, 0, 0));
    assert_eq!(facts(&cast), before, "nothing was written");
    let _ = vip;

    // What could not be saved is not rehearsed either, and only by who could save it.
    assert_eq!(refused(rehearsed(None, "colour:gold", first_and_fix(60, 480))), "filter: filter-field-unknown");
    let ann = cast.ann.clone();
    let input = AgreementInput {
        name: "Mine".into(),
        filter: String::new(),
        calendar: sla::CalendarId(1),
        warn_percent: 0,
        targets: first_and_fix(1, 1),
        steps: Vec::new(),
    };
    assert_eq!(refused(cast.read(move |conn| tickets::rehearse_agreement(conn, &ann, None, &input))), "not allowed: manage_agreements");
}

#[test]
fn tickets_from_before_any_promise_are_rehearsed_by_what_their_rows_tell() {
    let cast = cast();
    let (old, answered) = (asked(&cast), asked(&cast));
    cast.pass_ms(30 * MINUTE_MS);
    said(&cast, &cast.ann, Reply { then: Then::Stay, ..Reply::public(answered, "On it.") }).unwrap();
    cast.pass_ms(2 * HOUR_MS);
    let lee = cast.lee.clone();
    let found = cast
        .write(move |tx| {
            let days = [Weekday::Monday, Weekday::Tuesday];
            let week = Week::of(&days, &["09:00-17:00".parse::<Span>().map_err(anyhow::Error::from)?]);
            let definition = Definition { zone: "Etc/UTC".into(), week, days: Vec::new() };
            let calendar = add_calendar(tx, &lee, &CalendarInput { name: "Office".into(), definition })?.id;
            let (name, filter) = ("First".to_owned(), String::new());
            let input = AgreementInput { name, filter, calendar, warn_percent: 0, targets: first_and_fix(60, 480), steps: Vec::new() };
            tickets::rehearse_agreement(tx, &lee, None, &input)
        })
        .unwrap();
    assert_eq!((found.looked, found.held, found.gained), (2, 2, 2));
    assert_eq!(found.promises[0], (Metric::FirstResponse, tickets::Tally { kept: 1, broken: 1, open: 0 }, tickets::Tally::default()));
    assert_eq!(found.shown.iter().map(|would| (would.ticket, would.promises[0].1)).collect::<Vec<_>>(), [(old, None)]);
}
