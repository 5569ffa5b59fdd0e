//! What the desk is and promises, as programs read it; and what its lists of people cost.

use axum::http::StatusCode;
use calendar::{Definition, Span, Week};
use jiff::civil::Weekday;
use people::Scope;
use serde_json::{Value, json};
use sla::{AgreementInput, CalendarInput, Metric, Targets};
use tickets::Conditions;

use crate::door::Door;

/// An agreement for what is critical, by the hours of an office in Berlin.
fn agreed(door: &Door) {
    let lee = door.lee.clone();
    let made = door.write(move |tx| {
        let week = Week::of(&[Weekday::Monday], &["09:00-17:00".parse::<Span>().map_err(anyhow::Error::from)?]);
        let definition = Definition { zone: "Europe/Berlin".into(), week, days: Vec::new() };
        let calendar = sla::add_calendar(tx, &lee, &CalendarInput { name: "Office".into(), definition })?.id;
        let minutes = [Some(15), Some(30), Some(60), None];
        let targets = vec![Targets { metric: Metric::FirstResponse, minutes, pauses: Vec::new() }];
        let (name, filter) = ("Critical".to_owned(), "priority:critical".to_owned());
        sla::add_agreement(tx, &lee, &Conditions, &AgreementInput { name, filter, calendar, warn_percent: 75, targets, steps: Vec::new() })
    });
    made.expect("an agreement");
}

#[test]
fn agreements_are_read_as_policies_with_a_target_for_each_priority() {
    let door = Door::new();
    agreed(&door);
    let ann = door.token(&door.ann, Scope::Full);
    let listed = door.get("/api/v2/slas/policies.json", &ann).json;
    let policy = &listed["sla_policies"][0];
    assert_eq!((&listed["count"], &policy["title"], &policy["position"]), (&json!(1), &json!("Critical"), &json!(1)));
    assert_eq!(policy["filter"]["all"], json!([{ "field": "filter", "operator": "is", "value": "priority:critical" }]));
    let metrics: Vec<_> = policy["policy_metrics"].as_array().expect("metrics").iter().map(|m| (&m["priority"], &m["target"])).collect();
    assert_eq!(metrics, [(&json!("urgent"), &json!(15)), (&json!("high"), &json!(30)), (&json!("normal"), &json!(60))]);
    assert_eq!(policy["policy_metrics"][0]["metric"], "first_reply_time");
    assert_eq!(door.get(&format!("/api/v2/slas/policies/{}.json", policy["id"]), &ann).json["sla_policy"], *policy);
    assert_eq!(door.get("/api/v2/slas/policies/99999.json", &ann).status, StatusCode::NOT_FOUND);
}

#[test]
fn calendars_are_read_as_schedules() {
    let door = Door::new();
    agreed(&door);
    let ann = door.token(&door.ann, Scope::Full);
    let all = door.get("/api/v2/business_hours/schedules.json", &ann).json["schedules"].clone();
    let office = all.as_array().and_then(|all| all.iter().find(|one| one["name"] == "Office")).expect("the office's hours");
    assert_eq!((&office["time_zone"], &office["definition"]["zone"]), (&json!("Europe/Berlin"), &json!("Europe/Berlin")));
    assert_eq!(door.get(&format!("/api/v2/business_hours/schedules/{}.json", office["id"]), &ann).json["schedule"], *office);
    assert_eq!(door.get("/api/v2/business_hours/schedules/99999.json", &ann).status, StatusCode::NOT_FOUND);
}

#[test]
fn schedules_are_made_and_changed_by_the_minutes_of_a_week() {
    let door = Door::new();
    let lee = door.token(&door.lee, Scope::Full);
    let ask = json!({ "schedule": { "name": "London shop", "time_zone": "London" } });
    let made = door.call("POST", "/api/v2/business_hours/schedules.json", &lee, ask);
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let (id, hours) = (made.json["schedule"]["id"].clone(), made.json["schedule"]["intervals"].clone());
    assert_eq!(made.json["schedule"]["time_zone"], "Europe/London");
    assert_eq!((&hours[0], hours.as_array().map(Vec::len)), (&json!({ "start_time": 1_980, "end_time": 2_460 }), Some(5)));
    // From Saturday evening to Sunday morning, and a Tuesday in two halves.
    let week = json!([
        { "start_time": 0, "end_time": 360 }, { "start_time": 3_360, "end_time": 3_600 },
        { "start_time": 3_660, "end_time": 3_900 }, { "start_time": 9_960, "end_time": 10_080 },
    ]);
    let path = format!("/api/v2/business_hours/schedules/{id}");
    let set = door.call("PUT", &format!("{path}/workweek.json"), &lee, json!({ "workweek": { "intervals": week } }));
    assert_eq!((set.status, &set.json["workweek"]["intervals"]), (StatusCode::OK, &week));
    let renamed = door.call("PUT", &format!("{path}.json"), &lee, json!({ "schedule": { "name": "Night shop" } })).json;
    assert_eq!((&renamed["schedule"]["name"], &renamed["schedule"]["intervals"]), (&json!("Night shop"), &week));
    for wrong in [json!([{ "start_time": 60, "end_time": 60 }]), json!([{ "start_time": 0, "end_time": 10_081 }])] {
        let refused = door.call("PUT", &format!("{path}.json"), &lee, json!({ "schedule": { "intervals": wrong } }));
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.json);
    }
    let nowhere = json!({ "schedule": { "name": "Nowhere", "time_zone": "Atlantis" } });
    assert_eq!(door.call("POST", "/api/v2/business_hours/schedules.json", &lee, nowhere).status, StatusCode::UNPROCESSABLE_ENTITY);
    let ann = door.token(&door.ann, Scope::Full);
    assert_eq!(door.call("DELETE", &format!("{path}.json"), &ann, json!({})).status, StatusCode::FORBIDDEN);
    assert_eq!(door.call("DELETE", &format!("{path}.json"), &lee, json!({})).status, StatusCode::NO_CONTENT);
    let left = door.get("/api/v2/business_hours/schedules.json", &ann).json;
    assert!(left["schedules"].as_array().is_some_and(|all| all.iter().all(|one| one["id"] != id)));
    assert_eq!(door.get(&format!("{path}.json"), &ann).status, StatusCode::NOT_FOUND);
    let again = json!({ "schedule": { "name": "Night shop", "time_zone": "London" } });
    let again = door.call("POST", "/api/v2/business_hours/schedules.json", &lee, again);
    assert_eq!(again.status, StatusCode::CREATED, "its name is free for another: {}", again.json);
    let (old, lee) = (sla::CalendarId(id.as_i64().expect("a number")), door.lee.clone());
    assert!(door.write(move |tx| sla::restore_calendar(tx, &lee, old)).is_err(), "two of one name are not in use");
}

