//! What lists cost: as many statements however many rows they hold, and a bounded number.

use axum::http::StatusCode;
use people::Scope;
use serde_json::{Value, json};

use crate::desk_work::held;
use crate::door::Door;

/// Statements of a page of a list, side-loads and the count included.
const STATEMENTS_MAX: u64 = 8;

/// One more of everything; the number makes its names.
fn one_more(door: &Door, ada: &str, rita: &str, n: usize) {
    let post = |path: &str, auth: &str, body: Value| {
        let came = door.call("POST", &format!("/api/v2/{path}"), auth, body);
        assert!(came.status.is_success(), "{path}: {}", came.json);
        came.json
    };
    let solve = json!([{ "field": "status", "value": "solved" }]);
    let open = json!({ "all": [{ "field": "status", "operator": "is", "value": "open" }] });
    let place =
        post("organizations", ada, json!({ "organization": { "name": format!("O {n}"), "domain_names": [format!("o{n}.example")] } }));
    let user = json!({ "user": { "name": format!("P {n}"), "email": format!("p{n}@o{n}.example"), "organization_id": place["organization"]["id"] } });
    post("users", ada, user);
    post("groups", ada, json!({ "group": { "name": format!("G {n}") } }));
    post("macros", ada, json!({ "macro": { "title": format!("M {n}"), "actions": solve } }));
    post("views", ada, json!({ "view": { "title": format!("V {n}"), "conditions": open } }));
    post("triggers", ada, json!({ "trigger": { "title": format!("T {n}"), "active": false, "conditions": open, "actions": solve } }));
    post("automations", ada, json!({ "automation": { "title": format!("A {n}"), "active": false, "conditions": open, "actions": solve } }));
    post("user_fields", ada, json!({ "user_field": { "type": "text", "title": format!("F {n}") } }));
    post("organization_fields", ada, json!({ "organization_field": { "type": "text", "title": format!("F {n}") } }));
    post("ticket_fields", ada, json!({ "ticket_field": { "type": "text", "title": format!("F {n}") } }));
    post("webhooks", ada, json!({ "webhook": { "name": format!("W {n}"), "endpoint": "https://hooks.example/in" } }));
    let whom = door.rita.person().expect("Rita").0;
    let ticket =
        json!({ "ticket": { "subject": format!("S {n}"), "tags": [format!("tag{n}")], "comment": { "body": "b" }, "requester_id": whom } });
    let ticket = post("tickets", ada, ticket)["ticket"]["id"].to_string();
    post("bookmarks", ada, json!({ "bookmark": { "ticket_id": ticket } }));
    let solved = json!({ "ticket": { "status": "solved", "comment": { "body": "done" } } });
    assert_eq!(door.call("PUT", &format!("/api/v2/tickets/{ticket}"), ada, solved).status, StatusCode::OK);
    let score = json!({ "satisfaction_rating": { "score": "good", "comment": "Quick." } });
    post(&format!("tickets/{ticket}/satisfaction_rating"), rita, score);
    let gone = post("tickets", ada, json!({ "ticket": { "subject": "Gone", "comment": { "body": "b" } } }))["ticket"]["id"].to_string();
    assert_eq!(door.call("DELETE", &format!("/api/v2/tickets/{gone}"), ada, Value::Null).status, StatusCode::NO_CONTENT);
    held(door, &format!("h{n}"));
}

#[test]
fn a_list_costs_the_same_however_many_rows_it_holds() {
    let door = Door::new();
    door.db.bear(audit::witness());
    let (ada, rita) = (door.token(&door.ada, Scope::Full), door.token(&door.rita, Scope::Full));
    let lists = [
        "users?include=organizations,groups,identities",
        "organizations",
        "organization_memberships",
        "groups?include=users",
        "group_memberships",
        "macros",
        "macros/active",
        "views",
        "triggers",
        "automations",
        "user_fields",
        "organization_fields",
        "ticket_fields",
        "ticket_forms",
        "webhooks",
        "bookmarks",
        "tickets?include=users,groups,organizations",
        "deleted_tickets",
        "ticket_audits?include=users",
        "ticket_metrics",
        "tags",
        "satisfaction_ratings",
        "suspended_tickets",
        "audit_logs",
        "requests",
        "search?query=type:ticket",
        "search?query=type:user",
        "incremental/tickets?start_time=0&include=users",
        "incremental/users?start_time=0",
        "incremental/organizations?start_time=0",
        "slas/policies",
        "custom_statuses",
        "oauth/tokens",
        "job_statuses",
    ];
    let costs = || -> Vec<u64> {
        let cost = |path: &&str| {
            let before = door.db.statements();
            let came = door.get(&format!("/api/v2/{path}"), &ada);
            assert_eq!(came.status, StatusCode::OK, "{path}: {}", came.json);
            door.db.statements() - before
        };
        lists.iter().map(cost).collect()
    };
    for n in 0..2 {
        one_more(&door, &ada, &rita, n);
    }
    let few = costs();
    for n in 2..12 {
        one_more(&door, &ada, &rita, n);
    }
    let many = costs();
    let rows = lists.iter().zip(few.into_iter().zip(many));
    let wrong: Vec<_> = rows.filter(|(_, (few, many))| many > few || *many > STATEMENTS_MAX).collect();
    assert!(wrong.is_empty(), "list, statements for two rows and for twelve: {wrong:?}");
}
