//! Tickets of another system, and the tags of the whole desk.

use axum::http::StatusCode;
use people::Scope;
use serde_json::{Value, json};

use crate::door::Door;

fn old(door: &Door) -> Value {
    let (rita, ann) = (door.rita.person().expect("Rita").0, door.ann.person().expect("Ann").0);
    json!({ "subject": "Printer of 2019", "requester_id": rita, "assignee_id": ann, "status": "closed", "tags": ["old", "paper"],
        "external_id": "Z-4711", "priority": "high", "created_at": "2019-03-01T08:00:00Z", "updated_at": "2019-03-02T10:00:00Z",
        "solved_at": "2019-03-02T09:00:00Z", "comments": [
            { "author_id": rita, "created_at": "2019-03-01T08:00:00Z", "value": "It jams" },
            { "author_id": ann, "created_at": "2019-03-01T09:30:00Z", "body": "Look at the tray", "public": false },
            { "author_id": ann, "created_at": "2019-03-01T10:00:00Z", "html_body": "<p>Try <b>now</b></p>" }] })
}

#[test]
fn a_ticket_is_imported_as_it_was_and_nobody_is_told() {
    let door = Door::new();
    let ada = door.token(&door.ada, Scope::Full);
    let made = door.call("POST", "/api/v2/imports/tickets.json?archive_immediately=true", &ada, json!({ "ticket": old(&door) }));
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let ticket = &made.json["ticket"];
    let told = ["subject", "status", "priority", "created_at", "updated_at", "external_id", "description"]
        .map(|name| ticket[name].as_str().unwrap_or("-"));
    assert_eq!(told, ["Printer of 2019", "closed", "high", "2019-03-01T08:00:00Z", "2019-03-02T10:00:00Z", "Z-4711", "It jams"]);
    let at = format!("/api/v2/tickets/{}", ticket["id"]);
    let comments = door.get(&format!("{at}/comments.json"), &ada).json["comments"].clone();
    let said: Vec<_> = comments
        .as_array()
        .expect("comments")
        .iter()
        .map(|c| (c["created_at"].clone(), c["author_id"].clone(), c["public"].clone()))
        .collect();
    let (rita, ann) = (door.rita.person().expect("Rita").0, door.ann.person().expect("Ann").0);
    assert_eq!(
        json!(said),
        json!([["2019-03-01T08:00:00Z", rita, true], ["2019-03-01T09:30:00Z", ann, false], ["2019-03-01T10:00:00Z", ann, true]])
    );
    let metric = door.get(&format!("{at}/metrics"), &ada).json["ticket_metric"].clone();
    assert_eq!((&metric["reply_time_in_minutes"]["calendar"], &metric["solved_at"]), (&json!(120), &json!("2019-03-02T09:00:00Z")));
    let id = ::tickets::TicketId(ticket["id"].as_i64().expect("a number"));
    assert_eq!(door.history(id), ["imported"], "nothing that anybody listens to");
    door.keep_promises();
    assert!(door.outbox().is_empty(), "no letter was sent");
    assert_eq!(door.get("/api/v2/search.json?query=type%3Aticket%20jams", &ada).json["count"], 1);
}

#[test]
fn only_administrators_import_and_what_cannot_have_been_is_refused() {
    let door = Door::new();
    let (ada, lee) = (door.token(&door.ada, Scope::Full), door.token(&door.lee, Scope::Full));
    let send = |auth: &str, ticket: Value| door.call("POST", "/api/v2/imports/tickets", auth, json!({ "ticket": ticket }));
    assert_eq!(send(&lee, old(&door)).status, StatusCode::FORBIDDEN);
    let with = |key: &str, value: Value| {
        let mut ticket = old(&door);
        ticket[key] = value;
        send(&ada, ticket).status
    };
    assert_eq!(with("comments", json!([])), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(with("comments", json!([{ "author_id": 987_654, "value": "x" }])), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(with("updated_at", json!("2999-01-01T00:00:00Z")), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(with("status", json!("open")), StatusCode::UNPROCESSABLE_ENTITY, "solved and open");
    assert_eq!(door.get("/api/v2/tickets/count", &ada).json["count"]["value"], 0);
}

#[test]
fn many_are_imported_by_a_job_and_each_tells_what_became_of_it() {
    let door = Door::new();
    let ada = door.token(&door.ada, Scope::Full);
    let wrong = json!({ "subject": "nobody said a word" });
    let begun = door.call("POST", "/api/v2/imports/tickets/create_many.json", &ada, json!({ "tickets": [old(&door), wrong] }));
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.json);
    door.keep_promises();
    let status = door.get(&format!("/api/v2/job_statuses/{}.json", begun.json["job_status"]["id"].as_str().expect("a name")), &ada).json;
    let results = &status["job_status"]["results"];
    assert_eq!((&results[0]["success"], &results[1]["success"]), (&json!(true), &json!(false)), "{status}");
    assert_eq!(door.get(&format!("/api/v2/tickets/{}", results[0]["id"]), &ada).json["ticket"]["status"], "closed");
}

#[test]
fn tags_are_listed_by_how_many_tickets_have_them_and_completed() {
    let door = Door::new();
    let ann = door.token(&door.ann, Scope::Full);
    let open = |tags: &[&str]| {
        let sent = json!({ "ticket": { "subject": "s", "tags": tags, "comment": { "body": "b" } } });
        door.call("POST", "/api/v2/tickets", &ann, sent).json["ticket"]["id"].clone()
    };
    let (first, _, _) = (open(&["vpn", "paper"]), open(&["vpn", "visio"]), open(&["vpn"]));
    let tags = |path: &str| {
        let came = door.get(path, &ann).json;
        came["tags"]
            .as_array()
            .unwrap_or_else(|| panic!("{came}"))
            .iter()
            .map(|t| (t["name"].as_str().unwrap_or("-").to_owned(), t["count"].clone()))
            .collect::<Vec<_>>()
    };
    let of = |name: &str, count: i64| (name.to_owned(), json!(count));
    assert_eq!(tags("/api/v2/tags.json"), [of("vpn", 3), of("paper", 1), of("visio", 1)]);
    door.call(
        "PUT",
        &format!("/api/v2/tickets/{first}"),
        &ann,
        json!({ "ticket": { "remove_tags": ["paper", "vpn"], "additional_tags": ["visio"] } }),
    );
    assert_eq!(tags("/api/v2/tags.json?page%5Bsize%5D=100"), [of("vpn", 2), of("visio", 2)]);
    assert_eq!(door.get("/api/v2/tags/count.json", &ann).json["count"]["value"], 2);
    let page = door.get("/api/v2/tags?page%5Bsize%5D=1", &ann).json;
    let next = page["links"]["next"].as_str().expect("a next page").trim_start_matches("https://desk.example").to_owned();
    assert_eq!(tags(&next), [of("visio", 2)]);
    assert_eq!(door.get("/api/v2/autocomplete/tags.json?name=VI", &ann).json["tags"], json!(["visio"]));
}
