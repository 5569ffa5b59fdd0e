//! Letters at the relay's door: taken, refused for now, refused for good, and held at our own gate.

use std::sync::{Arc, Mutex};

use mail::{HandingOver, Handover, Kind, Relay, RelayError, State};
use people::{Actor, Door};
use testkit::{Office, refused};
use tickets::{Reply, TicketId};

/// A relay that answers as it is told, and remembers what it got.
#[derive(Default)]
struct Told {
    answers: Mutex<Vec<Result<(), RelayError>>>,
    got: Mutex<Vec<Handover>>,
}

impl Relay for Told {
    fn hand_over<'r>(&'r self, _: &'r db::Db, letter: Handover) -> HandingOver<'r> {
        self.got.lock().expect("the test's own lock").push(letter);
        let answer = self.answers.lock().expect("the test's own lock").pop().unwrap_or(Ok(()));
        Box::pin(async move { answer })
    }
}

fn office(answers: Vec<Result<(), RelayError>>) -> (Office, Arc<Told>) {
    let relay = Arc::new(Told { answers: Mutex::new(answers), got: Mutex::default() });
    (Office::with(Some(relay.clone())), relay)
}

/// Ann answers a ticket that Rita asked in the portal: one letter.
fn answer(office: &Office) -> TicketId {
    let (rita, ann) = (office.rita.clone(), office.ann.clone());
    let write = move |tx: &mut db::Tx<'_>| {
        let opened = tickets::open(tx, &rita, &tickets::Open::new(rita.person().expect("Rita"), "VPN", "No connection."))?;
        tickets::reply(tx, &ann, &Reply::public(opened.ticket, "Try again.")).map(|_| opened.ticket)
    };
    office.write(write).expect("an answer")
}

#[test]
fn a_letter_that_is_taken_is_sent_once() {
    let (office, relay) = office(vec![]);
    answer(&office);
    let sent = office.sent(Kind::Answer);
    assert_eq!(sent[0].row.state, State::Sent);
    office.pass_ms(db::DAY_MS);
    office.keep_promises();
    let got = relay.got.lock().unwrap();
    let mine: Vec<_> = got.iter().filter(|l| l.to == ["rita@desk.example"]).collect();
    assert_eq!(mine.len(), 1);
    assert!(mine[0].from.starts_with("support+r-"), "bounces come back to the signed address: {}", mine[0].from);
}

#[test]
fn a_temporary_refusal_is_tried_again_until_it_is_given_up() {
    let busy = || Err(RelayError::Temporary("421 busy".to_owned()));
    let (office, relay) = office((0..50).map(|_| busy()).collect());
    answer(&office);
    for pause_ms in mail::RETRY_PAUSES_MS {
        let sent = office.sent(Kind::Answer);
        assert_eq!((sent[0].row.state, sent[0].row.last_error.as_deref()), (State::Queued, Some("421 busy")));
        office.pass_ms(pause_ms);
    }
    let given_up = office.sent(Kind::Answer).remove(0);
    assert_eq!(given_up.row.state, State::GivenUp);
    // A person sends it again, and the relay is well.
    relay.answers.lock().unwrap().clear();
    let (id, agent, lead) = (given_up.row.id, office.ann.clone(), office.lee.clone());
    assert_eq!(refused(office.write(move |tx| mail::release(tx, &agent, id))), "not allowed: release_outgoing");
    office.write(move |tx| mail::release(tx, &lead, id)).unwrap();
    assert_eq!(office.sent(Kind::Answer)[0].row.state, State::Sent);
    let lead = office.lee.clone();
    assert_eq!(refused(office.write(move |tx| mail::release(tx, &lead, id))), "mail-already-left");
}

#[test]
fn a_permanent_refusal_is_not_tried_again() {
    let (office, relay) = office(vec![Err(RelayError::Permanent("550 no".to_owned()))]);
    answer(&office);
    assert_eq!(office.sent(Kind::Answer)[0].row.state, State::GivenUp);
    office.pass_ms(db::DAY_MS);
    office.keep_promises();
    assert_eq!(relay.got.lock().unwrap().iter().filter(|l| l.to == ["rita@desk.example"]).count(), 1);
    let counts = office.read({
        let ada = office.ada.clone();
        move |conn| mail::outbox_counts(conn, &ada)
    });
    assert_eq!(counts.unwrap(), [(State::GivenUp, 1)]);
}

#[test]
fn the_gate_holds_what_looks_like_a_loop_and_loses_nothing() {
    let (office, _) = office(vec![]);
    let ticket = answer(&office);
    for n in 0..40 {
        let ann = office.ann.clone();
        office.write(move |tx| tickets::reply(tx, &ann, &Reply::public(ticket, format!("Number {n}")))).unwrap();
    }
    let sent = office.sent(Kind::Answer);
    let left = sent.iter().filter(|l| l.row.state == State::Sent).count();
    assert_eq!(i64::try_from(left).unwrap(), mail::TO_ADDRESS.most);
    let held: Vec<_> = sent.iter().filter(|l| l.row.state == State::Held).collect();
    assert_eq!(held.len(), 41 - left);
    assert_eq!(held[0].row.why.as_deref(), Some("mail-held-address-budget"));
}

