//! What clients take out of comments, keep from requesters, and write for others.

use axum::body::Body;
use axum::http::StatusCode;
use people::Scope;
use serde_json::{Value, json};

use crate::door::{Door, request};

fn comments(door: &Door, auth: &str, id: i64) -> Vec<Value> {
    door.get(&format!("/api/v2/tickets/{id}/comments.json"), auth).json["comments"].as_array().cloned().expect("comments")
}

#[test]
fn words_and_files_are_taken_out_and_comments_become_private() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    let upload = request("POST", "/api/v2/uploads.json?filename=card.txt", &auth).header("content-type", "text/plain");
    let token = door.send(upload.body(Body::from("4711")).expect("a request")).json["upload"]["token"].clone();
    let sent = json!({ "ticket": { "subject": "s", "requester_id": door.rita.person().map(|p| p.0),
                                   "comment": { "body": "My card is 4711 0815", "uploads": [token] } } });
    let id = door.call("POST", "/api/v2/tickets.json", &auth, sent).json["ticket"]["id"].as_i64().expect("a ticket");
    let first = comments(&door, &auth, id).remove(0);
    let path = format!("/api/v2/tickets/{id}/comments/{}", first["id"]);

    let came = door.call("PUT", &format!("{path}/redact.json"), &auth, json!({ "text": "4711 0815" }));
    assert_eq!((came.status, &came.json["comment"]["body"]), (StatusCode::OK, &json!("My card is ▇▇▇▇ ▇▇▇▇")), "{}", came.json);
    assert!(came.json["comment"]["html_body"].as_str().is_some_and(|html| !html.contains("4711")));
    assert_eq!(door.call("PUT", &format!("{path}/redact.json"), &auth, json!({ "text": "4711" })).status, StatusCode::UNPROCESSABLE_ENTITY);

    let file = format!("{path}/attachments/{}/redact.json", first["attachments"][0]["id"]);
    let came = door.call("PUT", &file, &auth, Value::Null);
    assert_eq!((came.status, &came.json["attachment"]["file_name"]), (StatusCode::OK, &json!("redacted.txt")), "{}", came.json);

    let marked = json!({ "ticket_id": id, "html": "<p>My <redact>card</redact> is</p>" });
    let came = door.call("PUT", &format!("/api/v2/comment_redactions/{}.json", first["id"]), &auth, marked);
    assert_eq!(came.json["comment"]["body"], "My ▇▇▇▇ is ▇▇▇▇ ▇▇▇▇", "{}", came.json);

    for number in [i64::MIN, 0, i64::MAX] {
        let came = door.call("PUT", &format!("/api/v2/comment_redactions/{number}.json"), &auth, json!({ "ticket_id": id }));
        assert_eq!(came.status, StatusCode::NOT_FOUND, "{number}: {}", came.json);
    }

    let rita = door.token(&door.rita, Scope::Full);
    let said = json!({ "ticket": { "comment": { "body": "for the desk" } } });
    door.call("PUT", &format!("/api/v2/tickets/{id}.json"), &auth, said);
    let second = comments(&door, &auth, id).remove(1);
    let path = format!("/api/v2/tickets/{id}/comments/{}/make_private.json", second["id"]);
    let came = door.call("PUT", &path, &auth, Value::Null);
    assert_eq!((came.status, &came.json["comment"]["public"]), (StatusCode::OK, &json!(false)), "{}", came.json);
    let hers = door.get(&format!("/api/v2/requests/{id}/comments.json"), &rita).json;
    assert_eq!(hers["comments"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_comment_has_the_author_who_is_named_and_the_audit_says_who_wrote_it() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    let (ann, ben, rita) = (&door.ann, &door.ben, &door.rita);
    let number = |who: &people::Actor| who.person().map(|p| p.0);
    let sent = json!({ "ticket": { "subject": "s", "requester_id": number(rita), "comment": { "body": "b", "author_id": number(rita) } } });
    let made = door.call("POST", "/api/v2/tickets.json", &auth, sent).json;
    let id = made["ticket"]["id"].as_i64().unwrap_or_else(|| panic!("{made}"));
    let path = format!("/api/v2/tickets/{id}.json");
    let note = json!({ "ticket": { "comment": { "body": "n", "public": false, "author_id": number(ben) } } });
    let came = door.call("PUT", &path, &auth, note).json;
    let event = &came["audit"]["events"][0];
    assert_eq!((&came["audit"]["author_id"], &event["author_id"]), (&json!(number(ann)), &json!(number(ben))), "{came}");
    let authors: Vec<Value> = comments(&door, &auth, id).iter().map(|c| c["author_id"].clone()).collect();
    assert_eq!(authors, [json!(number(rita)), json!(number(ben))]);
    let note = json!({ "ticket": { "comment": { "body": "n", "public": false, "author_id": number(rita) } } });
    let came = door.call("PUT", &path, &auth, note);
    assert_eq!((came.status, &came.json["error"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("RecordInvalid")), "{}", came.json);
}
