//! What requesters thought of the help, through the door.

use axum::http::StatusCode;
use people::Scope;
use serde_json::json;

use crate::door::Door;

#[test]
fn whoever_asked_answers_and_leads_read_it() {
    let door = Door::new();
    let (ada, rita) = (door.token(&door.ada, Scope::Full), door.token(&door.rita, Scope::Full));
    let ask = json!({ "ticket": { "subject": "VPN drops", "comment": { "body": "Please help." }, "requester_id": door.rita.person().expect("a person").0 } });
    let ticket = door.call("POST", "/api/v2/tickets", &ada, ask).json["ticket"]["id"].to_string();
    let at = format!("/api/v2/tickets/{ticket}/satisfaction_rating.json");
    let good = json!({ "satisfaction_rating": { "score": "good", "comment": "Quick." } });
    assert_eq!(door.call("POST", &at, &rita, good.clone()).status, StatusCode::UNPROCESSABLE_ENTITY, "it is not done yet");
    door.call("PUT", &format!("/api/v2/tickets/{ticket}"), &ada, json!({ "ticket": { "status": "solved" } }));
    let mark = || door.get(&format!("/api/v2/tickets/{ticket}"), &ada).json["ticket"]["satisfaction_rating"]["score"].clone();
    assert_eq!(mark(), "unoffered");
    assert_eq!(door.call("POST", &at, &ada, good.clone()).status, StatusCode::FORBIDDEN, "only whoever asked for it answers");
    let rated = door.call("POST", &at, &rita, good);
    assert_eq!((rated.status, &rated.json["satisfaction_rating"]["score"]), (StatusCode::OK, &json!("good")), "{}", rated.json);
    assert_eq!(mark(), "good");
    let all = door.get("/api/v2/satisfaction_ratings.json?page%5Bsize%5D=100", &ada).json;
    assert_eq!(all["satisfaction_ratings"][0]["comment"], "Quick.", "{all}");
    let none = door.get("/api/v2/satisfaction_ratings?score=bad", &ada).json;
    assert_eq!(none["satisfaction_ratings"], json!([]));
    let one = rated.json["satisfaction_rating"]["id"].to_string();
    assert_eq!(door.get(&format!("/api/v2/satisfaction_ratings/{one}"), &ada).json["satisfaction_rating"]["ticket_id"].to_string(), ticket);
    assert_eq!(door.get("/api/v2/satisfaction_ratings", &rita).status, StatusCode::FORBIDDEN);
    let odd = door.call("POST", &at, &rita, json!({ "satisfaction_rating": { "score": "lovely" } }));
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
}
