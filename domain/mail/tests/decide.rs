//! Letters that wait for a person, and what that person may do.

use mail::{AttachLetter, LetterId, NewMailbox, Outcome};
use people::{Actor, Door};
use testkit::{Office, refused};
use tickets::TicketId;

fn held(office: &Office) -> (LetterId, TicketId) {
    let raw = "From: rita@desk.example\nTo: support@desk.example\nSubject: VPN\nMessage-ID: <vpn@rita>\n\nNo connection.\n";
    let ticket = office.deliver(raw).ticket.expect("a ticket");
    let raw = "From: Eve <eve@else.example>\nTo: support@desk.example\nSubject: Re: VPN\nIn-Reply-To: <vpn@rita>\nMessage-ID: <e@e>\n\nI know why.\n";
    let held = office.deliver(raw);
    assert_eq!(held.outcome, Outcome::Held);
    (held.letter, ticket)
}

#[test]
fn a_held_letter_joins_when_an_agent_says_so() {
    let office = Office::new();
    let (letter, ticket) = held(&office);
    let ann = office.ann.clone();
    assert_eq!(
        office
            .read({
                let ann = ann.clone();
                move |c| mail::held_count(c, &ann)
            })
            .unwrap(),
        1
    );
    let view = office
        .read({
            let ann = ann.clone();
            move |c| mail::letter(c, &ann, letter)
        })
        .unwrap();
    assert_eq!((view.text.as_str(), view.row.ticket_id, view.row.from_name.as_str()), ("I know why.", Some(ticket), "Eve"));
    let became = office
        .write({
            let ann = ann.clone();
            move |tx| mail::attach_letter(tx, &ann, &AttachLetter { letter, ticket })
        })
        .unwrap();
    assert_eq!(became.ticket, ticket);
    assert_eq!(
        office
            .read({
                let ann = ann.clone();
                move |c| mail::held_count(c, &ann)
            })
            .unwrap(),
        0
    );
    let again = office.write(move |tx| mail::discard_letter(tx, &ann, letter));
    assert_eq!(refused(again), "mail-letter-decided");
    let next = office.deliver("From: eve@else.example\nTo: support@desk.example\nIn-Reply-To: <e@e>\nMessage-ID: <e2@e>\n\nMore.\n");
    assert_eq!((next.outcome, next.ticket), (Outcome::Joined, Some(ticket)), "from now on she takes part");
}

#[test]
fn a_discarded_letter_can_still_open_a_ticket() {
    let office = Office::new();
    let (letter, ticket) = held(&office);
    let ann = office.ann.clone();
    office
        .write({
            let ann = ann.clone();
            move |tx| mail::discard_letter(tx, &ann, letter)
        })
        .unwrap();
    let became = office.write(move |tx| mail::open_from_letter(tx, &ann, letter)).unwrap();
    assert_ne!(became.ticket, ticket);
    let message = became.message;
    let card = office.read(move |c| mail::came_by(c, &[message])).unwrap();
    assert_eq!(card[0].why.key, "mail-why-decided-open");
}

#[test]
fn a_letter_in_a_colleagues_name_becomes_a_note_at_most() {
    let office = Office::new();
    let (_, ticket) = held(&office);
    let forged = office
        .deliver("From: ben@desk.example\nTo: support@desk.example\nIn-Reply-To: <vpn@rita>\nMessage-ID: <f@e>\n\nPay to this account.\n");
    let (letter, ann) = (forged.letter, office.ann.clone());
    office.write(move |tx| mail::attach_letter(tx, &ann, &AttachLetter { letter, ticket })).unwrap();
    assert!(office.sent(mail::Kind::Answer).is_empty());
}

#[test]
fn letters_of_a_restricted_teams_mailbox_are_its_members_own() {
    let office = Office::new();
    let payroll = NewMailbox { team: Some(office.payroll), ..NewMailbox::new("payroll@desk.example", "Payroll") };
    office.write(move |tx| mail::add_mailbox(tx, &Actor::system(Door::Command), &payroll)).unwrap();
    let letter = office.deliver_to("payroll@desk.example", None, "Subject: anonymous\n\nwho knows").letter;
    for (actor, sees) in [(&office.pat, true), (&office.ann, false), (&office.ada, false), (&office.rita, false)] {
        let one = actor.clone();
        assert_eq!(office.read(move |c| mail::letter(c, &one, letter)).is_ok(), sees, "{}", actor.role);
        let list = actor.clone();
        let listed = office.read(move |c| mail::letters(c, &list, None, None, 10)).unwrap();
        assert_eq!(listed.iter().any(|l| l.id == letter), sees, "the list agrees: {}", actor.role);
    }
}

#[test]
fn a_message_that_came_by_letter_can_be_elsewhere() {
    let office = Office::new();
    let deliver = |subject: &str, id: &str, more: &str| {
        office.deliver(&format!(
            "From: rita@desk.example\nTo: support@desk.example\nSubject: {subject}\nMessage-ID: <{id}>\n{more}\n{subject}.\n"
        ))
    };
    let first = deliver("Printer", "p@rita", "");
    let second = deliver("VPN", "v@rita", "In-Reply-To: <p@rita>\n");
    assert_eq!(first.ticket, second.ticket);
    let (message, ann) = (second.message.expect("a message"), office.ann.clone());
    let moved = office.write({
        let ann = ann.clone();
        move |tx| mail::move_letter(tx, &ann, mail::MoveLetter { message, to: None })
    });
    let own = moved.expect("Ann may").ticket;
    assert_ne!(Some(own), first.ticket);
    let card = office.read({
        let ann = ann.clone();
        move |conn| mail::card(conn, &ann, message)
    });
    let card = card.expect("Ann may look").expect("it came by letter");
    assert_eq!((card.letter.ticket_id, card.letter.why.key.as_str()), (Some(own), "mail-why-decided-open"));
    let next = deliver("More about it", "v2@rita", "In-Reply-To: <v@rita>\n");
    assert_eq!(next.ticket, Some(own), "what answers it follows it");
    let third = deliver("Mouse", "m@rita", "").message.expect("a message");
    let into = first.ticket.expect("a ticket");
    let joined = office.write(move |tx| mail::move_letter(tx, &ann, mail::MoveLetter { message: third, to: Some(into) }));
    assert_eq!(joined.expect("Ann may").ticket, into);
}

#[test]
fn letters_of_an_unwanted_sender_are_kept_and_nothing_follows() {
    let office = Office::new();
    let spam = |id: &str| {
        office.deliver(&format!("From: spam@else.example\nTo: support@desk.example\nSubject: Buy\nMessage-ID: <{id}>\n\nNow.\n"))
    };
    let (letter, ann) = (spam("1@spam").letter, office.ann.clone());
    let never = |ann: Actor| office.write(move |tx| mail::never_from(tx, &ann, letter));
    never(ann.clone()).expect("Ann may");
    let next = spam("2@spam");
    assert_eq!((next.outcome, next.ticket, next.why.key.as_str()), (Outcome::Ignored, None, "mail-why-never"));
    office.write(move |tx| mail::again_from(tx, &ann, letter)).expect("Ann may");
    assert_eq!(spam("3@spam").outcome, Outcome::Opened);
    let own = office.deliver("From: ann@desk.example\nTo: support@desk.example\nSubject: Hi\nMessage-ID: <hi@ann>\n\nHi.\n").letter;
    let ann = office.ann.clone();
    assert_eq!(refused(office.write(move |tx| mail::never_from(tx, &ann, own))), "mail-never-from-us");
}
