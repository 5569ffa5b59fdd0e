//! Letters that programs write: none of them is answered, and no two programs talk for long.

use mail::{Kind, Outcome, State};
use people::{Actor, Door};
use testkit::Office;
use tickets::{Audience, Reply, TicketId};

fn opened_and_answered(office: &Office) -> (TicketId, mail::OutboxLetter) {
    let opened =
        office.deliver("From: rita@desk.example\nTo: support@desk.example\nSubject: VPN\nMessage-ID: <vpn@rita>\n\nNo connection.\n");
    let (ticket, ann) = (opened.ticket.expect("a ticket"), office.ann.clone());
    office.write(move |tx| tickets::reply(tx, &ann, &Reply::public(ticket, "Try again."))).expect("Ann may answer");
    (ticket, office.sent(Kind::Answer).pop().expect("an answer"))
}

fn notes(office: &Office, ticket: TicketId) -> Vec<String> {
    let all = office.read(move |conn| tickets::conversation(conn, &Actor::system(Door::Command), ticket, None)).expect("the conversation");
    all.messages.into_iter().filter(|m| m.message.audience == Audience::Internal).map(|m| m.message.body).collect()
}

#[test]
fn an_absence_note_is_noted_and_never_answered() {
    let office = Office::new();
    let (ticket, answer) = opened_and_answered(&office);
    let kinds = |office: &Office| office.outbox().iter().map(|l| l.row.kind).filter(|k| *k != Kind::Notification).collect::<Vec<_>>();
    let before = kinds(&office);
    let id = answer.row.rfc_message_id.expect("a Message-ID");
    let note = format!(
        "From: rita@desk.example\nTo: support@desk.example\nAuto-Submitted: auto-replied\nSubject: Away\nIn-Reply-To: <{id}>\nMessage-ID: <away@rita>\n\nBack on Monday.\n"
    );
    let intake = office.deliver(&note);
    assert_eq!((intake.outcome, intake.ticket, intake.why.key.as_str()), (Outcome::Joined, Some(ticket), "mail-why-auto-reply-noted"));
    assert_eq!(notes(&office, ticket), ["Back on Monday."]);
    assert_eq!(kinds(&office), before, "nothing was answered");
    let fresh = office.deliver(
        "From: x@else.example\nTo: support@desk.example\nAuto-Submitted: auto-replied\nSubject: Away\nMessage-ID: <a2@x>\n\nAway.\n",
    );
    assert_eq!((fresh.outcome, fresh.ticket), (Outcome::Ignored, None));
}

#[test]
fn a_colleague_who_is_away_or_unreachable_is_no_news_about_the_ticket() {
    let office = Office::new();
    let (ticket, _) = opened_and_answered(&office);
    office.deliver("From: rita@desk.example\nTo: support@desk.example\nIn-Reply-To: <vpn@rita>\nMessage-ID: <r2@rita>\n\nNo.\n");
    let notice = office.sent(Kind::Notification).pop().expect("Ann is told").row;
    let id = notice.rfc_message_id.expect("a Message-ID");
    let away = format!(
        "From: ann@desk.example\nTo: support@desk.example\nAuto-Submitted: auto-replied\nIn-Reply-To: <{id}>\nMessage-ID: <aw@ann>\n\nSkiing.\n"
    );
    assert_eq!((office.deliver(&away).outcome, notes(&office, ticket).len()), (Outcome::Ignored, 0));
    let full = format!(
        "From: MAILER-DAEMON@mx.example\nTo: support@desk.example\nMessage-ID: <fb@mx>\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ann@desk.example\nAction: failed\nStatus: 5.2.2\n\n--b\n\
         Content-Type: message/rfc822\n\nMessage-ID: <{id}>\n\nx\n--b--\n"
    );
    assert_eq!((office.deliver(&full).outcome, notes(&office, ticket).len()), (Outcome::Ignored, 0));
    let notice = office.sent(Kind::Notification).pop().expect("it is still there");
    assert_eq!(notice.row.state, State::Bounced);
}

