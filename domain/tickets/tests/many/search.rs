//! What is found, by whom, and how it is shown.

use db::fulltext::Piece;
use jiff::tz::TimeZone;
use people::Actor;
use tickets::{Hits, Jump, SearchAsk, TicketId, jump, search};

use crate::rows::{Cast, act, answer, ask, cast, note, open, open_for};

pub fn plain(text: &str) -> SearchAsk {
    SearchAsk { text: text.to_owned(), after: None, limit: 25, zone: TimeZone::UTC }
}

fn look_for(cast: &Cast, actor: &Actor, text: &str) -> Hits {
    let wanted = plain(text);
    ask(cast, actor, move |conn, actor| search(conn, actor, &wanted)).unwrap()
}

fn found(cast: &Cast, actor: &Actor, text: &str) -> Vec<TicketId> {
    look_for(cast, actor, text).hits.into_iter().map(|hit| hit.row.id).collect()
}

fn shown(pieces: &[Piece]) -> String {
    pieces.iter().map(|p| if p.hit { format!("[{}]", p.text) } else { p.text.clone() }).collect()
}

#[test]
fn words_and_terms_are_looked_for_together() {
    let cast = cast();
    let vpn = open(&cast, "VPN drops every 20 minutes", "The AnyConnect client says error 412.");
    let printer = open(&cast, "Drucker druckt nicht", "Papierstau im Flur, die Über-Rolle klemmt.");
    answer(&cast, &cast.ann, vpn, "Which version of the clients do you have?");
    assert_eq!(found(&cast, &cast.ann, "client"), [vpn], "stems");
    assert_eq!(found(&cast, &cast.ann, "\"error 412\""), [vpn], "phrases");
    assert_eq!(found(&cast, &cast.ann, "any*"), [vpn], "beginnings");
    assert_eq!(found(&cast, &cast.ann, "uber papierstau"), [printer], "umlauts");
    assert_eq!(found(&cast, &cast.ann, "vpn status:waiting assignee:me"), [vpn]);
    assert_eq!(found(&cast, &cast.ann, "vpn status:new"), []);
    assert_eq!(found(&cast, &cast.ann, "-vpn"), [printer]);
    assert_eq!(found(&cast, &cast.ann, "subject:client"), [], "the subject says nothing of clients");
    assert_eq!(found(&cast, &cast.ann, "sort:created"), [vpn, printer]);
    assert!(found(&cast, &cast.ann, "   ").is_empty());
    let hit = look_for(&cast, &cast.ann, "vpn client version").hits.remove(0);
    assert_eq!(shown(&hit.subject), "[VPN] drops every 20 minutes");
    assert_eq!(shown(&hit.excerpt), "Which [version] of the [clients] do you have?");
    assert!(hit.message.is_some());
}

#[test]
fn nobody_is_found_something_by_what_they_may_not_read() {
    let cast = cast();
    let ticket = open(&cast, "VPN drops", "It drops.");
    note(&cast, &cast.ann, ticket, "Rita's laptop is on the suspicious list.");
    assert_eq!(found(&cast, &cast.ann, "suspicious"), [ticket]);
    assert_eq!(found(&cast, &cast.rita, "suspicious"), []);
    assert_eq!(found(&cast, &cast.rita, "laptop drops"), []);
    assert_eq!(found(&cast, &cast.rita, "drops"), [ticket]);
    assert_eq!(found(&cast, &cast.ralf, "drops"), []);
    let hit = look_for(&cast, &cast.rita, "vpn").hits.remove(0);
    assert!(!shown(&hit.excerpt).contains("suspicious"));
    let problem = look_for(&cast, &cast.rita, "assignee:\"Ann Ash\"").problem.unwrap();
    assert_eq!(problem.says.key, "filter-field-unknown");
}

