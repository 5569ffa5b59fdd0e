//! What becomes of letters that people write.

use mail::{Kind, NewMailbox, Outcome};
use people::{Actor, Door, directory};
use testkit::Office;
use tickets::{Audience, Merge, Reply, Side, Source, Status, TicketId};

const STRANGER: &str = "From: Nina New <nina@else.example>\nTo: support@desk.example\nSubject: Printer is on fire\n\
     Message-ID: <first@else.example>\nDate: Mon, 23 Nov 2026 08:55:00 +0000\n\nIt *really* burns.\n\n-- \nNina\n";

fn ticket_of(office: &Office, id: Option<TicketId>) -> tickets::Ticket {
    let id = id.expect("a ticket");
    office
        .read(move |conn| Ok(tickets::Ticket::clone(&*tickets::policy::look(conn, &Actor::system(Door::Command), id)?)))
        .expect("the ticket")
}

/// What was said on a ticket: audience, side and text.
fn said(office: &Office, id: Option<TicketId>) -> Vec<(Audience, Side, String)> {
    let id = id.expect("a ticket");
    let all = office.read(move |conn| tickets::conversation(conn, &Actor::system(Door::Command), id, None)).expect("the conversation");
    all.messages.into_iter().map(|m| (m.message.audience, m.message.side, m.message.body)).collect()
}

#[test]
fn a_first_letter_opens_a_ticket_for_its_writer() {
    let office = Office::new();
    let intake = office.deliver(STRANGER);
    assert_eq!((intake.outcome, intake.why.key.as_str(), intake.repeated), (Outcome::Opened, "mail-why-opened-stranger", false));
    let ticket = ticket_of(&office, intake.ticket);
    assert_eq!((ticket.subject.as_str(), ticket.source, ticket.status), ("Printer is on fire", Source::Email, Status::New));
    let nina = office.read(move |conn| directory::person(conn, ticket.requester_id)).unwrap().unwrap();
    assert_eq!((nina.name.as_str(), nina.verified), ("Nina New", false));
    assert_eq!(said(&office, intake.ticket), [(Audience::Public, Side::Requester, "It *really* burns.".to_owned())]);
    let message = intake.message.unwrap();
    let card = office.read(move |conn| mail::came_by(conn, &[message])).unwrap();
    assert_eq!((card.len(), card[0].from_email.as_str()), (1, "nina@else.example"));
}

#[test]
fn a_form_and_a_list_write_for_whoever_answers_go_to_and_nobody_vouches_for_them() {
    let office = Office::new();
    let form = "From: Web form <no-reply@forms.example>\nReply-To: Rita <rita@desk.example>\nTo: support@desk.example\nSubject: Form\n\
                Message-ID: <f@forms>\n\nThe form says so.\n";
    let list = "From: \"'Nina New' via Help\" <help@lists.example>\nReply-To: nina@else.example\nTo: support@desk.example\nSubject: List\n\
                Message-ID: <l@lists>\nList-Id: <help.lists.example>\n\nThe list says so.\n";
    let requester = |raw: &str| {
        let ticket = ticket_of(&office, office.deliver(raw).ticket);
        office.read(move |conn| directory::person(conn, ticket.requester_id)).expect("a person").expect("a person")
    };
    assert_eq!(Some(requester(form).id), office.rita.person());
    assert_eq!(requester(list).name, "Nina New");
    let message = office.deliver(&form.replace("<f@", "<g@")).message.expect("a message");
    let ann = office.ann.clone();
    let card = office.read(move |conn| mail::card(conn, &ann, message)).expect("a card").expect("a card");
    assert_eq!((card.letter.from_email.as_str(), card.letter.verdicts.aligned), ("rita@desk.example", false));
    // Whoever names a colleague in a form does not speak as them.
    let made = office.deliver(
        &form
            .replace("Rita <rita@", "Ann <ann@")
            .replace("<f@", "<h@")
            .replace("Subject: Form", "Subject: Re: Form\nIn-Reply-To: <f@forms>"),
    );
    assert_ne!(made.outcome, Outcome::Joined, "{:?}", made.why);
}

