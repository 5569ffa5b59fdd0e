//! Notifications by mail: the first at once, then gathered, never what was read meanwhile.

use mail::Kind;
use notifications::{Channel, Choice, GATHER_MS, Reason};
use testkit::Office;
use tickets::{Assign, Open, Reply, TicketId, To};

/// A ticket of Rita's that is Ben's.
fn bens(office: &Office) -> TicketId {
    let (lee, rita, ben) = (office.lee.clone(), office.rita.person().expect("Rita"), office.ben.person().expect("Ben"));
    let open = Open { assignee: Some(ben), ..Open::new(rita, "VPN", "No connection.") };
    office.write(move |tx| tickets::open(tx, &lee, &open)).expect("a ticket").ticket
}

fn rita_writes(office: &Office, ticket: TicketId, text: &'static str) {
    let rita = office.rita.clone();
    office.write(move |tx| tickets::reply(tx, &rita, &Reply::public(ticket, text))).expect("Rita may");
}

fn letters_to(office: &Office, email: &str) -> Vec<mail::OutboxLetter> {
    let of_kind = |letter: &mail::OutboxLetter| matches!(letter.row.kind, Kind::Notification | Kind::Digest);
    office.outbox().into_iter().filter(|l| of_kind(l) && l.to.iter().any(|to| to.email == email)).collect()
}

#[test]
fn the_first_leaves_at_once_and_the_next_ones_are_gathered() {
    let office = Office::new();
    let ticket = bens(&office);
    let first = letters_to(&office, "ben@desk.example");
    assert_eq!((first.len(), first[0].row.kind, first[0].row.subject.as_str()), (1, Kind::Notification, "VPN [#1]"));
    assert!(first[0].text.contains("Because it was given to you.") && first[0].text.contains("https://desk.example/tickets/1"));
    for text in ["One.", "Two.", "Three."] {
        rita_writes(&office, ticket, text);
    }
    assert_eq!(letters_to(&office, "ben@desk.example").len(), 1, "gathering");
    office.pass_ms(GATHER_MS);
    let all = letters_to(&office, "ben@desk.example");
    assert_eq!((all.len(), all[1].row.kind, all[1].row.subject.as_str()), (2, Kind::Digest, "3 things for you"));
    for text in ["> One.", "> Two.", "> Three."] {
        assert!(all[1].text.contains(text), "{}", all[1].text);
    }
    let raw = office.as_it_left(all[1].row.id);
    assert_eq!(raw.header("Auto-Submitted"), Some("auto-generated"));
}

#[test]
fn what_was_read_in_the_app_meanwhile_does_not_come_by_mail() {
    let office = Office::new();
    let ticket = bens(&office);
    assert_eq!(letters_to(&office, "ben@desk.example").len(), 1);
    rita_writes(&office, ticket, "One.");
    office.keep_promises();
    let ben = office.ben.clone();
    office.write(move |tx| notifications::mark_ticket_read(tx, &ben, ticket)).unwrap();
    office.pass_ms(GATHER_MS);
    assert_eq!(letters_to(&office, "ben@desk.example").len(), 1);
}

#[test]
fn a_daily_digest_waits_for_the_morning() {
    let office = Office::new();
    let ben = office.ben.clone();
    let daily = Choice { reason: Reason::Assigned, channel: Channel::Digest };
    office.write(move |tx| notifications::choose(tx, &ben, &daily)).unwrap();
    bens(&office);
    bens(&office);
    office.pass_ms(22 * db::HOUR_MS);
    assert!(letters_to(&office, "ben@desk.example").is_empty(), "seven o'clock");
    office.pass_ms(db::HOUR_MS);
    let all = letters_to(&office, "ben@desk.example");
    assert_eq!((all.len(), all[0].row.subject.as_str()), (1, "2 things for you"));
}

#[test]
fn what_may_not_be_seen_any_more_is_not_sent() {
    let office = Office::new();
    let ticket = bens(&office);
    assert_eq!(letters_to(&office, "ben@desk.example").len(), 1);
    rita_writes(&office, ticket, "My salary is wrong.");
    office.keep_promises();
    let (lee, payroll) = (office.lee.clone(), office.payroll);
    office.write(move |tx| tickets::assign(tx, &lee, &Assign { ticket, to: To::Team(payroll) }).map(drop)).unwrap();
    office.pass_ms(GATHER_MS);
    assert!(letters_to(&office, "ben@desk.example").iter().all(|l| !l.text.contains("salary")));
}