#[test]
fn nothing_goes_to_ourselves_or_to_where_nobody_reads() {
    let (office, _) = office(vec![]);
    let letter = |to: &str, occasion: &str| mail::Post {
        kind: Kind::Notification,
        occasion: occasion.to_owned(),
        mailbox: None,
        from_name: None,
        to: vec![email::Address::new(to)],
        cc: vec![],
        person: None,
        subject: "Hello".to_owned(),
        text: "Hello".to_owned(),
        html: None,
        voice: mail::Voice::Generating,
        ticket: None,
        message: None,
        enclosures: vec![],
    };
    let post = |to: &str, occasion: &str| {
        let letter = letter(to, occasion);
        office.write(move |tx| mail::post(tx, &Actor::system(Door::Inside), &letter)).unwrap()
    };
    assert_eq!(post("Support+r-abc@DESK.example", "a"), None);
    assert_eq!(post("no-reply@else.example", "b").unwrap().state, State::Held);
    let first = post("x@else.example", "c").unwrap();
    assert_eq!(post("x@else.example", "c").unwrap().id, first.id, "one occasion, one letter");
}

#[test]
fn what_we_answer_by_ourselves_to_one_domain_has_a_limit_and_what_people_write_has_none() {
    let (office, _) = office(vec![]);
    let post = |n: i64, voice: mail::Voice| {
        let letter = mail::Post {
            kind: Kind::Acknowledgement,
            occasion: format!("{voice:?} {n}"),
            mailbox: None,
            from_name: None,
            to: vec![email::Address::new(format!("a{n}@loop.example"))],
            cc: vec![],
            person: None,
            subject: "Hello".to_owned(),
            text: "Hello".to_owned(),
            html: None,
            voice,
            ticket: None,
            message: None,
            enclosures: vec![],
        };
        office.write(move |tx| mail::post(tx, &Actor::system(Door::Inside), &letter)).unwrap().unwrap()
    };
    for n in 0..mail::TO_DOMAIN.most {
        assert_eq!(post(n, mail::Voice::Replying).state, State::Queued, "{n}");
    }
    let one_more = post(mail::TO_DOMAIN.most, mail::Voice::Replying);
    assert_eq!(one_more.state, State::Held);
    let ada = office.ada.clone();
    let row = office.read(move |conn| mail::outbox_letter(conn, &ada, one_more.id)).unwrap().row;
    assert_eq!(row.why.as_deref(), Some("mail-held-domain-budget"));
    assert_eq!(post(1, mail::Voice::Person).state, State::Queued);
}

#[test]
fn without_a_mailbox_letters_are_held_until_there_is_one() {
    let (office, _) = office(vec![]);
    let (support, ada) = (office.support, office.ada.clone());
    office.write(move |tx| mail::archive_mailbox(tx, &ada, support, true)).unwrap();
    answer(&office);
    let held = office.sent(Kind::Answer).remove(0);
    assert_eq!((held.row.state, held.row.why.as_deref()), (State::Held, Some("mail-held-no-mailbox")));
    let (id, lee, ada) = (held.row.id, office.lee.clone(), office.ada.clone());
    let release = move |tx: &mut db::Tx<'_>| mail::release(tx, &lee, id);
    assert_eq!(refused(office.write(release.clone())), "mail-held-no-mailbox");
    office.write(move |tx| mail::archive_mailbox(tx, &ada, support, false)).unwrap();
    office.write(release).unwrap();
    let sent = office.sent(Kind::Answer).remove(0);
    assert_eq!((sent.row.state, sent.from.email.as_str()), (State::Sent, "support@desk.example"));
    assert!(office.as_it_left(id).reply_to[0].email.starts_with("support+r-"));
}

/// A relay that takes its time: while it has a letter, the letter's ticket is emptied.
struct Slow(Mutex<Option<TicketId>>);

impl Relay for Slow {
    fn hand_over<'r>(&'r self, db: &'r db::Db, letter: Handover) -> HandingOver<'r> {
        let ticket = *self.0.lock().expect("the test's own lock");
        Box::pin(async move {
            if let Some(ticket) = ticket.filter(|_| letter.to == ["rita@desk.example"]) {
                db.write(move |tx| mail::empty_ticket(tx, ticket)).await.map_err(|e| RelayError::Permanent(e.to_string()))?;
            }
            Ok(())
        })
    }
}

#[test]
fn a_letter_that_is_emptied_while_it_is_handed_over_leaves_no_original() {
    let relay = Arc::new(Slow(Mutex::default()));
    let office = Office::with(Some(relay.clone()));
    let ticket = answer(&office);
    *relay.0.lock().unwrap() = Some(ticket);
    let letters = office.outbox();
    let mine: Vec<_> = letters.iter().filter(|letter| letter.row.ticket_id == Some(ticket) && letter.row.kind == Kind::Answer).collect();
    assert_eq!((mine.len(), mine[0].row.state, mine[0].row.raw.as_deref()), (1, State::Sent, None));
    office.keep_promises();
    let left = office.store.list_now().unwrap();
    let says = |digest: &String| String::from_utf8_lossy(&office.store.get_now(digest).unwrap()).contains("Try again.");
    assert!(!left.iter().any(says), "its file is gone");
}