#[test]
fn the_same_letter_twice_and_from_two_mailboxes_changes_nothing() {
    let office = Office::new();
    let sales = NewMailbox::new("sales@desk.example", "Sales");
    office.write(move |tx| mail::add_mailbox(tx, &Actor::system(Door::Command), &sales)).unwrap();
    let first = office.deliver(STRANGER);
    let again = office.deliver(STRANGER);
    let elsewhere =
        office.deliver_to("sales@desk.example", Some("nina@else.example"), &format!("Delivered-To: sales@desk.example\n{STRANGER}"));
    for repeated in [again, elsewhere] {
        assert_eq!(
            (repeated.repeated, repeated.letter, repeated.ticket, repeated.message),
            (true, first.letter, first.ticket, first.message)
        );
    }
    let next = office.deliver(&STRANGER.replace("<first@", "<second@"));
    assert_ne!(next.ticket, first.ticket);
}

#[test]
fn a_letter_without_a_date_that_is_handed_over_again_is_one_record() {
    let office = Office::new();
    // A server that got no answer tries again; the door dates each try, the letter itself has no date.
    let tried = |time: &str| {
        let trace = format!("Received: from a.example by desk.example with ESMTP; Mon, 23 Nov 2026 {time} +0000");
        office.deliver(&format!("{trace}\nFrom: nina@else.example\nSubject: Still\nMessage-ID: <still@else.example>\n\nIt hums.\n"))
    };
    let (first, again) = (tried("09:00:00"), tried("11:30:00"));
    assert_eq!((again.repeated, again.letter, again.ticket), (true, first.letter, first.ticket));
}

#[test]
fn a_letter_to_a_mailbox_gets_its_team_and_files() {
    let office = Office::new();
    let network = NewMailbox { team: Some(office.network), ..NewMailbox::new("network@desk.example", "Network") };
    office.write(move |tx| mail::add_mailbox(tx, &Actor::system(Door::Command), &network)).unwrap();
    let letter = "From: rita@desk.example\nTo: network@desk.example, sam@desk.example\nSubject: See\nMessage-ID: <a@x>\nMIME-Version: 1.0\n\
         Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Look: <img src=\"cid:pic@x\"></p><script>x</script>\n\
         --b\nContent-Type: image/png\nContent-ID: <pic@x>\nContent-Disposition: inline; filename=pic.png\nContent-Transfer-Encoding: base64\n\niVBORw0K\n--b--\n";
    let intake = office.deliver_to("network@desk.example", None, letter);
    let ticket = ticket_of(&office, intake.ticket);
    assert_eq!((ticket.team_id, ticket.requester_id), (Some(office.network), office.rita.person().unwrap()));
    let sam = office.sam.clone();
    assert!(
        office.read(move |conn| tickets::policy::look(conn, &sam, ticket.id)).unwrap().is_watched(),
        "who was written to as well watches"
    );
    let system = Actor::system(Door::Command);
    let talk = office.read(move |conn| tickets::conversation(conn, &system, ticket.id, None)).unwrap();
    let first = &talk.messages[0];
    assert_eq!(first.attachments.len(), 1);
    let address = format!("src=\"{}{}/pic.png\"", mail::INLINE_PATH, first.attachments[0].id);
    assert!(first.message.body_html.contains(&address) && !first.message.body_html.contains("script"), "{}", first.message.body_html);
}

/// Opens a ticket by Rita's letter and answers it as Ann; the ticket, and Ann's answer as it left.
fn answered(office: &Office) -> (TicketId, email::Letter) {
    let opened =
        office.deliver("From: rita@desk.example\nTo: support@desk.example\nSubject: VPN\nMessage-ID: <vpn@rita>\n\nNo connection.\n");
    let (ticket, ann) = (opened.ticket.expect("a ticket"), office.ann.clone());
    office.write(move |tx| tickets::reply(tx, &ann, &Reply::public(ticket, "Try **again**."))).expect("Ann may answer");
    let answers = office.sent(Kind::Answer);
    (ticket, office.as_it_left(answers.last().expect("an answer").row.id))
}

