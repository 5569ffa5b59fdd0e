//! Letters out as people see them: on their message, in the outbox, held by the circuit breaker; and those that could not be fetched.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use mail::{FetchInput, HandingOver, Handover, Relay, RelayError, ServerInput, State};
use people::{Actor, Door as By};
use testkit::Office;
use tickets::{Reply, TicketId};

use crate::door::Door;

/// A relay that answers as it is told, the last first, and then takes everything.
#[derive(Default)]
struct Told(Mutex<Vec<RelayError>>);

impl Relay for Told {
    fn hand_over<'r>(&'r self, _: &'r db::Db, _: Handover) -> HandingOver<'r> {
        let answer = self.0.lock().expect("the test's own lock").pop().map_or(Ok(()), Err);
        Box::pin(async move { answer })
    }
}

/// Rita asks by letter.
fn asked(door: &Door) -> TicketId {
    let raw = "From: Rita Roe <rita@desk.example>\nTo: support@desk.example\nSubject: VPN\nMessage-ID: <r@rita>\n\nNo VPN.\n";
    let ticket = door.deliver(raw).ticket.expect("a ticket");
    door.keep_promises();
    ticket
}

fn answer(door: &Door, ticket: TicketId, undo_send_s: u32) {
    let (ann, reply) = (door.ann.clone(), Reply { undo_send_s, ..Reply::public(ticket, "Try again.") });
    door.write(move |tx| tickets::reply(tx, &ann, &reply)).expect("a reply");
}

#[test]
fn the_state_of_a_letter_stands_on_its_message_from_undo_to_the_relay_and_back() {
    let relay = Arc::new(Told::default());
    let door = Door::of(Office::with(Some(relay.clone())));
    let (ticket, ann) = (asked(&door), door.session(&door.ann));
    let says = |what: &str| {
        let page = door.get(&format!("/tickets/{ticket}"), &ann).body;
        assert!(page.contains(what), "{what} is missing in {page}");
        page
    };
    answer(&door, ticket, 10);
    assert!(says("Goes out in 10 seconds").contains("/withdrawal"), "it can be taken back");
    relay.0.lock().expect("the test's own lock").push(RelayError::Temporary("421 too busy".to_owned()));
    door.pass_ms(11_000);
    door.keep_promises();
    says("Not taken yet, and tried again: 421 too busy");
    door.pass_ms(mail::RETRY_PAUSES_MS[0]);
    door.keep_promises();
    says("Handed to the relay");
    let sent = door.sent(mail::Kind::Answer).pop().expect("the letter");
    let (id, back) = (sent.row.rfc_message_id.expect("its name"), sent.row.id);
    door.deliver_to(
        "support@desk.example",
        Some(""),
        &format!(
            "From: MAILER-DAEMON@mx.example\nTo: support@desk.example\nSubject: Undelivered\nMIME-Version: 1.0\nContent-Type: \
             multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\n\
             Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; rita@desk.example\nAction: failed\nStatus: 5.1.1\n\
             Diagnostic-Code: smtp; 550 5.1.1 No such user\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{id}>\n--b--\n"
        ),
    );
    door.keep_promises();
    says("The letter came back");
    let person = door.get(&format!("/people/{}", door.rita.person().expect("a person")), &door.session(&door.ann)).body;
    assert!(person.contains("did not arrive: there is no such mailbox"), "the person's page says so too: {person}");
    let lee = door.session(&door.lee);
    assert!(door.get(&format!("/outbox/{back}"), &lee).body.contains("Send it again"));
    relay.0.lock().expect("the test's own lock").push(RelayError::Permanent("554 never".to_owned()));
    answer(&door, ticket, 0);
    door.keep_promises();
    says("The letter could not be delivered: 554 never");
}

#[test]
fn letters_that_the_circuit_breaker_holds_are_a_card_with_the_reason_and_let_go_with_one_click() {
    let door = Door::new();
    let ticket = asked(&door);
    // The acknowledgement counts too.
    for _ in 0..mail::TO_ADDRESS.most {
        answer(&door, ticket, 0);
    }
    door.keep_promises();
    let (lee, ann) = (door.session(&door.lee), door.session(&door.ann));
    let looks_like = "which is what a loop looks like";
    assert!(door.get(&format!("/tickets/{ticket}"), &ann).body.contains(looks_like), "a specialist reads it on the message");
    assert_eq!(door.get("/outbox", &ann).status, StatusCode::NOT_FOUND, "but does not let it go");
    let list = door.get("/outbox", &lee);
    assert_eq!(list.status, StatusCode::OK);
    for says in ["held back: it looks like part of a loop", looks_like, "/outbox?state=held", "href=\"/outbox\" data-key"] {
        assert!(list.body.contains(says), "{says}: {}", list.body);
    }
    assert!(!list.body.contains("/jobs/"), "what administrators mend is not a lead's");
    let system = Actor::system(By::Command);
    let held = door.read(move |conn| mail::outbox(conn, &system, Some(State::Held), None, 10)).expect("the outbox").remove(0);
    let alone = door.get("/outbox?state=held", &lee).body;
    assert_eq!(alone.matches("class=\"a\" href=\"/outbox/").count(), 1, "only what is held: {alone}");
    let page = format!("/outbox/{}", held.id);
    assert!(door.get(&page, &lee).body.contains(&format!("{page}/release")), "one click lets it go");
    assert_eq!(door.form(&format!("{page}/release"), &lee, &[]).status, StatusCode::SEE_OTHER);
    let system = Actor::system(By::Command);
    let after = door.read(move |conn| mail::outbox_letter(conn, &system, held.id)).expect("the letter");
    assert_ne!(after.row.state, State::Held);
    assert!(!door.get("/outbox", &lee).body.contains("held back:"), "the card is gone with the last of them");
}

#[test]
fn a_letter_that_could_not_be_fetched_is_a_card_of_its_mailbox_and_tried_again_with_one_click() {
    let door = Door::new();
    let (id, ada, admin) = (door.support, door.ada.clone(), door.session(&door.ada));
    let key = seal::Key::new(&[7; seal::KEY_BYTES]);
    let server = ServerInput {
        host: "imap.example".to_owned(),
        port: 993,
        user_name: "support@desk.example".to_owned(),
        password: "secret".to_owned(),
        ..ServerInput::default()
    };
    let input = FetchInput { server, ..FetchInput::default() };
    door.write(move |tx| mail::set_fetch(tx, &ada, &key, id, &input)).expect("it is fetched");
    let fails = |says: &'static str| door.write(move |tx| mail::letter_stuck(tx, id, 7, 42, says)).expect("noted");
    let page = format!("/settings/mailboxes/{id}/connection");
    fails("The server hung up.");
    fails("The server hung up.");
    assert!(!door.get(&page, &admin).body.contains("The server hung up."), "it is tried by itself");
    fails("The server hung up <again>.");
    let card = door.get(&page, &admin).body;
    for says in ["The server hung up &#60;again&#62;.", "42", "stuck/try", "stuck/forget"] {
        assert!(card.contains(says), "{says}: {card}");
    }
    assert!(door.get("/settings/mailboxes", &admin).body.contains("class=\"err\""), "the list of mailboxes says it too");
    assert_eq!(door.form(&page.replace("connection", "stuck/try"), &admin, &[]).status, StatusCode::SEE_OTHER);
    let due = door.read(move |conn| mail::stuck_due(conn, id, 7)).expect("read").0;
    assert_eq!(due, [42], "it has its turn again");
    assert!(!door.get(&page, &admin).body.contains("hung up"), "and the card is gone until it fails again");
}
