//! Every route, tried by everybody: the gate opens for its role and those above. `tests/routes.txt` is the table that people read;
//! `FIRSTLINE_BLESS=1` writes it anew. And no route tells anybody of a ticket that is not theirs to see.

use std::fmt::Write;

use ::tickets::{Assign, Open, TicketId, To};
use api::Gate;
use axum::http::StatusCode;
use people::{Role, Scope};
use serde_json::json;

use crate::door::Door;

const HEAD: &str = "Who comes in by which route. `in`: the policies decide. `403`: not theirs. `401`: a credential is needed.\n\n";

fn path(written: &str, id: i64) -> String {
    let words = written.split('/').map(|word| if word.starts_with('{') { id.to_string() } else { word.to_owned() });
    format!("/api/v2{}", words.collect::<Vec<_>>().join("/"))
}

#[test]
fn each_route_lets_in_whom_its_gate_says_and_nobody_else() {
    let door = Door::new();
    let people = [None, Some(&door.rita), Some(&door.ben), Some(&door.lee), Some(&door.ada)];
    let fresh = || -> Vec<(Option<Role>, String)> {
        people.iter().map(|who| who.map_or((None, String::new()), |who| (Some(who.role), door.token(who, Scope::Full)))).collect()
    };
    let lasting = fresh();
    let (mut table, mut wrong) = (HEAD.to_owned(), Vec::new());
    let _ = writeln!(table, "{:<55} {:<14} {:<7} {:<10} {:<6} {:<5} admin", "", "gate", "nobody", "requester", "agent", "lead");
    for route in api::contents().finish().1 {
        let mut words = Vec::new();
        let tokens = if ends_itself(&route) { fresh() } else { lasting.clone() };
        for (role, token) in &tokens {
            // No record has this number, so that no deed is done.
            let came = door.call(route.method, &path(route.path, 987_654), token, json!({}));
            let expected = match (route.gate.opens_for(*role), role) {
                (true, _) => "in",
                (false, None) => "401",
                (false, Some(_)) => "403",
            };
            let right = match expected {
                "in" => came.status != StatusCode::UNAUTHORIZED && !came.status.is_server_error(),
                "401" => came.status == StatusCode::UNAUTHORIZED,
                _ => came.status == StatusCode::FORBIDDEN,
            };
            if !right {
                wrong.push(format!("{} {} for {role:?}: {} {}", route.method, route.path, came.status, came.json));
            }
            words.push(expected);
        }
        let (name, gate) = (format!("{:<6} {}", route.method, route.path), format!("{:?}", route.gate));
        let _ = writeln!(table, "{name:<55} {gate:<14} {:<7} {:<10} {:<6} {:<5} {}", words[0], words[1], words[2], words[3], words[4]);
    }
    assert!(wrong.is_empty(), "{} tries came out wrong:\n{}", wrong.len(), wrong.join("\n"));
    crate::reference::compare("routes.txt", &table);
}

/// Does the token end that this is asked with?
fn ends_itself(route: &api::Route) -> bool {
    (route.method, route.path) == ("DELETE", "/oauth/tokens/current")
}

#[test]
fn nobody_learns_of_a_ticket_that_is_not_theirs_to_see() {
    let door = Door::new();
    let (gus, ada, payroll) = (door.gus.clone(), door.ada.clone(), door.payroll);
    let hidden: TicketId = door
        .write(move |tx| {
            let opened = ::tickets::open(tx, &gus, &Open::new(gus.person().expect("a person"), "My pay is wrong", "By a lot"))?;
            ::tickets::assign(tx, &ada, &Assign { ticket: opened.ticket, to: To::Team(payroll) })?;
            Ok(opened.ticket)
        })
        .expect("the ticket");
    for stranger in [&door.ann, &door.lee, &door.ada, &door.rita, &door.sam] {
        let token = door.token(stranger, Scope::Full);
        for route in api::contents().finish().1.into_iter().filter(|route| !ends_itself(route)) {
            let about = ["/tickets/{id}", "/requests/{id}", "/deleted_tickets/{id}"].iter().any(|p| route.path.starts_with(p));
            let unknown = door.call(route.method, &path(route.path, 987_654), &token, json!({}));
            let came = door.call(route.method, &path(route.path, hidden.0), &token, json!({ "ticket": { "subject": "x" }, "tags": ["x"] }));
            let said = String::from_utf8_lossy(&came.bytes).into_owned();
            assert!(!said.contains("My pay is wrong"), "{} {} for {:?} tells the subject", route.method, route.path, stranger.who);
            if about && route.gate != Gate::Anyone && unknown.status == StatusCode::NOT_FOUND {
                assert_eq!(came.status, StatusCode::NOT_FOUND, "{} {} for {:?} said {said}", route.method, route.path, stranger.who);
            }
        }
    }
}

#[test]
fn a_token_that_only_reads_changes_nothing() {
    let door = Door::new();
    let ann = door.token(&door.ann, Scope::Full);
    let made = door.call("POST", "/api/v2/tickets.json", &ann, json!({ "ticket": { "subject": "s", "comment": { "body": "b" } } }));
    let id = made.json["ticket"]["id"].as_i64().expect("a ticket");
    let reads = door.token(&door.ann, Scope::ReadOnly);
    assert_eq!(door.get(&format!("/api/v2/tickets/{id}.json"), &reads).status, StatusCode::OK);
    for (method, path, body) in [
        ("POST", "/api/v2/tickets.json".to_owned(), json!({ "ticket": { "subject": "s", "comment": { "body": "b" } } })),
        ("PUT", format!("/api/v2/tickets/{id}.json"), json!({ "ticket": { "subject": "t" } })),
        ("DELETE", format!("/api/v2/tickets/{id}.json"), json!({})),
    ] {
        assert_eq!(door.call(method, &path, &reads, body).status, StatusCode::FORBIDDEN, "{method} {path}");
    }
}
