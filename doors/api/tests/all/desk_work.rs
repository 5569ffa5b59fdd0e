//! What programs do with letters that wait, people who are one, sessions, rules, activities and the stream of events.

use axum::http::StatusCode;
use mail::{Arrival, Arrived, NewMailbox, Verdicts};
use people::{Actor, Door as By, Scope};
use serde_json::{Value, json};

use crate::door::Door;

/// Takes a letter in.
fn deliver(door: &Door, raw: String) -> mail::Intake {
    let made = door.write(move |tx| {
        let system = Actor::system(By::Command);
        let mailbox = match mail::mailbox_for(tx, "support@desk.example")? {
            Some(known) => known.id,
            None => mail::add_mailbox(tx, &system, &NewMailbox::new("support@desk.example", "Support"))?,
        };
        let (envelope_to, raw_file) = ("support@desk.example".to_owned(), files::FileRef::of(raw.as_bytes()));
        let at = Arrival { mailbox, envelope_from: None, envelope_to, raw: raw_file, verdicts: Verdicts::default(), old: false };
        mail::take_in(tx, &Arrived::new(email::Letter::parse(raw.as_bytes()), None, Vec::new(), at))
    });
    made.expect("it is taken in")
}

/// A letter that is held: a stranger answers a ticket of Rita's.
pub fn held(door: &Door, id: &str) -> i64 {
    deliver(
        door,
        "From: Rita Roe <rita@desk.example>\nTo: support@desk.example\nSubject: VPN\nMessage-ID: <r@rita>\n\nNo VPN.\n".to_owned(),
    );
    let came = deliver(
        door,
        format!(
            "From: Rob <rob@elsewhere.example>\nTo: support@desk.example\nSubject: Help {id}\nMessage-ID: <{id}@rob>\n\
             In-Reply-To: <r@rita>\n\nIt broke.\n"
        ),
    );
    assert_eq!(came.outcome, mail::Outcome::Held);
    came.letter.0
}

#[test]
fn letters_that_wait_are_read_recovered_and_put_away() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    let (one, two, three) = (held(&door, "a"), held(&door, "b"), held(&door, "c"));
    let all = door.get("/api/v2/suspended_tickets.json?page%5Bsize%5D=2", &auth).json;
    let listed: Vec<i64> = all["suspended_tickets"].as_array().expect("a list").iter().filter_map(|l| l["id"].as_i64()).collect();
    assert_eq!((listed, &all["meta"]["has_more"]), (vec![three, two], &json!(true)), "{all}");
    let shown = door.get(&format!("/api/v2/suspended_tickets/{one}.json"), &auth).json;
    let letter = &shown["suspended_ticket"];
    assert_eq!(
        (&letter["author"]["email"], letter["content"].as_str().map(str::trim)),
        (&json!("rob@elsewhere.example"), Some("It broke."))
    );
    assert!(letter["cause"].as_str().is_some_and(|cause| !cause.is_empty()));

    let came = door.call("PUT", &format!("/api/v2/suspended_tickets/{one}/recover.json"), &auth, Value::Null);
    let ticket = came.json["ticket"]["ticket_id"].as_i64().unwrap_or_else(|| panic!("{}", came.json));
    assert_eq!(door.get(&format!("/api/v2/tickets/{ticket}.json"), &auth).json["ticket"]["subject"], "VPN");
    assert_eq!(door.get(&format!("/api/v2/suspended_tickets/{one}.json"), &auth).status, StatusCode::NOT_FOUND);
    let gone = door.call("DELETE", &format!("/api/v2/suspended_tickets/destroy_many.json?ids={two},{one}"), &auth, Value::Null);
    assert_eq!(gone.status, StatusCode::NOT_FOUND, "all or none");
    assert_eq!(door.call("DELETE", &format!("/api/v2/suspended_tickets/{two}.json"), &auth, Value::Null).status, StatusCode::NO_CONTENT);
    let many = door.call("PUT", &format!("/api/v2/suspended_tickets/recover_many.json?ids={three}"), &auth, Value::Null);
    assert!(many.json["tickets"][0]["ticket_id"].is_i64(), "{}", many.json);
    assert_eq!(door.get("/api/v2/suspended_tickets.json", &auth).json["count"], 0);
}

