//! Tickets as clients open, read and change them.

use axum::http::StatusCode;
use people::Scope;
use serde_json::{Value, json};

use crate::door::Door;

#[test]
fn a_ticket_is_opened_as_zenpy_sends_it_and_read_back() {
    let door = Door::new();
    let auth = door.basic(&door.ann, "ann@desk.example");
    let sent = json!({ "ticket": { "priority": "high", "subject": "s", "tags": ["a"], "comment": { "body": "b", "public": true },
                                   "requester": { "email": "n@example.com", "name": "n" }, "external_id": 7, "type": "question" } });
    let came = door.call("POST", "/api/v2/tickets.json", &auth, sent);
    assert_eq!(came.status, StatusCode::CREATED, "{}", came.json);
    let ticket = &came.json["ticket"];
    let url = format!("https://desk.example/api/v2/tickets/{}.json", ticket["id"]);
    assert_eq!((came.header("location"), ticket["url"].as_str()), (url.as_str(), Some(url.as_str())));
    assert_eq!(came.json["audit"]["events"][0]["type"], "Comment");
    let read = door.get(&format!("/api/v2/tickets/{}.json?include=users,groups,organizations", ticket["id"]), &auth).json;
    let fields =
        ["subject", "description", "priority", "status", "type", "external_id"].map(|name| read["ticket"][name].as_str().unwrap_or("-"));
    assert_eq!(fields, ["s", "b", "high", "new", "question", "7"]);
    assert_eq!(read["ticket"]["tags"], json!(["a"]));
    assert!(read["users"].as_array().is_some_and(|users| users.iter().any(|user| user["email"] == "n@example.com")));
    assert_eq!(door.get("/api/v2/tickets.json?external_id=7", &auth).json["count"], 1);
}

#[test]
fn a_ticket_is_changed_by_one_request_and_the_audit_tells_what() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    let made = door.call("POST", "/api/v2/tickets.json", &auth, json!({ "ticket": { "subject": "s", "comment": { "body": "b" } } }));
    let path = format!("/api/v2/tickets/{}.json", made.json["ticket"]["id"]);
    let change = json!({ "ticket": { "status": "hold", "subject": "t", "priority": "urgent", "group_id": door.network.0, "tags": "x y",
                                     "assignee_id": door.ben.person().map(|p| p.0), "comment": { "body": "c", "public": false } } });
    let came = door.call("PUT", &path, &auth, change);
    assert_eq!(came.status, StatusCode::OK, "{}", came.json);
    let ticket = &came.json["ticket"];
    assert_eq!(
        [&ticket["status"], &ticket["subject"], &ticket["priority"], &ticket["tags"], &ticket["group_id"]],
        [&json!("hold"), &json!("t"), &json!("urgent"), &json!(["x", "y"]), &json!(door.network.0)]
    );
    let told: Vec<&str> =
        came.json["audit"]["events"].as_array().expect("events").iter().filter_map(|e| e["field_name"].as_str()).collect();
    assert_eq!(told, ["subject", "priority", "tags", "group_id", "assignee_id", "status"]);
    let audits = door.get(&path.replace(".json", "/audits.json?include=None"), &auth).json;
    assert!(audits["audits"].as_array().is_some_and(|audits| !audits.is_empty()));
}

#[test]
fn an_update_that_crossed_another_one_is_refused_when_asked_for() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    let made = door.call("POST", "/api/v2/tickets.json", &auth, json!({ "ticket": { "subject": "s", "comment": { "body": "b" } } }));
    let path = format!("/api/v2/tickets/{}.json", made.json["ticket"]["id"]);
    let update = |stamp: &Value| {
        door.call("PUT", &path, &auth, json!({ "ticket": { "subject": "t", "safe_update": true, "updated_stamp": stamp } }))
    };
    let came = update(&json!("2020-01-01T00:00:00Z"));
    assert_eq!((came.status, &came.json["error"]), (StatusCode::CONFLICT, &json!("UpdateConflict")));
    assert_eq!(update(&made.json["ticket"]["updated_at"]).status, StatusCode::OK);
}

#[test]
fn what_a_request_costs_does_not_grow_with_what_it_shows() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    let open = |n: i32| {
        let sent = json!({ "ticket": { "subject": format!("Ticket {n}"), "comment": { "body": "b" }, "tags": ["a", "b"],
                                       "requester": { "email": format!("n{n}@example.com") } } });
        assert_eq!(door.call("POST", "/api/v2/tickets.json", &auth, sent).status, StatusCode::CREATED);
    };
    let cost = |path: &str| {
        let before = door.db.statements();
        assert_eq!(door.get(path, &auth).status, StatusCode::OK);
        door.db.statements() - before
    };
    open(1);
    let list = "/api/v2/tickets.json?include=users,groups,organizations&page[size]=100";
    let (one, shown) = (cost(list), cost("/api/v2/tickets/1.json"));
    (2..=20).for_each(open);
    assert_eq!(cost(list), one, "a longer page is no dearer");
    assert!(one <= 6 && shown <= 3, "a page took {one} statements, a ticket {shown}");
}

#[test]
fn a_problem_is_the_ticket_that_others_name_and_is_found_by_its_subject() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    let open = |ticket: Value| {
        let came = door.call("POST", "/api/v2/tickets.json", &auth, json!({ "ticket": ticket }));
        assert_eq!(came.status, StatusCode::CREATED, "{}", came.json);
        came.json["ticket"]["id"].as_i64().expect("a number")
    };
    let problem = open(json!({ "subject": "VPN is 100% down", "comment": { "body": "b" }, "type": "problem" }));
    let incident = open(json!({ "subject": "VPN", "comment": { "body": "b" }, "type": "incident", "problem_id": problem }));
    let task = open(json!({ "subject": "Chair", "comment": { "body": "b" }, "type": "task" }));
    let read = |id: i64| door.get(&format!("/api/v2/tickets/{id}.json"), &auth).json["ticket"].clone();
    assert_eq!((&read(problem)["type"], &read(problem)["has_incidents"]), (&json!("problem"), &json!(true)));
    assert_eq!((&read(incident)["type"], &read(incident)["problem_id"]), (&json!("incident"), &json!(problem)));
    assert_eq!((&read(task)["type"], &read(task)["problem_id"]), (&json!("question"), &Value::Null));
    let ids = |came: crate::door::Came| {
        let tickets = came.json["tickets"].as_array().unwrap_or_else(|| panic!("{}", came.json)).clone();
        tickets.iter().filter_map(|ticket| ticket["id"].as_i64()).collect::<Vec<_>>()
    };
    assert_eq!(ids(door.get(&format!("/api/v2/tickets/{problem}/incidents.json"), &auth)), [incident]);
    assert_eq!(ids(door.get("/api/v2/problems.json", &auth)), [problem]);
    assert_eq!(ids(door.call("POST", "/api/v2/problems/autocomplete.json?text=vpn%20IS%20100%25", &auth, json!({}))), [problem]);
    assert_eq!(ids(door.call("POST", "/api/v2/problems/autocomplete.json", &auth, json!({ "text": "down" }))), [problem]);
    assert!(ids(door.call("POST", "/api/v2/problems/autocomplete.json?text=1%25down", &auth, json!({}))).is_empty());
    let away = door.call("PUT", &format!("/api/v2/tickets/{incident}.json"), &auth, json!({ "ticket": { "problem_id": null } }));
    assert_eq!(away.status, StatusCode::OK, "{}", away.json);
    assert_eq!(read(problem)["type"], "incident");
}
