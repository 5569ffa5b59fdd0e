//! The desk's own fields through the door: defined, answered on tickets, found, asked by forms.

use axum::http::StatusCode;
use people::Scope;
use serde_json::{Value, json};

use crate::door::{Came, Door};

fn id(came: &Came, noun: &str) -> i64 {
    came.json[noun]["id"].as_i64().unwrap_or_else(|| panic!("no {noun}: {} {}", came.status, came.json))
}

fn field(door: &Door, auth: &str, field: Value) -> i64 {
    let came = door.call("POST", "/api/v2/ticket_fields.json", auth, json!({ "ticket_field": field }));
    assert_eq!(came.status, StatusCode::CREATED, "{}", came.json);
    id(&came, "ticket_field")
}

fn device(door: &Door, auth: &str) -> i64 {
    let options = json!([{ "name": "Laptop", "value": "dev_lap" }, { "name": "Desk phone", "value": "dev_phone" }]);
    field(door, auth, json!({ "type": "tagger", "title": "Device", "visible_in_portal": true, "custom_field_options": options }))
}

/// What a ticket says in a field.
fn says(ticket: &Value, field: i64) -> &Value {
    let all = ticket["custom_fields"].as_array().unwrap_or_else(|| panic!("no fields: {ticket}"));
    &all.iter().find(|one| one["id"] == field).unwrap_or_else(|| panic!("{field} is not in {ticket}"))["value"]
}

#[test]
fn what_every_ticket_has_comes_first_and_a_field_of_ones_own_is_read_back_as_it_was_sent() {
    let door = Door::new();
    let lee = door.token(&door.lee, Scope::Full);
    let device = device(&door, &lee);
    let all = door.get("/api/v2/ticket_fields.json?page%5Bsize%5D=100", &lee).json;
    let told: Vec<_> = all["ticket_fields"].as_array().expect("fields").iter().map(|f| f["type"].as_str().expect("a type")).collect();
    assert_eq!(told, ["subject", "description", "status", "tickettype", "priority", "group", "assignee", "tagger"]);
    assert_eq!(all["ticket_fields"][2]["system_field_options"][3], json!({ "name": "On hold", "value": "hold" }));
    assert_eq!(door.get("/api/v2/ticket_fields/count.json", &lee).json["count"]["value"], 8);
    let one = door.get(&format!("/api/v2/ticket_fields/{device}.json"), &lee).json["ticket_field"].clone();
    assert_eq!(
        (&one["title"], &one["active"], &one["removable"], &one["visible_in_portal"]),
        (&json!("Device"), &json!(true), &json!(true), &json!(true))
    );
    let names: Vec<_> =
        one["custom_field_options"].as_array().expect("options").iter().map(|o| (o["name"].clone(), o["value"].clone())).collect();
    assert_eq!(names, [(json!("Laptop"), json!("dev_lap")), (json!("Desk phone"), json!("dev_phone"))]);
    let laptop = one["custom_field_options"][0]["id"].clone();
    // Options are known by their number and value: a new name, one more and one less.
    let sent = json!({ "ticket_field": { "title": "Thing", "required": true, "custom_field_options": [
        { "id": laptop, "name": "Notebook", "value": "dev_lap" }, { "name": "Tablet", "value": "dev_tab" }] } });
    let changed = door.call("PUT", &format!("/api/v2/ticket_fields/{device}"), &lee, sent).json["ticket_field"].clone();
    let names: Vec<_> = changed["custom_field_options"].as_array().expect("options").iter().map(|o| o["name"].clone()).collect();
    assert_eq!((&changed["title"], &changed["required"], names), (&json!("Thing"), &json!(true), vec![json!("Notebook"), json!("Tablet")]));
    assert_eq!((&changed["custom_field_options"][0]["id"], &changed["visible_in_portal"]), (&laptop, &json!(true)));
}

#[test]
fn what_cannot_be_a_field_is_refused_in_words_and_agents_only_read() {
    let door = Door::new();
    let (lee, ann) = (door.token(&door.lee, Scope::Full), door.token(&door.ann, Scope::Full));
    let make = |auth: &str, body: Value| door.call("POST", "/api/v2/ticket_fields", auth, json!({ "ticket_field": body }));
    assert_eq!(make(&ann, json!({ "type": "text", "title": "x" })).status, StatusCode::FORBIDDEN);
    let refused = make(&lee, json!({ "type": "partialcreditcard", "title": "Card" }));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.json["details"]["type"][0]["description"].as_str().is_some_and(|says| says.contains("partialcreditcard")),
        "{}",
        refused.json
    );
    let system = door.call("PUT", "/api/v2/ticket_fields/3", &lee, json!({ "ticket_field": { "title": "State" } }));
    assert_eq!(system.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", system.json);
    let taken =
        json!({ "type": "tagger", "title": "T", "custom_field_options": [{ "name": "A", "value": "x" }, { "name": "B", "value": "x y" }] });
    assert_eq!(make(&lee, taken).status, StatusCode::UNPROCESSABLE_ENTITY, "a value is one word");
    assert_eq!(door.get("/api/v2/ticket_fields/count", &lee).json["count"]["value"], 7, "nothing of it is left");
}

