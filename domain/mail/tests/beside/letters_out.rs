//! What leaves: what was written there, and nothing else of the ticket.

use mail::{Kind, State};
use side::{Turn, Write};
use testkit::{Office, refused};
use tickets::{Attach, Reply};

use super::{VENDOR, begin_of, begun, opened, sheet, ticket, way_back};

#[test]
fn the_letter_holds_what_was_written_there_and_nothing_of_the_ticket() {
    let office = Office::new();
    let ticket = ticket(&office);
    begun(&office, ticket);
    let sent = office.sent(Kind::Side);
    assert_eq!((sent.len(), sent[0].row.state), (1, State::KeptInOutbox));
    let letter = office.as_it_left(sent[0].row.id);
    assert_eq!(letter.from.as_ref().unwrap().to_string(), "Ann Ash, Support <support@desk.example>");
    assert_eq!(letter.to[0].to_string(), "Anna Berg <anna@vendor.example>");
    assert_eq!(letter.subject, "Gateway firmware 7.2 drops tunnels");
    assert!(letter.html.as_deref().unwrap().contains("<strong>drops</strong>"));
    let raw = office.store.get_now(sent[0].row.raw.as_deref().unwrap()).unwrap();
    let raw = String::from_utf8_lossy(&raw).into_owned();
    for secret in ["difficult", "lawyer", "Rita", "rita@desk.example", "We look into it", &format!("#{ticket}"), "vpn@rita"] {
        assert!(!raw.contains(secret), "{secret} left: {raw}");
    }
    assert!(letter.references.is_empty() && letter.in_reply_to.is_empty());
    assert!(letter.reply_to[0].email.starts_with("support+r-"), "{:?}", letter.reply_to);
}

#[test]
fn the_requesters_letters_name_nothing_of_the_side_conversation() {
    let office = Office::new();
    let ticket = ticket(&office);
    begun(&office, ticket);
    let (_, side_id) = way_back(&office);
    let ann = office.ann.clone();
    office.write(move |tx| tickets::reply(tx, &ann, &Reply::public(ticket, "Still looking."))).unwrap();
    let answer = office.sent(Kind::Answer).pop().unwrap();
    let letter = office.as_it_left(answer.row.id);
    assert!(!letter.references.contains(&side_id) && !letter.text.contains("firmware"), "{:?}", letter.references);
}

#[test]
fn further_turns_are_one_thread_to_all_who_take_part() {
    let office = Office::new();
    let began = begun(&office, ticket(&office));
    let (_, first) = way_back(&office);
    let also = vec![email::Address::new("Ops@Vendor.example"), email::Address::new(VENDOR)];
    let write = Write { conversation: began.conversation, also, body: "Any news?".into(), files: Vec::new(), key: Some("k".into()) };
    for _ in 0..2 {
        let (ann, write) = (office.ann.clone(), write.clone());
        office.write(move |tx| side::write_on(tx, &ann, &write)).unwrap();
    }
    let sent = office.sent(Kind::Side);
    assert_eq!(sent.len(), 2, "the same key again writes nothing");
    let letter = office.as_it_left(sent[1].row.id);
    assert_eq!((letter.in_reply_to.as_slice(), letter.subject.as_str()), ([first].as_slice(), "Re: Gateway firmware 7.2 drops tunnels"));
    let to: Vec<&str> = letter.to.iter().map(|a| a.email.as_str()).collect();
    assert_eq!(to, [VENDOR, "ops@vendor.example"]);
}

#[test]
fn files_of_the_ticket_go_along_when_they_are_chosen_and_no_others() {
    let office = Office::new();
    let (ticket, other) = (ticket(&office), opened(&office));
    let hang = |ticket, text: &'static [u8]| {
        let (ann, store) = (office.ann.clone(), office.store.put_now(text.to_vec()).unwrap());
        office
            .write(move |tx| {
                let attach = Attach { file: store.clone(), name: "trace.log".into(), media_type: "text/plain".into(), content_id: None };
                let file = tickets::attach(tx, &ann, &attach)?;
                tickets::reply(tx, &ann, &Reply { attachments: vec![file], ..Reply::note(ticket, "the trace") })?;
                Ok(file)
            })
            .unwrap()
    };
    let (ours, theirs) = (hang(ticket, b"tunnel down"), hang(other, b"screen"));
    let ann = office.ann.clone();
    let foreign = side::Begin { files: vec![theirs], ..begin_of(ticket) };
    assert_eq!(refused(office.write(move |tx| side::begin(tx, &ann, &foreign))), "files: side-file-elsewhere");
    let ann = office.ann.clone();
    let with = side::Begin { files: vec![ours], ..begin_of(ticket) };
    office.write(move |tx| side::begin(tx, &ann, &with)).unwrap();
    let sent = office.sent(Kind::Side).pop().unwrap();
    let letter = office.as_it_left(sent.row.id);
    assert_eq!((letter.attachments.len(), letter.attachments[0].bytes.as_slice()), (1, b"tunnel down".as_slice()));
}

#[test]
fn a_letter_to_our_own_mailbox_does_not_leave_and_says_so() {
    let office = Office::new();
    let (ticket, ann) = (ticket(&office), office.ann.clone());
    let own = side::Begin { to: vec![email::Address::new("support@desk.example")], ..begin_of(ticket) };
    let began = office.write(move |tx| side::begin(tx, &ann, &own)).unwrap();
    assert!(office.sent(Kind::Side).is_empty());
    let said = sheet(&office, began.conversation).said;
    assert_eq!((said[1].message.kind, said[1].message.why.as_str()), (Turn::Noted, "mail-side-not-sent"));
}

#[test]
fn whoever_asked_a_restricted_team_from_the_desk_sees_neither_it_nor_its_letters() {
    let office = Office::new();
    let (lee, payroll) = (office.lee.clone(), office.payroll);
    let me = lee.person().unwrap();
    let ticket = office
        .write(move |tx| {
            let ticket = tickets::open(tx, &lee, &tickets::Open::new(me, "My payslip", "It is wrong."))?.ticket;
            let system = people::Actor::system(people::Door::Command);
            tickets::assign(tx, &system, &tickets::Assign { ticket, to: tickets::To::Team(payroll) })?;
            Ok(ticket)
        })
        .unwrap();
    let pat = office.pat.clone();
    office.write(move |tx| side::begin(tx, &pat, &begin_of(ticket))).unwrap();
    let letter = office.sent(mail::Kind::Side).pop().unwrap().row.id;
    let (a, b, c) = (office.lee.clone(), office.lee.clone(), office.lee.clone());
    assert_eq!(refused(office.read(move |conn| side::conversations(conn, &a, ticket).map(|l| l.lines.len()))), "not found");
    assert_eq!(refused(office.read(move |conn| mail::outbox_letter(conn, &b, letter).map(|l| l.text))), "not found");
    let listed = office.read(move |conn| mail::outbox(conn, &c, None, None, mail::PAGE_MAX)).unwrap();
    assert!(listed.iter().all(|entry| entry.id != letter));
}
