//! Why time does not count.

use calendar::{Closed, Special, SpecialDay, Stretch};
use jiff::civil::date;

use crate::hours::{at, ms, office, spans};

fn told(list: &[Stretch]) -> Vec<String> {
    let word = |s: &Stretch| match &s.closed {
        None => "counts".to_owned(),
        Some(Closed::Night) => "night".to_owned(),
        Some(Closed::Between) => "between".to_owned(),
        Some(Closed::Weekend) => "weekend".to_owned(),
        Some(Closed::FreeDay) => "free day".to_owned(),
        Some(Closed::Holiday(name)) => format!("holiday: {name}"),
        Some(Closed::Break(name)) => format!("break: {name}"),
    };
    list.iter().map(|s| format!("{} {}", &at(s.from_ms)[5..16], word(s))).collect()
}

#[test]
fn every_stretch_has_its_reason() {
    let calendar = office(
        "Etc/UTC",
        &["09:00-12:00", "13:00-17:00"],
        vec![
            SpecialDay::closed("New Year", date(2027, 1, 1)),
            SpecialDay { is: Special::Hours(spans(&["09:00-11:00"])), ..SpecialDay::closed("New Year's Eve", date(2026, 12, 31)) },
            SpecialDay { is: Special::Break(spans(&["14:00-15:00"])), ..SpecialDay::closed("Fire drill", date(2026, 12, 30)) },
        ],
    );
    let told = told(&calendar.stretches(ms("2026-12-30T10:00:00Z"), ms("2027-01-04T10:00:00Z")).unwrap().list);
    assert_eq!(
        told,
        [
            "12-30T10:00 counts",
            "12-30T12:00 between",
            "12-30T13:00 counts",
            "12-30T14:00 break: Fire drill",
            "12-30T15:00 counts",
            "12-30T17:00 night",
            "12-31T00:00 holiday: New Year's Eve",
            "12-31T09:00 counts",
            "12-31T11:00 holiday: New Year's Eve",
            "01-01T00:00 holiday: New Year",
            "01-02T00:00 weekend",
            "01-04T00:00 night",
            "01-04T09:00 counts",
        ]
    );
}

#[test]
fn an_explanation_has_an_end_and_says_so() {
    let calendar = office("Etc/UTC", &["09:00-12:00", "13:00-17:00"], Vec::new());
    let told = calendar.stretches(ms("2026-01-01T00:00:00Z"), ms("2036-01-01T00:00:00Z")).unwrap();
    assert!(told.cut && told.list.len() == calendar::STRETCHES_MAX);
}