#[test]
fn a_field_that_nobody_needed_goes_and_one_that_tickets_answer_is_put_away() {
    let door = Door::new();
    let lee = door.token(&door.lee, Scope::Full);
    let (used, unused) = (device(&door, &lee), field(&door, &lee, json!({ "type": "integer", "title": "Floor" })));
    let ticket = json!({ "ticket": { "subject": "s", "comment": { "body": "b" }, "custom_fields": [{ "id": used, "value": "dev_lap" }] } });
    let ticket = id(&door.call("POST", "/api/v2/tickets.json", &lee, ticket), "ticket");
    for gone in [used, unused] {
        assert_eq!(door.call("DELETE", &format!("/api/v2/ticket_fields/{gone}.json"), &lee, json!({})).status, StatusCode::NO_CONTENT);
    }
    assert_eq!(door.get(&format!("/api/v2/ticket_fields/{unused}"), &lee).status, StatusCode::NOT_FOUND);
    assert_eq!(door.get(&format!("/api/v2/ticket_fields/{used}"), &lee).json["ticket_field"]["active"], json!(false));
    assert_eq!(says(&door.get(&format!("/api/v2/tickets/{ticket}"), &lee).json["ticket"], used), "dev_lap");
    assert_eq!(door.get("/api/v2/ticket_fields?active=true", &lee).json["count"], 7);
    let back = door.call("PUT", &format!("/api/v2/ticket_fields/{used}"), &lee, json!({ "ticket_field": { "active": true } }));
    assert_eq!(back.json["ticket_field"]["active"], json!(true));
}

#[test]
fn an_option_is_added_renamed_and_put_away_by_itself() {
    let door = Door::new();
    let lee = door.token(&door.lee, Scope::Full);
    let at = format!("/api/v2/ticket_fields/{}/options", device(&door, &lee));
    let put = |option: Value| door.call("POST", &at, &lee, json!({ "custom_field_option": option }));
    let added = put(json!({ "name": "Grapes", "position": 2, "value": "grape" }));
    assert_eq!((added.status, &added.json["custom_field_option"]["value"]), (StatusCode::CREATED, &json!("grape")), "{}", added.json);
    let grapes = id(&added, "custom_field_option");
    let again = put(json!({ "id": grapes, "name": "Green Grapes", "value": "grape" }));
    assert_eq!((again.status, &again.json["custom_field_option"]["name"]), (StatusCode::OK, &json!("Green Grapes")));
    let listed = door.get(&at, &lee).json;
    assert_eq!((&listed["count"], &listed["custom_field_options"][2]["name"]), (&json!(3), &json!("Green Grapes")));
    assert_eq!(door.get(&format!("{at}/{grapes}.json"), &lee).json["custom_field_option"], again.json["custom_field_option"]);
    assert_eq!(put(json!({ "id": 987_654, "name": "x", "value": "y" })).status, StatusCode::NOT_FOUND);
    assert_eq!(door.call("DELETE", &format!("{at}/{grapes}"), &lee, json!({})).status, StatusCode::NO_CONTENT);
    assert_eq!(door.get(&format!("{at}/{grapes}"), &lee).status, StatusCode::NOT_FOUND);
    assert_eq!(door.get(&at, &lee).json["count"], 2);
}

