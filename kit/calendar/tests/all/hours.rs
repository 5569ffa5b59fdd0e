//! Hours by the wall clock: edges, midnight, the days on which clocks change, leap days.

use calendar::{Calendar, Definition, Problem, Rule, Span, Special, SpecialDay, Week};
use jiff::civil::{Date, Weekday, date};

pub const WORKDAYS: [Weekday; 5] = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

pub fn ms(at: &str) -> i64 {
    at.parse::<jiff::Timestamp>().unwrap().as_millisecond()
}

pub fn at(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).unwrap().to_string()
}

pub fn spans(texts: &[&str]) -> Vec<Span> {
    texts.iter().map(|t| t.parse().unwrap()).collect()
}

pub fn office(zone: &str, hours: &[&str], days: Vec<SpecialDay>) -> Calendar {
    Definition { zone: zone.into(), week: Week::of(&WORKDAYS, &spans(hours)), days }.calendar().unwrap()
}

fn every_day(zone: &str, hours: &[&str]) -> Calendar {
    let mut week = Week::default();
    for n in 0..7 {
        week.set(Weekday::from_monday_zero_offset(n).unwrap(), spans(hours));
    }
    Definition { zone: zone.into(), week, days: Vec::new() }.calendar().unwrap()
}

fn day(name: &str, first: Date, is: Special) -> SpecialDay {
    SpecialDay { is, ..SpecialDay::closed(name, first) }
}

#[test]
fn an_opening_counts_and_a_closing_does_not() {
    let office = office("Etc/UTC", &["09:00-12:00", "13:00-17:00"], Vec::new());
    let (nine, five) = (ms("2026-03-02T09:00:00Z"), ms("2026-03-02T17:00:00Z"));
    assert!(office.is_open(nine).unwrap() && !office.is_open(five).unwrap());
    assert_eq!(at(office.add(nine, 7 * HOUR).unwrap()), "2026-03-02T17:00:00Z", "what is just used up is due at closing");
    assert_eq!(at(office.add(nine, 3 * HOUR).unwrap()), "2026-03-02T12:00:00Z");
    assert_eq!(at(office.add(nine, 3 * HOUR + 1).unwrap()), "2026-03-02T13:00:00.001Z");
    assert_eq!(at(office.add(five, 0).unwrap()), "2026-03-03T09:00:00Z", "nothing to wait for is due at the next opening");
    assert_eq!(at(office.add(five, MINUTE).unwrap()), "2026-03-03T09:01:00Z");
    assert_eq!(office.between(five, ms("2026-03-03T09:00:00Z")).unwrap(), 0);
    assert_eq!(office.between(five, nine).unwrap(), 0, "time does not run backwards");
}

#[test]
fn night_shifts_belong_to_the_day_they_begin_on() {
    let shift = Week::of(&[Weekday::Friday], &spans(&["22:00-06:00"]));
    let definition = Definition { zone: "Europe/Berlin".into(), week: shift, days: Vec::new() };
    let calendar = definition.clone().calendar().unwrap();
    assert_eq!(calendar.between(ms("2026-03-06T00:00:00+01:00"), ms("2026-03-08T00:00:00+01:00")).unwrap(), 8 * HOUR);
    let saturday = SpecialDay::closed("Saturday off", date(2026, 3, 7));
    let cut = Definition { days: vec![saturday], ..definition.clone() }.calendar().unwrap();
    assert_eq!(cut.between(ms("2026-03-06T00:00:00+01:00"), ms("2026-03-08T00:00:00+01:00")).unwrap(), 2 * HOUR);
    let friday = SpecialDay::closed("Friday off", date(2026, 3, 6));
    let none = Definition { days: vec![friday], ..definition }.calendar().unwrap();
    assert_eq!(none.between(ms("2026-03-06T00:00:00+01:00"), ms("2026-03-08T00:00:00+01:00")).unwrap(), 0);
}

