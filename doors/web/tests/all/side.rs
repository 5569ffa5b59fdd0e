//! Side conversations through the door: begun, answered, gone on with, closed; a stranger let in; and nothing of it in the portal.

use axum::http::StatusCode;
use mail::Kind;

use crate::door::Door;

#[test]
fn a_vendor_is_asked_answers_and_is_answered() {
    let door = Door::new();
    let ticket = door
        .deliver("From: rita@desk.example\nTo: support@desk.example\nSubject: VPN\nMessage-ID: <v@r>\n\nIt drops.\n")
        .ticket
        .expect("a ticket");
    let (ann, rita) = (door.session(&door.ann), door.session(&door.rita));
    let at = format!("/tickets/{ticket}/side-conversations");
    assert!(door.get(&format!("/tickets/{ticket}"), &ann).body.contains(&format!("data-src=\"{at}\"")));
    assert!(door.get(&at, &ann).body.contains("Nobody else has been written to"));
    let key = ("key", "k1");
    let wrong = door.form(&at, &ann, &[("to", "rita@desk.example; nobody"), ("subject", ""), ("body", "Hi"), key]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for says in ["Say in a line what it is about", "belongs to whoever asked", "“nobody” is not an address"] {
        assert!(wrong.body.contains(says), "{says}");
    }
    let fields = [("to", "Anna Berg <anna@vendor.example>"), ("subject", "Firmware"), ("body", "Is it **known**?"), key];
    let one = door.form(&at, &ann, &fields).location().to_owned();
    assert_eq!(door.form(&at, &ann, &fields).location(), one, "sent twice, it is written once");
    let letter = door.sent(Kind::Side).pop().expect("a letter");
    let to = door.as_it_left(letter.row.id).reply_to[0].email.clone();
    let raw = format!("From: anna@vendor.example\nTo: {to}\nSubject: Re: Firmware\nMessage-ID: <1@vendor>\n\nFixed in 7.3 <b>soon</b>.\n");
    door.deliver_to(&to, None, &raw);
    door.keep_promises();
    let page = door.get(&one, &ann).body;
    for says in ["Is it <strong>known</strong>?", "Fixed in 7.3 &lt;b&gt;soon&lt;/b&gt;.", "Anna Berg", "anna@vendor.example"] {
        assert!(page.contains(says), "{says}: {page}");
    }
    let on = door.form(&one, &ann, &[("body", "When?"), ("also", ""), ("key", "k2")]);
    assert!(on.location().starts_with(&format!("{one}#s-")), "{}", on.location());
    assert_eq!(door.form(&format!("{one}/state"), &ann, &[("state", "closed")]).location(), one);
    assert!(door.get(&at, &ann).body.contains("Closed"));
    let told = door.get(&format!("/tickets/{ticket}"), &ann).body;
    assert!(told.contains("closed the side conversation “Firmware”"), "the desk reads it on the timeline");
    let theirs = door.get(&format!("/portal/requests/{ticket}"), &rita).body;
    assert!(theirs.contains("It drops.") && !theirs.contains("Firmware") && !theirs.contains("7.3"), "{theirs}");
    // Under another ticket's number there is no such conversation.
    let other = door.deliver("From: rita@desk.example\nTo: support@desk.example\nSubject: Mouse\nMessage-ID: <m@r>\n\nDead.\n").ticket;
    let elsewhere = one.replace(&format!("/tickets/{ticket}/"), &format!("/tickets/{}/", other.expect("a ticket")));
    assert_eq!(door.get(&elsewhere, &ann).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_stranger_is_let_into_the_side_conversation_and_not_into_the_ticket() {
    let door = Door::new();
    let ticket = door
        .deliver("From: rita@desk.example\nTo: support@desk.example\nSubject: VPN\nMessage-ID: <v@r>\n\nIt drops.\n")
        .ticket
        .expect("a ticket");
    let ann = door.session(&door.ann);
    let at = format!("/tickets/{ticket}/side-conversations");
    let one = door.form(&at, &ann, &[("to", "anna@vendor.example"), ("subject", "Firmware"), ("body", "Known?")]).location().to_owned();
    let letter = door.sent(Kind::Side).pop().expect("a letter");
    let to = door.as_it_left(letter.row.id).reply_to[0].email.clone();
    let held =
        door.deliver_to(&to, None, &format!("From: carl@vendor.example\nTo: {to}\nSubject: Re\nMessage-ID: <c@v>\n\nI took over.\n"));
    let wait = format!("/mail-to-check/{}", held.letter);
    let page = door.get(&wait, &ann).body;
    assert!(page.contains("value=\"beside\"") && !page.contains(&format!("value=\"{ticket}\"")), "the ticket is not the first choice");
    assert_eq!(door.form(&wait, &ann, &[("what", "beside")]).location(), one);
    assert!(door.get(&one, &ann).body.contains("I took over."));
    assert!(!door.get(&format!("/tickets/{ticket}"), &ann).body.contains("I took over."));
}
