//! Cases that others have calculated, and cases that cannot be answered.

use std::path::PathBuf;

use serde_json::{Value, json};
use sla::Schedules;

/// The folder with others' cases; `None`, said aloud, when it is not there (see docs/corpora.md).
fn corpus() -> Option<PathBuf> {
    let root = std::env::var_os("FIRSTLINE_CORPORA")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")), PathBuf::from);
    let folder = root.join("sla");
    if folder.exists() {
        return Some(folder);
    }
    eprintln!("NOT CHECKED: no corpus at {}; set FIRSTLINE_CORPORA", folder.display());
    None
}

#[test]
fn cases_of_the_world_are_answered_alike() {
    let Some(folder) = corpus() else { return };
    let schedules = Schedules::read(&std::fs::read_to_string(folder.join("schedules.json")).unwrap()).unwrap();
    let cases = std::fs::read_to_string(folder.join("cases.jsonl")).unwrap();
    let mut wrong = Vec::new();
    for (n, line) in cases.lines().filter(|l| !l.trim().is_empty()).enumerate() {
        let case: Value = serde_json::from_str(line).unwrap();
        let answer = schedules.answer(line.as_bytes()).unwrap_or_else(|e| panic!("case {}: {e}", n + 1));
        let due = answer["due"] == case["due"] || case.get("due_alt").is_some_and(|alt| *alt == answer["due"]);
        if !due || answer["business_seconds"] != case["business_seconds"] {
            wrong.push(format!("case {}: {answer} for {line}", n + 1));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    eprintln!("{} cases answered alike", cases.lines().count());
}

fn schedules() -> Schedules {
    let list = json!([
        { "id": "office", "tz": "Europe/Berlin", "hours": { "mon": { "09:00": "17:00" }, "Tuesday": { "22:00": "06:00" } },
          "holidays": ["2026-12-25", { "date": "2026-12-28", "name": "Closed" }], "shifts": { "2026-12-27": { "10:00": "12:00" } },
          "breaks": { "2026-12-27": { "10:30": "11:00" } } },
        { "id": "shut", "tz": "Etc/UTC", "hours": {} },
        { "id": "mars", "tz": "Mars/Olympus", "hours": {} },
    ]);
    Schedules::read(&list.to_string()).unwrap()
}

#[test]
fn a_case_is_answered_as_far_as_it_asks() {
    let answer = |case: Value| schedules().answer(case.to_string().as_bytes()).unwrap().to_string();
    let start = "2026-12-27T00:00:00+01:00";
    let both = json!({ "schedule": "office", "start": start, "minutes": 90, "end": "2026-12-28T00:00:00+01:00" });
    assert_eq!(answer(both), r#"{"due":"2026-12-27T11:00:00Z","business_seconds":5400}"#);
    assert_eq!(
        answer(json!({ "schedule": "office", "start": start, "minutes": 90.5 })),
        r#"{"due":"2026-12-29T21:00:30Z","business_seconds":null}"#
    );
    let half = json!({ "schedule": "office", "start": start, "end": "2026-12-27T10:00:00.500+01:00" });
    assert_eq!(answer(half), r#"{"due":null,"business_seconds":0.5}"#);
}

#[test]
fn a_bad_case_says_what_is_wrong_with_it() {
    let wrong = |case: &str| schedules().answer(case.as_bytes()).unwrap_err();
    let start = r#""start":"2026-01-01T00:00:00Z""#;
    for (case, says) in [
        ("", "no JSON object"),
        ("[]", "no JSON object"),
        (r#"{"start":"2026-01-01T00:00:00Z"}"#, "names no schedule"),
        (&format!(r#"{{"schedule":"lost",{start}}}"#), "there is no schedule \"lost\""),
        (&format!(r#"{{"schedule":"mars",{start},"minutes":1}}"#), "there is no time zone \"Mars/Olympus\""),
        (r#"{"schedule":"office","minutes":1}"#, "no start"),
        (r#"{"schedule":"office","start":"soon","minutes":1}"#, "start is no moment"),
        (r#"{"schedule":"office","start":"2026-01-01T00:00:00","minutes":1}"#, "start is no moment"),
        (&format!(r#"{{"schedule":"office",{start}}}"#), "neither minutes nor an end"),
        (&format!(r#"{{"schedule":"office",{start},"minutes":-1}}"#), "from 0 on"),
        (&format!(r#"{{"schedule":"office",{start},"minutes":"1"}}"#), "from 0 on"),
        (&format!(r#"{{"schedule":"office",{start},"minutes":1e300}}"#), "from 0 on"),
        (&format!(r#"{{"schedule":"shut",{start},"minutes":1}}"#), "never opens"),
        (&format!(r#"{{"schedule":"office",{start},"minutes":90000000}}"#), "more than 20 years ahead"),
    ] {
        let said = wrong(case);
        assert!(said.contains(says), "{case}: {said}");
    }
    assert!(schedules().answer(&[0xff, 0xfe]).unwrap_err().contains("UTF-8"));
    assert!(schedules().answer(&vec![b' '; sla::CASE_BYTES_MAX + 1]).unwrap_err().contains("at most"));
}

#[test]
fn a_bad_file_of_schedules_says_what_is_wrong_with_it() {
    assert!(Schedules::read("{").unwrap_err().contains("no JSON"));
    assert!(Schedules::read("7").unwrap_err().contains("list"));
    assert!(Schedules::read("[{}]").unwrap_err().contains("no id"));
    assert!(Schedules::read(r#"[{"id":"a","tz":"UTC"},{"id":"a","tz":"UTC"}]"#).unwrap_err().contains("two schedules"));
    let bad = Schedules::read(
        r#"[{"id":"a","tz":"UTC","hours":{"noday":{"09:00":"10:00"}}},{"id":"b","tz":"UTC","hours":{"mon":{"9":"10:00"}}}]"#,
    )
    .unwrap();
    let ask = |id: &str| bad.answer(format!(r#"{{"schedule":"{id}","start":"2026-01-01T00:00:00Z","minutes":1}}"#).as_bytes()).unwrap_err();
    assert!(ask("a").contains("no weekday"));
    assert!(ask("b").contains("no span"));
}