#[test]
fn days_on_which_clocks_change_have_the_hours_they_have() {
    let whole = every_day("Europe/Berlin", &["00:00-24:00"]);
    assert_eq!(whole.between(ms("2026-03-29T00:00:00+01:00"), ms("2026-03-30T00:00:00+02:00")).unwrap(), 23 * HOUR);
    assert_eq!(whole.between(ms("2026-10-25T00:00:00+02:00"), ms("2026-10-26T00:00:00+01:00")).unwrap(), 25 * HOUR);
    let night = every_day("Europe/Berlin", &["01:00-03:00"]);
    assert_eq!(night.between(ms("2026-03-29T00:00:00+01:00"), ms("2026-03-30T00:00:00+02:00")).unwrap(), HOUR, "2 to 3 does not exist");
    assert_eq!(night.between(ms("2026-10-25T00:00:00+02:00"), ms("2026-10-26T00:00:00+01:00")).unwrap(), 3 * HOUR, "2 to 3 exists twice");
    let half = every_day("Europe/Berlin", &["02:00-02:30"]);
    assert_eq!(
        at(half.next_open(ms("2026-03-29T00:00:00+01:00")).unwrap()),
        "2026-03-29T01:00:00Z",
        "an hour that is not there comes later"
    );
    assert_eq!(
        half.between(ms("2026-10-25T00:00:00+02:00"), ms("2026-10-26T00:00:00+01:00")).unwrap(),
        HOUR / 2,
        "the first of two counts"
    );
}

#[test]
fn clocks_that_change_at_midnight_leave_no_gap_and_count_nothing_twice() {
    // Havana goes from 01:00 back to 00:00, Beirut from 24:00 forward to 01:00, Cairo from 24:00 back to 23:00.
    for (zone, from, to, hours) in [
        ("America/Havana", "2026-10-31T04:00:00Z", "2026-11-03T05:00:00Z", 73),
        ("Asia/Beirut", "2026-03-27T22:00:00Z", "2026-03-30T21:00:00Z", 71),
        ("Africa/Cairo", "2026-10-28T21:00:00Z", "2026-10-31T22:00:00Z", 73),
    ] {
        let whole = every_day(zone, &["00:00-24:00"]);
        assert_eq!(whole.between(ms(from), ms(to)).unwrap(), hours * HOUR, "{zone}");
        let halves = every_day(zone, &["00:00-12:00", "12:00-24:00"]);
        assert_eq!(halves.between(ms(from), ms(to)).unwrap(), hours * HOUR, "{zone}");
    }
}

#[test]
fn a_date_that_a_place_skipped_has_no_hours() {
    let apia = every_day("Pacific/Apia", &["09:00-17:00"]);
    assert_eq!(apia.between(ms("2011-12-29T10:00:00Z"), ms("2011-12-31T10:00:00Z")).unwrap(), 16 * HOUR, "29 and 31 December; no 30th");
}

#[test]
fn leap_days_are_days() {
    let office = office("Etc/UTC", &["09:00-17:00"], Vec::new());
    assert_eq!(office.between(ms("2028-02-28T00:00:00Z"), ms("2028-03-02T00:00:00Z")).unwrap(), 24 * HOUR, "28 and 29 February, 1 March");
    let day = SpecialDay::closed("Leap day", date(2028, 2, 29)).repeating(Rule::yearly());
    let closed = Definition { days: vec![day], ..office.definition().clone() }.calendar().unwrap();
    assert_eq!(closed.between(ms("2028-02-28T00:00:00Z"), ms("2028-03-02T00:00:00Z")).unwrap(), 16 * HOUR);
    assert_eq!(closed.between(ms("2029-02-28T00:00:00Z"), ms("2029-03-02T00:00:00Z")).unwrap(), 16 * HOUR, "no leap day, nothing closed");
    assert_eq!(closed.between(ms("2032-02-28T00:00:00Z"), ms("2032-03-02T00:00:00Z")).unwrap(), 8 * HOUR, "a Sunday closed, and 1 March");
}

