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

    let lee = door.token(&door.lee, Scope::Full);
    door.call("DELETE", &format!("/api/v2/tickets/destroy_many.json?ids={a},{b}"), &lee, json!({}));
    door.keep_promises();
    assert_eq!(door.get(&format!("/api/v2/tickets/{a}.json"), &lee).status, StatusCode::NOT_FOUND);
    let gone = door.get("/api/v2/deleted_tickets.json", &lee).json["deleted_tickets"].clone();
    assert_eq!((gone.as_array().map(Vec::len), &gone[0]["previous_state"]), (Some(2), &json!("solved")));
    assert_eq!(door.call("PUT", &format!("/api/v2/deleted_tickets/{b}/restore.json"), &lee, json!({})).status, StatusCode::OK);
    let both = door.call("PUT", &format!("/api/v2/deleted_tickets/restore_many.json?ids={a},{b}"), &lee, json!({}));
    assert_eq!(both.status, StatusCode::NOT_FOUND, "one of them is back already, and all or none come");
    assert_eq!(door.get(&format!("/api/v2/tickets/{a}.json"), &ann).status, StatusCode::NOT_FOUND);
    assert_eq!(door.call("PUT", &format!("/api/v2/deleted_tickets/restore_many?ids={a}"), &lee, json!({})).status, StatusCode::OK);
    assert_eq!(door.get(&format!("/api/v2/tickets/{a}.json"), &ann).json["ticket"]["status"], "solved");
}

#[test]
fn tickets_are_deleted_and_brought_back_by_leads_and_administrators_alone() {
    let door = Door::new();
    let [ann, lee, ada, rita] = [&door.ann, &door.lee, &door.ada, &door.rita].map(|actor| door.token(actor, Scope::Full));
    let ticket = json!({ "ticket": { "subject": "s", "comment": { "body": "b" } } });
    let id = door.call("POST", "/api/v2/tickets.json", &ann, ticket).json["ticket"]["id"].as_i64().expect("a ticket");
    let (there, deleted) = (format!("/api/v2/tickets/{id}.json"), format!("/api/v2/deleted_tickets/{id}/restore.json"));
    for not_allowed in [&ann, &rita] {
        assert_eq!(door.call("DELETE", &there, not_allowed, json!({ "ticket": { "id": id } })).status, StatusCode::FORBIDDEN);
        assert_eq!(door.get("/api/v2/deleted_tickets.json", not_allowed).status, StatusCode::FORBIDDEN);
    }
    for may in [&lee, &ada] {
        assert_eq!(door.call("DELETE", &there, may, json!({ "ticket": { "id": id } })).status, StatusCode::NO_CONTENT);
        assert_eq!(door.call("PUT", &deleted, &ann, json!({})).status, StatusCode::FORBIDDEN);
        assert_eq!(door.call("PUT", &deleted, may, json!({})).status, StatusCode::OK);
        assert_eq!(door.get(&there, &ann).status, StatusCode::OK);
    }
}

/// Begins a bulk call and answers what came of each part.
fn results(door: &Door, begun: &serde_json::Value, auth: &str) -> Vec<serde_json::Value> {
    door.keep_promises();
    let name = begun["job_status"]["id"].as_str().unwrap_or_else(|| panic!("no job: {begun}"));
    let done = door.get(&format!("/api/v2/job_statuses/{name}.json"), auth).json["job_status"].clone();
    assert_eq!(done["status"], "completed", "{done}");
    done["results"].as_array().cloned().unwrap_or_default()
}

fn numbers(results: &[serde_json::Value]) -> Vec<i64> {
    results.iter().filter_map(|result| result["id"].as_i64()).collect()
}