#[test]
fn a_requester_who_is_known_twice_is_merged() {
    let door = Door::new();
    let (lead, agent) = (door.token(&door.lee, Scope::Full), door.token(&door.ann, Scope::Full));
    let made = door.call("POST", "/api/v2/users.json", &lead, json!({ "user": { "name": "R. Roe", "email": "rita@home.example" } })).json;
    let (twin, rita) = (made["user"]["id"].as_i64().expect("a person"), door.rita.person().map(|p| p.0));
    let path = format!("/api/v2/users/{twin}/merge.json");
    let body = json!({ "user": { "id": rita } });
    assert_eq!(door.call("PUT", &path, &agent, body.clone()).status, StatusCode::FORBIDDEN);
    let came = door.call("PUT", &path, &lead, body);
    assert_eq!((came.status, came.json["user"]["id"].as_i64()), (StatusCode::OK, rita), "{}", came.json);
    let found = door.get("/api/v2/users/search.json?query=rita@home.example", &lead).json;
    assert_eq!(found["users"][0]["id"].as_i64(), rita, "{found}");
}

#[test]
fn sessions_are_listed_and_ended_and_no_program_touches_a_password() {
    let door = Door::new();
    let auth = door.token(&door.ada, Scope::Full);
    let id = door.ada.person().map_or(0, |p| p.0);
    let listed = door.get(&format!("/api/v2/users/{id}/sessions.json"), &auth);
    assert_eq!((listed.status, &listed.json["sessions"]), (StatusCode::OK, &json!([])), "{}", listed.json);
    assert_eq!(door.get("/api/v2/sessions.json", &auth).status, StatusCode::OK);
    assert_eq!(door.call("DELETE", &format!("/api/v2/users/{id}/sessions.json"), &auth, Value::Null).status, StatusCode::NO_CONTENT);
    assert_eq!(door.call("DELETE", &format!("/api/v2/users/{id}/sessions/9.json"), &auth, Value::Null).status, StatusCode::NOT_FOUND);
    let says = door.get(&format!("/api/v2/users/{id}/password/requirements.json"), &auth).json;
    assert!(says["requirements"].as_array().is_some_and(|all| all.len() == 3), "{says}");
    let body = json!({ "previous_password": "a", "password": "b" });
    assert_eq!(door.call("PUT", &format!("/api/v2/users/{id}/password.json"), &auth, body).status, StatusCode::FORBIDDEN);
    let rita = door.token(&door.rita, Scope::Full);
    assert_eq!(door.get(&format!("/api/v2/users/{id}/sessions.json"), &rita).status, StatusCode::NOT_FOUND);
}

