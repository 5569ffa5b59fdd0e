//! What is the desk's own: categories, the matrix, why a clock shows what it shows; and when measures began and were broken.

use ::tickets::{AddCategory, Conditions, Escalate, TicketId};
use axum::http::StatusCode;
use calendar::{Definition, Week};
use people::Scope;
use serde_json::{Value, json};
use sla::{AgreementInput, CalendarInput, Metric, Targets};

use crate::door::Door;

/// An hour for the first answer, two for the resolution, day and night.
fn agreed(door: &Door) {
    let lee = door.lee.clone();
    let made = door.write(move |tx| {
        let definition = Definition { zone: "Etc/UTC".into(), week: Week::always(), days: Vec::new() };
        let calendar = sla::add_calendar(tx, &lee, &CalendarInput { name: "Always".into(), definition })?.id;
        let targets = [(Metric::FirstResponse, 60), (Metric::Resolution, 120)];
        let targets = targets.map(|(metric, minutes)| Targets { metric, minutes: [Some(minutes); 4], pauses: vec![sla::Stand::Waiting] });
        let input = AgreementInput {
            name: "Everybody".into(),
            filter: String::new(),
            calendar,
            warn_percent: 0,
            targets: targets.to_vec(),
            steps: Vec::new(),
        };
        sla::add_agreement(tx, &lee, &Conditions, &input)
    });
    made.expect("an agreement");
}

fn open(door: &Door, auth: &str) -> i64 {
    let rita = door.rita.person().expect("Rita").0;
    let sent = json!({ "ticket": { "subject": "s", "requester_id": rita, "comment": { "body": "b" } } });
    let came = door.call("POST", "/api/v2/tickets", auth, sent);
    came.json["ticket"]["id"].as_i64().unwrap_or_else(|| panic!("{}", came.json))
}

#[test]
fn each_stretch_of_a_clock_is_told_with_its_reason() {
    let door = Door::new();
    let ann = door.token(&door.ann, Scope::Full);
    agreed(&door);
    let ticket = open(&door, &ann);
    door.pass_ms(30 * 60_000);
    door.call(
        "PUT",
        &format!("/api/v2/tickets/{ticket}"),
        &ann,
        json!({ "ticket": { "status": "pending", "comment": { "body": "Which one?" } } }),
    );
    door.pass_ms(30 * 60_000);
    let told = door.get(&format!("/api/v2/tickets/{ticket}/sla_explanation.json"), &ann).json["sla_explanation"].clone();
    let run = |metric: &str| {
        told.as_array().expect("runs").iter().find(|run| run["metric"] == metric).unwrap_or_else(|| panic!("no {metric}: {told}")).clone()
    };
    let (first, whole) = (run("first_response"), run("resolution"));
    assert_eq!((&first["met"], &first["spent_seconds"], &first["target_seconds"]), (&json!(true), &json!(1800), &json!(3600)));
    assert_eq!((&whole["policy"], &whole["ended_at"], &whole["spent_seconds"]), (&json!("Everybody"), &Value::Null, &json!(1800)));
    let reasons: Vec<_> =
        whole["stretches"].as_array().expect("stretches").iter().map(|s| (s["counts"].clone(), s["reason"].clone())).collect();
    assert_eq!(json!(reasons), json!([[true, "counts"], [false, "paused: waiting"]]));
    let rita = door.token(&door.rita, Scope::Full);
    assert_eq!(door.get(&format!("/api/v2/tickets/{ticket}/sla_explanation"), &rita).status, StatusCode::FORBIDDEN);
}