#[test]
fn the_answer_to_our_answer_joins() {
    let office = Office::new();
    let (ticket, answer) = answered(&office);
    let (way_back, id) = (&answer.reply_to[0].email, answer.message_id.as_deref().unwrap());
    let by_token =
        office.deliver_to(way_back, None, &format!("From: rita@desk.example\nTo: {way_back}\nMessage-ID: <1@rita>\n\nStill not.\n"));
    assert_eq!((by_token.outcome, by_token.ticket, by_token.why.key.as_str()), (Outcome::Joined, Some(ticket), "mail-why-token"));
    // A mail program that drops the sub-address still names what it answers: our Message-ID carries the token, too.
    let by_id = office.deliver(&format!(
        "From: rita@desk.example\nTo: support@desk.example\nIn-Reply-To: <{id}>\nMessage-ID: <2@rita>\n\nNow it works.\n"
    ));
    assert_eq!((by_id.outcome, by_id.ticket), (Outcome::Joined, Some(ticket)));
    // And one that writes to its own first letter, or shares its beginnings.
    let own = office
        .deliver("From: rita@desk.example\nTo: support@desk.example\nReferences: <other@rita> <vpn@rita>\nMessage-ID: <3@rita>\n\nPS\n");
    assert_eq!((own.outcome, own.ticket, own.why.key.as_str()), (Outcome::Joined, Some(ticket), "mail-why-follows"));
    let shares =
        office.deliver("From: rita@desk.example\nTo: support@desk.example\nReferences: <other@rita>\nMessage-ID: <4@rita>\n\nPPS\n");
    assert_eq!((shares.outcome, shares.ticket, shares.why.key.as_str()), (Outcome::Joined, Some(ticket), "mail-why-shares"));
    assert_eq!(said(&office, Some(ticket)).len(), 6);
    assert_eq!(ticket_of(&office, Some(ticket)).status, Status::Open, "their answer makes it our move");
}

#[test]
fn a_stranger_with_a_number_in_the_subject_opens_a_new_one() {
    let office = Office::new();
    let (ticket, _) = answered(&office);
    let intake = office
        .deliver(&format!("From: eve@else.example\nTo: support@desk.example\nSubject: Re: VPN [#{ticket}]\nMessage-ID: <e@e>\n\nHi\n"));
    assert_eq!(intake.outcome, Outcome::Opened);
    assert_ne!(intake.ticket, Some(ticket));
}

#[test]
fn a_stranger_in_the_thread_is_held_and_joins_only_with_the_signed_address() {
    let office = Office::new();
    let (ticket, answer) = answered(&office);
    let held =
        office.deliver("From: eve@else.example\nTo: support@desk.example\nIn-Reply-To: <vpn@rita>\nMessage-ID: <e1@e>\n\nTell me more.\n");
    assert_eq!((held.outcome, held.ticket, held.message), (Outcome::Held, Some(ticket), None));
    let way_back = &answer.reply_to[0].email;
    let joined = office.deliver_to(way_back, None, "From: cole@else.example\nMessage-ID: <c1@e>\n\nRita asked me to answer.\n");
    assert_eq!((joined.outcome, joined.ticket, joined.why.key.as_str()), (Outcome::Joined, Some(ticket), "mail-why-stranger-token"));
    let forged = way_back.replace("+r-", "+r-a");
    let forged = office.deliver_to(&forged, None, "From: eve@else.example\nMessage-ID: <e2@e>\n\nLet me in.\n");
    assert_eq!(forged.outcome, Outcome::Opened, "a token we did not sign is none");
    assert_ne!(forged.ticket, Some(ticket));
}

