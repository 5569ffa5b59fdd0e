//! What was taken out of a message is gone from the letters that carried it, and from the store.

use std::sync::Arc;

use mail::{HandingOver, Handover, Kind, Relay, RelayError, State};
use testkit::{Office, refused};
use tickets::{MakePrivate, MessageId, Redact, Reply, TicketId};

/// A relay that is away.
struct Away;

impl Relay for Away {
    fn hand_over<'r>(&'r self, _: &'r db::Db, _: Handover) -> HandingOver<'r> {
        Box::pin(async { Err(RelayError::Temporary("451 later".to_owned())) })
    }
}

/// Rita's letter with a secret in it, kept in the store as it came.
fn letter(office: &Office) -> (TicketId, MessageId) {
    let raw =
        "From: Rita Roe <rita@desk.example>\nTo: support@desk.example\nSubject: VPN\nMessage-ID: <vpn@rita>\n\nMy password is Xanadu42.\n";
    office.store.put_now(raw.as_bytes().to_vec()).expect("it is kept");
    let came = office.deliver(raw);
    (came.ticket.expect("a ticket"), came.message.expect("a message"))
}

fn taken_out(office: &Office, ticket: TicketId, message: MessageId, text: &'static str) {
    let ann = office.ann.clone();
    let redact = move |tx: &mut db::Tx<'_>| tickets::redact(tx, &ann, &Redact { ticket, message, text: text.to_owned() });
    office.write(redact).expect("it is taken out");
    office.keep_promises();
}

#[test]
fn the_letter_as_it_came_is_removed_from_the_store() {
    let office = Office::new();
    let (ticket, message) = letter(&office);
    let raw =
        office.read(move |conn| conn.one::<(String,)>("SELECT raw FROM letters WHERE message_id = $1", db::params![message])).unwrap().0;
    assert!(office.store.get_now(&raw).is_ok());
    taken_out(&office, ticket, message, "Xanadu42");
    let left = office
        .read(move |conn| conn.one::<(String, String)>("SELECT raw, excerpt FROM letters WHERE message_id = $1", db::params![message]));
    assert_eq!(left.unwrap(), (String::new(), String::new()));
    assert_eq!(refused(office.store.get_now(&raw).map(drop)), "not found");
}

#[test]
fn a_file_that_two_messages_name_stays_until_the_last_is_taken_out() {
    let office = Office::new();
    let (ticket, message) = letter(&office);
    let raw =
        office.read(move |conn| conn.one::<(String,)>("SELECT raw FROM letters WHERE message_id = $1", db::params![message])).unwrap().0;
    // The same bytes came as a file, too.
    let (file, ann) = (files::FileRef { sha256: raw.clone(), bytes: 9 }, office.ann.clone());
    let attach = tickets::Attach { file, name: "letter.eml".into(), media_type: "message/rfc822".into(), content_id: None };
    office.write(move |tx| tickets::attach(tx, &ann, &attach)).unwrap();
    taken_out(&office, ticket, message, "Xanadu42");
    assert!(office.store.get_now(&raw).is_ok(), "it is still named");
}

#[test]
fn an_answer_that_left_is_forgotten_and_never_sent_again() {
    let office = Office::new();
    let (ticket, _) = letter(&office);
    let ann = office.ann.clone();
    let said = office.write(move |tx| tickets::reply(tx, &ann, &Reply::public(ticket, "Use Xanadu43 now."))).unwrap();
    let sent = office.sent(Kind::Answer).remove(0);
    assert_eq!(sent.row.state, State::KeptInOutbox);
    taken_out(&office, ticket, said.message, "Xanadu43");
    let (lee, id) = (office.lee.clone(), sent.row.id);
    let now = office.read(move |conn| mail::outbox_letter(conn, &lee, id)).unwrap();
    assert!(now.row.raw.is_none() && !format!("{now:?}").contains("Xanadu"), "{now:?}");
    let lee = office.lee.clone();
    assert_eq!(refused(office.write(move |tx| mail::release(tx, &lee, id))), "mail-words-taken-out");
}

#[test]
fn what_has_not_left_says_what_the_message_now_says_or_does_not_leave() {
    let office = Office::with(Some(Arc::new(Away)));
    let (ticket, _) = letter(&office);
    let ann = office.ann.clone();
    let two = office
        .write(move |tx| {
            let one = tickets::reply(tx, &ann, &Reply::public(ticket, "Use Xanadu43 now."))?.message;
            Ok([one, tickets::reply(tx, &ann, &Reply::public(ticket, "For Ben alone."))?.message])
        })
        .unwrap();
    // The answers are written, and the relay is away.
    assert!(office.sent(Kind::Answer).iter().all(|letter| letter.row.state == State::Queued && letter.row.raw.is_some()));
    let ann = office.ann.clone();
    office
        .write(move |tx| {
            tickets::redact(tx, &ann, &Redact { ticket, message: two[0], text: "Xanadu43".into() })?;
            tickets::make_private(tx, &ann, &MakePrivate { ticket, message: two[1] }).map(drop)
        })
        .unwrap();
    let sent = office.sent(Kind::Answer);
    let of = |message| sent.iter().find(|letter| letter.row.message_id == Some(message));
    let first = of(two[0]).expect("the first answer");
    assert!(first.text.contains("▇▇▇▇▇▇▇▇ now.") && !format!("{first:?}").contains("Xanadu"), "{first:?}");
    assert!(of(two[1]).is_none_or(|letter| letter.row.state == State::GivenUp), "{:?}", of(two[1]));
}
