//! What the desk says, on its way to the requester: what leaves, and what never does.

use mail::{Kind, NewMailbox, State};
use people::{Actor, Door};
use testkit::Office;
use tickets::{Open, Reply, TicketId, Watch};

fn opened(office: &Office) -> TicketId {
    let raw = "From: Rita Roe <rita@desk.example>\nTo: support@desk.example\nSubject: VPN\nMessage-ID: <vpn@rita>\n\nNo connection.\n";
    office.deliver(raw).ticket.expect("a ticket")
}

#[test]
fn an_answer_is_a_threaded_letter_with_a_signed_way_back() {
    let office = Office::new();
    let signed = NewMailbox {
        signature: "**Support** of Acme".into(),
        sender_name: "Acme Support".into(),
        ..NewMailbox::new("support@desk.example", "Support")
    };
    let support = office.support;
    office.write(move |tx| mail::edit_mailbox(tx, &Actor::system(Door::Command), support, &signed)).unwrap();
    let (ticket, ann) = (opened(&office), office.ann.clone());
    office.write(move |tx| tickets::reply(tx, &ann, &Reply::public(ticket, "Try **again**, please."))).unwrap();
    let sent = office.sent(Kind::Answer);
    assert_eq!((sent.len(), sent[0].row.state), (1, State::KeptInOutbox));
    let letter = office.as_it_left(sent[0].row.id);
    assert_eq!(letter.from.as_ref().unwrap().to_string(), "Ann Ash, Acme Support <support@desk.example>");
    assert_eq!(letter.to[0].to_string(), "Rita Roe <rita@desk.example>");
    assert_eq!(letter.subject, format!("Re: VPN [#{ticket}]"));
    assert!(letter.references.contains(&"vpn@rita".to_owned()), "{:?}", letter.references);
    assert!(!letter.in_reply_to.is_empty());
    assert!(letter.reply_to[0].email.starts_with("support+r-") && letter.header("X-Auto-Response-Suppress").is_some());
    assert!(letter.text.contains("Try **again**, please.") && letter.text.contains("-- \n**Support** of Acme"), "{}", letter.text);
    assert!(letter.html.as_deref().unwrap().contains("<strong>again</strong>"), "{:?}", letter.html);
    assert!(letter.header("Auto-Submitted").is_none(), "a person wrote it");
    let page = office.read({
        let id = sent[0].row.id;
        let lead = office.lee.clone();
        move |conn| mail::outbox_letter(conn, &lead, id)
    });
    assert!(page.unwrap().html.unwrap().as_str().contains("<strong>again</strong>"));
}

#[test]
fn each_mailbox_has_its_own_team_category_sender_and_signature() {
    let office = Office::new();
    let (network, system) = (office.network, Actor::system(Door::Command));
    let (support, by) = (office.support, system.clone());
    let category = office
        .write(move |tx| {
            let category = tickets::add_category(tx, &by, &tickets::AddCategory { parent: None, name: "Payslips".into(), team: None })?.id;
            let first = NewMailbox {
                sender_name: "Acme Support".into(),
                signature: "Your support".into(),
                ..NewMailbox::new("support@desk.example", "Support")
            };
            mail::edit_mailbox(tx, &by, support, &first)?;
            let second = NewMailbox {
                team: Some(network),
                category: Some(category),
                sender_name: "Acme Networks".into(),
                signature: "Your network team".into(),
                ..NewMailbox::new("network@desk.example", "Network")
            };
            mail::add_mailbox(tx, &by, &second)?;
            Ok(category)
        })
        .unwrap();
    for (to, sender, signature, team) in [
        ("support@desk.example", "Acme Support", "Your support", None),
        ("network@desk.example", "Acme Networks", "Your network team", Some(network)),
    ] {
        let raw = format!("From: rita@desk.example\nTo: {to}\nSubject: For {to}\nMessage-ID: <{to}>\n\nHello.\n");
        let ticket = office.deliver_to(to, None, &raw).ticket.expect("a ticket");
        let (ann, by) = (office.lee.clone(), system.clone());
        let opened = office.read(move |conn| tickets::ticket(conn, &by, ticket)).unwrap();
        assert_eq!((opened.team_id, opened.category_id), (team, team.map(|_| category)), "{to}");
        office.write(move |tx| tickets::reply(tx, &ann, &Reply::public(ticket, "Yes."))).unwrap();
        let sent = office.sent(Kind::Answer).into_iter().find(|letter| letter.row.ticket_id == Some(ticket)).expect("the answer");
        let letter = office.as_it_left(sent.row.id);
        let from = letter.from.as_ref().unwrap();
        assert!(from.email == to && from.name.as_deref().unwrap().ends_with(sender), "{from}");
        assert!(
            letter.text.contains(signature) && letter.reply_to[0].email.starts_with(&to.replace("@desk.example", "+")),
            "{}",
            letter.text
        );
    }
}

#[test]
fn a_note_never_leaves() {
    let office = Office::new();
    let (ticket, ann) = (opened(&office), office.ann.clone());
    let before = office.outbox().len();
    office.write(move |tx| tickets::reply(tx, &ann, &Reply::note(ticket, "She is always so rude."))).unwrap();
    let after = office.outbox();
    assert_eq!(after.len(), before);
    assert!(after.iter().all(|letter| !letter.text.contains("rude")));
}

