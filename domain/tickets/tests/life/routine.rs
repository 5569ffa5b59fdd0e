//! Checklists on tickets, templates, and tickets that come again.

use calendar::{Definition, SpecialDay, Week};
use db::{DAY_MS, Moment};
use people::{Actor, Door};
use sla::{CalendarId, CalendarInput, add_calendar};
use testkit::{Cast, MONDAY, refused};
use tickets::{
    AddCheck, Check, ClosedDays, RemoveCheck, SaveChecklist, SaveRecurrence, SaveTemplate, StartChecklist, Status, Tick, TicketId,
    add_check, archive_checklist, checks_of, open_recurring, pause_recurrence, recurrence, remove_check, resume_recurrence, save_checklist,
    save_recurrence, save_template, start_checklist, tick, ticket,
};

use crate::stage::{asked, cast};

fn steps(cast: &Cast, id: TicketId) -> Vec<Check> {
    let ann = cast.ann.clone();
    cast.read(move |conn| checks_of(conn, &ticket(conn, &ann, id)?)).unwrap()
}

fn starter(cast: &Cast) -> tickets::ChecklistId {
    let lee = cast.lee.clone();
    let save = SaveChecklist { checklist: None, name: "New starter".into(), steps: vec![" Account ".into(), "".into(), "Laptop".into()] };
    cast.write(move |tx| save_checklist(tx, &lee, &save)).unwrap().id
}

#[test]
fn a_checklist_is_worked_off_with_who_and_when() {
    let cast = cast();
    let (id, list, ann) = (asked(&cast), starter(&cast), cast.ann.clone());
    cast.write(move |tx| start_checklist(tx, &ann, &StartChecklist { ticket: id, checklist: list }).map(drop)).unwrap();
    let found = steps(&cast, id);
    assert_eq!(
        found.iter().map(|c| (c.list.as_str(), c.text.as_str())).collect::<Vec<_>>(),
        [("New starter", "Account"), ("New starter", "Laptop")]
    );
    let set = |done| {
        let (ann, check) = (cast.ann.clone(), found[0].id);
        cast.write(move |tx| Ok(tick(tx, &ann, &Tick { ticket: id, check, done })?.event.is_some())).unwrap()
    };
    assert!(set(true) && !set(true), "a tick twice is one");
    let done = &steps(&cast, id)[0];
    assert_eq!((done.done_by_name.as_deref(), done.done_at), (Some("Ann Ash"), Some(MONDAY)));
    assert!(set(false));
    assert_eq!(steps(&cast, id)[0].done_at, None);
    let (ann, check) = (cast.ann.clone(), found[1].id);
    cast.write(move |tx| {
        add_check(tx, &ann, &AddCheck { ticket: id, text: "Flowers".into() })?;
        remove_check(tx, &ann, &RemoveCheck { ticket: id, check }).map(drop)
    })
    .unwrap();
    assert_eq!(steps(&cast, id).iter().map(|c| c.text.as_str()).collect::<Vec<_>>(), ["Account", "Flowers"]);
    assert_eq!(cast.history(id), ["opened", "checklist_started", "ticked", "ticked", "check_added", "check_removed"]);
}

#[test]
fn a_checklist_that_was_put_away_is_not_started_and_requesters_have_none() {
    let cast = cast();
    let (id, list, lee) = (asked(&cast), starter(&cast), cast.lee.clone());
    let start = StartChecklist { ticket: id, checklist: list };
    let (rita, ann) = (cast.rita.clone(), cast.ann.clone());
    assert_eq!(refused(cast.write(move |tx| start_checklist(tx, &rita, &start).map(|c| c.event))), "not allowed: work_checklist");
    cast.write(move |tx| archive_checklist(tx, &lee, &list).map(drop)).unwrap();
    assert_eq!(refused(cast.write(move |tx| start_checklist(tx, &ann, &start).map(|c| c.event))), "checklist: checklist-archived");
    let ann = cast.ann.clone();
    let save = SaveChecklist { checklist: None, name: "Mine".into(), steps: vec!["x".into()] };
    assert_eq!(refused(cast.write(move |tx| save_checklist(tx, &ann, &save).map(|c| c.id))), "not allowed: manage_checklists");
}

/// Open from Monday to Friday in Berlin, but not on Wednesday, 25 November 2026.
fn calendar(cast: &Cast) -> CalendarId {
    let ada = cast.ada.clone();
    let days = vec!["2026-11-25 Day of repentance".parse::<SpecialDay>().unwrap()];
    let weekdays = {
        use jiff::civil::Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
        [Monday, Tuesday, Wednesday, Thursday, Friday]
    };
    let week = Week::of(&weekdays, &["09:00-17:00".parse().unwrap()]);
    let definition = Definition { zone: "Europe/Berlin".into(), week, days };
    cast.write(move |tx| add_calendar(tx, &ada, &CalendarInput { name: "Office".into(), definition: definition.clone() })).unwrap().id
}

/// A recurring ticket of Rita's at 08:00 in Berlin, with the checklist.
fn backups(cast: &Cast, rule: &str, starts_on: &str, closed_days: ClosedDays) -> outcome::Result<tickets::Recurrence> {
    let (list, calendar, lee, rita) = (starter_once(cast), calendar(cast), cast.lee.clone(), cast.rita.person().unwrap());
    let (rule, starts_on) = (rule.to_owned(), starts_on.to_owned());
    cast.write(move |tx| {
        let template = SaveTemplate {
            checklist: Some(list),
            tags: vec!["backup".into()],
            ..SaveTemplate::new("Backups", "Check the backups", "All of them")
        };
        let template = save_template(tx, &lee, &template)?.id;
        let save = SaveRecurrence {
            recurrence: None,
            template,
            requester: rita,
            rule: rule.clone(),
            starts_on: starts_on.clone(),
            minute: 8 * 60,
            calendar,
            closed_days,
        };
        save_recurrence(tx, &lee, &save)
    })
}

