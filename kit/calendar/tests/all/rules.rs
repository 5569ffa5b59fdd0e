//! Recurrence rules, held to what others' libraries answer.

use calendar::{Problem, Rule};
use jiff::civil::{Date, date};

use crate::corpora;

#[derive(serde::Deserialize)]
struct Case {
    test: String,
    rule: String,
    expected: Vec<String>,
}

fn between(rule: &str, start: Date, from: Date, to: Date) -> Vec<String> {
    rule.parse::<Rule>().unwrap().dates(start, from, to).iter().map(ToString::to_string).collect()
}

#[test]
fn rules_of_the_world_answer_their_days() {
    let Some(folder) = corpora::folder("calendar") else { return };
    let cases: Vec<Case> = serde_json::from_str(&std::fs::read_to_string(folder.join("rrule-cases.json")).unwrap()).unwrap();
    let (mut checked, mut within_day, mut other) = (0, 0, 0);
    for case in &cases {
        let lines: Vec<&str> = case.rule.lines().collect();
        let [start, rule] = lines[..] else {
            other += 1;
            continue;
        };
        let (Some(start), Some(rule)) = (start.strip_prefix("DTSTART:"), rule.strip_prefix("RRULE:")) else {
            other += 1;
            continue;
        };
        let rule = match rule.parse::<Rule>() {
            Ok(rule) => rule,
            Err(Problem::WithinDay(_)) => {
                within_day += 1;
                continue;
            }
            Err(wrong) => panic!("{}: {wrong}", case.test),
        };
        let start = Date::new(start[..4].parse().unwrap(), start[4..6].parse().unwrap(), start[6..8].parse().unwrap()).unwrap();
        let expected: Vec<&str> = case.expected.iter().map(|day| &day[..10]).collect();
        let last = expected.last().map_or(date(2030, 1, 1), |day| day.parse().unwrap());
        let found: Vec<String> = rule.dates(start, start, last).iter().map(ToString::to_string).collect();
        assert_eq!(found, expected, "{}: {}", case.test, case.rule);
        checked += 1;
    }
    eprintln!("{checked} rules of days checked; {within_day} repeat within a day; {other} are sets of rules");
    assert!(checked > 30, "only {checked} of {} rules were checked", cases.len());
}

#[test]
fn a_question_far_from_the_start_is_answered_as_one_near_it() {
    for rule in [
        "FREQ=YEARLY",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=WEEKLY;INTERVAL=3",
        "FREQ=DAILY;INTERVAL=17",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29",
    ] {
        let start = date(1996, 2, 29);
        let all = between(rule, start, start, date(2040, 12, 31));
        let late = between(rule, start, date(2031, 6, 1), date(2040, 12, 31));
        let tail: Vec<String> = all.into_iter().filter(|d| d.as_str() >= "2031-06-01").collect();
        assert_eq!(late, tail, "{rule}");
    }
}

#[test]
fn holidays_that_move() {
    let start = date(2000, 1, 1);
    let year = |rule: &str, year: i16| between(rule, start, date(year, 1, 1), date(year, 12, 31));
    assert_eq!(year("FREQ=YEARLY;BYEASTER=1", 2026), ["2026-04-06"]);
    assert_eq!(year("FREQ=YEARLY;BYEASTER=-2", 2027), ["2027-03-26"]);
    assert_eq!(year("FREQ=YEARLY;BYEASTER=60", 2026), ["2026-06-04"]);
    assert_eq!(year("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", 2026), ["2026-11-26"]);
    assert_eq!(year("FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO", 2026), ["2026-05-25"]);
    assert_eq!(year("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=16,17,18,19,20,21,22;BYDAY=WE", 2026), ["2026-11-18"]);
}

#[test]
fn what_does_not_read_says_where() {
    assert_eq!("FREQ=HOURLY".parse::<Rule>(), Err(Problem::WithinDay("HOURLY".into())));
    assert_eq!("FREQ=DAILY;BYHOUR=6".parse::<Rule>(), Err(Problem::WithinDay("BYHOUR".into())));
    for wrong in [
        "",
        "YEARLY",
        "FREQ=NEVER",
        "FREQ=DAILY;BYMONTH=13",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;UNTIL=2026",
        "FREQ=DAILY;BYDAY=é",
    ] {
        assert!(matches!(wrong.parse::<Rule>(), Err(Problem::NoRule(_))), "{wrong}");
    }
}
