//! Calendars and agreements: made, changed, refused.

use calendar::{Definition, Span, SpecialDay, Week};
use db::Conn;
use filter::Unbound;
use jiff::civil::{Weekday, date};
use outcome::Result;
use people::Actor;
use sla::{
    Act, Agreement, AgreementInput, CalendarId, CalendarInput, CalendarRow, Conditions, ImportHolidays, Metric, Stand, Step, Targets,
    add_agreement, add_calendar, agreements, archive_agreement, archive_calendar, calendar, edit_agreement, edit_calendar, import_holidays,
    move_agreement, restore_agreement, restore_calendar,
};
use testkit::{Cast, Desk, refused};

/// Takes every condition.
struct Anything;

impl Conditions for Anything {
    fn check(&self, _: &Conn, _: &str) -> Result<(), Unbound> {
        Ok(())
    }
}

fn cast() -> Cast {
    Desk::new().with_people()
}

fn office() -> Definition {
    let hours: Span = "09:00-17:00".parse().unwrap();
    Definition { zone: "Europe/Berlin".into(), week: Week::of(&[Weekday::Monday, Weekday::Friday], &[hours]), days: Vec::new() }
}

fn added(cast: &Cast, actor: &Actor, name: &str) -> Result<CalendarRow> {
    let (actor, input) = (actor.clone(), CalendarInput { name: name.into(), definition: office() });
    cast.write(move |tx| add_calendar(tx, &actor, &input))
}

fn input(calendar: CalendarId, name: &str) -> AgreementInput {
    let minutes = [Some(30), Some(60), Some(240), None];
    AgreementInput {
        name: name.into(),
        filter: String::new(),
        calendar,
        warn_percent: 75,
        targets: vec![
            Targets { metric: Metric::Resolution, minutes, pauses: vec![Stand::Waiting] },
            Targets { metric: Metric::Update, minutes: [None; 4], pauses: Vec::new() },
        ],
        steps: vec![Step { percent: 150, metric: None, act: Act::Raise }, Step { percent: 50, metric: None, act: Act::Raise }],
    }
}

fn agree(cast: &Cast, actor: &Actor, input: &AgreementInput) -> Result<Agreement> {
    let (actor, input) = (actor.clone(), input.clone());
    cast.write(move |tx| add_agreement(tx, &actor, &Anything, &input))
}

#[test]
fn a_calendar_keeps_its_past_hours_and_takes_new_ones() {
    let cast = cast();
    let made = added(&cast, &cast.lee, "Office").unwrap();
    let (lee, id) = (cast.lee.clone(), made.id);
    let holiday = SpecialDay::closed("Closed", date(2026, 12, 24));
    let change = CalendarInput { name: "Office hours".into(), definition: Definition { days: vec![holiday], ..office() } };
    let changed = cast.write(move |tx| edit_calendar(tx, &lee, id, &change)).unwrap();
    assert_eq!((changed.id, changed.name.as_str()), (made.id, "Office hours"));
    assert_ne!(changed.hours_id, made.hours_id, "what was counted by the old hours can still be explained");
    let (lee, same) = (cast.lee.clone(), CalendarInput { name: "Office".into(), definition: changed.definition().unwrap() });
    let renamed = cast.write(move |tx| edit_calendar(tx, &lee, id, &same)).unwrap();
    assert_eq!(renamed.hours_id, changed.hours_id, "a name changes no hours");
}

#[test]
fn a_calendar_that_does_not_hold_is_refused() {
    let cast = cast();
    assert_eq!(refused(added(&cast, &cast.ann, "Office")), "not allowed: manage_calendars");
    assert_eq!(refused(added(&cast, &cast.rita, "Office")), "not found");
    assert_eq!(refused(added(&cast, &cast.lee, " ")), "name: name-missing");
    added(&cast, &cast.lee, "Office").unwrap();
    assert_eq!(refused(added(&cast, &cast.lee, "OFFICE ")), "name: calendar-name-taken");
    let (lee, mars) =
        (cast.lee.clone(), CalendarInput { name: "Mars".into(), definition: Definition { zone: "Mars/Base".into(), ..office() } });
    assert_eq!(refused(cast.write(move |tx| add_calendar(tx, &lee, &mars))), "zone: calendar-no-zone");
}