fn starter_once(cast: &Cast) -> tickets::ChecklistId {
    starter(cast)
}

/// The next runs of it, as days and hours of UTC since Monday.
fn next(cast: &Cast, of: &tickets::Recurrence) -> Vec<i64> {
    let (of, ann) = (of.id, cast.ann.clone());
    let runs = cast.read(move |conn| recurrence(conn, &ann, of)?.next_runs(conn, 4)).unwrap();
    runs.iter().map(|run| run.at.since_ms(Moment(MONDAY.0 - 9 * 3_600_000)) / 3_600_000).collect()
}

#[test]
fn runs_are_moved_off_closed_days_and_two_on_one_day_are_one() {
    for (closed_days, hours) in [
        // 08:00 in Berlin is 07:00 UTC; Monday's has passed at nine.
        (ClosedDays::Keep, [31, 55, 79, 103]),
        (ClosedDays::Skip, [31, 79, 103, 175]),
        (ClosedDays::Next, [31, 79, 103, 175]),
        (ClosedDays::Previous, [31, 79, 103, 175]),
    ] {
        let cast = cast();
        let of = backups(&cast, "FREQ=DAILY", "2026-11-23", closed_days).unwrap();
        assert_eq!(next(&cast, &of), hours, "{closed_days}");
    }
    let cast = cast();
    let of = backups(&cast, "FREQ=WEEKLY;BYDAY=WE", "2026-11-23", ClosedDays::Previous).unwrap();
    assert_eq!(next(&cast, &of)[..2], [31, 223], "from the closed Wednesday to the Tuesday before, then by its rule");
    let of = {
        let cast = crate::stage::cast();
        let of = backups(&cast, "FREQ=WEEKLY;BYDAY=SA", "2026-11-23", ClosedDays::Next).unwrap();
        next(&cast, &of)
    };
    assert_eq!(of[..2], [175, 343], "a Saturday becomes the Monday after");
}

#[test]
fn a_due_run_opens_its_ticket_once_with_its_checklist() {
    let cast = cast();
    let of = backups(&cast, "FREQ=DAILY", "2026-11-23", ClosedDays::Next).unwrap();
    let run = || cast.write(open_recurring).unwrap();
    assert_eq!(run(), 0, "nothing is due before its time");
    cast.pass_ms(DAY_MS);
    assert_eq!((run(), run()), (1, 0));
    let (ann, id) = (cast.ann.clone(), of.id);
    let now = cast.read(move |conn| recurrence(conn, &ann, id)).unwrap();
    let made = now.last_ticket_id.unwrap();
    let found = crate::stage::now(&cast, made);
    assert_eq!((found.subject.as_str(), found.status, found.requester_id), ("Check the backups", Status::New, cast.rita.person().unwrap()));
    assert_eq!(steps(&cast, made).len(), 2);
    assert_eq!(cast.history(made), ["opened", "checklist_started"]);
    // Days in which nothing ran make one ticket, not one for each.
    cast.pass_ms(10 * DAY_MS);
    assert_eq!((run(), run()), (1, 0));
    assert!(next(&cast, &of)[0] > 11 * 24);
}

#[test]
fn a_run_that_is_refused_rests_and_says_why_and_a_paused_one_goes_on_ahead() {
    let cast = cast();
    let of = backups(&cast, "FREQ=DAILY", "2026-11-23", ClosedDays::Next).unwrap();
    let (lee, id) = (cast.lee.clone(), of.id);
    cast.write(move |tx| pause_recurrence(tx, &lee, &id).map(drop)).unwrap();
    cast.pass_ms(3 * DAY_MS);
    assert_eq!(cast.write(open_recurring).unwrap(), 0);
    let lee = cast.lee.clone();
    let on = cast.write(move |tx| resume_recurrence(tx, &lee, &id)).unwrap();
    assert!(on.next_at > Some(cast.db.clock().now()), "what was missed is not made up for");
    let rita = cast.rita.person().unwrap();
    cast.write(move |tx| people::deactivate(tx, &Actor::system(Door::Command), &rita).map(drop)).unwrap();
    cast.pass_ms(2 * DAY_MS);
    assert_eq!(cast.write(open_recurring).unwrap(), 1);
    let ann = cast.ann.clone();
    let now = cast.read(move |conn| recurrence(conn, &ann, id)).unwrap();
    assert_eq!((now.trouble.as_deref(), now.last_ticket_id, now.paused_at.is_some()), (Some("requester-unknown"), None, true));
}

#[test]
fn rules_that_do_not_read_or_never_come_are_refused() {
    for (rule, starts, wrong) in [
        ("FREQ=HOURLY", "2026-11-23", "rule: recurrence-rule-wrong"),
        ("every day", "2026-11-23", "rule: recurrence-rule-wrong"),
        ("FREQ=DAILY", "23.11.2026", "starts_on: recurrence-first-day-wrong"),
        ("FREQ=DAILY;UNTIL=20200101", "2026-11-23", "rule: recurrence-never"),
        ("FREQ=DAILY;COUNT=1", "2020-11-23", "rule: recurrence-never"),
    ] {
        let cast = cast();
        assert_eq!(refused(backups(&cast, rule, starts, ClosedDays::Next).map(|r| r.rule)), wrong, "{rule}");
    }
}