#[test]
fn a_message_that_can_be_taken_back_waits_and_a_withdrawn_one_never_leaves() {
    let office = Office::new();
    let (ticket, ann) = (opened(&office), office.ann.clone());
    let write = {
        let ann = ann.clone();
        move |tx: &mut db::Tx<'_>| tickets::reply(tx, &ann, &Reply { undo_send_s: 20, ..Reply::public(ticket, "Oops.") })
    };
    let message = office.write(write).unwrap().message;
    assert!(office.sent(Kind::Answer).is_empty(), "not before its time");
    office.write(move |tx| tickets::undo_reply(tx, &ann, message)).unwrap();
    office.pass_ms(db::HOUR_MS);
    assert!(office.sent(Kind::Answer).is_empty(), "never");
    let ann = office.ann.clone();
    office.write(move |tx| tickets::reply(tx, &ann, &Reply { undo_send_s: 20, ..Reply::public(ticket, "Better.") })).unwrap();
    assert!(office.sent(Kind::Answer).is_empty());
    office.pass_ms(20_000);
    let sent = office.sent(Kind::Answer);
    assert!(sent.len() == 1 && sent[0].text.starts_with("Better."));
}

#[test]
fn requesters_who_watch_are_in_copy_and_nobody_writes_to_themselves() {
    let office = Office::new();
    let (ticket, ann, sam, ben) = (opened(&office), office.ann.clone(), office.sam.person().unwrap(), office.ben.person().unwrap());
    office
        .write(move |tx| {
            tickets::watch(tx, &ann, &Watch { ticket, person: sam })?;
            tickets::watch(tx, &ann, &Watch { ticket, person: ben })?;
            tickets::reply(tx, &ann, &Reply::public(ticket, "Hello both.")).map(drop)
        })
        .unwrap();
    let sent = office.sent(Kind::Answer);
    assert_eq!(
        sent[0].cc.iter().map(|a| a.email.as_str()).collect::<Vec<_>>(),
        ["sam@desk.example"],
        "colleagues are told by notifications"
    );
    // Ann asks something herself, and answers herself: there is nobody to write to.
    let ann = office.ann.clone();
    let own = Open::new(ann.person().unwrap(), "My chair", "It squeaks.");
    let (by, asked) = (ann.clone(), own);
    let ticket = office.write(move |tx| tickets::open(tx, &by, &asked)).unwrap().ticket;
    office.write(move |tx| tickets::reply(tx, &ann, &Reply::public(ticket, "Oil helped."))).unwrap();
    assert_eq!(office.sent(Kind::Answer).len(), 1);
}

#[test]
fn a_requesters_own_words_are_not_sent_back() {
    let office = Office::new();
    let (ticket, rita) = (opened(&office), office.rita.clone());
    office.write(move |tx| tickets::reply(tx, &rita, &Reply::public(ticket, "It works now."))).unwrap();
    assert!(office.sent(Kind::Answer).is_empty());
}

#[test]
fn files_go_along_and_what_is_too_large_is_named() {
    let office = Office::new();
    let (ticket, ann) = (opened(&office), office.ann.clone());
    let file = office.store.put_now("the log").unwrap();
    let large = files::FileRef { sha256: file.sha256.clone(), bytes: u64::try_from(mail::ENCLOSURES_BYTES_MAX).unwrap() };
    office
        .write(move |tx| {
            let attach = |tx: &mut db::Tx<'_>, file: &files::FileRef, name: &str| {
                let attach = tickets::Attach { file: file.clone(), name: name.into(), media_type: "text/plain".into(), content_id: None };
                tickets::attach(tx, &ann, &attach)
            };
            let attachments = vec![attach(tx, &file, "vpn.log")?, attach(tx, &large, "disk.img")?];
            tickets::reply(tx, &ann, &Reply { attachments, ..Reply::public(ticket, "See the files.") }).map(drop)
        })
        .unwrap();
    let sent = office.sent(Kind::Answer);
    let letter = office.as_it_left(sent[0].row.id);
    assert_eq!(
        letter.attachments.iter().map(|a| (a.name.as_str(), a.bytes.as_slice())).collect::<Vec<_>>(),
        [("vpn.log", &b"the log"[..])]
    );
    assert!(letter.text.contains("disk.img"), "{}", letter.text);
}

#[test]
fn who_gets_one_more_address_is_told_at_the_one_before() {
    let office = Office::new();
    let (ann, person) = (office.ann.clone(), office.rita.person().unwrap());
    let contact = |email: &str| people::ContactEmail { person, email: email.into() };
    let (new, old) = (contact("rita@elsewhere.example"), contact("rita@desk.example"));
    office
        .write(move |tx| {
            people::add_email(tx, &ann, &new)?;
            people::make_email_primary(tx, &ann, &new)?;
            people::remove_email(tx, &ann, &old)
        })
        .unwrap();
    let told = office.sent(Kind::Account);
    assert_eq!(told.len(), 1);
    let letter = office.as_it_left(told[0].row.id);
    assert_eq!(letter.to[0].email, "rita@desk.example");
    assert!(letter.text.contains("sign in as you") && !letter.text.contains("elsewhere"), "{}", letter.text);
}
