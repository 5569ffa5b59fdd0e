//! A ticket is escalated through its page, with what the page put together, and comes back.

use axum::http::StatusCode;
use tickets::{AddCheck, Assign, Attach, Open, Reply, Tick, TicketId, To};

use crate::door::Door;

/// Rita's ticket with a file, a step that is done and one that is not; Ann has it.
fn anns(door: &Door) -> TicketId {
    let (rita, ann, first) = (door.rita.clone(), door.ann.clone(), door.first_line);
    let file = door.store.put_now(b"log".to_vec()).expect("the file is kept");
    let made = door.write(move |tx| {
        let attach = Attach { file: file.clone(), name: "vpn.log".to_owned(), media_type: "text/plain".to_owned(), content_id: None };
        let file = tickets::attach(tx, &rita, &attach)?;
        let requester = rita.person().expect("a person");
        let open = Open { attachments: vec![file], ..Open::new(requester, "The VPN drops", "Every twenty minutes,\nerror **412**.") };
        let ticket = tickets::open(tx, &rita, &open)?.ticket;
        tickets::assign(tx, &ann, &Assign { ticket, to: To::Both(first, ann.person().expect("a person")) })?;
        for text in ["Try another cable", "Ask the vendor"] {
            tickets::add_check(tx, &ann, &AddCheck { ticket, text: text.to_owned() })?;
        }
        let check = tickets::checks_of(tx, &tickets::ticket(tx, &ann, ticket)?)?[0].id;
        tickets::tick(tx, &ann, &Tick { ticket, check, done: true })?;
        tickets::reply(tx, &ann, &Reply::public(ticket, "Does it drop by cable too?"))?;
        tickets::reply(tx, &rita, &Reply::public(ticket, "Yes, just the same."))?;
        tickets::reply(tx, &ann, &Reply::note(ticket, "Client 5.1.4, like Sam's."))?;
        Ok(ticket)
    });
    made.expect("the ticket")
}

/// The text of a field of some lines.
fn area<'b>(body: &'b str, id: &str) -> &'b str {
    let (_, after) = body.split_once(&format!("<textarea id=\"{id}\"")).expect("the field");
    after.split_once('>').and_then(|(_, text)| text.split_once("</textarea>")).expect("its text").0
}

#[test]
fn the_packet_says_what_was_asked_tried_and_seen_and_goes_along_as_it_was_changed() {
    let door = Door::new();
    let (ticket, ann) = (anns(&door), door.session(&door.ann));
    let page = format!("/tickets/{ticket}/escalation");
    let shown = door.get(&page, &ann);
    assert_eq!(shown.status, StatusCode::OK);
    let packet = area(&shown.body, "packet");
    for said in [
        "**What was asked**\n\n- The VPN drops\n",
        "Rita Roe",
        "&#62; Every twenty minutes",
        "Done: Try another cable (Ann Ash",
        "Ann Ash answered",
        "Does it drop by cable too?",
        "Rita Roe wrote",
        "note: Client 5.1.4, like Sam&#39;s.",
        "Files: vpn.log",
        "Not done: Ask the vendor",
    ] {
        assert!(packet.contains(said), "{said} in\n{packet}");
    }
    let network = door.network.to_string();
    assert!(shown.body.contains(&format!("<option value=\"{network}\">Network: whoever takes it</option>")), "{}", shown.body);
    let ben = format!("{network}-{}", door.ben.person().expect("a person"));
    let came = door.form(&page, &ann, &[("to", &ben), ("packet", "Look at the *rekey timer*, please.")]);
    assert_eq!((came.status, came.location()), (StatusCode::SEE_OTHER, format!("/tickets/{ticket}").as_str()), "{}", came.body);
    let shown = door.get(&format!("/tickets/{ticket}"), &ann).body;
    for said in ["You speak with Rita Roe; Ben", "rekey timer</em>", "escalated it; you go on speaking with the requester"] {
        assert!(shown.contains(said), "{said} in\n{shown}");
    }
    let ben = door.session(&door.ben);
    assert!(door.get(&format!("/tickets/{ticket}"), &ben).body.contains("Ann Ash speaks with Rita Roe; you work on it."));
    let came = door.form(&format!("{page}/voice"), &ben, &[("voice", &door.lee.person().expect("a person").to_string())]);
    assert_eq!(came.status, StatusCode::SEE_OTHER);
    let came = door.form(&format!("{page}/return"), &ben, &[("note", "5.1.3 holds.")]);
    assert_eq!(came.status, StatusCode::SEE_OTHER);
    let lee = door.session(&door.lee);
    let shown = door.get(&format!("/tickets/{ticket}"), &lee).body;
    assert!(shown.contains("5.1.3 holds.") && shown.contains("handed it back to you") && !shown.contains("speaks with Rita"), "{shown}");
}

#[test]
fn what_cannot_be_is_said_beside_what_was_typed() {
    let door = Door::new();
    let (ticket, ann) = (anns(&door), door.session(&door.ann));
    let page = format!("/tickets/{ticket}/escalation");
    let (network, payroll, lee) = (door.network.to_string(), door.payroll.to_string(), door.lee.person().expect("a person"));
    let stranger = format!("{network}-{lee}");
    for (to, packet, field) in [
        ("", "Words", "to"),
        ("nonsense", "Words", "to"),
        ("99", "Words", "to"),
        (stranger.as_str(), "Words", "to"),
        (payroll.as_str(), "Words", "to"),
        (network.as_str(), "", "packet"),
    ] {
        let came = door.form(&page, &ann, &[("to", to), ("packet", packet)]);
        assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY, "{to}");
        assert!(came.body.contains(&format!("id=\"{field}-error\"")), "{to}: {}", came.body);
        assert_eq!(area(&came.body, "packet"), packet, "what was typed is kept");
    }
    assert_eq!(door.form(&format!("{page}/return"), &ann, &[("note", "Found.")]).status, StatusCode::CONFLICT);
    let (by, id) = (door.ann.clone(), ticket);
    door.write(move |tx| tickets::resolve(tx, &by, id).map(drop)).expect("it is resolved");
    assert!(door.get(&page, &ann).body.contains("This ticket is finished"));
}

#[test]
fn an_escalated_ticket_costs_no_more_to_read() {
    let door = Door::new();
    let (ticket, ann) = (anns(&door), door.session(&door.ann));
    let path = format!("/tickets/{ticket}");
    let cost = || {
        door.get(&path, &ann);
        let before = door.db.statements();
        assert_eq!(door.get(&path, &ann).status, StatusCode::OK);
        door.db.statements() - before
    };
    let plain = cost();
    let came = door.form(&format!("{path}/escalation"), &ann, &[("to", &door.network.to_string()), ("packet", "All of it.")]);
    assert_eq!(came.status, StatusCode::SEE_OTHER, "{}", came.body);
    assert_eq!(cost(), plain);
}