#[test]
fn a_ticket_says_in_each_field_what_was_sent_and_the_audit_tells_it() {
    let door = Door::new();
    let (lee, ann) = (door.token(&door.lee, Scope::Full), door.token(&door.ann, Scope::Full));
    let device = device(&door, &lee);
    let [text, floor, day, tick, code, boss] =
        [("text", "Where"), ("integer", "Floor"), ("date", "Until"), ("checkbox", "VIP"), ("regexp", "Code"), ("lookup", "Boss")]
            .map(|(kind, title)| field(&door, &lee, json!({ "type": kind, "title": title, "regexp_for_validation": "[A-Z]{2}" })));
    let rita = door.rita.person().expect("Rita").0;
    let answers = json!([{ "id": device, "value": "dev_phone" }, { "id": text, "value": "In the hall" }, { "id": floor, "value": 12 },
        { "id": day, "value": "2026-12-24" }, { "id": tick, "value": true }, { "id": code, "value": "AB" }, { "id": boss, "value": rita }]);
    let sent = json!({ "ticket": { "subject": "s", "comment": { "body": "b" }, "custom_fields": answers } });
    let made = door.call("POST", "/api/v2/tickets.json", &ann, sent);
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let path = format!("/api/v2/tickets/{}.json", id(&made, "ticket"));
    let ticket = door.get(&path, &ann).json["ticket"].clone();
    let told = [device, text, floor, day, tick, code, boss].map(|field| says(&ticket, field).clone());
    assert_eq!(json!(told), json!(["dev_phone", "In the hall", "12", "2026-12-24", true, "AB", rita.to_string()]));
    assert_eq!(ticket["fields"], ticket["custom_fields"]);
    // What was read can be sent back and changes nothing; what is null is taken away.
    let same = door.call("PUT", &path, &ann, json!({ "ticket": { "custom_fields": ticket["custom_fields"] } }));
    assert_eq!((same.status, &same.json["audit"]["events"]), (StatusCode::OK, &json!([])), "{}", same.json);
    let change =
        json!({ "ticket": { "fields": { (device.to_string()): "dev_lap", (text.to_string()): null, (tick.to_string()): false } } });
    let changed = door.call("PUT", &path, &ann, change);
    assert_eq!([device, text, tick].map(|f| says(&changed.json["ticket"], f).clone()), [json!("dev_lap"), Value::Null, json!(false)]);
    let told: Vec<_> =
        changed.json["audit"]["events"].as_array().expect("events").iter().map(|e| (e["field_name"].clone(), e["value"].clone())).collect();
    assert!(told.contains(&(json!(device.to_string()), json!("Laptop"))), "{told:?}");
    for (field, value) in [(code, json!("abc")), (floor, json!("high up")), (device, json!("dev_none")), (999_999, json!("x"))] {
        let wrong =
            door.call("PUT", &path, &ann, json!({ "ticket": { "subject": "t", "custom_fields": [{ "id": field, "value": value }] } }));
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {}", wrong.json);
    }
    assert_eq!(door.get(&path, &ann).json["ticket"]["subject"], "s", "a refused change changes nothing");
}

#[test]
fn tickets_are_found_by_what_their_fields_say() {
    let door = Door::new();
    let (lee, ann) = (door.token(&door.lee, Scope::Full), door.token(&door.ann, Scope::Full));
    let (device, floor) = (device(&door, &lee), field(&door, &lee, json!({ "type": "integer", "title": "Floor" })));
    for (subject, value, at) in [("one", "dev_lap", 1), ("two", "dev_phone", 2), ("three", "dev_lap", 12)] {
        let answers = json!([{ "id": device, "value": value }, { "id": floor, "value": at }]);
        let came = door.call(
            "POST",
            "/api/v2/tickets",
            &ann,
            json!({ "ticket": { "subject": subject, "comment": { "body": "b" }, "custom_fields": answers } }),
        );
        assert_eq!(came.status, StatusCode::CREATED, "{}", came.json);
    }
    let found = |query: &str| {
        let query: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let came = door.get(&format!("/api/v2/search.json?sort_by=created_at&sort_order=asc&query=type%3Aticket%20{query}"), &ann);
        let results = came.json["results"].as_array().unwrap_or_else(|| panic!("{query}: {}", came.json)).clone();
        results.iter().map(|one| one["subject"].as_str().unwrap_or("-").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&format!("custom_field_{device}:dev_lap")), ["one", "three"]);
    assert_eq!(found(&format!("custom_field_{floor}>1 custom_field_{device}:dev_lap")), ["three"]);
    assert_eq!(found("fieldvalue:dev_phone"), ["two"]);
    assert_eq!(found("fieldvalue:12"), ["three"]);
    assert!(found("fieldvalue:nothing").is_empty() && found("custom_field_999999:x").is_empty());
    assert_eq!(found(&format!("-custom_field_{device}:dev_lap")), ["two"]);
}

