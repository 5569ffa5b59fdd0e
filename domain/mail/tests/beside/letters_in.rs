//! What comes: who takes part joins, and never reaches the requester; everybody else waits for a person.

use db::params;
use mail::{Kind, Outcome};
use people::{Actor, Door};
use side::{State, Turn};
use testkit::{Office, refused};
use tickets::TicketId;

use super::{VENDOR, answer_from, begin_of, begun, sheet, ticket, way_back};

/// Messages of the ticket's own conversation, and those that the requester reads.
fn conversation(office: &Office, ticket: TicketId) -> (usize, String) {
    let (system, rita) = (Actor::system(Door::Inside), office.rita.clone());
    let all = office.read(move |conn| tickets::conversation(conn, &system, ticket, None)).expect("the conversation").messages.len();
    let hers = office.read(move |conn| tickets::conversation(conn, &rita, ticket, None)).expect("as she reads it");
    (all, hers.messages.iter().map(|m| m.message.body.clone()).collect::<Vec<_>>().join("\n"))
}

fn told(office: &Office, of: &Actor, kind: &'static str) -> bool {
    let of = of.person();
    let sql = "SELECT COUNT(*) FROM notifications n JOIN events e ON e.id = n.event_id WHERE n.person_id = $1 AND e.kind = $2";
    office.read(move |conn| conn.one::<(i64,)>(sql, params![of, kind])).expect("the notices").0 > 0
}

#[test]
fn an_answer_to_the_signed_address_joins_there_and_nowhere_else() {
    let office = Office::new();
    let ticket = ticket(&office);
    let began = begun(&office, ticket);
    let (before, answers) = (conversation(&office, ticket), office.sent(Kind::Answer).len());
    let (to, _) = way_back(&office);
    let text = "We know it and fixed it.\n\nOn Mon, 23 Nov 2026, Ann Ash wrote:\n> Do you know of drops?";
    let raw = answer_from("Anna Berg <Anna@Vendor.example>", &to, "Message-ID: <1@vendor>", text);
    let came = office.deliver_to(&to, Some(VENDOR), &raw);
    assert_eq!((came.outcome, came.ticket, came.message), (Outcome::Joined, Some(ticket), None), "{:?}", came.why);
    let said = sheet(&office, began.conversation).said;
    assert_eq!((said[1].message.kind, said[1].message.body.as_str()), (Turn::Answered, "We know it and fixed it."));
    assert!(said[1].message.quoted.contains("Do you know") && said[1].message.participant_id.is_some());
    assert_eq!(conversation(&office, ticket), before);
    assert_eq!((office.sent(Kind::Answer).len(), office.sent(Kind::Side).len()), (answers, 1), "no letter follows from it");
    let (system, rita) = (Actor::system(Door::Inside), office.rita.clone());
    let told = office.read(move |conn| tickets::timeline(conn, &rita, ticket, None)).unwrap().told;
    assert!(told.iter().all(|t| !t.event.kind().contains("side")), "the requester is told nothing");
    assert!(office.history(ticket).contains(&"side_answered".to_owned()));
    let status = office.read(move |conn| tickets::ticket(conn, &system, ticket)).unwrap().status;
    assert_eq!(status, tickets::Status::Waiting, "the ticket goes on waiting for the requester");
    assert!(office.deliver_to(&to, Some(VENDOR), &raw).repeated);
}

#[test]
fn an_answer_is_found_by_the_letter_it_answers() {
    let office = Office::new();
    let ticket = ticket(&office);
    let began = begun(&office, ticket);
    let (_, id) = way_back(&office);
    // A mail system that keeps no sub-addresses, and a program that drops In-Reply-To.
    let plain = answer_from(VENDOR, "support@desk.example", &format!("Message-ID: <1@vendor>\nReferences: <x@y> <{id}>"), "By References.");
    assert_eq!(office.deliver(&plain).outcome, Outcome::Joined);
    // It answers its own earlier letter, and names none of ours.
    let own = answer_from(VENDOR, "support@desk.example", "Message-ID: <2@vendor>\nIn-Reply-To: <1@vendor>", "One more thing.");
    assert_eq!(office.deliver(&own).outcome, Outcome::Joined);
    let bodies: Vec<String> = sheet(&office, began.conversation).said.into_iter().map(|s| s.message.body).collect();
    assert_eq!(bodies[1..], ["By References.".to_owned(), "One more thing.".to_owned()]);
    assert_eq!(conversation(&office, ticket).0, 3);
}

