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
fn an_invitation_is_shown_as_a_proposed_appointment() {
    let door = Door::new();
    let ann = door.session(&door.ann);
    let made = door.deliver("From: Rita Roe <rita@desk.example>\nTo: support@desk.example\nSubject: Look at it\nMessage-ID: <invite@rita>\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=b\n\n--b\n\nShall we?\n--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n\
         METHOD:REQUEST\nBEGIN:VEVENT\nUID:a@rita\nDTSTART:20261130T093000Z\nDTEND:20261130T100000Z\nSUMMARY:Looking <i>together</i>\n\
         LOCATION:Room 2\nORGANIZER;CN=Rita Roe:mailto:rita@desk.example\nEND:VEVENT\nEND:VCALENDAR\n--b--\n",
    );
    let (ticket, message) = (made.ticket.expect("a ticket"), made.message.expect("a message"));
    let shown = door.get(&format!("/tickets/{ticket}/messages/{message}/letter"), &ann);
    assert_eq!(shown.status, StatusCode::OK);
    for says in
        ["Looking &#60;i&#62;together&#60;/i&#62;", "Room 2", "datetime=\"2026-11-30T09:30", "datetime=\"2026-11-30T10:00", "Rita Roe"]
    {
        assert!(shown.body.contains(says), "{says}: {}", shown.body);
    }
}

