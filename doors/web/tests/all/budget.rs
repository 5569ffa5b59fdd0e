//! What a page costs: statements, counted by the database itself.

use axum::http::StatusCode;
use tickets::{Open, Reply};

use crate::door::Door;

/// Statements of a list or a search, the session's one among them.
const LIST_MAX: u64 = 8;
/// Statements of a ticket's page.
const TICKET_MAX: u64 = 8;

/// Statements that this page ran; the second time, when all is read and warm.
fn cost(door: &Door, path: &str, cookie: &str) -> u64 {
    assert_eq!(door.get(path, cookie).status, StatusCode::OK, "{path}");
    let before = door.db.statements();
    assert_eq!(door.get(path, cookie).status, StatusCode::OK, "{path}");
    door.db.statements() - before
}

#[test]
fn pages_keep_to_their_budget() {
    let door = Door::new();
    let (rita, ann) = (door.rita.clone(), door.ann.clone());
    let ticket = door.write(move |tx| {
        let requester = rita.person().expect("a person");
        tickets::open(tx, &rita, &Open::new(requester, "An older one", "Long ago"))?;
        let opened = tickets::open(tx, &rita, &Open::new(requester, "The VPN drops", "Every twenty minutes"))?;
        tickets::reply(tx, &ann, &Reply::public(opened.ticket, "We look into it"))?;
        Ok(opened.ticket)
    });
    let page = format!("/tickets/{}", ticket.expect("a ticket"));
    let cookie = door.session(&door.ann);
    let budgets = [
        ("/tickets", LIST_MAX),
        ("/tickets?list=all", LIST_MAX),
        ("/search?q=vpn", LIST_MAX),
        ("/notifications", LIST_MAX),
        (page.as_str(), TICKET_MAX),
    ];
    let costs: Vec<(&str, u64, u64)> = budgets.into_iter().map(|(path, most)| (path, cost(&door, path, &cookie), most)).collect();
    println!("{costs:?}");
    assert!(costs.iter().all(|(_, cost, most)| cost <= most), "page, statements, budget: {costs:?}");
}