#[test]
fn rules_are_triggers_and_automations_as_far_as_the_words_match() {
    let door = Door::new();
    let auth = door.token(&door.lee, Scope::Full);
    let trigger = json!({ "trigger": { "title": "Urgent printers", "conditions": { "all": [
        { "field": "update_type", "operator": "is", "value": "Create" }, { "field": "current_tags", "operator": "includes", "value": "printer" } ] },
        "actions": [{ "field": "priority", "value": "high" }, { "field": "group_id", "value": door.network.0.to_string() }] } });
    let came = door.call("POST", "/api/v2/triggers.json", &auth, trigger);
    assert_eq!((came.status, &came.json["trigger"]["active"]), (StatusCode::CREATED, &json!(true)), "{}", came.json);
    assert_eq!(
        (&came.json["trigger"]["on"], &came.json["trigger"]["actions"][0]["value"]),
        (&json!("ticket.opened"), &json!(door.network.0.to_string()))
    );
    let path = format!("/api/v2/triggers/{}.json", came.json["trigger"]["id"]);
    let changed = door.call("PUT", &path, &auth, json!({ "trigger": { "active": false, "title": "Printers" } })).json;
    assert_eq!((&changed["trigger"]["title"], &changed["trigger"]["active"]), (&json!("Printers"), &json!(false)), "{changed}");
    assert_eq!(changed["trigger"]["conditions"]["all"][0]["field"], "update_type");
    assert_eq!(door.get("/api/v2/triggers/active.json", &auth).json["triggers"], json!([]));
    for (wrong, says) in [
        (
            json!({ "title": "x", "conditions": { "all": [{ "field": "update_type", "operator": "is", "value": "Change" }] }, "actions": [{ "field": "status", "value": "solved" }] }),
            "conditions",
        ),
        (json!({ "title": "x", "on": "ticket.opened", "actions": [{ "field": "notification_sms_user", "value": ["x"] }] }), "actions"),
    ] {
        let came = door.call("POST", "/api/v2/triggers.json", &auth, json!({ "trigger": wrong }));
        assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", came.json);
        assert!(came.json["details"][says].is_array(), "{}", came.json);
    }
    let any = json!({ "trigger": { "title": "Always", "conditions": { "all": [{ "field": "status", "operator": "is", "value": "open" }] },
                                   "actions": [{ "field": "status", "value": "solved" }] } });
    let any = door.call("POST", "/api/v2/triggers.json", &auth, any).json;
    let told = json!({ "all": [{ "field": "status", "operator": "is", "value": "open" }], "any": [] });
    assert_eq!((&any["trigger"]["on"], &any["trigger"]["conditions"]), (&json!("anything"), &told), "{any}");
    let automation = json!({ "automation": { "title": "Close old ones", "all": [{ "field": "status", "operator": "is", "value": "solved" }], "actions": [{ "field": "status", "value": "closed" }] } });
    let made = door.call("POST", "/api/v2/automations.json", &auth, automation);
    assert_eq!((made.status, &made.json["automation"]["on"]), (StatusCode::CREATED, &json!("time")), "{}", made.json);
    assert_eq!(door.get("/api/v2/automations.json", &auth).json["count"], 1);
    assert_eq!(door.get(&format!("/api/v2/triggers/{}.json", made.json["automation"]["id"]), &auth).status, StatusCode::NOT_FOUND);
    assert_eq!(door.call("DELETE", &path, &auth, Value::Null).status, StatusCode::NO_CONTENT);
    assert_eq!(door.get(&path, &auth).status, StatusCode::NOT_FOUND);
    assert_eq!(door.call("PUT", &path, &auth, json!({ "trigger": { "active": true } })).status, StatusCode::NOT_FOUND);
    let id = automation::RuleId(came.json["trigger"]["id"].as_i64().expect("a rule"));
    let (lee, kept) = (door.lee.clone(), door.lee.clone());
    assert_eq!(
        door.read(move |conn| Ok(automation::removed_rules(conn, &lee)?.iter().map(|r| r.id).collect::<Vec<_>>())).expect("read"),
        [id]
    );
    assert!(
        door.read(move |conn| Ok(automation::changes(conn, &kept, id)?.len())).expect("read") >= 3,
        "how it came to be stays to be read"
    );
    let agent = door.token(&door.ann, Scope::Full);
    assert_eq!(door.get("/api/v2/triggers.json", &agent).status, StatusCode::FORBIDDEN);
}

#[test]
fn statuses_roles_activities_and_events_are_told() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    let statuses = door.get("/api/v2/custom_statuses.json", &auth).json;
    let words: Vec<&str> =
        statuses["custom_statuses"].as_array().expect("a list").iter().filter_map(|s| s["status_category"].as_str()).collect();
    assert_eq!(words, ["new", "open", "pending", "hold", "solved", "closed"]);
    assert_eq!(door.get("/api/v2/custom_statuses/2.json", &auth).json["custom_status"]["agent_label"], "Open");
    assert_eq!(door.get("/api/v2/custom_roles.json", &auth).json["count"], 3);
    assert_eq!(door.get("/api/v2/activities.json", &auth).json["activities"], json!([]));
    assert_eq!(door.get("/api/v2/activities/1.json", &auth).status, StatusCode::NOT_FOUND);

    let made = door.call("POST", "/api/v2/tickets.json", &auth, json!({ "ticket": { "subject": "s", "comment": { "body": "b" } } })).json;
    let id = made["ticket"]["id"].as_i64().expect("a ticket");
    let told = door.get("/api/v2/events.json?limit=1", &auth).json;
    assert_eq!((&told["events"][0]["kind"], &told["events"][0]["ticket_id"]), (&json!("ticket.opened"), &json!(id)), "{told}");
    let rest = door.get(&format!("/api/v2/events.json?after={}", told["after"]), &auth).json;
    assert!(rest["events"].as_array().is_some_and(|rest| rest.iter().all(|e| e["id"].as_i64() > told["after"].as_i64())), "{rest}");
    assert_eq!(rest["end_of_stream"], true);
    assert_eq!(door.get(&format!("/api/v2/tickets/{id}/proposals.json"), &auth).json["learned"], false);
    let metric = door.get(&format!("/api/v2/tickets/{id}/metrics.json"), &auth).json;
    assert_eq!(metric["ticket_metric"]["on_hold_time_in_minutes"]["calendar"], 0, "{metric}");
}