#[test]
fn holidays_come_from_a_file_and_are_not_added_twice() {
    let cast = cast();
    let id = added(&cast, &cast.lee, "Office").unwrap().id;
    let file = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY\nSUMMARY:Christmas\nEND:VEVENT\n\
                 BEGIN:VEVENT\nSUMMARY:Nowhere\nEND:VEVENT\nEND:VCALENDAR";
    let import = |file: &[u8]| {
        let (lee, import) = (cast.lee.clone(), ImportHolidays { calendar: id, file: file.to_vec() });
        cast.write(move |tx| import_holidays(tx, &lee, &import))
    };
    let first = import(file).unwrap();
    assert_eq!((first.added, first.known, first.passed.len()), (1, 0, 1));
    let second = import(file).unwrap();
    assert_eq!((second.added, second.known), (0, 1));
    assert_eq!(second.calendar.hours_id, first.calendar.hours_id);
    assert_eq!(refused(import(b"no calendar at all")), "file: holidays-none");
    assert_eq!(refused(import(&vec![b' '; calendar::ICS_BYTES_MAX + 1])), "file: holidays-too-large");
}

#[test]
fn a_calendar_in_use_is_not_archived() {
    let cast = cast();
    let id = added(&cast, &cast.lee, "Office").unwrap().id;
    let agreement = agree(&cast, &cast.lee, &input(id, "Everybody")).unwrap().id;
    let archive = || {
        let lee = cast.lee.clone();
        cast.write(move |tx| archive_calendar(tx, &lee, id))
    };
    assert_eq!(refused(archive()), "calendar-in-use");
    let lee = cast.lee.clone();
    cast.write(move |tx| archive_agreement(tx, &lee, agreement)).unwrap();
    assert!(archive().unwrap().archived_at.is_some());
    assert_eq!(refused(archive()), "calendar-archived-already");
    let lee = cast.lee.clone();
    assert!(cast.write(move |tx| restore_calendar(tx, &lee, id)).unwrap().archived_at.is_none());
    let lee = cast.lee.clone();
    assert_eq!(cast.read(move |conn| calendar(conn, &lee, id)).unwrap().name, "Office");
}

#[test]
fn agreements_have_an_order_and_what_is_not_promised_is_left_out() {
    let cast = cast();
    let id = added(&cast, &cast.lee, "Office").unwrap().id;
    let one = agree(&cast, &cast.lee, &input(id, "One")).unwrap();
    assert_eq!(one.targets.iter().map(|t| t.metric).collect::<Vec<_>>(), [Metric::Resolution]);
    assert_eq!(one.steps.iter().map(|s| s.percent).collect::<Vec<_>>(), [50, 150]);
    let two = agree(&cast, &cast.lee, &input(id, "Two")).unwrap();
    let three = agree(&cast, &cast.lee, &input(id, "Three")).unwrap();
    let lee = cast.lee.clone();
    cast.write(move |tx| move_agreement(tx, &lee, three.id, 1)).unwrap();
    let lee = cast.lee.clone();
    cast.write(move |tx| archive_agreement(tx, &lee, two.id)).unwrap();
    let lee = cast.lee.clone();
    let order = || {
        let lee = cast.lee.clone();
        cast.read(move |conn| agreements(conn, &lee)).unwrap().into_iter().map(|a| a.name).collect::<Vec<_>>()
    };
    assert_eq!(order(), ["Three", "One", "Two"], "the archived one last");
    cast.write(move |tx| restore_agreement(tx, &lee, two.id)).unwrap();
    assert_eq!(order(), ["Three", "One", "Two"]);
    let (lee, changed) = (cast.lee.clone(), AgreementInput { warn_percent: 0, ..input(id, "One") });
    let edited = cast.write(move |tx| edit_agreement(tx, &lee, &Anything, one.id, &changed)).unwrap();
    assert_eq!((edited.version, edited.warn_percent), (one.version + 1, 0));
}

#[test]
fn an_agreement_that_does_not_hold_is_refused_with_all_that_is_wrong() {
    let cast = cast();
    let id = added(&cast, &cast.lee, "Office").unwrap().id;
    assert_eq!(refused(agree(&cast, &cast.ann, &input(id, "One"))), "not allowed: manage_agreements");
    let wrong = AgreementInput {
        name: String::new(),
        calendar: CalendarId(99),
        warn_percent: 100,
        targets: vec![Targets { metric: Metric::Update, minutes: [Some(0), None, None, None], pauses: vec![Stand::Done] }],
        steps: vec![Step { percent: 0, metric: None, act: Act::Reassign(people::TeamId(99)) }],
        ..input(id, "")
    };
    assert_eq!(
        refused(agree(&cast, &cast.lee, &wrong)),
        "name: name-missing, calendar: agreement-no-calendar, targets: agreement-target-range, targets: agreement-pauses, \
         warn_percent: agreement-warn-range, steps: agreement-step-range, steps: agreement-no-team"
    );
    let nothing = AgreementInput { targets: Vec::new(), ..input(id, "Nothing") };
    assert_eq!(refused(agree(&cast, &cast.lee, &nothing)), "targets: agreement-no-targets");
}