#[test]
fn half_days_breaks_and_holidays_lie_over_one_another() {
    let eve = day("Christmas Eve", date(2026, 12, 24), Special::Hours(spans(&["09:00-12:00"])));
    let meeting = day("All hands", date(2026, 12, 24), Special::Break(spans(&["09:30-10:00", "11:45-13:00"])));
    let calendar = office("Etc/UTC", &["09:00-17:00"], vec![meeting.clone(), eve.clone()]);
    let (from, to) = (ms("2026-12-24T00:00:00Z"), ms("2026-12-25T00:00:00Z"));
    assert_eq!(calendar.between(from, to).unwrap(), 135 * MINUTE);
    let shut = office("Etc/UTC", &["09:00-17:00"], vec![meeting, eve, SpecialDay::closed("Snow", date(2026, 12, 24))]);
    assert_eq!(shut.between(from, to).unwrap(), 0, "closed wins");
    let saturday = day("Stocktaking", date(2026, 12, 26), Special::Hours(spans(&["10:00-11:00"])));
    let open = office("Etc/UTC", &["09:00-17:00"], vec![saturday]);
    assert_eq!(open.between(ms("2026-12-26T00:00:00Z"), ms("2026-12-27T00:00:00Z")).unwrap(), HOUR, "a free day can be given hours");
}

#[test]
fn a_calendar_that_never_opens_says_so() {
    let start = ms("2026-01-01T00:00:00Z");
    let empty = office("Etc/UTC", &[], Vec::new());
    assert_eq!(empty.add(start, 1), Err(Problem::NeverOpens));
    assert_eq!(empty.next_open(start), Err(Problem::NeverOpens));
    assert_eq!(empty.between(start, start + 1_000 * HOUR), Ok(0));
    let always_holiday = SpecialDay::closed("Always", date(1990, 1, 1)).repeating("FREQ=DAILY".parse().unwrap());
    let shut = office("Etc/UTC", &["09:00-17:00"], vec![always_holiday]);
    assert_eq!(shut.add(start, 1), Err(Problem::NeverOpens));
    let once = day("Once", date(2026, 7, 1), Special::Hours(spans(&["09:00-10:00"])));
    let rare = office("Etc/UTC", &[], vec![once]);
    assert_eq!(rare.add(start, HOUR).map(at), Ok("2026-07-01T10:00:00Z".into()));
    assert!(matches!(rare.add(start, HOUR + 1), Err(Problem::TooFar { .. })));
    assert_eq!(office("Etc/UTC", &["09:00-17:00"], Vec::new()).add(i64::MAX, 1), Err(Problem::OutOfRange));
}

#[test]
fn what_cannot_be_a_calendar_is_refused() {
    let zone = Definition { zone: "Mars/Olympus".into(), week: Week::always(), days: Vec::new() };
    assert_eq!(zone.calendar().err(), Some(Problem::NoZone("Mars/Olympus".into())));
    let none = SpecialDay { days: 0, ..SpecialDay::closed("None", date(2026, 1, 1)) };
    assert!(Definition { zone: "UTC".into(), week: Week::always(), days: vec![none] }.calendar().is_err());
}

#[test]
fn a_calendar_is_written_and_read_back() {
    let eve = day("Eve", date(2026, 12, 24), Special::Hours(spans(&["09:00-12:00"]))).repeating(Rule::yearly());
    let calendar = office(
        "Europe/Berlin",
        &["22:00-06:00"],
        vec![eve, SpecialDay::closed("Good Friday", date(2000, 1, 1)).repeating(Rule::easter(-2))],
    );
    let text = serde_json::to_string(calendar.definition()).unwrap();
    assert_eq!(&serde_json::from_str::<Definition>(&text).unwrap(), calendar.definition());
    assert!(serde_json::from_str::<Definition>(&text.replace("22:00-06:00", "22:00")).is_err());
}