#[test]
fn who_works_at_the_desk_is_an_outsider_to_what_they_asked_a_restricted_team() {
    let cast = cast();
    let own = open_for(&cast, &cast.ann, "My payslip", "It is late.");
    let team = cast.restricted;
    act(&cast, &cast.lee, move |tx, actor| tickets::assign(tx, actor, &tickets::Assign { ticket: own, to: tickets::To::Team(team) }))
        .unwrap();
    note(&cast, &cast.lee, own, "She gets a raise.");
    let tags = tickets::Tag { ticket: own, add: vec!["raise".into()], remove: Vec::new() };
    act(&cast, &cast.lee, move |tx, actor| tickets::tag(tx, actor, &tags)).unwrap();
    assert_eq!(found(&cast, &cast.lee, "raise tag:raise"), [own]);
    for text in ["raise", "tag:raise", "payslip", "-tag:raise payslip"] {
        assert_eq!(found(&cast, &cast.ann, text), [], "{text} tells Ann what she may not know");
    }
    let listed = ask(&cast, &cast.ann, |conn, actor| tickets::queue(conn, actor, &tickets::QueueAsk::new(tickets::List::Own))).unwrap();
    assert_eq!(listed.rows.iter().map(|row| (row.id, row.is_unread)).collect::<Vec<_>>(), [(own, false)]);
}

#[test]
fn what_is_wrong_is_pointed_at() {
    let cast = cast();
    let hits = look_for(&cast, &cast.ann, "vpn stauts:open");
    let problem = hits.problem.unwrap();
    assert_eq!((problem.says.key, problem.column), ("filter-field-misspelled", 5));
    assert!(hits.hits.is_empty());
    let problem = look_for(&cast, &cast.ann, "requester:\"Rita Row\"").problem.unwrap();
    assert_eq!((problem.says.key, problem.arg("meant")), ("filter-name-misspelled", Some("Rita Roe")));
}

#[test]
fn a_search_pages_and_keeps_its_budget() {
    let cast = cast();
    for n in 0..12 {
        open(&cast, &format!("Printer {n}"), "jams");
    }
    ask(&cast, &cast.ann, |conn, actor| {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let before = conn.statements();
            let page = search(conn, actor, &SearchAsk { limit: 5, after, ..plain("printers jam") })?;
            assert!(conn.statements() - before <= 2, "a search took {} statements", conn.statements() - before);
            seen.extend(page.hits.into_iter().map(|hit| hit.row.id));
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        assert_eq!(seen.len(), 12);
        assert!(seen.windows(2).all(|pair| pair[0] > pair[1]), "the last touched comes first");
        Ok(())
    })
    .unwrap();
}

#[test]
fn the_palette_goes_to_tickets_people_and_organizations() {
    let cast = cast();
    let vpn = open(&cast, "VPN drops", "x");
    let badge = open_for(&cast, &cast.ralf, "Badge reader offline", "x");
    cast.desk
        .db
        .write_now(|tx| {
            let sql = "INSERT INTO person_words (person_id, word) SELECT id, 'rita' FROM people WHERE name = 'Rita Roe'";
            tx.execute(sql, &[]).map(|_| ())
        })
        .unwrap();
    let places = |actor: &Actor, text: &'static str| -> Vec<String> {
        let found = ask(&cast, actor, move |conn, actor| {
            let before = conn.statements();
            let found = jump(conn, actor, text, 5)?;
            assert!(conn.statements() - before <= 3);
            Ok(found)
        });
        let word = |place: Jump| match place {
            Jump::Ticket(ticket, subject) => format!("{} {}", ticket.id, shown(&subject)),
            Jump::Person(person) => person.name,
            Jump::Organization(organization) => organization.name,
        };
        found.unwrap().into_iter().map(word).collect()
    };
    assert_eq!(places(&cast.ann, "badge re"), [format!("{badge} [Badge] [reader] offline")]);
    assert_eq!(places(&cast.ann, "acm"), ["Acme"]);
    assert_eq!(places(&cast.ann, "rita"), ["Rita Roe"]);
    let number: &'static str = Box::leak(format!("#{vpn}").into_boxed_str());
    assert_eq!(places(&cast.ann, number)[0], format!("{vpn} VPN drops"));
    assert_eq!(places(&cast.ralf, number), [""; 0], "somebody else's ticket");
    assert_eq!(places(&cast.ralf, "acme"), [""; 0]);
    assert_eq!(places(&cast.ann, "  "), [""; 0]);
}

#[test]
fn what_changes_is_found_by_its_new_words_at_once() {
    let cast = cast();
    let ticket = open(&cast, "VPN drops", "x");
    let to = tickets::Retitle { ticket, subject: "Tunnel collapses".into() };
    act(&cast, &cast.ann, move |tx, actor| tickets::retitle(tx, actor, &to)).unwrap();
    assert_eq!(found(&cast, &cast.ann, "tunnel"), [ticket]);
    assert_eq!(found(&cast, &cast.ann, "vpn"), []);
}
