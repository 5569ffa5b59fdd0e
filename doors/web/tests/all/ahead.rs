//! A page fetched before it is opened tells nobody that it was seen; once it is opened, it says so itself.

use axum::body::Body;
use tickets::Open;

use crate::door::{Door, request};

#[test]
fn a_ticket_fetched_ahead_stays_unread_until_somebody_looks_at_it() {
    let door = Door::new();
    let rita = door.rita.clone();
    let opened = door
        .write(move |tx| tickets::open(tx, &rita, &Open::new(rita.person().expect("a person"), "The VPN drops", "Again")))
        .expect("a ticket");
    let (page, ann) = (format!("/tickets/{}", opened.ticket), door.session(&door.ann));
    let read = || {
        let (ann, ticket) = (door.ann.clone(), opened.ticket);
        door.read(move |conn| tickets::read_up_to(conn, &ann, ticket)).expect("read")
    };
    for purpose in ["prefetch", "prefetch;prerender"] {
        let ahead = request("GET", &page, &ann).header("sec-purpose", purpose).body(Body::empty()).expect("a request");
        let came = door.send(ahead);
        assert_eq!(came.headers["speculation-rules"], "\"/ahead.json\"");
        assert!(came.body.contains(&format!("data-newest=\"{}\"", opened.message)));
        assert_eq!(read(), None, "nobody looks at it yet");
    }
    let seen = opened.message.to_string();
    assert_eq!(door.form(&format!("{page}/presence"), &ann, &[("state", "here"), ("seen", &seen)]).status, 204);
    assert_eq!(read(), Some(opened.message));
}

#[test]
fn the_rules_of_what_may_be_fetched_ahead_are_what_browsers_read() {
    let door = Door::new();
    let came = door.get("/ahead.json", "");
    assert_eq!(came.headers["content-type"], "application/speculationrules+json");
    let rules: serde_json::Value = serde_json::from_str(&came.body).expect("JSON");
    assert!(rules["prefetch"].as_array().is_some_and(|rules| rules.iter().all(|rule| rule["where"]["selector_matches"].is_string())));
    let portal = door.get("/portal", &door.session(&door.rita));
    assert!(!portal.headers.contains_key("speculation-rules"), "requesters' phones fetch what they ask for");
}