#[test]
fn news_from_programs_open_tickets_without_acknowledgement() {
    let office = Office::new();
    let alert = "From: monitor@else.example\nTo: support@desk.example\nAuto-Submitted: auto-generated\nSubject: Disk full\nMessage-ID: <d@m>\n\n97%\n";
    assert_eq!(office.deliver(alert).outcome, Outcome::Opened);
    assert!(office.outbox().is_empty());
}

#[test]
fn a_bounce_marks_its_letter_and_says_so_on_the_ticket() {
    let office = Office::new();
    let (ticket, answer) = opened_and_answered(&office);
    let id = answer.row.rfc_message_id.clone().expect("a Message-ID");
    let report = format!(
        "From: MAILER-DAEMON@mx.example\nTo: support@desk.example\nSubject: Undelivered\nMessage-ID: <b@mx>\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nSorry.\n--b\n\
         Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; rita@desk.example\nAction: failed\n\
         Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <{id}>\nSubject: Re: VPN\n\nx\n--b--\n"
    );
    let intake = office.deliver_to("support@desk.example", Some(""), &report);
    assert_eq!((intake.outcome, intake.ticket, intake.why.key.as_str()), (Outcome::Joined, Some(ticket), "mail-returned-user_unknown"));
    assert!(notes(&office, ticket)[0].contains("rita@desk.example") && notes(&office, ticket)[0].contains("no such user"));
    let message = answer.row.message_id.expect("the message it carried");
    let states = office.read(move |conn| mail::letter_states(conn, &[message])).expect("its state");
    assert_eq!((states[0].state, states[0].last_error.as_deref().is_some_and(|e| e.contains("5.1.1"))), (State::Bounced, true));
    let unknown = office.deliver_to("support@desk.example", Some(""), &report.replace(&id, "other@x").replace("<b@mx>", "<b2@mx>"));
    assert_eq!((unknown.outcome, unknown.why.key.as_str()), (Outcome::Ignored, "mail-why-bounce-unknown"));
}

#[test]
fn our_own_letter_coming_back_is_ignored() {
    let office = Office::new();
    let (_, answer) = opened_and_answered(&office);
    let raw = office.store.get_now(answer.row.raw.as_deref().expect("it was written")).expect("its file");
    let back = office.deliver(&String::from_utf8_lossy(&raw));
    assert_eq!((back.outcome, back.why.key.as_str()), (Outcome::Ignored, "mail-why-own"));
    let changed = String::from_utf8_lossy(&raw).replace("Message-ID: <", "Message-ID: <rewritten-");
    assert_eq!(office.deliver(&changed).outcome, Outcome::Ignored, "a list that gave it another Message-ID does not fool us");
}

/// A program that answers everything at once, says nothing of being one, and forgets what it answers.
#[test]
fn two_auto_responders_in_a_loop_stay_within_budget() {
    let office = Office::new();
    let mut written = 0;
    let mut unanswered = vec![String::from("hello")];
    for round in 0..1_000 {
        let Some(text) = unanswered.pop() else { break };
        let raw = format!(
            "From: robot@else.example\nTo: support@desk.example\nSubject: Re: {round}\nMessage-ID: <{round}@robot>\n\nYou said: {text}\n"
        );
        office.deliver(&raw);
        let letters = office.outbox();
        if letters.len() > written {
            unanswered.push(letters.last().expect("a letter").text.clone());
            written = letters.len();
        }
    }
    assert!(written <= 1, "{written} letters to an address nobody vouched for");
    // A known address gets more, and still an end.
    for round in 0..60 {
        office.deliver(&format!(
            "From: rita@desk.example\nTo: support@desk.example\nSubject: Re: {round}\nMessage-ID: <{round}@rita>\n\n{round}\n"
        ));
    }
    let to_rita = office.sent(Kind::Acknowledgement).len() - written;
    assert!(i64::try_from(to_rita).expect("few") <= mail::ACKNOWLEDGE_KNOWN.most, "{to_rita}");
}

