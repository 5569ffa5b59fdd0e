//! Exports go on where they ended, and tell each change at least once.

use axum::http::StatusCode;
use people::Scope;
use serde_json::json;

use crate::door::Door;

#[test]
fn an_export_tells_each_ticket_once_and_goes_on_with_what_changed() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    let start = testkit::MONDAY.0 / 1_000;
    for n in 1..=5 {
        door.call(
            "POST",
            "/api/v2/tickets.json",
            &auth,
            json!({ "ticket": { "subject": format!("Ticket {n}"), "comment": { "body": "b" } } }),
        );
    }
    let lead = door.token(&door.lee, Scope::Full);
    assert_eq!(door.call("DELETE", "/api/v2/tickets/2.json", &lead, json!({})).status, StatusCode::NO_CONTENT);
    door.pass_ms(60_000);
    let mut url = format!("/api/v2/incremental/tickets/cursor.json?start_time={start}&per_page=2");
    let mut told = Vec::new();
    loop {
        let page = door.get(&url, &auth).json;
        told.extend(
            page["tickets"].as_array().expect("tickets").iter().map(|t| (t["id"].as_i64(), t["status"].as_str().map(str::to_owned))),
        );
        url = page["after_url"].as_str().expect("an address").trim_start_matches("https://desk.example").to_owned();
        if page["end_of_stream"] == true {
            break;
        }
    }
    let deleted = told.iter().filter(|(_, status)| status.as_deref() == Some("deleted")).count();
    assert_eq!((told.len(), deleted), (5, 1), "{told:?}");
    assert_eq!(door.get(&url, &auth).json["tickets"], json!([]));
    door.call("PUT", "/api/v2/tickets/4.json", &auth, json!({ "ticket": { "subject": "Changed" } }));
    assert_eq!(door.get(&url, &auth).json["tickets"][0]["subject"], "Changed");

    let timed = door.get(&format!("/api/v2/incremental/tickets.json?start_time={start}&include=users"), &auth).json;
    assert_eq!((&timed["count"], &timed["end_of_stream"]), (&json!(5), &json!(true)));
    assert!(timed["users"].as_array().is_some_and(|users| !users.is_empty()));
    let events = door.get(&format!("/api/v2/incremental/ticket_events.json?start_time={start}&include=comment_events"), &auth).json;
    let all = events["ticket_events"].as_array().expect("events");
    assert!(all.iter().any(|event| event["child_events"][0]["event_type"] == "Comment"), "{events}");
    assert!(all.iter().any(|event| event["child_events"][0]["subject"] == "Changed"), "{events}");
}

#[test]
fn a_page_of_an_export_costs_the_same_however_long_it_is() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    let open = |n: i32| {
        let sent = json!({ "ticket": { "subject": format!("Ticket {n}"), "comment": { "body": "b" }, "tags": ["a"] } });
        door.call("POST", "/api/v2/tickets.json", &auth, sent);
    };
    let cost = |path: &str| {
        let before = door.db.statements();
        assert!(door.get(path, &auth).status.is_success(), "{path}");
        door.db.statements() - before
    };
    open(1);
    let paths = [
        "/api/v2/incremental/tickets/cursor.json?start_time=0",
        "/api/v2/incremental/ticket_events.json?start_time=0",
        "/api/v2/search.json?query=ticket",
        "/api/v2/tickets/1/comments.json",
        "/api/v2/ticket_metrics.json?page[size]=100",
    ];
    // Once an hour an export is written down; what is measured comes after that.
    for path in paths {
        cost(path);
    }
    let few: Vec<u64> = paths.iter().map(|path| cost(path)).collect();
    (2..=20).for_each(open);
    let many: Vec<u64> = paths.iter().map(|path| cost(path)).collect();
    assert_eq!(few, many);
    assert!(many.iter().all(|cost| *cost <= 7), "{many:?}");
}
