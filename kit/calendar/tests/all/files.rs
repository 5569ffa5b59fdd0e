//! Holidays from iCalendar files.

use calendar::{Definition, Read, Special, Week, read};
use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use crate::corpora;
use crate::hours::ms;

fn of(text: &str) -> Read {
    read(text.as_bytes(), &TimeZone::get("Europe/Berlin").unwrap())
}

const FILE: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20241225\r\nDTEND;VALUE=DATE:20241227\r\n\
RRULE:FREQ=YEARLY\r\nSUMMARY;LANGUAGE=en:Christmas\\, bo\r\n th days\r\nBEGIN:VALARM\r\nSUMMARY:not this\r\nDTSTART:19700101\r\nEND:VALARM\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART:20261224T110000Z\r\nDTEND;TZID=Europe/Berlin:20261224T180000\r\nSUMMARY:Eve\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nSUMMARY:Lost\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260501\r\nSTATUS:CANCELLED\r\nSUMMARY:Off\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260502\r\nRRULE:FREQ=HOURLY\r\nSUMMARY:Odd\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn holidays_come_with_their_names_lengths_and_rules() {
    let found = of(FILE);
    assert_eq!(found.days.len(), 2);
    let christmas = &found.days[0];
    assert_eq!((christmas.name.as_str(), christmas.first, christmas.days), ("Christmas, both days", date(2024, 12, 25), 2));
    assert_eq!(christmas.is, Special::Closed);
    assert_eq!(found.days[1].is, Special::Break(vec!["12:00-18:00".parse().unwrap()]), "by the wall clock of the calendar");
    let passed: Vec<(&str, &str)> = found.passed.iter().map(|p| (p.name.as_str(), p.why)).collect();
    assert_eq!(passed, [("Lost", "no-start"), ("Off", "cancelled"), ("Odd", "no-rule")]);
    let calendar = Definition { zone: "Europe/Berlin".into(), week: Week::always(), days: found.days }.calendar().unwrap();
    let days = calendar.between(ms("2027-12-24T23:00:00Z"), ms("2027-12-28T23:00:00Z")).unwrap() / 86_400_000;
    assert_eq!(days, 2, "the rule goes on in later years");
}

#[test]
fn dates_left_out_and_added_are_heard() {
    let found = of(
        "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260501\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20270501,20280501\nRDATE;VALUE=DATE:20270503\nEND:VEVENT",
    );
    let calendar = Definition { zone: "Etc/UTC".into(), week: Week::always(), days: found.days }.calendar().unwrap();
    let open = |from: &str, to: &str| calendar.between(ms(from), ms(to)).unwrap() / 86_400_000;
    assert_eq!(open("2026-05-01T00:00:00Z", "2026-05-04T00:00:00Z"), 2);
    assert_eq!(open("2027-05-01T00:00:00Z", "2027-05-04T00:00:00Z"), 2);
    assert!(calendar.is_open(ms("2027-05-01T12:00:00Z")).unwrap() && !calendar.is_open(ms("2027-05-03T12:00:00Z")).unwrap());
    assert!(calendar.is_open(ms("2028-05-01T12:00:00Z")).unwrap());
}

#[test]
fn files_of_the_world_are_read() {
    let Some(folder) = corpora::folder("calendar/icalendar") else { return };
    let (mut files, mut days, mut passed) = (0, 0, 0);
    for kind in ["calendars", "events", "alarms"] {
        for entry in std::fs::read_dir(folder.join(kind)).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            let events = String::from_utf8_lossy(&bytes).lines().filter(|l| l.trim_end() == "BEGIN:VEVENT").count();
            let found = read(&bytes, &TimeZone::UTC);
            (files, days, passed) = (files + 1, days + found.days.len(), passed + found.passed.len());
            assert!(found.passed.len() <= events, "no event is passed over twice");
            let calendar = Definition { zone: "Etc/UTC".into(), week: Week::always(), days: found.days }.calendar().unwrap();
            calendar.between(ms("1990-01-01T00:00:00Z"), ms("2030-01-01T00:00:00Z")).unwrap();
        }
    }
    eprintln!("{files} files: {days} special days, {passed} events passed over");
    assert!(days > 50, "only {days} special days in {files} files");
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let found = read(&bytes, &TimeZone::UTC);
        prop_assert!(found.days.len() <= calendar::SPECIAL_DAYS_MAX);
    }

    #[test]
    fn any_spoiled_file_is_read(at in 0..FILE.len(), with in any::<char>()) {
        let mut text: String = FILE.chars().collect();
        text.replace_range(at..=at, &with.to_string());
        of(&text);
    }
}
