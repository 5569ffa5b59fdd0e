//! Webhooks through the door: what is written is read back, secrets are not, and what was told stands in the log.

use axum::http::StatusCode;
use people::Scope;
use serde_json::{Value, json};

use crate::door::Door;

fn chat() -> Value {
    json!({ "webhook": { "name": "Chat", "endpoint": "https://hooks.example/in", "http_method": "POST", "request_format": "json", "status": "active",
                         "description": "Tells the first line", "subscriptions": ["zen:event-type:ticket.created", "zen:event-type:ticket.status_changed"],
                         "custom_headers": { "X-Team": "red" },
                         "authentication": { "type": "bearer_token", "data": { "token": "s3cret" }, "add_position": "header" } } })
}

#[test]
fn a_webhook_is_added_read_changed_in_part_and_removed_and_never_tells_its_headers() {
    let door = Door::new();
    let ada = door.token(&door.ada, Scope::Full);
    let made = door.call("POST", "/api/v2/webhooks", &ada, chat());
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let told = &made.json["webhook"];
    assert_eq!((&told["name"], &told["endpoint"], &told["status"]), (&json!("Chat"), &json!("https://hooks.example/in"), &json!("active")));
    assert_eq!(told["subscriptions"], chat()["webhook"]["subscriptions"]);
    let at = format!("/api/v2/webhooks/{}", told["id"].as_str().expect("a number as text"));
    assert!(!String::from_utf8_lossy(&door.get(&at, &ada).bytes).contains("s3cret"));
    for (method, change) in [("PATCH", json!({ "webhook": { "status": "inactive" } })), ("PUT", json!({ "webhook": { "name": "Room" } }))] {
        let done = door.call(method, &at, &ada, change);
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.json);
    }
    let is = door.get(&at, &ada).json["webhook"].clone();
    assert_eq!((&is["name"], &is["status"], &is["description"]), (&json!("Room"), &json!("inactive"), &json!("Tells the first line")));
    assert_eq!(door.get("/api/v2/webhooks?page%5Bsize%5D=10", &ada).json["webhooks"], json!([is]));
    assert_eq!(door.call("DELETE", &at, &ada, json!({})).status, StatusCode::NO_CONTENT);
    assert_eq!(
        (door.get(&at, &ada).status, door.get("/api/v2/webhooks", &ada).json["webhooks"].clone()),
        (StatusCode::NOT_FOUND, json!([]))
    );
}

#[test]
fn what_has_no_meaning_here_is_refused_in_words() {
    let door = Door::new();
    let ada = door.token(&door.ada, Scope::Full);
    for (field, value) in [
        ("http_method", json!("DELETE")),
        ("request_format", json!("xml")),
        ("endpoint", json!("ftp://hooks.example")),
        ("subscriptions", json!(["zen:event-type:user.created"])),
        ("authentication", json!({ "type": "magic" })),
        ("custom_headers", json!({ "Host": "evil.example" })),
    ] {
        let mut body = chat();
        body["webhook"][field] = value;
        let came = door.call("POST", "/api/v2/webhooks", &ada, body);
        assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {}", came.json);
        assert!(came.json["details"][field][0]["description"].as_str().is_some_and(|says| says.len() > 10), "{field}: {}", came.json);
    }
}

#[test]
fn one_that_hears_no_events_may_be_asked_by_any_method() {
    let door = Door::new();
    let ada = door.token(&door.ada, Scope::Full);
    let hook = json!({ "webhook": { "name": "Random Hook", "endpoint": "https://lvh.me", "status": "active", "http_method": "get", "request_format": "json" } });
    let made = door.call("POST", "/api/v2/webhooks", &ada, hook);
    assert_eq!((made.status, &made.json["webhook"]["http_method"]), (StatusCode::CREATED, &json!("GET")), "{}", made.json);
    let at = format!("/api/v2/webhooks/{}", made.json["webhook"]["id"].as_str().expect("a number"));
    let wants = json!({ "webhook": { "subscriptions": ["zen:event-type:ticket.created"] } });
    assert_eq!(door.call("PUT", &at, &ada, wants).status, StatusCode::UNPROCESSABLE_ENTITY, "events are told by POST");
    assert_eq!(door.call("PUT", &at, &ada, json!({ "webhook": { "name": "Hook" } })).status, StatusCode::NO_CONTENT);
    assert_eq!(door.get(&at, &ada).json["webhook"]["http_method"], "GET", "what is not sent stays");
}

#[test]
fn the_secret_is_read_by_administrators_alone_and_changed() {
    let door = Door::new();
    let (ada, reads) = (door.token(&door.ada, Scope::Full), door.token(&door.ada, Scope::ReadOnly));
    let made = door.call("POST", "/api/v2/webhooks", &ada, chat());
    let at = format!("/api/v2/webhooks/{}/signing_secret", made.json["webhook"]["id"].as_str().expect("a number"));
    let first = door.get(&at, &ada).json["signing_secret"].clone();
    assert_eq!((&first["algorithm"], first["secret"].as_str().map(str::len)), (&json!("SHA256"), Some(48)));
    assert_eq!(door.get(&at, &ada).json["signing_secret"], first);
    let second = door.call("POST", &at, &ada, json!({})).json["signing_secret"].clone();
    assert!(second["secret"] != first["secret"] && door.get(&at, &ada).json["signing_secret"] == second);
    assert_eq!(door.get(&at, &reads).status, StatusCode::FORBIDDEN);
    assert_eq!(door.get(&at, &door.token(&door.lee, Scope::Full)).status, StatusCode::FORBIDDEN);
}

#[test]
fn a_try_stands_in_the_log_and_is_told_once_more() {
    let door = Door::new();
    let ada = door.token(&door.ada, Scope::Full);
    let made = door.call("POST", "/api/v2/webhooks", &ada, chat());
    let id = made.json["webhook"]["id"].as_str().expect("a number").to_owned();
    let tried = door.call("POST", &format!("/api/v2/webhooks/test?webhook_id={id}"), &ada, json!({}));
    assert_eq!((tried.status, &tried.json["invocation"]["status"]), (StatusCode::CREATED, &json!("in_progress")), "{}", tried.json);
    let attempts = format!("/api/v2/webhooks/{id}/invocations/{}/attempts", tried.json["invocation"]["id"].as_str().expect("a number"));
    assert_eq!(door.get(&attempts, &ada).json, json!({ "attempts": [] }));
    let again = door.call("POST", &attempts, &ada, json!({}));
    assert_eq!(again.status, StatusCode::CREATED, "{}", again.json);
    let log = format!("/api/v2/webhooks/{id}/invocations?page%5Bsize%5D=1");
    let first = door.get(&log, &ada).json;
    assert_eq!((&first["invocations"], &first["meta"]["has_more"]), (&json!([again.json["invocation"]]), &json!(true)));
    let after = first["meta"]["after_cursor"].as_str().expect("a cursor");
    let next = door.get(&format!("{log}&page%5Bafter%5D={after}"), &ada).json;
    assert_eq!(next["invocations"], json!([tried.json["invocation"]]));
}