#[test]
fn a_stranger_with_the_signed_address_waits_to_be_checked_and_can_be_let_in() {
    let office = Office::new();
    let ticket = ticket(&office);
    let began = begun(&office, ticket);
    let (to, _) = way_back(&office);
    let raw = answer_from("Carl <carl@vendor.example>", &to, "Message-ID: <c@vendor>", "I took over from Anna.");
    let came = office.deliver_to(&to, None, &raw);
    assert_eq!((came.outcome, came.why.key.as_str()), (Outcome::Held, "mail-why-side-stranger"));
    assert_eq!(sheet(&office, began.conversation).said.len(), 1);
    let (gus, letter) = (office.gus.clone(), came.letter);
    assert_eq!(refused(office.write(move |tx| mail::join_side_letter(tx, &gus, letter))), "not found");
    let ann = office.ann.clone();
    office.write(move |tx| mail::join_side_letter(tx, &ann, letter)).unwrap();
    let now = sheet(&office, began.conversation);
    assert_eq!((now.said.len(), now.participants.len(), now.participants[1].address.as_str()), (2, 2, "carl@vendor.example"));
    let ann = office.ann.clone();
    assert_eq!(refused(office.write(move |tx| mail::join_side_letter(tx, &ann, letter))), "mail-letter-decided");
    // From now on his answers join by themselves.
    let next = answer_from("carl@vendor.example", &to, "Message-ID: <d@vendor>", "It is on its way.");
    assert_eq!(office.deliver_to(&to, None, &next).outcome, Outcome::Joined);
    assert_eq!(conversation(&office, ticket).0, 3);
}

#[test]
fn the_requester_who_got_hold_of_the_address_does_not_get_in() {
    let office = Office::new();
    let ticket = ticket(&office);
    let began = begun(&office, ticket);
    let (to, _) = way_back(&office);
    let came = office.deliver_to(&to, None, &answer_from("rita@desk.example", &to, "Message-ID: <r@rita>", "What do you say of me?"));
    assert_eq!((came.outcome, came.ticket), (Outcome::Held, Some(ticket)));
    let (ann, letter) = (office.ann.clone(), came.letter);
    assert_eq!(refused(office.write(move |tx| mail::join_side_letter(tx, &ann, letter))), "to: side-to-requester");
    assert_eq!(sheet(&office, began.conversation).said.len(), 1);
}

#[test]
fn a_colleagues_answer_joins_only_when_its_sender_is_proven() {
    let office = Office::new();
    let ticket = ticket(&office);
    let (ann, mut colleague) = (office.ann.clone(), begin_of(ticket));
    colleague.to = vec![email::Address::new("ben@desk.example")];
    let began = office.write(move |tx| side::begin(tx, &ann, &colleague)).unwrap();
    let (to, _) = way_back(&office);
    let raw = answer_from("ben@desk.example", &to, "Message-ID: <b@desk>", "Ask the vendor.");
    let mut forged = office.arrived(&to, None, &raw);
    forged.at.verdicts = mail::Verdicts::default();
    assert_eq!(office.write(move |tx| mail::take_in(tx, &forged)).unwrap().why.key, "mail-why-side-unaligned");
    let proven = answer_from("ben@desk.example", &to, "Message-ID: <b2@desk>", "Ask the vendor.");
    assert_eq!(office.deliver_to(&to, None, &proven).outcome, Outcome::Joined);
    assert_eq!(sheet(&office, began.conversation).said.len(), 2);
}

