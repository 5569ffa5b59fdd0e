//! Macros through the door: written and read back, looked at without touching anything, and done.

use axum::http::StatusCode;
use people::Scope;
use serde_json::{Value, json};

use crate::door::Door;

fn solved() -> Value {
    json!({ "macro": { "title": "VPN is back", "description": "After a fault of the gateway.", "actions": [
        { "field": "assignee_id", "value": "current_user" },
        { "field": "current_tags", "value": "vpn tunnel" },
        { "field": "comment_value", "value": ["channel:all", "Hello {{ticket.requester.first_name}}."] },
        { "field": "status", "value": "solved" } ] } })
}

fn ticket(door: &Door, token: &str) -> String {
    let body = json!({ "ticket": { "subject": "VPN drops", "comment": { "body": "Every twenty minutes." }, "tags": ["old"] } });
    let made = door.call("POST", "/api/v2/tickets", token, body);
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    made.json["ticket"]["id"].to_string()
}

#[test]
fn a_macro_is_added_read_changed_in_part_put_away_and_deleted() {
    let door = Door::new();
    let ada = door.token(&door.ada, Scope::Full);
    let made = door.call("POST", "/api/v2/macros.json", &ada, solved());
    assert_eq!(made.status, StatusCode::OK, "{}", made.json);
    let told = &made.json["macro"];
    assert_eq!((&told["title"], &told["active"], &told["restriction"]), (&json!("VPN is back"), &json!(true), &Value::Null));
    assert_eq!(told["actions"][2]["value"], json!("Hello {{requester.first_name}}."), "Zendesk's name becomes ours");
    let at = format!("/api/v2/macros/{}", told["id"]);
    let put = door.call("PUT", &at, &ada, json!({ "macro": { "title": "Solved", "active": false } }));
    assert_eq!((&put.json["macro"]["title"], &put.json["macro"]["active"]), (&json!("Solved"), &json!(false)), "{}", put.json);
    assert_eq!(put.json["macro"]["actions"], told["actions"], "what is not sent stays");
    let count = |path: &str| door.get(path, &ada).json["macros"].as_array().map_or(0, Vec::len);
    assert_eq!((count("/api/v2/macros.json?page%5Bsize%5D=100"), count("/api/v2/macros/active.json")), (1, 0));
    assert_eq!((count("/api/v2/macros/search?query=sol"), count("/api/v2/macros?access=personal")), (1, 0));
    assert_eq!(door.call("DELETE", &at, &ada, json!({})).status, StatusCode::NO_CONTENT);
    assert_eq!(door.get(&at, &ada).status, StatusCode::NOT_FOUND);
}

#[test]
fn what_a_macro_cannot_do_here_is_refused_in_words() {
    let door = Door::new();
    let ada = door.token(&door.ada, Scope::Full);
    for action in [json!({ "field": "set_tags", "value": "a" }), json!({ "field": "status", "value": "hold" })] {
        let made = door.call("POST", "/api/v2/macros", &ada, json!({ "macro": { "title": "Odd", "actions": [action] } }));
        assert_eq!(made.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", made.json);
    }
    let kinds = door.get("/api/v2/macros/actions", &ada).json;
    let named = |word: &str| kinds["actions"].as_array().is_some_and(|all| all.iter().any(|kind| kind["value"] == word));
    assert!(named("status") && named("group_id") && !named("set_tags"), "{kinds}");
}

#[test]
fn a_macro_is_looked_at_without_touching_the_ticket_and_then_done_once() {
    let door = Door::new();
    let ada = door.token(&door.ada, Scope::Full);
    let ticket = ticket(&door, &ada);
    let id = door.call("POST", "/api/v2/macros", &ada, solved()).json["macro"]["id"].to_string();
    let alone = door.get(&format!("/api/v2/macros/{id}/apply.json"), &ada).json;
    assert_eq!(alone["result"]["ticket"]["status"], "solved", "{alone}");
    let seen = door.get(&format!("/api/v2/tickets/{ticket}/macros/{id}/apply.json"), &ada).json;
    let would = &seen["result"]["ticket"];
    assert_eq!((would["id"].to_string(), &would["status"]), (ticket.clone(), &json!("solved")));
    assert_eq!(would["tags"], json!(["old", "vpn", "tunnel"]));
    assert_eq!(would["comment"]["public"], json!(true));
    let is = |field: &str| door.get(&format!("/api/v2/tickets/{ticket}"), &ada).json["ticket"][field].clone();
    assert_eq!((is("status"), is("tags")), (json!("new"), json!(["old"])), "looking changes nothing");
    let done = door.call("POST", &format!("/api/v2/tickets/{ticket}/macros/{id}/apply"), &ada, json!({}));
    assert_eq!((done.status, &done.json["changed"]), (StatusCode::OK, &json!(true)), "{}", done.json);
    assert_eq!(is("status"), "solved");
    let audits = door.get(&format!("/api/v2/tickets/{ticket}/audits"), &ada);
    assert_eq!(audits.status, StatusCode::OK);
}
