//! Business time adds up, whatever the calendar and wherever it is split.

use calendar::{Calendar, Closed, Definition, Rule, Span, Special, SpecialDay, Week};
use jiff::civil::{Date, Weekday};
use proptest::prelude::*;

const ZONES: &[&str] = &[
    "Etc/UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Havana",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Cairo",
    "Pacific/Chatham",
    "America/Sao_Paulo",
];
/// Four years from 2025 on, one of them a leap year.
const FROM_MS: i64 = 1_735_689_600_000;
const LENGTH_MS: i64 = 4 * 366 * 86_400_000;

fn span() -> impl Strategy<Value = Span> {
    (0..48_u32, 1..48_u32).prop_map(|(from, length)| {
        let clock = |half_hours: u32| format!("{:02}:{:02}", half_hours % 48 / 2, half_hours % 2 * 30);
        let to = if from + length == 48 { "24:00".to_owned() } else { clock(from + length) };
        Span::between(&clock(from), &to).unwrap()
    })
}

fn special() -> impl Strategy<Value = SpecialDay> {
    let is = prop_oneof![
        Just(Special::Closed),
        prop::collection::vec(span(), 0..3).prop_map(Special::Hours),
        prop::collection::vec(span(), 1..3).prop_map(Special::Break),
    ];
    (2025..2029_i16, 1..13_i8, 1..29_i8, 1..4_u16, is, any::<bool>()).prop_map(|(year, month, day, days, is, yearly)| {
        let once = SpecialDay { days, is, ..SpecialDay::closed("Special", Date::new(year, month, day).unwrap()) };
        if yearly { once.repeating(Rule::yearly()) } else { once }
    })
}

prop_compose! {
    fn some_calendar()(
        zone in prop::sample::select(ZONES),
        week in prop::collection::vec(prop::collection::vec(span(), 0..3), 7),
        days in prop::collection::vec(special(), 0..6),
    ) -> Calendar {
        let mut hours = Week::default();
        for (n, spans) in week.into_iter().enumerate() {
            hours.set(Weekday::from_monday_zero_offset(i8::try_from(n).unwrap()).unwrap(), spans);
        }
        Definition { zone: zone.into(), week: hours, days }.calendar().unwrap()
    }
}

fn moment() -> impl Strategy<Value = i64> {
    (0..LENGTH_MS).prop_map(|ms| FROM_MS + ms)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn time_split_anywhere_adds_up(calendar in some_calendar(), mut ends in prop::collection::vec(moment(), 3)) {
        ends.sort_unstable();
        let whole = calendar.between(ends[0], ends[2]).unwrap();
        let parts = calendar.between(ends[0], ends[1]).unwrap() + calendar.between(ends[1], ends[2]).unwrap();
        prop_assert_eq!(whole, parts);
        prop_assert!(whole <= ends[2] - ends[0]);
    }

    #[test]
    fn what_is_added_lies_between(calendar in some_calendar(), from in moment(), open_ms in 1..2_000_000_000_i64) {
        if let Ok(due) = calendar.add(from, open_ms) {
            prop_assert_eq!(calendar.between(from, due).unwrap(), open_ms);
            prop_assert_eq!(calendar.between(from, due - 1).unwrap(), open_ms - 1, "not a millisecond later than needed");
            let first = calendar.add(from, open_ms / 2 + 1).unwrap();
            prop_assert_eq!(calendar.add(first, open_ms - open_ms / 2 - 1).map(|d| d.max(first)).unwrap_or(due).min(due), due);
        }
    }

    #[test]
    fn the_explanation_is_the_count(calendar in some_calendar(), from in moment(), days in 0..40_i64, rest in 0..86_400_000_i64) {
        let to = from + days * 86_400_000 + rest;
        let told = calendar.stretches(from, to).unwrap();
        prop_assert_eq!(told.open_ms(), calendar.between(from, to).unwrap());
        let mut at = from;
        for stretch in &told.list {
            prop_assert_eq!(stretch.from_ms, at, "no gap");
            prop_assert!(stretch.to_ms > stretch.from_ms);
            prop_assert_eq!(calendar.is_open(stretch.from_ms).unwrap(), stretch.closed.is_none());
            prop_assert_eq!(calendar.is_open(stretch.to_ms - 1).unwrap(), stretch.closed.is_none());
            at = stretch.to_ms;
        }
        prop_assert_eq!(at, to);
    }

    #[test]
    fn the_next_opening_is_open_and_nothing_is_before_it(calendar in some_calendar(), from in moment()) {
        if let Ok(next) = calendar.next_open(from) {
            prop_assert!(calendar.is_open(next).unwrap());
            prop_assert_eq!(calendar.between(from, next).unwrap(), 0);
        } else {
            prop_assert_eq!(calendar.between(from, from + LENGTH_MS).unwrap(), 0);
        }
    }

    #[test]
    fn always_open_is_plain_time(zone in prop::sample::select(ZONES), from in moment(), length in 1..LENGTH_MS) {
        let always = Definition { zone: zone.into(), week: Week::always(), days: Vec::new() }.calendar().unwrap();
        prop_assert_eq!(always.add(from, length).unwrap(), from + length);
        prop_assert!(always.stretches(from, from + length).unwrap().list.iter().all(|s| s.closed != Some(Closed::Night)));
    }
}
