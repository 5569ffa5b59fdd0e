//! What every request passes: credentials, paths, refusals, pages, tags, keys, rates.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use api::Parts;
use axum::body::Body;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::{StreamExt, stream};
use people::Scope;
use serde_json::json;

use crate::door::{Door, request};

fn ticket(subject: &str) -> serde_json::Value {
    json!({ "ticket": { "subject": subject, "comment": { "body": "It does not work" } } })
}

#[test]
fn a_token_is_taken_in_each_way_that_clients_send_it() {
    let door = Door::new();
    let bearer = door.token(&door.ann, Scope::Full);
    let basic = door.basic(&door.ann, "ann@desk.example");
    for auth in [&bearer, &basic] {
        let came = door.get("/api/v2/users/me.json", auth);
        assert_eq!((came.status, came.json["user"]["email"].as_str()), (StatusCode::OK, Some("ann@desk.example")));
        assert_eq!(came.json["user"]["role"], "agent");
    }
    let others = door.basic(&door.ann, "ben@desk.example");
    assert_eq!(door.get("/api/v2/tickets.json", &others).status, StatusCode::UNAUTHORIZED, "a token is its person's");
    assert_eq!(door.get("/api/v2/tickets.json", "Bearer flt_nobody").json["error"], "Couldn't authenticate you");
    assert_eq!(door.get("/api/v2/users/me.json", "").json["user"]["name"], "Anonymous user");
}

#[test]
fn a_password_is_taken_unless_it_is_switched_off() {
    for (passwords, status) in [(true, StatusCode::OK), (false, StatusCode::UNAUTHORIZED)] {
        let door = Door::with(|parts| Parts { passwords, ..parts });
        door.password(&door.ann, "correct horse battery");
        let auth = format!("Basic {}", STANDARD.encode("ann@desk.example:correct horse battery"));
        assert_eq!(door.get("/api/v2/tickets.json", &auth).status, status);
        assert_eq!(door.get("/api/v2/tickets.json", &auth).status, status, "and again");
        let wrong = format!("Basic {}", STANDARD.encode("ann@desk.example:wrong"));
        assert_eq!(door.get("/api/v2/tickets.json", &wrong).status, StatusCode::UNAUTHORIZED);
    }
}

#[test]
fn an_administrators_program_acts_for_somebody_and_may_what_they_may() {
    let door = Door::new();
    let (ada, ann) = (door.token(&door.ada, Scope::Full), door.token(&door.ann, Scope::Full));
    let for_rita = |auth: &str, path: &str| {
        door.send(request("GET", path, auth).header("X-On-Behalf-Of", "rita@desk.example").body(Body::empty()).expect("a request"))
    };
    assert_eq!(for_rita(&ada, "/api/v2/users/me.json").json["user"]["email"], "rita@desk.example");
    assert_eq!(for_rita(&ada, "/api/v2/tickets.json").status, StatusCode::FORBIDDEN, "Rita works at no desk");
    assert_eq!(for_rita(&ann, "/api/v2/users/me.json").status, StatusCode::FORBIDDEN, "an agent acts for nobody");
}

#[test]
fn paths_and_parameters_are_taken_as_programs_write_them() {
    let door = Door::new();
    let ann = door.token(&door.ann, Scope::Full);
    door.call("POST", "/api/v2/tickets", &ann, ticket("Printer"));
    for path in [
        "/api/v2/tickets",
        "/api/v2/tickets.json",
        "/api/v2//tickets.json",
        "/api/v2/tickets/?include=None",
        "/api/v2/tickets.json?page%5Bsize%5D=100",
    ] {
        let came = door.get(path, &ann);
        assert_eq!((came.status, came.json["tickets"].as_array().map(Vec::len)), (StatusCode::OK, Some(1)), "{path}");
    }
    let came = door.get("/api/v2/nothing.json", &ann);
    assert_eq!((came.status, &came.json["error"]), (StatusCode::NOT_FOUND, &json!("InvalidEndpoint")));
    let came = door.get("/api/v2/tickets/77.json", &ann);
    assert_eq!((came.status, came.json), (StatusCode::NOT_FOUND, json!({ "error": "RecordNotFound", "description": "Not found" })));
    assert_eq!(door.get("/api/v2/tickets/x.json", &ann).status, StatusCode::NOT_FOUND);
    let came = door.get("/api/v2/tickets.json?page[size]=nine", &ann);
    assert_eq!((came.status, &came.json["error"]["title"]), (StatusCode::BAD_REQUEST, &json!("Invalid attribute")));
}

#[test]
fn what_does_not_hold_is_told_field_by_field() {
    let door = Door::new();
    let ann = door.token(&door.ann, Scope::Full);
    let came = door.call("POST", "/api/v2/tickets.json", &ann, json!({ "ticket": { "subject": "s" } }));
    assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(came.json["error"], "RecordInvalid");
    assert_eq!(came.json["details"]["description"][0]["error"], "BlankValue");
    let broken = door.send(request("POST", "/api/v2/tickets.json", &ann).body(Body::from("{")).expect("a request"));
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
}

