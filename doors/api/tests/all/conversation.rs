//! Comments, files, tags and merges, as clients send them.

use axum::body::Body;
use axum::http::StatusCode;
use people::Scope;
use serde_json::{Value, json};

use crate::door::{Door, request};

fn made(door: &Door, auth: &str, subject: &str) -> i64 {
    let came = door.call("POST", "/api/v2/tickets.json", auth, json!({ "ticket": { "subject": subject, "comment": { "body": "b" } } }));
    came.json["ticket"]["id"].as_i64().unwrap_or_else(|| panic!("no ticket: {}", came.json))
}

#[test]
fn a_file_is_uploaded_hung_on_a_comment_and_downloaded() {
    let door = Door::new();
    let auth = door.basic(&door.ann, "ann@desk.example");
    let send = |path: &str, bytes: &'static str| {
        door.send(request("POST", path, &auth).header("content-type", "text/plain").body(Body::from(bytes)).expect("a request"))
    };
    let one = send("/api/v2/uploads.json?filename=a.txt&binary=undefined", "abc");
    assert_eq!(one.status, StatusCode::CREATED, "{}", one.json);
    let token = one.json["upload"]["token"].as_str().expect("a token").to_owned();
    let two = send(&format!("/api/v2/uploads.json?filename=R&D%20plan.txt&token={token}"), "defg");
    assert_eq!(
        (two.json["upload"]["token"].as_str(), two.json["upload"]["attachments"].as_array().map(Vec::len)),
        (Some(token.as_str()), Some(2))
    );
    assert_eq!(two.json["upload"]["attachment"]["file_name"], "R&D plan.txt");

    let id = made(&door, &auth, "s");
    let note = json!({ "ticket": { "comment": { "html_body": "<p>See <b>this</b><script>x()</script></p>", "public": false, "uploads": [token] } } });
    assert_eq!(door.call("PUT", &format!("/api/v2/tickets/{id}.json"), &auth, note).status, StatusCode::OK);
    let said =
        door.get(&format!("/api/v2/tickets/{id}/comments.json?include_inline_images=false&page%5Bsize%5D=100&include=users"), &auth).json;
    let comment = &said["comments"][1];
    assert_eq!((&comment["public"], comment["attachments"].as_array().map(Vec::len)), (&json!(false), Some(2)));
    assert!(comment["html_body"].as_str().is_some_and(|html| html.contains("<b>this</b>") && !html.contains("script")));
    assert_eq!(said["users"][0]["email"], "ann@desk.example");
    let url = comment["attachments"][0]["content_url"].as_str().expect("an address").trim_start_matches("https://desk.example").to_owned();
    let file = door.get(&url, &auth);
    assert_eq!((file.bytes.as_slice(), file.header("content-type")), (b"abc".as_slice(), "text/plain"));
    let rita = door.token(&door.rita, Scope::Full);
    assert_eq!(door.get(&url, &rita).status, StatusCode::NOT_FOUND, "a note's file is the desk's");
    let newest = door.get(&format!("/api/v2/tickets/{id}/comments.json?sort=-created_at&page[size]=1"), &auth).json;
    assert_eq!((&newest["comments"][0]["id"], &newest["meta"]["has_more"]), (&comment["id"], &json!(true)));
}

#[test]
fn an_upload_is_left_out_again_and_one_that_is_too_large_is_refused() {
    let door = Door::with(|parts| api::Parts { upload_bytes_max: 4, ..parts });
    let auth = door.token(&door.ann, Scope::Full);
    let send = |bytes: &'static str| {
        door.send(request("POST", "/api/v2/uploads.json?filename=a.txt", &auth).body(Body::from(bytes)).expect("a request"))
    };
    assert_eq!(send("12345").status, StatusCode::PAYLOAD_TOO_LARGE);
    let token = send("1234").json["upload"]["token"].as_str().expect("a token").to_owned();
    assert_eq!(door.call("DELETE", &format!("/api/v2/uploads/{token}.json"), &auth, Value::Null).status, StatusCode::NO_CONTENT);
    assert_eq!(door.call("DELETE", &format!("/api/v2/uploads/{token}.json"), &auth, Value::Null).status, StatusCode::NOT_FOUND);
}

#[test]
fn tags_are_set_added_and_taken_away() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    let path = format!("/api/v2/tickets/{}/tags.json", made(&door, &auth, "s"));
    let tagged = |method: &str, tags: Value| door.call(method, &path, &auth, json!({ "tags": tags })).json["tags"].clone();
    assert_eq!(tagged("POST", json!(["a", "b"])), json!(["a", "b"]));
    assert_eq!(tagged("PUT", json!("c")), json!(["a", "b", "c"]));
    assert_eq!(tagged("DELETE", json!(["a"])), json!(["b", "c"]));
    assert_eq!(tagged("POST", json!(["d"])), json!(["d"]));
    let nothing = door.send(request("PUT", &path, &auth).body(Body::empty()).expect("a request"));
    assert_eq!(nothing.json["tags"], json!(["d"]), "a body that is empty adds nothing");
}

#[test]
fn tickets_are_merged_as_each_client_names_them() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    let ids: Vec<i64> = ["one", "two", "three"].iter().map(|subject| made(&door, &auth, subject)).collect();
    let path = format!("/api/v2/tickets/{}/merge.json", ids[0]);
    let zenpy = door.call("POST", &path, &auth, json!({ "ids": [{ "id": ids[1] }], "target_comment": "Both", "source_comment": null }));
    let node = door.call("POST", &path, &auth, json!({ "ids": [ids[2]] }));
    assert_eq!((&zenpy.json["job_status"]["total"], node.status), (&json!(1), StatusCode::OK));
    door.keep_promises();
    for id in &ids[1..] {
        let merged = door.get(&format!("/api/v2/tickets/{id}.json"), &auth).json;
        assert_eq!((&merged["ticket"]["status"], &merged["ticket"]["merged_into_id"]), (&json!("closed"), &json!(ids[0])));
    }
    let said = door.get(&format!("/api/v2/tickets/{}/comments.json", ids[0]), &auth).json;
    assert_eq!(said["count"], 4, "both conversations, and what was said about it");
}

#[test]
fn a_comment_names_the_audit_that_tells_of_it() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    let id = made(&door, &auth, "s");
    door.pass_ms(60_000);
    let change =
        json!({ "ticket": { "status": "pending", "priority": "high", "tags": ["x"], "comment": { "body": "Noted", "public": false } } });
    let changed = door.call("PUT", &format!("/api/v2/tickets/{id}.json"), &auth, change).json;
    let said = door.get(&format!("/api/v2/tickets/{id}/comments.json"), &auth).json;
    let audits = door.get(&format!("/api/v2/tickets/{id}/audits.json"), &auth).json["audits"].clone();
    for at in 0..2 {
        let (comment, audit) = (&said["comments"][at], &audits[at]);
        assert_eq!(comment["audit_id"], audit["id"]);
        let told = audit["events"].as_array().expect("events").iter().find(|event| event["type"] == "Comment").expect("a comment");
        assert_eq!((&told["id"], &told["body"]), (&comment["id"], &comment["body"]), "it has one number everywhere");
    }
    assert_eq!(changed["audit"]["id"], audits[1]["id"], "what a change answers is the audit that is listed");
    let one = door.get(&format!("/api/v2/tickets/{id}/audits/{}.json", audits[1]["id"]), &auth).json;
    assert_eq!(one["audit"], audits[1]);
    let none = door.get(&format!("/api/v2/tickets/{id}/audits/{}.json", i64::MIN), &auth);
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}
