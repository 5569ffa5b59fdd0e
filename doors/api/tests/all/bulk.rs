//! Bulk calls: what came of each part can be looked at, by whoever asked.

use axum::http::StatusCode;
use people::Scope;
use serde_json::json;

use crate::door::Door;

#[test]
fn many_tickets_are_opened_changed_and_deleted_by_jobs() {
    let door = Door::new();
    let ann = door.token(&door.ann, Scope::Full);
    let two =
        json!({ "tickets": [{ "subject": "s", "description": "d" }, { "subject": "t", "comment": { "body": "b" } }, { "subject": "u" }] });
    let begun = door.call("POST", "/api/v2/tickets/create_many.json", &ann, two).json;
    assert_eq!((&begun["job_status"]["status"], &begun["job_status"]["total"]), (&json!("queued"), &json!(3)));
    door.keep_promises();
    let status = format!("/api/v2/job_statuses/{}.json", begun["job_status"]["id"].as_str().expect("a name"));
    let done = door.get(&status, &ann).json;
    let results = &done["job_status"]["results"];
    assert_eq!(
        (&done["job_status"]["status"], &results[0]["success"], &results[2]["success"]),
        (&json!("completed"), &json!(true), &json!(false))
    );
    let ben = door.token(&door.ben, Scope::Full);
    assert_eq!(door.get(&status, &ben).status, StatusCode::NOT_FOUND, "somebody else's");

    let (a, b) = (results[0]["id"].as_i64().expect("a ticket"), results[1]["id"].as_i64().expect("a ticket"));
    door.call("PUT", &format!("/api/v2/tickets/update_many.json?ids={a},{b}"), &ann, json!({ "ticket": { "status": "solved" } }));
    door.keep_promises();
    assert_eq!(door.get(&format!("/api/v2/tickets/show_many.json?ids={a},{b}"), &ann).json["tickets"][1]["status"], "solved");

    door.call("DELETE", &format!("/api/v2/tickets/destroy_many.json?ids={a}"), &ann, json!({}));
    door.keep_promises();
    assert_eq!(door.get(&format!("/api/v2/tickets/{a}.json"), &ann).status, StatusCode::NOT_FOUND);
    assert_eq!(door.get("/api/v2/deleted_tickets.json", &ann).json["deleted_tickets"][0]["id"], a);
    assert_eq!(door.call("PUT", &format!("/api/v2/deleted_tickets/{a}/restore.json"), &ann, json!({})).status, StatusCode::OK);
    assert_eq!(door.get(&format!("/api/v2/tickets/{a}.json"), &ann).json["ticket"]["status"], "solved");
}
