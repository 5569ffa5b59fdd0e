//! Search as clients write it.

use people::Scope;
use serde_json::json;

use crate::door::Door;

#[test]
fn what_clients_look_for_is_found() {
    let door = Door::new();
    let auth = door.token(&door.ann, Scope::Full);
    for (subject, status, tag) in [("Printer jams", "open", "vpn"), ("Printer is loud", "solved", "x"), ("No sound", "open", "x")] {
        let sent = json!({ "ticket": { "subject": subject, "status": status, "tags": [tag], "comment": { "body": "b" }, "external_id": subject } });
        door.call("POST", "/api/v2/tickets.json", &auth, sent);
    }
    let found = |query: &str| {
        let came = door.get(&format!("/api/v2/search.json?{query}"), &auth);
        let results = came.json["results"].as_array().unwrap_or_else(|| panic!("{query}: {}", came.json)).clone();
        results.iter().map(|one| one["subject"].as_str().or(one["name"].as_str()).unwrap_or("-").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("query=type%3Aticket+printer"), ["Printer is loud", "Printer jams"]);
    assert_eq!(
        found("query=printer%20type%3Aticket%20created%3E2026-01-01&filter%5Btype%5D=ticket&sort_by=created_at&sort_order=asc"),
        ["Printer jams", "Printer is loud"]
    );
    assert_eq!(found("filter%5Btype%5D=ticket&query=type%3Aticket%20status%3Csolved%20tags%3Avpn"), ["Printer jams"]);
    assert_eq!(found("query=type%3Auser%20email%3Arita%40desk.example"), ["Rita Roe"]);
    assert_eq!(found("query=type%3Aorganization%20acme"), ["Acme"]);
    assert_eq!(found("query=rita"), ["Rita Roe"]);
    assert_eq!(door.get("/api/v2/search/count.json?query=type%3Aticket", &auth).json["count"], 3);
    let first = door.get("/api/v2/search/export.json?query=printer&filter%5Btype%5D=ticket&page%5Bsize%5D=1", &auth).json;
    assert_eq!((&first["results"][0]["subject"], &first["results"][0]["result_type"]), (&json!("Printer jams"), &json!("ticket")));
    let next = first["links"]["next"].as_str().expect("a next page").trim_start_matches("https://desk.example").to_owned();
    assert_eq!(door.get(&next, &auth).json["results"][0]["subject"], "Printer is loud");
}
