//! The letter behind a message: why it is here, and how to decide otherwise.

use axum::http::StatusCode;
use files::FileRef;
use mail::{Arrival, Arrived, NewMailbox, Verdicts};
use people::{Actor, Door as By};

use crate::door::Door;

/// Takes a letter of Rita's in; answers the page of the letter, and its ticket.
fn letter(door: &Door, id: &str, text: &str) -> (String, String) {
    let raw =
        format!("From: Rita Roe <rita@desk.example>\nTo: support@desk.example\nSubject: <b>VPN</b>\nMessage-ID: <{id}@rita>\n\n{text}\n");
    let made = door.write(move |tx| {
        let system = Actor::system(By::Command);
        let mailbox = match mail::mailbox_for(tx, "support@desk.example")? {
            Some(known) => known.id,
            None => mail::add_mailbox(tx, &system, &NewMailbox::new("support@desk.example", "Support"))?,
        };
        let at = Arrival {
            mailbox,
            envelope_from: None,
            envelope_to: "support@desk.example".to_owned(),
            raw: FileRef::of(raw.as_bytes()),
            verdicts: Verdicts::default(),
            old: false,
        };
        mail::take_in(tx, &Arrived::new(email::Letter::parse(raw.as_bytes()), None, Vec::new(), at))
    });
    let made = made.expect("it is taken in");
    let (ticket, message) = (made.ticket.expect("a ticket"), made.message.expect("a message"));
    (format!("/tickets/{ticket}/messages/{message}/letter"), format!("/tickets/{ticket}"))
}

#[test]
fn a_letter_explains_itself_and_can_be_decided_otherwise() {
    let door = Door::new();
    let ann = door.session(&door.ann);
    let (page, ticket) = letter(&door, "one", "No connection.");
    assert!(door.get(&ticket, &ann).body.contains(&format!("href=\"{page}\"")), "the message leads to its letter");
    let shown = door.get(&page, &ann);
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains("Opened:") && shown.body.contains("rita@desk.example"), "{}", shown.body);
    assert!(!shown.body.contains("<b>VPN</b>"), "a subject is text");
    let (second, _) = letter(&door, "two", "And the mouse.");
    let number = ticket.trim_start_matches("/tickets/");
    let moved = door.form(&second, &ann, &[("what", "move"), ("ticket", number)]);
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
    assert!(moved.location().starts_with(&ticket), "{}", moved.location());
    let refused = door.form(&page, &ann, &[("what", "move"), ("ticket", "x")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let rita = door.session(&door.rita);
    assert_eq!(door.get(&page, &rita).status, StatusCode::NOT_FOUND, "requesters do not see how the desk read it");
}