#[test]
fn an_acknowledgement_repeats_nothing_to_an_address_nobody_vouched_for() {
    let office = Office::new();
    let spam = "From: \"Buy now http://evil.example\" <victim@else.example>\nTo: support@desk.example\nSubject: Buy now http://evil.example\nMessage-ID: <s@s>\n\nBuy now\n";
    office.deliver(spam);
    office.deliver(&spam.replace("<s@s>", "<s2@s>"));
    let letters = office.sent(Kind::Acknowledgement);
    assert_eq!(letters.len(), 1, "one a day");
    let raw = office.store.get_now(letters[0].row.raw.as_deref().expect("written")).expect("its file");
    let raw = String::from_utf8_lossy(&raw).to_lowercase();
    assert!(!raw.contains("evil") && !raw.contains("buy"), "{raw}");
    assert!(raw.contains("auto-submitted: auto-replied"));
    office.pass_ms(db::DAY_MS);
    office.deliver(&spam.replace("<s@s>", "<s3@s>"));
    assert_eq!(office.sent(Kind::Acknowledgement).len(), 2);
}

/// A report about the letter with this Message-ID.
fn report(id: &str, number: u32, status: &str, said: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\nTo: support@desk.example\nSubject: Undelivered\nMessage-ID: <report{number}@mx>\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; rita@desk.example\nAction: failed\nStatus: {status}\n\
         Diagnostic-Code: smtp; {said}\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <{id}>\n\nx\n--b--\n"
    )
}

#[test]
fn a_full_mailbox_is_told_in_words_and_tried_again_tomorrow() {
    let office = Office::new();
    let (_, answer) = opened_and_answered(&office);
    let id = answer.row.rfc_message_id.clone().expect("a Message-ID");
    let state = |office: &Office| office.sent(Kind::Answer).pop().expect("the answer").row;
    for round in 1..=mail::RETURNS_MAX {
        office.deliver(&report(&id, u32::try_from(round).expect("few"), "4.2.2", "452 4.2.2 Mailbox full"));
        let row = state(&office);
        assert_eq!((row.state, row.why.as_deref()), (State::Bounced, Some("mail-returned-mailbox_full-again")), "round {round}");
        let words = testkit::texts();
        assert!(words.has(catalogue::Language::De, row.why.as_deref().expect("a key")));
        let known = office.read(|conn| mail::address_state(conn, "Rita@Desk.Example")).expect("a read").expect("it is known");
        assert_eq!((known.trouble.as_str(), known.trouble_kind.as_str()), ("mailbox_full", "soft"));
        office.pass_ms(mail::RETURN_PAUSE_MS + 1);
        assert_ne!(state(&office).state, State::Bounced, "it was sent again");
    }
    office.deliver(&report(&id, 99, "4.2.2", "452 4.2.2 Mailbox full"));
    office.pass_ms(mail::RETURN_PAUSE_MS + 1);
    let row = state(&office);
    assert_eq!((row.state, row.why.as_deref()), (State::Bounced, Some("mail-returned-mailbox_full")), "enough is enough");
    office.deliver("From: rita@desk.example\nTo: support@desk.example\nSubject: I am back\nMessage-ID: <back@rita>\n\nHello.\n");
    let known = office.read(|conn| mail::address_state(conn, "rita@desk.example")).expect("a read").expect("it is known");
    assert_eq!(known.trouble, "", "who writes is there");
}

#[test]
fn an_unknown_mailbox_is_hard_and_not_tried_again() {
    let office = Office::new();
    let (_, answer) = opened_and_answered(&office);
    let id = answer.row.rfc_message_id.clone().expect("a Message-ID");
    office.deliver(&report(&id, 1, "5.1.1", "550 5.1.1 no such user"));
    office.deliver(&report(&id, 2, "4.2.2", "452 4.2.2 Mailbox full"));
    let known = office.read(|conn| mail::address_state(conn, "rita@desk.example")).expect("a read").expect("it is known");
    assert_eq!((known.trouble.as_str(), known.trouble_kind.as_str()), ("user_unknown", "hard"), "a soft report softens nothing");
}