#[test]
fn a_form_is_what_a_category_asks_and_a_requester_answers_what_is_asked_of_them() {
    let door = Door::new();
    let (lee, rita) = (door.token(&door.lee, Scope::Full), door.token(&door.rita, Scope::Full));
    let (actor, device) = (door.lee.clone(), device(&door, &lee));
    let vpn = door
        .write(move |tx| ::tickets::add_category(tx, &actor, &::tickets::AddCategory { parent: None, name: "VPN".into(), team: None }))
        .expect("a category");
    let floor = field(&door, &lee, json!({ "type": "integer", "title": "Floor" }));
    let form = |body: Value| door.call("POST", "/api/v2/ticket_forms.json", &lee, json!({ "ticket_form": body }));
    let nowhere = form(json!({ "category_id": 99_999, "ticket_field_ids": [floor] }));
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    let why = &nowhere.json["details"]["category_id"][0]["description"];
    assert!(why.as_str().is_some_and(|why| why.contains("category")), "{}", nowhere.json);
    assert_eq!(form(json!({})).status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is called nothing");
    // The floor is asked of every ticket until the first form leaves it out.
    let first = door.call("PUT", "/api/v2/ticket_forms/1", &lee, json!({ "ticket_form": { "ticket_field_ids": [1, 2, device] } }));
    assert_eq!(first.json["ticket_form"]["ticket_field_ids"], json!([1, 2, 3, 4, 5, 6, 7, device]), "{}", first.json);
    let made = form(json!({ "name": "VPN", "end_user_visible": true, "ticket_field_ids": [device, floor] }));
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let (of_vpn, told) = (id(&made, "ticket_form"), &made.json["ticket_form"]);
    assert_eq!((&told["category_id"], &told["default"], &told["end_user_visible"]), (&json!(vpn.id.0), &json!(false), &json!(true)));
    assert_eq!(told["ticket_field_ids"], json!([1, 2, 3, 4, 5, 6, 7, device, floor]));
    let forms = |path: &str, auth: &str| {
        let came = door.get(path, auth).json;
        came["ticket_forms"]
            .as_array()
            .unwrap_or_else(|| panic!("{came}"))
            .iter()
            .map(|f| f["name"].as_str().unwrap_or("-").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(forms("/api/v2/ticket_forms.json?active=true", &rita), ["Default", "VPN"]);
    assert_eq!(forms(&format!("/api/v2/ticket_forms/show_many?ids={of_vpn}"), &lee), ["VPN"]);
    assert_eq!(
        door.get(&format!("/api/v2/ticket_forms/{of_vpn}.json"), &rita).json["ticket_form"]["ticket_field_ids"],
        json!([1, 2, device, floor])
    );
    let ask = json!({ "request": { "subject": "s", "comment": { "body": "b" }, "ticket_form_id": of_vpn, "custom_fields": [{ "id": device, "value": "dev_lap" }] } });
    let asked = door.call("POST", "/api/v2/requests.json", &rita, ask);
    assert_eq!((asked.status, says(&asked.json["request"], device)), (StatusCode::CREATED, &json!("dev_lap")), "{}", asked.json);
    let ticket = door.get(&format!("/api/v2/tickets/{}", id(&asked, "request")), &lee).json["ticket"].clone();
    assert_eq!((&ticket["ticket_form_id"], &ticket["category_id"]), (&json!(of_vpn), &json!(vpn.id.0)));
    assert_eq!(door.call("DELETE", &format!("/api/v2/ticket_forms/{of_vpn}"), &lee, json!({})).status, StatusCode::NO_CONTENT);
    let left = door.get(&format!("/api/v2/ticket_forms/{of_vpn}"), &lee).json["ticket_form"].clone();
    assert_eq!(left["ticket_field_ids"], json!([1, 2, 3, 4, 5, 6, 7, device]), "what is asked of every ticket is asked still");
    assert_eq!(forms("/api/v2/ticket_forms", &lee), ["Default"]);
    assert_eq!(door.call("DELETE", "/api/v2/ticket_forms/1", &lee, json!({})).status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn a_form_of_a_new_name_is_a_new_category_and_goes_with_it() {
    let door = Door::new();
    let lee = door.token(&door.lee, Scope::Full);
    let sent = json!({ "ticket_form": { "name": "Ticket Form-o", "position": 9999, "active": false } });
    let made = door.call("POST", "/api/v2/ticket_forms", &lee, sent);
    assert_eq!((made.status, &made.json["ticket_form"]["active"]), (StatusCode::CREATED, &json!(false)), "{}", made.json);
    let at = format!("/api/v2/ticket_forms/{}", id(&made, "ticket_form"));
    let change = |body: Value| door.call("PUT", &at, &lee, json!({ "ticket_form": body })).json["ticket_form"].clone();
    assert_eq!(change(json!({ "name": "Renamed" }))["name"], "Renamed");
    assert_eq!(change(json!({ "active": true }))["active"], true);
    let category = format!("/api/v2/categories/{}", made.json["ticket_form"]["category_id"]);
    assert_eq!(door.get(&category, &lee).json["category"]["name"], "Renamed");
    assert_eq!(door.call("DELETE", &at, &lee, Value::Null).status, StatusCode::NO_CONTENT);
    let off = door.call("PUT", "/api/v2/ticket_forms/1", &lee, json!({ "ticket_form": { "active": false } }));
    assert_eq!(off.status, StatusCode::UNPROCESSABLE_ENTITY, "the first form stays");
}

#[test]
fn a_field_of_an_impossible_number_is_not_found() {
    let door = Door::new();
    let auth = door.token(&door.ada, Scope::Full);
    for path in [format!("ticket_fields/{}.json", i64::MIN), format!("ticket_fields/{}/options/7.json", i64::MIN)] {
        let came = door.call("DELETE", &format!("/api/v2/{path}"), &auth, json!({}));
        assert_eq!(came.status, StatusCode::NOT_FOUND, "{path}");
    }
}