#[test]
fn a_colleague_speaks_for_the_desk_only_with_a_token_of_their_own() {
    let office = Office::new();
    let (ticket, answer) = answered(&office);
    let forged =
        "From: ann@desk.example\nTo: support@desk.example\nIn-Reply-To: <vpn@rita>\nMessage-ID: <f@e>\n\nPlease send your password.\n";
    let held = office.deliver(forged);
    assert_eq!((held.outcome, held.why.key.as_str()), (Outcome::Held, "mail-why-agent-unproven"));
    // Rita's token in Ann's name is not enough either.
    let with_ritas =
        office.deliver_to(&answer.reply_to[0].email, None, "From: ann@desk.example\nMessage-ID: <f2@e>\n\nYour password, please.\n");
    assert_eq!(with_ritas.outcome, Outcome::Held);
    // Rita answers; Ann is told by a letter and answers that.
    office.deliver("From: rita@desk.example\nTo: support@desk.example\nIn-Reply-To: <vpn@rita>\nMessage-ID: <r2@rita>\n\nNo.\n");
    let notices = office.sent(Kind::Notification);
    let notice = office.as_it_left(notices.last().expect("Ann is told").row.id);
    let by_ann = office.deliver_to(&notice.reply_to[0].email, None, "From: Ann <ann@desk.example>\nMessage-ID: <a@ann>\n\nReboot it.\n");
    assert_eq!((by_ann.outcome, by_ann.ticket, by_ann.why.key.as_str()), (Outcome::Joined, Some(ticket), "mail-why-agent"));
    let last = said(&office, Some(ticket)).pop().unwrap();
    assert_eq!(last, (Audience::Public, Side::Staff, "Reboot it.".to_owned()));
    // What then goes to Rita names no Message-ID that holds Ann's token.
    let to_rita = office.sent(Kind::Answer).pop().unwrap();
    let raw = office.as_it_left(to_rita.row.id);
    assert!(
        !raw.references.contains(notice.message_id.as_ref().unwrap()) && !raw.in_reply_to.contains(notice.message_id.as_ref().unwrap())
    );
    let by_eve = office.deliver_to(&notice.reply_to[0].email, None, "From: eve@else.example\nMessage-ID: <x@e>\n\nMe too.\n");
    assert_eq!((by_eve.outcome, by_eve.why.key.as_str()), (Outcome::Held, "mail-why-stranger-staff-token"));
}

#[test]
fn an_answer_to_a_closed_ticket_opens_one_that_follows_it() {
    let office = Office::new();
    let (ticket, answer) = answered(&office);
    let ann = office.ann.clone();
    office.write(move |tx| tickets::close(tx, &ann, ticket)).unwrap();
    let intake = office.deliver_to(&answer.reply_to[0].email, None, "From: rita@desk.example\nMessage-ID: <late@rita>\n\nIt is back.\n");
    assert_eq!((intake.outcome, intake.why.key.as_str()), (Outcome::Opened, "mail-why-closed"));
    assert_ne!(intake.ticket, Some(ticket));
    let more =
        office.deliver("From: rita@desk.example\nTo: support@desk.example\nIn-Reply-To: <late@rita>\nMessage-ID: <later@rita>\n\nSee?\n");
    assert_eq!((more.outcome, more.ticket), (Outcome::Joined, intake.ticket));
}

#[test]
fn a_letter_into_a_merged_ticket_follows_the_survivor() {
    let office = Office::new();
    let (ticket, answer) = answered(&office);
    let other = office.deliver("From: gus@desk.example\nTo: support@desk.example\nSubject: VPN for all\nMessage-ID: <gus@g>\n\nDown.\n");
    let (into, ann) = (other.ticket.unwrap(), office.ann.clone());
    office.write(move |tx| tickets::merge(tx, &ann, &Merge { ticket, into, bring_people: true }).map(|_| ())).unwrap();
    let intake = office.deliver_to(&answer.reply_to[0].email, None, "From: rita@desk.example\nMessage-ID: <m@rita>\n\nAny news?\n");
    assert_eq!((intake.outcome, intake.ticket), (Outcome::Joined, Some(into)));
}