#[test]
fn an_answer_opens_a_closed_conversation_and_tells_whose_it_is() {
    let office = Office::new();
    let ticket = ticket(&office);
    let began = begun(&office, ticket);
    let (to, _) = way_back(&office);
    let (ben, id) = (office.ben.clone(), began.conversation);
    office.write(move |tx| side::close(tx, &ben, id)).unwrap();
    assert_eq!(sheet(&office, id).conversation.state, State::Closed);
    office.deliver_to(&to, None, &answer_from(VENDOR, &to, "Message-ID: <1@vendor>", "Sorry for the delay."));
    office.keep_promises();
    assert_eq!(sheet(&office, id).conversation.state, State::Open);
    let history = office.history(ticket);
    assert_eq!(history[history.len() - 3..], ["side_closed", "side_answered", "side_reopened"]);
    assert!(told(&office, &office.ann, "ticket.side_answered"));
    assert!(!told(&office, &office.ben, "ticket.side_answered"), "he only closed it");
}

#[test]
fn an_absence_note_is_noted_there_and_answers_nothing() {
    let office = Office::new();
    let ticket = ticket(&office);
    let id = begun(&office, ticket).conversation;
    let (to, _) = way_back(&office);
    let ann = office.ann.clone();
    office.write(move |tx| side::close(tx, &ann, id)).unwrap();
    let letters = office.outbox().len();
    for n in 0..8 {
        let more = format!("Message-ID: <away{n}@vendor>\nAuto-Submitted: auto-replied");
        office.deliver_to(&to, Some(""), &answer_from(VENDOR, &to, &more, "I am away until Monday."));
    }
    let now = sheet(&office, id);
    assert_eq!((now.said.len(), now.conversation.state), (1 + 5, State::Closed), "five a day, and it stays closed");
    assert_eq!((now.said[1].message.kind, now.said[1].message.why.as_str()), (Turn::Noted, "mail-why-auto-reply-noted"));
    assert_eq!(office.outbox().len(), letters, "nothing is answered");
    assert_eq!(conversation(&office, ticket).0, 3);
}

#[test]
fn a_letter_that_came_back_is_noted_there_and_its_writer_told() {
    let office = Office::new();
    let ticket = ticket(&office);
    let began = begun(&office, ticket);
    let (to, id) = way_back(&office);
    let bounce = format!(
        "From: MAILER-DAEMON@mx.example\nTo: {to}\nSubject: Undelivered\nMessage-ID: <bounce@mx>\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nNo such user.\n\
         --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n\
         Final-Recipient: rfc822; {VENDOR}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n\
         --b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{id}>\n--b--\n"
    );
    office.deliver_to(&to, Some(""), &bounce);
    office.keep_promises();
    let said = sheet(&office, began.conversation).said;
    assert_eq!(said[1].message.kind, Turn::Noted);
    assert!(said[1].message.body.contains("no such user") && said[1].message.why.starts_with("mail-returned-"), "{:?}", said[1]);
    assert_eq!(office.sent(Kind::Side)[0].row.state, mail::State::Bounced);
    assert!(told(&office, &office.ann, "outgoing.bounced"));
    assert_eq!(conversation(&office, ticket).0, 3, "nothing stands in the ticket's own conversation");
}

#[test]
fn a_token_of_a_ticket_is_none_of_a_side_conversation() {
    let office = Office::new();
    let ticket = ticket(&office);
    let began = begun(&office, ticket);
    let answer = office.sent(Kind::Answer).pop().unwrap();
    let to = office.as_it_left(answer.row.id).reply_to[0].email.clone();
    let (_, side_id) = way_back(&office);
    // The requester's own answer to the ticket goes there, though it names a letter that was never hers.
    let raw = answer_from("rita@desk.example", &to, &format!("Message-ID: <r@rita>\nReferences: <{side_id}>"), "Thanks.");
    let came = office.deliver_to(&to, None, &raw);
    assert!(came.message.is_some() && came.ticket == Some(ticket), "{:?}", came.why);
    assert_eq!(sheet(&office, began.conversation).said.len(), 1);
}
