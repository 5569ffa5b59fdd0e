//! Moments in the reader's zone and language: nearness, the turn of a day, a clock change, the edge of a year.

use std::sync::LazyLock;

use catalogue::{Catalogue, Language, Say, missing_keys, zone_named};

static BOOKS: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(&[]));

fn reader(language: Language, zone: &str) -> Say {
    Say::new(&BOOKS, language, zone_named(zone).expect("the zone database is bundled"))
}

fn at(text: &str) -> i64 {
    text.parse::<jiff::Timestamp>().expect("a moment").as_millisecond()
}

#[test]
fn both_languages_say_every_moment() {
    assert!(BOOKS.faults().is_empty(), "{:?}", BOOKS.faults());
    assert!(missing_keys(&BOOKS, Language::En, Language::De).is_empty());
    assert!(missing_keys(&BOOKS, Language::De, Language::En).is_empty());
}

#[test]
fn a_moment_is_said_as_near_as_it_is() {
    let (english, german) = (reader(Language::En, "Europe/London"), reader(Language::De, "Europe/Berlin"));
    let now = at("2026-11-23T10:14:00Z");
    for (moment, in_english, in_german) in [
        ("2026-11-23T10:42:00Z", "10:42", "11:42"),
        ("2026-11-22T09:58:00Z", "yesterday 09:58", "gestern 10:58"),
        ("2026-11-24T08:00:00Z", "tomorrow 08:00", "morgen 09:00"),
        ("2026-11-17T12:00:00Z", "Tue 12:00", "Di 13:00"),
        ("2026-11-27T12:00:00Z", "Fri 12:00", "Fr 13:00"),
        ("2026-10-15T12:00:00Z", "Thu 15 Oct", "Do, 15. Okt."),
        ("2025-11-19T12:00:00Z", "19 Nov 2025", "19. Nov. 2025"),
    ] {
        assert_eq!(english.day_time(at(moment), now), in_english);
        assert_eq!(german.day_time(at(moment), now), in_german);
    }
    assert_eq!(english.date_long(now), "Monday 23 November 2026");
    assert_eq!(german.date_long(now), "Montag, 23. November 2026");
    assert_eq!(german.moment_long(now), "Montag, 23. November 2026, 11:14");
    assert_eq!(english.machine(now), "2026-11-23T10:14:00Z");
}

#[test]
fn the_day_turns_where_the_reader_lives() {
    let moment = at("2026-11-22T23:30:00Z");
    let now = at("2026-11-23T00:30:00Z");
    assert_eq!(reader(Language::En, "UTC").day_time(moment, now), "yesterday 23:30");
    assert_eq!(reader(Language::En, "Europe/Berlin").day_time(moment, now), "00:30");
    assert_eq!(reader(Language::En, "America/New_York").day_time(moment, now), "18:30");
}

#[test]
fn a_clock_change_moves_the_time_not_the_day() {
    let berlin = reader(Language::En, "Europe/Berlin");
    assert_eq!(berlin.time_short(at("2026-10-25T00:30:00Z")), "02:30");
    assert_eq!(berlin.time_short(at("2026-10-25T01:30:00Z")), "02:30");
    assert_eq!(berlin.day_time(at("2026-10-24T12:00:00Z"), at("2026-10-25T12:00:00Z")), "yesterday 14:00");
}

#[test]
fn ago_counts_in_the_largest_unit() {
    let (english, german) = (reader(Language::En, "UTC"), reader(Language::De, "UTC"));
    let now = at("2026-11-23T10:14:00Z");
    for (seconds, in_english, in_german) in [
        (0, "just now", "gerade eben"),
        (20, "20 s ago", "vor 20 s"),
        (5 * 60, "5 min ago", "vor 5 min"),
        (3 * 3_600 + 1_800, "3 h ago", "vor 3 Std."),
        (24 * 3_600, "1 day ago", "vor 1 Tag"),
        (49 * 3_600, "2 days ago", "vor 2 Tagen"),
        (40 * 24 * 3_600, "14 Oct", "14. Okt."),
        (-5 * 60, "in 5 min", "in 5 min"),
        (-48 * 3_600, "in 2 days", "in 2 Tagen"),
    ] {
        assert_eq!(english.ago(now - seconds * 1_000, now), in_english);
        assert_eq!(german.ago(now - seconds * 1_000, now), in_german);
    }
}

#[test]
fn spans_have_two_units_at_most() {
    let english = reader(Language::En, "UTC");
    for (seconds, said) in [
        (0, "0 s"),
        (59, "59 s"),
        (28 * 60 + 30, "28 min"),
        (100 * 60, "1 h 40"),
        (65 * 60, "1 h 05"),
        (120 * 60, "2 h"),
        (51 * 3_600, "2 d 3 h"),
        (48 * 3_600, "2 d"),
        (-28 * 60, "28 min"),
    ] {
        assert_eq!(english.span(seconds * 1_000), said);
    }
    assert_eq!(reader(Language::De, "UTC").span(100 * 60_000), "1 Std. 40");
}

#[test]
fn impossible_moments_are_said_too() {
    let english = reader(Language::En, "Europe/Berlin");
    for moment in [i64::MIN, i64::MAX, 0, -1] {
        for now in [i64::MIN, i64::MAX, 0] {
            assert!(!english.day_time(moment, now).is_empty());
            assert!(!english.ago(moment, now).is_empty());
        }
        assert!(!english.span(moment).is_empty());
        assert!(!english.date_long(moment).is_empty());
        assert!(!english.machine(moment).is_empty());
    }
}

#[test]
fn names_make_one_phrase() {
    let (english, german) = (reader(Language::En, "UTC"), reader(Language::De, "UTC"));
    assert_eq!(english.list::<&str>(&[]), "");
    assert_eq!(english.list(&["Ann"]), "Ann");
    assert_eq!(english.list(&["Ann", "Ben", "Cara"]), "Ann, Ben and Cara");
    assert_eq!(german.list(&["Ann".to_owned(), "Ben".to_owned()]), "Ann und Ben");
    assert_eq!(english.number(48_220), "48,220");
    assert_eq!(german.decimal(97.25, 1), "97,2");
    assert_eq!(german.size(3_440_000), "3,4\u{a0}MB");
}