#[test]
fn odd_letters_are_kept_and_nothing_is_lost() {
    let office = Office::new();
    let long =
        format!("From: rita@desk.example\nTo: support@desk.example\nMessage-ID: <l@r>\n\n{}", "all work and no play ".repeat(30_000));
    let opened = office.deliver(&long);
    assert_eq!(opened.outcome, Outcome::Opened, "no subject and too much text are no reason to refuse");
    for (raw, why) in [
        ("Subject: hello\n\nwho am I?", "mail-why-no-sender"),
        ("From: rita@desk.example\nSubject: nothing\n\n", "mail-why-empty"),
        ("From: support@desk.example\nSubject: it is you\n\nmirror", "mail-why-from-mailbox"),
        ("\u{0}\u{1}\u{2} not a letter", "mail-why-no-sender"),
    ] {
        let intake = office.deliver(raw);
        assert_eq!((intake.outcome, intake.why.key.as_str()), (Outcome::Held, why), "{raw:?}");
    }
    let held = office.read(|conn| mail::letters(conn, &Actor::system(Door::Command), Some(Outcome::Held), None, 10)).unwrap();
    assert_eq!(held.len(), 4);
    for letter in held {
        assert!(office.store.get_now(&letter.raw).is_ok(), "the raw letter is kept");
    }
}

#[test]
fn a_flood_from_one_address_waits() {
    let office = Office::new();
    let mut opened = 0;
    for n in 0..30 {
        let intake =
            office.deliver(&format!("From: flo@else.example\nTo: support@desk.example\nSubject: {n}\nMessage-ID: <{n}@flo>\n\n{n}\n"));
        opened += i64::from(intake.outcome == Outcome::Opened);
    }
    assert_eq!(opened, mail::OPENED_BY_ADDRESS.most);
    // A forger has as many senders as they like; together they have a limit, and people the desk knows are not kept out by it.
    let mut forged = 0;
    for n in 0..mail::OPENED_BY_STRANGERS.most {
        let intake =
            office.deliver(&format!("From: f{n}@else.example\nTo: support@desk.example\nSubject: {n}\nMessage-ID: <f{n}@f>\n\n{n}\n"));
        forged += i64::from(intake.outcome == Outcome::Opened);
    }
    assert_eq!(forged + opened, mail::OPENED_BY_STRANGERS.most);
    let known = office.deliver("From: rita@desk.example\nTo: support@desk.example\nSubject: VPN\nMessage-ID: <k@r>\n\nNo.\n");
    assert_eq!(known.outcome, Outcome::Opened);
    office.pass_ms(db::HOUR_MS);
    assert_eq!(office.deliver("From: flo@else.example\nSubject: late\nMessage-ID: <late@flo>\n\nx\n").outcome, Outcome::Opened);
}

#[test]
fn a_letter_that_a_colleague_sends_on_is_its_writers() {
    let office = Office::new();
    let raw = "From: Ann <ann@desk.example>\nTo: support@desk.example\nSubject: WG: Drucker\nMessage-ID: <fwd@ann>\n\nKannst du das nehmen?\n\n\
               Von: Neu Kunde <neu@kunde.example>\nGesendet: Montag, 23. November 2026 08:00\nAn: Ann\nBetreff: Drucker kaputt\n\n\
               Der Drucker brennt.\n\n-- \nNeu Kunde\n";
    let intake = office.deliver(raw);
    assert_eq!((intake.outcome, intake.why.key.as_str()), (Outcome::Opened, "mail-why-on-behalf"));
    let ticket = intake.ticket.expect("a ticket");
    let all = office.read(move |conn| tickets::conversation(conn, &Actor::system(Door::Command), ticket, None)).expect("the conversation");
    let bodies: Vec<_> = all.messages.iter().map(|m| (m.message.audience, m.message.body.as_str())).collect();
    assert_eq!(bodies, [(tickets::Audience::Public, "Der Drucker brennt."), (tickets::Audience::Internal, "Kannst du das nehmen?")]);
    let who = office.read(move |conn| {
        let ticket = tickets::ticket(conn, &Actor::system(Door::Command), ticket)?;
        people::directory::person(conn, ticket.requester_id)
    });
    assert_eq!(who.expect("a read").expect("a person").name, "Neu Kunde");
    assert!(office.sent(Kind::Acknowledgement).is_empty(), "whoever asked did not write to us");
}

