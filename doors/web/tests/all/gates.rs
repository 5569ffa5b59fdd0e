//! Every route, tried by everybody: the gate opens for its role and those above, and for nobody else. `tests/routes.txt` is the
//! table that people read; `FIRSTLINE_BLESS=1` writes it anew.

use std::fmt::Write;

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use people::Role;
use web::{Gate, Route};

use crate::door::{Came, Door, request};

const HEAD: &str = "Who comes in by which route. `in`: the room decides. `-`: not found, as if there were no such room.\n\
                    `sign in`: sent to the sign-in page, or told to sign in (401) where something is done.\n\n";

#[test]
fn each_route_lets_in_whom_its_gate_says_and_nobody_else() {
    let door = Door::new();
    // Numbers in paths are 1: Ann, and the first of everything. Those who try are others, so that no deed shuts them out.
    let people = [None, Some(door.rita.clone()), Some(door.ben.clone()), Some(door.lee.clone()), Some(door.ada.clone())];
    let (mut table, mut wrong) = (HEAD.to_owned(), Vec::new());
    let _ = writeln!(table, "{:<55} {:<14} {:<8} {:<10} {:<6} {:<5} admin", "", "gate", "nobody", "requester", "agent", "lead");
    for route in web::site().finish().1 {
        let mut words = Vec::new();
        for actor in &people {
            // A session for each try: some deeds end sessions.
            let cookie = actor.as_ref().map_or_else(String::new, |actor| door.session(actor));
            let path = route
                .path
                .replace("{id}", "1")
                .replace("{event}", "1")
                .replace("{other}", "1")
                .replace("{entry}", "1")
                .replace("{*path}", "x")
                .replace(['{', '}'], "");
            let request = request(route.method, &path, &cookie).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            let came = door.head_of(request.body(axum::body::Body::empty()).expect("a request"));
            let role = actor.as_ref().map(|actor| actor.role);
            if !is_right(&route, role, &came) {
                wrong.push(format!("{} {} for {role:?}: {} {}", route.method, route.path, came.status, came.location()));
            }
            words.push(word(route.gate, role));
        }
        let name = format!("{:<6} {}", route.method, route.path);
        let gate = format!("{:?}", route.gate);
        let _ = writeln!(table, "{name:<55} {gate:<14} {:<8} {:<10} {:<6} {:<5} {}", words[0], words[1], words[2], words[3], words[4]);
    }
    assert!(wrong.is_empty(), "{} tries came out wrong:\n{}", wrong.len(), wrong.join("\n"));
    compare(&table);
}

fn is_right(route: &Route, role: Option<Role>, came: &Came) -> bool {
    if route.gate.opens_for(role) {
        return came.status != StatusCode::UNAUTHORIZED && !came.status.is_server_error();
    }
    match (role, route.method) {
        (None, "GET") => came.status == StatusCode::SEE_OTHER && came.location().starts_with("/sign-in?next="),
        (None, _) => came.status == StatusCode::UNAUTHORIZED,
        (Some(_), _) => came.status == StatusCode::NOT_FOUND,
    }
}

fn word(gate: Gate, role: Option<Role>) -> &'static str {
    match (gate.opens_for(role), role) {
        (true, _) => "in",
        (false, None) => "sign in",
        (false, Some(_)) => "-",
    }
}

fn compare(table: &str) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/routes.txt");
    if std::env::var_os("FIRSTLINE_BLESS").is_some() {
        std::fs::write(path, table).expect("the table is written");
    }
    let known = std::fs::read_to_string(path).unwrap_or_default();
    assert!(known == table, "tests/routes.txt is not what the site is; FIRSTLINE_BLESS=1 writes it anew:\n{table}");
}
