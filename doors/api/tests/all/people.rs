//! People, organizations and teams through the door: what is written is read back, what is taken away is gone.

use axum::http::StatusCode;
use people::Scope;
use serde_json::{Value, json};

use crate::door::{Came, Door};

fn id(came: &Came, noun: &str) -> i64 {
    came.json[noun]["id"].as_i64().unwrap_or_else(|| panic!("no {noun}: {} {}", came.status, came.json))
}

fn ids(came: &Came, list: &str) -> Vec<i64> {
    let found = came.json[list].as_array().unwrap_or_else(|| panic!("no {list}: {} {}", came.status, came.json));
    found.iter().filter_map(|one| one["id"].as_i64()).collect()
}

fn user() -> Value {
    json!({ "user": { "name": "Nora New", "email": "nora@new.example", "phone": "+49 30 77", "external_id": "HR-1", "details": "second floor",
                      "notes": "calls early", "tags": ["VIP", "night shift"], "locale": "de", "time_zone": "Europe/Berlin" } })
}

#[test]
fn a_person_is_added_found_changed_and_let_go() {
    let door = Door::new();
    let lee = door.token(&door.lee, Scope::Full);
    let made = door.call("POST", "/api/v2/users.json", &lee, user());
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let (nora, told) = (id(&made, "user"), &made.json["user"]);
    assert_eq!((&told["email"], &told["external_id"], &told["locale"]), (&json!("nora@new.example"), &json!("HR-1"), &json!("de")));
    assert_eq!((&told["tags"], &told["phone"], &told["role"]), (&json!(["night-shift", "vip"]), &json!("+49 30 77"), &json!("end-user")));
    assert_eq!(door.get(&format!("/api/v2/users/{nora}.json"), &lee).json["user"], *told);
    for found in
        ["search.json?query=nora%40new.example", "search?external_id=HR-1", "autocomplete.json?name=Nor", "show_many?external_ids=HR-1"]
    {
        assert_eq!(ids(&door.get(&format!("/api/v2/users/{found}"), &lee), "users"), [nora], "{found}");
    }
    let twice = door.call("POST", "/api/v2/users.json", &lee, user());
    assert_eq!((twice.status, &twice.json["details"]["email"][0]["error"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("DuplicateValue")));
    let same =
        door.call("POST", "/api/v2/users/create_or_update", &lee, json!({ "user": { "email": "nora@new.example", "name": "Nora N." } }));
    assert_eq!((same.status, id(&same, "user"), &same.json["user"]["name"]), (StatusCode::OK, nora, &json!("Nora N.")));
    let gone = door.call("DELETE", &format!("/api/v2/users/{nora}"), &lee, json!({}));
    assert_eq!((gone.status, &gone.json["user"]["active"]), (StatusCode::OK, &json!(false)));
    assert!(!ids(&door.get("/api/v2/users.json?page%5Bsize%5D=100", &lee), "users").contains(&nora));
    assert_eq!(ids(&door.get("/api/v2/deleted_users.json", &lee), "users"), [nora]);
}

#[test]
fn an_identity_is_added_made_primary_and_taken_away_but_not_of_staff() {
    let door = Door::new();
    let (ada, rita) = (door.token(&door.ada, Scope::Full), door.rita.person().expect("a person"));
    let at = format!("/api/v2/users/{rita}/identities");
    let body = |value: &str| json!({ "identity": { "type": "email", "value": value } });
    let made = door.call("POST", &at, &ada, body("rita@home.example"));
    assert_eq!((made.status, &made.json["identity"]["value"]), (StatusCode::CREATED, &json!("rita@home.example")));
    let new = id(&made, "identity");
    assert_eq!(door.get(&format!("{at}/{new}.json"), &ada).json["identity"], made.json["identity"]);
    let first = door.call("PUT", &format!("{at}/{new}/make_primary"), &ada, json!({}));
    assert_eq!((ids(&first, "identities")[0], &first.json["identities"][0]["primary"]), (new, &json!(true)));
    assert_eq!(door.call("DELETE", &format!("{at}/{new}"), &ada, json!({})).status, StatusCode::NO_CONTENT);
    assert_eq!(door.get(&format!("{at}/{new}"), &ada).status, StatusCode::NOT_FOUND);
    let ann = door.ann.person().expect("a person");
    let staff = door.call("POST", &format!("/api/v2/users/{ann}/identities"), &ada, body("ann@home.example"));
    assert_eq!(staff.status, StatusCode::FORBIDDEN, "a token that is stolen must not outlive its revocation");
}

#[test]
fn an_organization_is_added_found_changed_and_taken_away() {
    let door = Door::new();
    let lee = door.token(&door.lee, Scope::Full);
    let body = json!({ "organization": { "name": "Initech", "external_id": "C-9", "domain_names": ["initech.example"], "details": "d", "notes": "n", "tags": ["gold"] } });
    let made = door.call("POST", "/api/v2/organizations.json", &lee, body);
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let (at, told) = (id(&made, "organization"), &made.json["organization"]);
    assert_eq!((&told["domain_names"], &told["tags"], &told["details"]), (&json!(["initech.example"]), &json!(["gold"]), &json!("d")));
    for found in
        ["search.json?external_id%5Bexternal_id%5D=C-9", "search?name=initech", "autocomplete?name=Init", "show_many?external_ids=C-9"]
    {
        assert_eq!(ids(&door.get(&format!("/api/v2/organizations/{found}"), &lee), "organizations"), [at], "{found}");
    }
    let rita = door.rita.person().expect("a person");
    let moved = door.call("PUT", &format!("/api/v2/users/{rita}"), &lee, json!({ "user": { "organization_id": at } }));
    assert_eq!(moved.json["user"]["organization_id"], json!(at), "{}", moved.json);
    assert_eq!(ids(&door.get(&format!("/api/v2/organizations/{at}/users"), &lee), "users"), [rita.0]);
    let member = door.get(&format!("/api/v2/organization_memberships/{rita}"), &lee);
    assert_eq!(member.json["organization_membership"]["organization_id"], json!(at));
    assert_eq!(door.get(&format!("/api/v2/organizations/{at}/related"), &lee).json["organization_related"]["users_count"], json!(1));
    let renamed = door.call("PUT", &format!("/api/v2/organizations/{at}"), &lee, json!({ "organization": { "name": "Initrode" } }));
    assert_eq!((&renamed.json["organization"]["name"], &renamed.json["organization"]["notes"]), (&json!("Initrode"), &json!("n")));
    assert_eq!(door.call("DELETE", &format!("/api/v2/organizations/{at}"), &lee, json!({})).status, StatusCode::NO_CONTENT);
    assert_eq!(door.get(&format!("/api/v2/organizations/{at}"), &lee).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_team_is_added_joined_left_and_archived() {
    let door = Door::new();
    let (lee, ann) = (door.token(&door.lee, Scope::Full), door.ann.person().expect("a person"));
    let made = door.call("POST", "/api/v2/groups.json", &lee, json!({ "group": { "name": "Print", "description": "paper" } }));
    let (team, told) = (id(&made, "group"), &made.json["group"]);
    assert_eq!((made.status, &told["description"], &told["is_public"]), (StatusCode::CREATED, &json!("paper"), &json!(true)));
    let joins = json!({ "group_membership": { "user_id": ann, "group_id": team } });
    let joined = door.call("POST", "/api/v2/group_memberships", &lee, joins.clone());
    assert_eq!(joined.status, StatusCode::CREATED, "{}", joined.json);
    let at = id(&joined, "group_membership");
    assert!(at < 1 << 53);
    assert_eq!(door.call("POST", "/api/v2/group_memberships", &lee, joins).status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ids(&door.get(&format!("/api/v2/groups/{team}/memberships"), &lee), "group_memberships"), [at]);
    assert_eq!(ids(&door.get(&format!("/api/v2/groups/{team}/users"), &lee), "users"), [ann.0]);
    let first = door.call("PUT", &format!("/api/v2/users/{ann}/group_memberships/{at}/make_default"), &lee, json!({}));
    assert!(first.json["group_memberships"].as_array().is_some_and(|all| all.iter().any(|m| m["id"] == at && m["default"] == true)));
    assert_eq!(door.get(&format!("/api/v2/users/{ann}"), &lee).json["user"]["default_group_id"], json!(team));
    assert_eq!(door.call("DELETE", &format!("/api/v2/group_memberships/{at}"), &lee, json!({})).status, StatusCode::NO_CONTENT);
    assert_eq!(door.get(&format!("/api/v2/group_memberships/{at}"), &lee).status, StatusCode::NOT_FOUND);
    assert_eq!(door.call("DELETE", &format!("/api/v2/groups/{team}"), &lee, json!({})).status, StatusCode::NO_CONTENT);
    assert_eq!(door.get(&format!("/api/v2/groups/{team}"), &lee).json["group"]["deleted"], json!(true));
    assert!(!ids(&door.get("/api/v2/groups?page%5Bsize%5D=100", &lee), "groups").contains(&team));
}

#[test]
fn a_view_of_zendesks_conditions_holds_the_tickets_they_mean() {
    let door = Door::new();
    let ann = door.token(&door.ann, Scope::Full);
    let open = |subject: &str, priority: &str| {
        let body = json!({ "ticket": { "subject": subject, "priority": priority, "comment": { "body": "b" } } });
        id(&door.call("POST", "/api/v2/tickets.json", &ann, body), "ticket")
    };
    let (high, low) = (open("first", "high"), open("second", "low"));
    let conditions = json!({ "view": { "title": "Hot", "all": [
        { "field": "status", "operator": "less_than", "value": "solved" }, { "field": "priority", "operator": "greater_than", "value": "normal" }] } });
    let made = door.call("POST", "/api/v2/views", &ann, conditions.clone());
    let view = id(&made, "view");
    assert_eq!(made.json["view"]["filter"], json!("status<resolved priority>normal"));
    assert_eq!(made.json["view"]["conditions"]["all"], conditions["view"]["all"], "what went in comes out");
    assert_eq!(ids(&door.get(&format!("/api/v2/views/{view}/tickets.json"), &ann), "tickets"), [high]);
    assert_eq!(door.get(&format!("/api/v2/views/{view}/count.json"), &ann).json["view_count"]["value"], json!(1));
    let rows = door.get(&format!("/api/v2/views/{view}/execute.json"), &ann);
    assert_eq!((&rows.json["rows"][0]["ticket"]["id"], &rows.json["view"]["id"]), (&json!(high), &json!(view)));
    let preview = door.call("POST", "/api/v2/views/preview", &ann, json!({ "view": { "filter": "priority:low" } }));
    assert_eq!(preview.json["rows"][0]["ticket"]["id"], json!(low), "{}", preview.json);
    let again = json!({ "view": { "title": "Hotter", "conditions": made.json["view"]["conditions"] } });
    let kept = door.call("PUT", &format!("/api/v2/views/{view}"), &ann, again);
    assert_eq!(kept.json["view"]["title"], json!("Hotter"), "what was read can be sent back: {}", kept.json);
    assert_eq!(door.call("DELETE", &format!("/api/v2/views/{view}"), &ann, json!({})).status, StatusCode::NO_CONTENT);
    assert_eq!(door.get(&format!("/api/v2/views/{view}"), &ann).status, StatusCode::NOT_FOUND);
}

#[test]
fn whoever_changed_is_exported_and_the_export_goes_on_where_it_ended() {
    let door = Door::new();
    let lee = door.token(&door.lee, Scope::Full);
    let start = door.db.clock().now().0 / 1_000;
    let first = door.get(&format!("/api/v2/incremental/users/cursor.json?start_time={start}&per_page=3"), &lee);
    let (some, more) = (ids(&first, "users"), first.json["end_of_stream"] == false);
    assert_eq!((some.len(), more), (3, true), "{}", first.json);
    let next = first.json["after_url"].as_str().unwrap_or_default().replace("https://desk.example", "");
    assert!(ids(&door.get(&next, &lee), "users").iter().all(|id| !some.contains(id)), "nobody comes twice while there is more");
    let later = door.get(&format!("/api/v2/incremental/users.json?start_time={}", start + 60), &lee);
    assert_eq!((ids(&later, "users").len(), &later.json["end_of_stream"]), (0, &json!(true)));
    assert_eq!(ids(&door.get(&format!("/api/v2/incremental/organizations.json?start_time={start}"), &lee), "organizations").len(), 2);
}
