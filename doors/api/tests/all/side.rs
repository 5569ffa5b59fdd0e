//! Side conversations as programs meet them.

use axum::http::StatusCode;
use people::Scope;
use serde_json::json;

use crate::door::Door;

#[test]
fn a_program_asks_a_vendor_and_reads_what_was_said() {
    let door = Door::new();
    let (ada, rita) = (door.token(&door.ada, Scope::Full), door.token(&door.rita, Scope::Full));
    let ask = json!({ "ticket": { "subject": "VPN drops", "comment": { "body": "Please help." }, "requester_id": door.rita.person().expect("a person").0 } });
    let ticket = door.call("POST", "/api/v2/tickets", &ada, ask).json["ticket"]["id"].to_string();
    let at = format!("/api/v2/tickets/{ticket}/side_conversations");
    let message =
        |to: &str| json!({ "message": { "subject": "Firmware", "body": "Is it *known*?", "to": [{ "email": to, "name": "Anna" }] } });
    let refused = door.call("POST", &at, &ada, message("rita@desk.example"));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.json);
    let made = door.call("POST", &format!("{at}.json"), &ada, message("anna@vendor.example"));
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    assert_eq!(made.json["event"]["type"], "create");
    let (id, one) = (made.json["side_conversation"]["id"].as_str().expect("a number").to_owned(), &made.json["side_conversation"]);
    assert_eq!((&one["state"], &one["participants"][0]["email"]), (&json!("open"), &json!("anna@vendor.example")));
    let more = json!({ "message": { "body": "Any news?", "to": [{ "email": "ops@vendor.example" }] } });
    let replied = door.call("POST", &format!("{at}/{id}/reply"), &ada, more);
    assert_eq!((replied.status, &replied.json["event"]["type"]), (StatusCode::CREATED, &json!("reply")), "{}", replied.json);
    let events = door.get(&format!("{at}/{id}/events"), &ada).json;
    assert_eq!((events["events"].as_array().expect("turns").len(), &events["events"][0]["message"]["body"]), (2, &json!("Is it *known*?")));
    assert_eq!(events["events"][1]["message"]["to"][1]["email"], "ops@vendor.example");
    let odd = door.call("PUT", &format!("{at}/{id}"), &ada, json!({ "side_conversation": { "state": "asleep" } }));
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    let closed = door.call("PUT", &format!("{at}/{id}"), &ada, json!({ "side_conversation": { "state": "closed" } }));
    assert_eq!((closed.status, &closed.json["side_conversation"]["state"]), (StatusCode::OK, &json!("closed")), "{}", closed.json);
    assert_eq!(door.get(&at, &ada).json["side_conversations"][0]["id"], json!(id));
    assert_eq!(door.get(&at, &rita).status, StatusCode::FORBIDDEN, "nothing of it is for whoever asked");
    let other = door.call("POST", "/api/v2/tickets", &ada, json!({ "ticket": { "subject": "Other", "comment": { "body": "x" } } }));
    let elsewhere = format!("/api/v2/tickets/{}/side_conversations/{id}", other.json["ticket"]["id"]);
    assert_eq!(door.get(&elsewhere, &ada).status, StatusCode::NOT_FOUND);
}
