//! The desk's own fields on people and organizations: defined, answered, read back.

use axum::http::StatusCode;
use people::Scope;
use serde_json::{Value, json};

use crate::door::Door;

/// One field of each kind, with what is sent for it and what is read back.
fn kinds() -> Vec<(&'static str, Value, Value)> {
    vec![
        ("text", json!("Building  4"), json!("Building 4")),
        ("textarea", json!("One\nTwo"), json!("One\nTwo")),
        ("integer", json!(42), json!(42)),
        ("decimal", json!(5.25), json!(5.25)),
        ("date", json!("2026-12-24"), json!("2026-12-24T00:00:00Z")),
        ("checkbox", json!(true), json!(true)),
        ("dropdown", json!("second"), json!("second")),
        ("regexp", json!("AB-12"), json!("AB-12")),
    ]
}

fn define(door: &Door, auth: &str, noun: &str) {
    for (kind, ..) in kinds() {
        let field = json!({ "type": kind, "title": format!("My {kind}"), "key": format!("my_{kind}"), "description": "says more",
            "regexp_for_validation": "[A-Z]{2}-[0-9]+",
            "custom_field_options": if kind == "dropdown" { json!([{ "name": "First", "value": "first" }, { "name": "Second", "value": "second" }]) } else { json!([]) } });
        let made = door.call("POST", &format!("/api/v2/{noun}_fields.json"), auth, json!({ (format!("{noun}_field")): field }));
        assert_eq!(made.status, StatusCode::CREATED, "{kind}: {}", made.json);
    }
}

#[test]
fn a_person_and_an_organization_say_in_each_kind_of_field_what_was_sent() {
    let door = Door::new();
    let lee = door.token(&door.lee, Scope::Full);
    for (noun, list) in [("user", "users"), ("organization", "organizations")] {
        define(&door, &lee, noun);
        let all = door.get(&format!("/api/v2/{noun}_fields.json"), &lee).json;
        assert_eq!((&all["count"], &all[format!("{noun}_fields")][6]["custom_field_options"][1]["value"]), (&json!(8), &json!("second")));
        let (key, fields) = (format!("{noun}_fields"), kinds());
        let sent: Value =
            fields.iter().map(|(kind, sent, _)| (format!("my_{kind}"), sent.clone())).collect::<serde_json::Map<_, _>>().into();
        let made = door.call("POST", &format!("/api/v2/{list}"), &lee, json!({ (noun): { "name": "Nora", (key.clone()): sent } }));
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
        let path = format!("/api/v2/{list}/{}.json", made.json[noun]["id"]);
        let read = door.get(&path, &lee).json[noun][&key].clone();
        for (kind, _, told) in &fields {
            assert_eq!(&read[format!("my_{kind}")], told, "{noun} {kind}");
        }
        // What was read can be sent back; nothing takes an answer away, and what is not named stays.
        let same = door.call("PUT", &path, &lee, json!({ (noun): { (key.clone()): read } }));
        assert_eq!(same.json[noun][&key], read);
        let less = door.call("PUT", &path, &lee, json!({ (noun): { (key.clone()): { "my_integer": null, "my_checkbox": false } } }));
        let told = &less.json[noun][&key];
        assert_eq!((&told["my_integer"], &told["my_checkbox"], &told["my_dropdown"]), (&Value::Null, &json!(false), &json!("second")));
        for (field, value) in [
            ("my_integer", json!("many")),
            ("my_date", json!("soon")),
            ("my_regexp", json!("x")),
            ("my_dropdown", json!("third")),
            ("not_there", json!(1)),
        ] {
            let wrong = door.call("PUT", &path, &lee, json!({ (noun): { "name": "Mora", (key.clone()): { (field): value } } }));
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {}", wrong.json);
        }
        assert_eq!(door.get(&path, &lee).json[noun]["name"], "Nora", "a refused change changes nothing");
    }
}