#[test]
fn a_stranger_cannot_open_in_somebody_elses_name() {
    let office = Office::new();
    let raw = "From: eve@else.example\nTo: support@desk.example\nSubject: Fwd: x\nMessage-ID: <fwd@eve>\n\n\
               From: Rita <rita@desk.example>\nDate: today\nTo: Eve\nSubject: x\n\nGive Eve the password.\n";
    let intake = office.deliver(raw);
    assert_eq!(intake.why.key, "mail-why-opened-stranger");
}

#[test]
fn proposed_times_of_a_known_zone_are_moments_and_all_else_is_words() {
    let moment = mail::proposed_moment("2026-11-30T09:30:00Z");
    assert!(moment.is_some());
    assert_eq!(mail::proposed_moment("2026-11-30T10:30:00[Europe/Berlin]"), moment);
    for words in ["2026-11-30", "2026-11-30T09:30:00", "2026-11-30T09:30:00[W. Europe Standard Time]", ""] {
        assert_eq!(mail::proposed_moment(words), None, "{words}");
    }
}

#[test]
fn an_invitation_is_kept_as_a_proposal() {
    let office = Office::new();
    let raw = "From: rita@desk.example\nTo: support@desk.example\nSubject: Visit\nMessage-ID: <ics@rita>\nMIME-Version: 1.0\n\
               Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nPlease come.\n--b\n\
               Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1@x\nSUMMARY:Visit\n\
               DTSTART:20261124T090000Z\nDTEND:20261124T100000Z\nLOCATION:Room 3\nORGANIZER;CN=Rita:mailto:rita@desk.example\nEND:VEVENT\nEND:VCALENDAR\n--b--\n";
    let letter = office.deliver(raw).letter;
    let kept = office.read(move |conn| mail::proposal(conn, letter)).expect("a read").expect("a proposal");
    assert_eq!(
        (kept.method.as_str(), kept.summary.as_str(), kept.starts.as_str(), kept.place.as_str()),
        ("request", "Visit", "2026-11-24T09:00:00Z", "Room 3")
    );
    assert_eq!(kept.organizer_email, "rita@desk.example");
}

#[test]
fn a_crash_between_fetch_and_commit_leaves_one_record() {
    let office = Office::new();
    let raw = "From: rita@desk.example\nTo: support@desk.example\nSubject: VPN\nMessage-ID: <crash@rita>\n\nNo connection.\n";
    let arrived = office.arrived("support@desk.example", None, raw);
    let cut = office.write({
        let arrived = arrived.clone();
        move |tx| {
            mail::take_in(tx, &arrived)?;
            Err::<(), _>(outcome::Error::conflict("power-cut"))
        }
    });
    assert!(cut.is_err());
    let first = office.deliver(raw);
    assert_eq!((first.outcome, first.repeated), (Outcome::Opened, false), "nothing was left of the first try");
    // After a restart everything that is known is in the database: another handle finds the letter.
    let options = db::Options { clock: db::Clock::still(testkit::MONDAY), ..db::Options::new(office.url.clone()) };
    let again = db::Db::open(&options).expect("a second handle");
    let repeated = again.write_now(move |tx| mail::take_in(tx, &arrived)).expect("it is known");
    assert!(repeated.repeated);
    assert_eq!((repeated.letter, repeated.ticket), (first.letter, first.ticket));
}