#[test]
fn the_desk_is_the_one_brand() {
    let door = Door::new();
    let rita = door.token(&door.rita, Scope::Full);
    let listed = door.get("/api/v2/brands.json?page%5Bsize%5D=100", &rita).json;
    let brand = &listed["brands"][0];
    assert_eq!((listed["brands"].as_array().map(Vec::len), &listed["meta"]["has_more"]), (Some(1), &json!(false)));
    assert_eq!((&brand["name"], &brand["subdomain"], &brand["default"]), (&json!("Acme IT"), &json!("desk"), &json!(true)));
    assert_eq!(door.get(&format!("/api/v2/brands/{}.json", brand["id"]), &rita).json["brand"], *brand);
    assert_eq!(door.get("/api/v2/brands/2.json", &rita).status, StatusCode::NOT_FOUND);
}

#[test]
fn locales_are_the_languages_of_the_desk() {
    let door = Door::new();
    let rita = door.token(&door.rita, Scope::Full);
    let listed = door.get("/api/v2/locales.json", &rita).json;
    let names: Vec<&Value> = listed["locales"].as_array().expect("locales").iter().map(|locale| &locale["locale"]).collect();
    assert_eq!((names, &listed["count"]), (vec![&json!("en-US"), &json!("de")], &json!(2)));
    let german = &listed["locales"][1];
    for name in ["de", "DE", &german["id"].to_string()] {
        assert_eq!(door.get(&format!("/api/v2/locales/{name}.json"), &rita).json["locale"], *german, "{name}");
    }
    assert_eq!(door.get("/api/v2/locales/current.json", &rita).json["locale"]["locale"], "en-US");
    assert_eq!(door.get("/api/v2/locales/fr.json", &rita).status, StatusCode::NOT_FOUND);
}

#[test]
fn lists_of_people_and_organizations_cost_the_same_however_many_they_hold() {
    const USERS_STATEMENTS_MAX: u64 = 6;
    const ORGANIZATIONS_STATEMENTS_MAX: u64 = 6;
    let door = Door::new();
    let lee = door.token(&door.lee, Scope::Full);
    let cost = |path: &str| {
        let before = door.db.statements();
        assert_eq!(door.get(path, &lee).status, StatusCode::OK, "{path}");
        door.db.statements() - before
    };
    let lists = [
        ("/api/v2/users.json", USERS_STATEMENTS_MAX),
        ("/api/v2/users.json?include=organizations,groups,identities", USERS_STATEMENTS_MAX + 3),
        ("/api/v2/organizations.json", ORGANIZATIONS_STATEMENTS_MAX),
    ];
    let mut few = Vec::new();
    for (path, most) in lists {
        let size = if path.contains('?') { "&page%5Bsize%5D=1" } else { "?page%5Bsize%5D=1" };
        let one = cost(&format!("{path}{size}"));
        assert!(one <= most, "{path} took {one} statements");
        few.push(one);
    }
    for n in 0..30 {
        let organization =
            json!({ "organization": { "name": format!("Org {n}"), "domain_names": [format!("o{n}.example")], "tags": ["a"] } });
        let made = door.call("POST", "/api/v2/organizations.json", &lee, organization).json["organization"]["id"].clone();
        let user =
            json!({ "user": { "name": format!("P {n}"), "email": format!("p{n}@o{n}.example"), "organization_id": made, "tags": ["b"] } });
        assert_eq!(door.call("POST", "/api/v2/users.json", &lee, user).status, StatusCode::CREATED);
    }
    for ((path, _), one) in lists.iter().zip(few) {
        let size = if path.contains('?') { "&page%5Bsize%5D=100" } else { "?page%5Bsize%5D=100" };
        assert_eq!(cost(&format!("{path}{size}")), one, "{path}");
    }
}
