//! The requester's side.

use axum::http::StatusCode;
use people::Scope;
use serde_json::json;

use crate::door::Door;

#[test]
fn a_requester_asks_reads_answers_and_says_that_it_is_solved() {
    let door = Door::new();
    let (rita, gus, ann) = (door.token(&door.rita, Scope::Full), door.token(&door.gus, Scope::Full), door.token(&door.ann, Scope::Full));
    let made = door.call("POST", "/api/v2/requests.json", &rita, json!({ "request": { "subject": "s", "comment": { "body": "b" } } }));
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let id = made.json["request"]["id"].as_i64().expect("a request");
    let path = format!("/api/v2/requests/{id}.json");
    let note = json!({ "ticket": { "comment": { "body": "Between us", "public": false }, "tags": ["secret"] } });
    door.call("PUT", &format!("/api/v2/tickets/{id}.json"), &ann, note);
    door.call("PUT", &format!("/api/v2/tickets/{id}.json"), &ann, json!({ "ticket": { "comment": { "body": "Try again" } } }));
    let said = door.get(&format!("/api/v2/requests/{id}/comments.json"), &rita).json;
    assert_eq!(said["comments"].as_array().map(Vec::len), Some(2), "{said}");
    assert!(!said.to_string().contains("Between us"));
    let solved = door.call("PUT", &path, &rita, json!({ "request": { "comment": { "body": "Thanks" }, "solved": true } }));
    assert_eq!((&solved.json["request"]["status"], &solved.json["request"]["solved"]), (&json!("solved"), &json!(true)));
    assert_eq!(door.get("/api/v2/requests.json", &rita).json["requests"].as_array().map(Vec::len), Some(1));
    assert_eq!(door.get(&path, &gus).status, StatusCode::NOT_FOUND);
    assert_eq!(door.get("/api/v2/requests.json", &gus).json["count"], 0);
    assert_eq!(door.get("/api/v2/requests/search.json?query=secret", &rita).json["count"], 0);
}