#[test]
fn many_people_are_added_changed_and_let_go_by_jobs() {
    let door = Door::new();
    let lee = door.token(&door.lee, Scope::Full);
    let person = |name: &str, email: &str| json!({ "name": name, "email": email, "external_id": name });
    let body =
        json!({ "users": [person("Una", "una@many.example"), person("Ute", "ute@many.example"), person("Again", "una@many.example")] });
    let made = results(&door, &door.call("POST", "/api/v2/users/create_many.json", &lee, body).json, &lee);
    assert_eq!((made.len(), &made[0]["status"], &made[2]["success"]), (3, &json!("Created"), &json!(false)), "an address is one person's");
    let ids = numbers(&made);
    let shown = |what: &str| {
        door.get(&format!("/api/v2/users/show_many.json?ids={},{}", ids[0], ids[1]), &lee).json["users"]
            .as_array()
            .map(|all| all.iter().map(|user| user[what].clone()).collect::<Vec<_>>())
            .expect("people")
    };
    assert_eq!(shown("email"), ["una@many.example", "ute@many.example"]);

    let body = json!({ "users": [person("Una Two", "una@many.example"), person("Uwe", "uwe@many.example")] });
    let both = results(&door, &door.call("POST", "/api/v2/users/create_or_update_many.json", &lee, body).json, &lee);
    assert_eq!((numbers(&both)[0], &both[0]["status"], &both[1]["status"]), (ids[0], &json!("Updated"), &json!("Created")));
    let one = json!({ "user": { "notes": "calls early", "tags": ["vip"] } });
    let path = format!("/api/v2/users/update_many.json?ids={},{}", ids[0], ids[1]);
    results(&door, &door.call("PUT", &path, &lee, one).json, &lee);
    assert_eq!((shown("notes"), shown("name")), (vec![json!("calls early"); 2], vec![json!("Una Two"), json!("Ute")]));
    let each = json!({ "users": [{ "id": ids[1], "name": "Ute B." }] });
    results(&door, &door.call("PUT", "/api/v2/users/update_many.json", &lee, each).json, &lee);
    assert_eq!((shown("name")[1].clone(), shown("tags")[1].clone()), (json!("Ute B."), json!(["vip"])));
    let gone = results(&door, &door.call("DELETE", &format!("/api/v2/users/destroy_many.json?ids={}", ids[1]), &lee, json!({})).json, &lee);
    assert_eq!((&gone[0]["status"], shown("active")), (&json!("Deleted"), vec![json!(true), json!(false)]));
}

#[test]
fn many_organizations_are_added_changed_joined_and_taken_away_by_jobs() {
    let door = Door::new();
    let (lee, rita) = (door.token(&door.lee, Scope::Full), door.rita.person().expect("a person"));
    let body =
        json!({ "organizations": [{ "name": "Initech", "external_id": "a" }, { "name": "Initrode", "notes": "n" }, { "name": "" }] });
    let made = results(&door, &door.call("POST", "/api/v2/organizations/create_many.json", &lee, body).json, &lee);
    assert_eq!((&made[0]["status"], &made[2]["success"]), (&json!("Created"), &json!(false)), "one without a name");
    let ids = numbers(&made);
    let shown = |what: &str| {
        door.get(&format!("/api/v2/organizations/show_many.json?ids={},{}", ids[0], ids[1]), &lee).json["organizations"]
            .as_array()
            .map(|all| all.iter().map(|one| one[what].clone()).collect::<Vec<_>>())
            .expect("organizations")
    };
    assert_eq!((shown("name"), shown("external_id")), (vec![json!("Initech"), json!("Initrode")], vec![json!("a"), json!(null)]));
    let path = format!("/api/v2/organizations/update_many.json?ids={},{}", ids[0], ids[1]);
    results(&door, &door.call("PUT", &path, &lee, json!({ "organization": { "details": "d" } })).json, &lee);
    let each = json!({ "organizations": [{ "id": ids[1], "name": "Initrode AG" }] });
    results(&door, &door.call("PUT", "/api/v2/organizations/update_many.json", &lee, each).json, &lee);
    assert_eq!((shown("details"), shown("notes")[1].clone()), (vec![json!("d"); 2], json!("n")));
    assert_eq!(shown("name"), ["Initech", "Initrode AG"]);

    let acme = door.get(&format!("/api/v2/users/{rita}.json"), &lee).json["user"]["organization_id"].clone();
    let joins = json!({ "organization_memberships": [{ "user_id": rita, "organization_id": ids[0] }] });
    let joined = results(&door, &door.call("POST", "/api/v2/organization_memberships/create_many.json", &lee, joins).json, &lee);
    assert_eq!((acme.is_i64(), &joined[0]["success"]), (true, &json!(false)), "a person belongs to one at most");
    let left = format!("/api/v2/organization_memberships/destroy_many.json?ids={rita}");
    results(&door, &door.call("DELETE", &left, &lee, json!({})).json, &lee);
    let joins = json!({ "organization_memberships": [{ "user_id": rita, "organization_id": ids[0] }] });
    results(&door, &door.call("POST", "/api/v2/organization_memberships/create_many.json", &lee, joins).json, &lee);
    assert_eq!(door.get(&format!("/api/v2/users/{rita}.json"), &lee).json["user"]["organization_id"], ids[0]);

    let gone = format!("/api/v2/organizations/destroy_many.json?ids={}", ids[1]);
    results(&door, &door.call("DELETE", &gone, &lee, json!({})).json, &lee);
    assert_eq!(door.get(&format!("/api/v2/organizations/{}.json", ids[1]), &lee).status, StatusCode::NOT_FOUND);
    assert_eq!(door.get(&format!("/api/v2/organizations/{}.json", ids[0]), &lee).json["organization"]["name"], "Initech");
}