#[test]
fn categories_are_a_tree_and_the_matrix_has_nine_cells() {
    let door = Door::new();
    let (ann, lee) = (door.token(&door.ann, Scope::Full), door.lee.clone());
    let (network, vpn) = door
        .write(move |tx| {
            let add = |parent, name: &str| AddCategory { parent, name: name.into(), team: None };
            let network = ::tickets::add_category(tx, &lee, &add(None, "Network"))?.id;
            Ok((network, ::tickets::add_category(tx, &lee, &add(Some(network), "VPN"))?.id))
        })
        .expect("categories");
    let all = door.get("/api/v2/categories.json", &ann).json;
    assert!(
        all["categories"].as_array().is_some_and(|all| all.iter().any(|c| c["id"] == network.0 && c["parent_id"] == Value::Null)),
        "{all}"
    );
    let one = door.get(&format!("/api/v2/categories/{vpn}.json"), &ann).json["category"].clone();
    assert_eq!((&one["path"], &one["parent_id"], &one["active"]), (&json!("Network / VPN"), &json!(network.0), &json!(true)));
    let cells = door.get("/api/v2/priority_matrix.json", &ann).json["priority_matrix"].clone();
    assert_eq!(cells.as_array().map(Vec::len), Some(9));
    let highest = cells.as_array().expect("cells").iter().find(|c| c["impact"] == "high" && c["urgency"] == "high");
    assert_eq!(highest.map(|cell| cell["priority"].clone()), Some(json!("urgent")));
}

#[test]
fn when_measures_began_paused_were_kept_and_broken_is_told_in_order_and_goes_on() {
    let door = Door::new();
    let ann = door.token(&door.ann, Scope::Full);
    agreed(&door);
    let start = testkit::MONDAY.0 / 1_000;
    let ticket = open(&door, &ann);
    door.pass_ms(3 * 3_600_000);
    door.write(|tx| ::tickets::ring_clocks(tx).map(drop)).expect("clocks ring");
    door.call(
        "PUT",
        &format!("/api/v2/tickets/{ticket}"),
        &ann,
        json!({ "ticket": { "status": "pending", "comment": { "body": "Which one?" } } }),
    );
    let page = door.get(&format!("/api/v2/incremental/ticket_metric_events.json?start_time={start}"), &ann).json;
    let events = page["ticket_metric_events"].as_array().unwrap_or_else(|| panic!("{page}"));
    let told: Vec<(&str, &str)> = events.iter().map(|e| (e["metric"].as_str().unwrap_or("-"), e["type"].as_str().unwrap_or("-"))).collect();
    for expected in [
        ("reply_time", "activate"),
        ("resolution_time", "activate"),
        ("reply_time", "breach"),
        ("resolution_time", "breach"),
        ("reply_time", "fulfill"),
        ("resolution_time", "pause"),
    ] {
        assert!(told.contains(&expected), "{expected:?} is not in {told:?}");
    }
    assert!(events.iter().all(|event| event["ticket_id"] == ticket));
    let breached = events.iter().find(|event| event["type"] == "breach" && event["metric"] == "reply_time").expect("a breach");
    let due = breached["time"].as_str().and_then(|at| at.parse::<jiff::Timestamp>().ok()).map(jiff::Timestamp::as_second);
    assert_eq!(due, Some(start + 3_600), "broken when it was due, not when it was noticed");
    assert_eq!((&page["end_of_stream"], &page["count"]), (&json!(true), &json!(events.len())));
    let next = page["next_page"].as_str().expect("a next page").trim_start_matches("https://desk.example").to_owned();
    assert_eq!(door.get(&next, &ann).json["ticket_metric_events"], json!([]));
    let rita = door.token(&door.rita, Scope::Full);
    assert_eq!(door.get("/api/v2/incremental/ticket_metric_events?start_time=0", &rita).status, StatusCode::FORBIDDEN);
}

#[test]
fn who_speaks_with_the_requester_of_an_escalated_ticket_is_told_and_found() {
    let door = Door::new();
    let ann = door.token(&door.ann, Scope::Full);
    let ticket = open(&door, &ann);
    assert_eq!(door.get(&format!("/api/v2/tickets/{ticket}"), &ann).json["ticket"]["voice_id"], Value::Null);
    let (by, team) = (door.ann.clone(), door.network);
    let escalate = Escalate { ticket: TicketId(ticket), team, person: None, packet: "Asked, tried, seen.".into() };
    door.write(move |tx| ::tickets::escalate(tx, &by, &escalate).map(drop)).expect("it is escalated");
    let path = format!("/api/v2/tickets/{ticket}");
    assert_eq!(door.get(&path, &ann).json["ticket"]["voice_id"], door.ann.person().expect("Ann").0);
    assert_eq!(door.get("/api/v2/search?query=type:ticket%20is:escalated", &ann).json["results"][0]["id"], ticket);
}