#[test]
fn a_field_is_found_by_key_changed_put_in_order_and_taken_away() {
    let door = Door::new();
    let (lee, ann) = (door.token(&door.lee, Scope::Full), door.token(&door.ann, Scope::Full));
    define(&door, &lee, "user");
    let by_key = door.get("/api/v2/user_fields/my_integer.json", &ann).json["user_field"].clone();
    let id = by_key["id"].as_i64().expect("a number");
    assert_eq!(door.get(&format!("/api/v2/user_fields/{id}"), &ann).json["user_field"], by_key);
    assert_eq!(
        door.call("POST", "/api/v2/user_fields", &ann, json!({ "user_field": { "type": "text", "title": "x" } })).status,
        StatusCode::FORBIDDEN
    );
    let twice = door.call("POST", "/api/v2/user_fields", &lee, json!({ "user_field": { "type": "text", "title": "x", "key": "my_text" } }));
    assert_eq!((twice.status, &twice.json["details"]["key"][0]["error"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("DuplicateValue")));
    let changed =
        door.call("PUT", &format!("/api/v2/user_fields/{id}"), &lee, json!({ "user_field": { "title": "Years", "active": false } }));
    assert_eq!((&changed.json["user_field"]["title"], &changed.json["user_field"]["active"]), (&json!("Years"), &json!(false)));
    let order = door.call("PUT", "/api/v2/user_fields/reorder", &lee, json!({ "user_field_ids": [id] }));
    assert_eq!(order.json["user_fields"][0]["id"], json!(id), "{}", order.json);
    assert_eq!(door.call("DELETE", &format!("/api/v2/user_fields/{id}"), &lee, json!({})).status, StatusCode::NO_CONTENT);
    assert_eq!(door.get(&format!("/api/v2/user_fields/{id}"), &lee).json["user_field"]["active"], json!(false), "it is put away");
    let again = json!({ "user_field": { "type": "text", "title": "x", "key": "my_integer" } });
    assert_eq!(door.call("POST", "/api/v2/user_fields", &lee, again).status, StatusCode::CREATED, "nobody answered it: its key is free");
    let rita = door.rita.person().expect("Rita");
    door.call("PUT", &format!("/api/v2/users/{rita}"), &lee, json!({ "user": { "user_fields": { "my_text": "x" } } }));
    assert_eq!(door.call("DELETE", "/api/v2/user_fields/my_text", &lee, json!({})).status, StatusCode::NO_CONTENT);
    assert_eq!(door.get("/api/v2/user_fields/my_text", &lee).json["user_field"]["active"], json!(false), "an answered one is put away");
    assert!(door.get(&format!("/api/v2/users/{rita}"), &lee).json["user"]["user_fields"].get("my_text").is_none());
}

#[test]
fn an_option_of_a_field_is_added_renamed_and_put_away_and_answers_keep_it() {
    let door = Door::new();
    let lee = door.token(&door.lee, Scope::Full);
    define(&door, &lee, "user");
    let (at, rita) = ("/api/v2/user_fields/my_dropdown/options", door.rita.person().expect("Rita"));
    let put = |option: Value| door.call("POST", at, &lee, json!({ "custom_field_option": option }));
    let added = put(json!({ "name": "Third", "value": "third" }));
    assert_eq!((added.status, &added.json["custom_field_option"]["position"]), (StatusCode::CREATED, &json!(2)), "{}", added.json);
    let id = added.json["custom_field_option"]["id"].clone();
    door.call("PUT", &format!("/api/v2/users/{rita}"), &lee, json!({ "user": { "user_fields": { "my_dropdown": "third" } } }));
    let renamed = put(json!({ "id": id, "name": "The third" }));
    assert_eq!((renamed.status, &renamed.json["custom_field_option"]["value"]), (StatusCode::OK, &json!("third")), "{}", renamed.json);
    assert_eq!(door.get(at, &lee).json["custom_field_options"][2]["name"], "The third");
    assert_eq!(door.call("DELETE", &format!("{at}/{id}"), &lee, json!({})).status, StatusCode::NO_CONTENT);
    assert_eq!(door.get(&format!("{at}/{id}"), &lee).status, StatusCode::NOT_FOUND);
    assert_eq!(door.get(&format!("/api/v2/users/{rita}"), &lee).json["user"]["user_fields"]["my_dropdown"], "third");
}

#[test]
fn what_the_desk_notes_of_people_is_not_shown_to_requesters() {
    let door = Door::new();
    let (lee, rita) = (door.token(&door.lee, Scope::Full), door.token(&door.rita, Scope::Full));
    define(&door, &lee, "user");
    let me = door.rita.person().expect("Rita");
    door.call("PUT", &format!("/api/v2/users/{me}"), &lee, json!({ "user": { "user_fields": { "my_text": "difficult" } } }));
    let seen = door.get("/api/v2/users/me", &rita);
    assert!(seen.status.is_success() && !String::from_utf8_lossy(&seen.bytes).contains("difficult"), "{}", seen.json);
}