#[test]
fn an_uncertain_letter_is_attached_opened_or_never_taken_again_with_one_click() {
    let door = Door::new();
    let ann = door.session(&door.ann);
    let first =
        door.deliver("From: Rita Roe <rita@desk.example>\nTo: support@desk.example\nSubject: VPN\nMessage-ID: <r@rita>\n\nNo VPN.\n");
    let ticket = first.ticket.expect("a ticket");
    let stranger = |n: u32| {
        let raw = format!(
            "From: Max <max{n}@else.example>\nTo: support@desk.example\nSubject: Re: VPN\nMessage-ID: <s{n}@else>\nIn-Reply-To: <r@rita>\n\nMine too.\n"
        );
        let held = door.deliver(&raw);
        assert_eq!(held.outcome, mail::Outcome::Held, "{:?}", held.why);
        format!("/mail-to-check/{}", held.letter)
    };
    let (joins, opens, never) = (stranger(1), stranger(2), stranger(3));
    let list = door.get("/mail-to-check", &ann).body;
    assert!(list.contains(&joins) && list.contains("max1@else.example") && list.contains(&format!("#{ticket}")), "{list}");
    let shown = door.get(&joins, &ann).body;
    for what in ["attach", "open", "discard", "never"] {
        assert!(shown.contains(&format!("value=\"{what}\"")), "{what}: {shown}");
    }
    assert!(shown.contains(&format!("value=\"{ticket}\"")), "the ticket it may belong to is filled in");
    let attached = door.form(&joins, &ann, &[("what", "attach"), ("ticket", &ticket.to_string())]);
    assert!(attached.location().starts_with(&format!("/tickets/{ticket}#")), "{}", attached.body);
    let opened = door.form(&opens, &ann, &[("what", "open")]);
    assert!(opened.location().starts_with("/tickets/") && !opened.location().starts_with(&format!("/tickets/{ticket}#")));
    assert_eq!(door.form(&never, &ann, &[("what", "never")]).location(), "/mail-to-check");
    let again = door.deliver("From: max3@else.example\nTo: support@desk.example\nSubject: Hello\nMessage-ID: <s4@else>\n\nAgain.\n");
    assert_eq!((again.outcome, again.why.key.as_str()), (mail::Outcome::Ignored, "mail-why-never"));
    assert!(!door.get("/mail-to-check", &ann).body.contains("max3@else.example"), "nobody is asked about them again");
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

/// A letter with pictures elsewhere; its message's path, and its ticket's.
fn illustrated(door: &Door, id: &str) -> (String, String) {
    let made = door.deliver(&format!(
        "From: Rita Roe <rita@desk.example>\nTo: support@desk.example\nSubject: Look\nMessage-ID: <{id}@rita>\nContent-Type: text/html\n\n\
         <p>See <img src='https://pictures.example/a.png?to=17' alt='Our <b>offer</b>' width=300> and <img src='http://other.example/b'> \
         <img src='https://count.example/1' width=1 height=1></p>\n"
    ));
    let (ticket, message) = (made.ticket.expect("a ticket"), made.message.expect("a message"));
    (format!("/tickets/{ticket}/messages/{message}"), format!("/tickets/{ticket}"))
}

#[test]
fn nothing_is_loaded_from_elsewhere_until_somebody_asks_and_then_once_by_the_server() {
    let door = Door::new();
    let (ann, lee, rita) = (door.session(&door.ann), door.session(&door.lee), door.session(&door.rita));
    let (message, ticket) = illustrated(&door, "pictures");
    door.gallery.hang("https://pictures.example/a.png?to=17", b"\x89PNG\r\n\x1a\n...");
    let before = door.get(&ticket, &ann).body;
    assert!(before.contains("2 pictures from other.example, pictures.example are not loaded"), "{before}");
    assert!(!before.contains("<img") && !before.contains("count.example") && before.contains("Our &lt;b&gt;offer&lt;/b&gt;"), "{before}");
    assert_eq!(door.get(&format!("{message}/pictures/0"), &ann).status, StatusCode::NOT_FOUND, "nobody asked");
    assert_eq!(door.gallery.asked(), [""; 0], "reading a letter tells its sender nothing");

    let asked = door.form(&format!("{message}/pictures"), &ann, &[("what", "show")]);
    assert!(asked.location().starts_with(&ticket), "{}", asked.body);
    let after = door.get(&ticket, &ann).body;
    assert!(after.contains(&format!("src=\"{message}/pictures/0\"")) && after.contains("width=\"300\""), "{after}");
    assert!(!after.contains("src=\"http"), "{after}");
    assert_eq!(door.gallery.asked(), [""; 0], "not the page loads them, but the picture");
    for cookie in [&ann, &lee, &ann] {
        let picture = door.get(&format!("{message}/pictures/0"), cookie);
        assert_eq!((picture.status, picture.headers["content-type"].to_str().expect("a text")), (StatusCode::OK, "image/png"));
        assert_eq!(picture.headers["x-content-type-options"], "nosniff");
        let powers = picture.headers["content-security-policy"].to_str().expect("a text");
        assert!(powers.contains("default-src 'none'") && powers.contains("sandbox"), "{powers}");
    }
    for _ in 0..2 {
        assert_eq!(door.get(&format!("{message}/pictures/1"), &ann).status, StatusCode::NOT_FOUND, "there is none to be had");
    }
    assert_eq!(door.gallery.asked(), ["https://pictures.example/a.png?to=17", "http://other.example/b"], "each was asked for once");
    assert_eq!(door.get(&format!("{message}/pictures/2"), &ann).status, StatusCode::NOT_FOUND);

    let portal = door.get(&ticket.replace("/tickets/", "/portal/requests/"), &rita);
    assert_eq!(portal.status, StatusCode::OK);
    assert!(!portal.body.contains("<img src=") && !portal.body.contains("/pictures/0"), "requesters are shown none: {}", portal.body);
    assert_ne!(door.get(&format!("{message}/pictures/0"), &rita).status, StatusCode::OK);
    assert_ne!(door.form(&format!("{message}/pictures"), &rita, &[("what", "show")]).status, StatusCode::SEE_OTHER);
    door.form(&format!("{message}/pictures"), &ann, &[("what", "hide")]);
    assert_eq!(door.get(&format!("{message}/pictures/0"), &ann).status, StatusCode::NOT_FOUND);
}

#[test]
fn pictures_of_a_sender_are_always_shown_where_somebody_vouches_for_it_and_not_under_a_forged_name() {
    let door = Door::new();
    let ann = door.session(&door.ann);
    let (forged, _) = letter(&door, "forged", "Look.");
    let pictures = forged.replace("/letter", "/pictures");
    assert_eq!(door.form(&pictures, &ann, &[("what", "always")]).status, StatusCode::CONFLICT);
    let (message, ticket) = illustrated(&door, "real");
    assert!(door.get(&ticket, &ann).body.contains("Always from rita@desk.example"));
    door.form(&format!("{message}/pictures"), &ann, &[("what", "always")]);
    let (later, ticket) = illustrated(&door, "later");
    assert!(door.get(&ticket, &ann).body.contains(&format!("src=\"{later}/pictures/0\"")));
    let lee = door.session(&door.lee);
    assert!(!door.get(&ticket, &lee).body.contains("<img src="), "it is her choice");
}

#[test]
fn the_card_tells_all_that_is_read_in_a_letter() {
    let door = Door::new();
    let ann = door.session(&door.ann);
    let first =
        door.deliver("From: Rita Roe <rita@desk.example>\nTo: support@desk.example\nSubject: VPN\nMessage-ID: <one@rita>\n\nNo VPN.\n");
    let made = door.deliver(
        "From: Rita Roe <rita@desk.example>\nTo: support@desk.example\nCc: Max <max@else.example>\nReply-To: rita.home@desk.example\n\
         Subject: Re: VPN\nMessage-ID: <two@rita>\nIn-Reply-To: <one@rita>\nReferences: <zero@rita> <one@rita>\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=b\n\n--b\n\nStill none.\n\n-- \nRita\n\nOn Monday Ann wrote:\n> Try <again>\n\n--b\n\
         Content-Type: text/plain; name=log.txt\nContent-Disposition: attachment; filename=log.txt\n\n12345\n--b--\n",
    );
    assert_eq!(first.ticket, made.ticket);
    let (ticket, message) = (made.ticket.expect("a ticket"), made.message.expect("a message"));
    let shown = door.get(&format!("/tickets/{ticket}/messages/{message}/letter"), &ann).body;
    for says in [
        "Max &#60;max@else.example&#62;",
        "rita.home@desk.example",
        "one@rita",
        "zero@rita<br>one@rita",
        "log.txt (text/plain, ",
        "Still none.",
        "&#62; Try &#60;again&#62;",
        "Rita",
    ] {
        assert!(shown.contains(says), "{says}: {shown}");
    }
}