#[test]
fn pages_are_turned_by_cursor_and_by_number() {
    let door = Door::new();
    let ann = door.token(&door.ann, Scope::Full);
    for n in 1..=5 {
        door.call("POST", "/api/v2/tickets.json", &ann, ticket(&format!("Ticket {n}")));
    }
    let first = door.get("/api/v2/tickets.json?page[size]=2", &ann).json;
    assert_eq!((&first["meta"]["has_more"], &first["links"]["prev"]), (&json!(true), &json!(null)));
    let next = first["links"]["next"].as_str().expect("a next page").trim_start_matches("https://desk.example").to_owned();
    let second = door.get(&next, &ann).json;
    assert_eq!(second["tickets"][0]["subject"], "Ticket 3");
    let back = second["links"]["prev"].as_str().expect("a page before").trim_start_matches("https://desk.example").to_owned();
    assert_eq!(door.get(&back, &ann).json["tickets"][0]["subject"], "Ticket 1");
    let last = door
        .get(&format!("/api/v2/tickets.json?page[size]=2&page[after]={}", second["meta"]["after_cursor"].as_str().expect("a cursor")), &ann)
        .json;
    assert_eq!(
        (last["tickets"].as_array().map(Vec::len), &last["meta"]["has_more"], &last["links"]["next"]),
        (Some(1), &json!(false), &json!(null))
    );
    let numbered = door.get("/api/v2/tickets.json?page=2&per_page=2", &ann).json;
    assert_eq!((&numbered["count"], numbered["tickets"][1]["subject"].as_str()), (&json!(5), Some("Ticket 4")));
    assert_eq!(numbered["next_page"], "https://desk.example/api/v2/tickets.json?per_page=2&page=3");
    let sorted = door.get("/api/v2/tickets.json?sort_by=created_at&sort_order=desc&page[size]=1", &ann).json;
    assert_eq!(sorted["tickets"][0]["subject"], "Ticket 5");
}

#[test]
fn who_has_an_answer_already_is_not_sent_it_again() {
    let door = Door::new();
    let ann = door.token(&door.ann, Scope::Full);
    let came = door.get("/api/v2/users/me.json", &ann);
    let tag = came.header("etag").to_owned();
    let again =
        door.send(request("GET", "/api/v2/users/me.json", &ann).header("if-none-match", &tag).body(Body::empty()).expect("a request"));
    assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    let zipped =
        door.send(request("GET", "/api/v2/openapi.json", &ann).header("accept-encoding", "gzip").body(Body::empty()).expect("a request"));
    assert_eq!(zipped.header("content-encoding"), "gzip");
}

#[test]
fn a_deed_with_a_key_is_done_once() {
    let door = Door::new();
    let ann = door.token(&door.ann, Scope::Full);
    let send = |subject: &str| {
        let body = Body::from(ticket(subject).to_string());
        door.send(request("POST", "/api/v2/tickets.json", &ann).header("Idempotency-Key", "k-1").body(body).expect("a request"))
    };
    let (one, two) = (send("Once"), send("Once"));
    assert_eq!((one.header("x-idempotency-lookup"), two.header("x-idempotency-lookup")), ("miss", "hit"));
    assert_eq!(one.json["ticket"]["id"], two.json["ticket"]["id"]);
    let other = send("Another");
    assert_eq!((other.status, &other.json["error"]), (StatusCode::BAD_REQUEST, &json!("IdempotentRequestError")));
    assert_eq!(door.get("/api/v2/tickets.json", &ann).json["count"], 1);
}

#[test]
fn a_program_that_asks_too_often_is_told_when_to_come_again() {
    let door = Door::with(|parts| Parts { requests_a_minute: 2, ..parts });
    let ann = door.token(&door.ann, Scope::Full);
    let (one, _, three) =
        (door.get("/api/v2/users/me.json", &ann), door.get("/api/v2/users/me.json", &ann), door.get("/api/v2/users/me.json", &ann));
    assert_eq!((one.header("x-rate-limit"), one.header("x-rate-limit-remaining")), ("2", "1"));
    assert_eq!(three.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(three.header("retry-after").parse::<u32>().is_ok_and(|s| (1..=61).contains(&s)));
    let ben = door.token(&door.ben, Scope::Full);
    assert_eq!(door.get("/api/v2/users/me.json", &ben).status, StatusCode::OK, "others are not held up");
}

#[test]
fn what_a_refused_request_brings_is_read_so_that_its_connection_goes_on() {
    const CHUNK: usize = 64 * 1024;
    let (door, read) = (Door::new(), Arc::new(AtomicUsize::new(0)));
    let sent = |chunks: usize| {
        read.store(0, Ordering::SeqCst);
        let count = Arc::clone(&read);
        let body = stream::iter(0..chunks).map(move |_| {
            count.fetch_add(1, Ordering::SeqCst);
            Ok::<_, Infallible>(vec![b' '; CHUNK])
        });
        let came = door.send(request("POST", "/api/v2/tickets.json", "").body(Body::from_stream(body)).expect("a request"));
        assert_eq!(came.status, StatusCode::UNAUTHORIZED);
        read.load(Ordering::SeqCst)
    };
    assert_eq!(sent(4), 4, "nobody wanted it, and it is read to its end");
    let of_many = sent(1_000);
    assert!((16..=20).contains(&of_many), "but no more than a megabyte of it: {of_many} chunks");
}
