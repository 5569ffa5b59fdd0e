//! Many tickets at once, and views: chosen on the list, done, taken back.

use axum::http::StatusCode;
use tickets::{Open, TicketId};

use crate::door::Door;

#[test]
fn chosen_tickets_are_changed_together_and_taken_back_together() {
    let door = Door::new();
    let rita = door.rita.clone();
    let made = door.write(move |tx| {
        let requester = rita.person().expect("a person");
        (0..3).map(|n| Ok(tickets::open(tx, &rita, &Open::new(requester, format!("Matter {n}"), "Words"))?.ticket)).collect()
    });
    let numbers: Vec<TicketId> = made.expect("three tickets");
    let ann = door.session(&door.ann);
    let list = door.get("/tickets?list=unassigned", &ann);
    assert!(list.body.contains("form=\"bulk\"") && list.body.contains("Matter 2"), "{}", list.body);
    let (one, two) = (numbers[0].to_string(), numbers[1].to_string());
    let fields = [("ticket", one.as_str()), ("ticket", &two), ("ticket", "99999"), ("deed", "take"), ("list", "unassigned")];
    let came = door.form("/bulk", &ann, &fields);
    assert_eq!((came.status, came.location()), (StatusCode::SEE_OTHER, "/tickets?list=unassigned"), "{}", came.body);
    let flash = came.cookie("firstline_said").expect("a confirmation");
    let cookie = format!("{ann}; firstline_said={}", flash.split(';').next().unwrap_or_default());
    let shown = door.get("/tickets?list=mine", &cookie).body;
    assert!(shown.contains("Matter 0") && shown.contains("Matter 1") && !shown.contains("Matter 2"), "{shown}");
    assert!(shown.contains("2 changed, 1 could not be"), "{shown}");
    let at = shown.find("/bulk/").expect("a way back");
    let undo = shown[at..].split('"').next().expect("an address").to_owned();
    assert_eq!(door.form(&undo, &door.session(&door.ben), &[]).status, StatusCode::NOT_FOUND, "not his to take back");
    assert_eq!(door.form(&undo, &ann, &[]).status, StatusCode::SEE_OTHER);
    assert!(!door.get("/tickets?list=mine", &ann).body.contains("Matter 0"));
    let nothing = door.form("/bulk", &ann, &[("deed", "take"), ("list", "all")]);
    assert_eq!((nothing.status, nothing.location()), (StatusCode::SEE_OTHER, "/tickets?list=all"), "nothing was chosen");
}

#[test]
fn a_filter_becomes_a_view_and_goes_again() {
    let door = Door::new();
    let ann = door.session(&door.ann);
    let asked = [("list", "everything"), ("q", "subject:matter"), ("sort", ""), ("group", "")];
    assert!(door.get("/tickets?list=everything&q=subject%3Amatter", &ann).body.contains("action=\"/views\""));
    let nameless: Vec<(&str, &str)> = asked.into_iter().chain([("name", " ")]).collect();
    assert_eq!(door.form("/views", &ann, &nameless).status, StatusCode::UNPROCESSABLE_ENTITY);
    let named: Vec<(&str, &str)> = asked.into_iter().chain([("name", "Matters")]).collect();
    let saved = door.form("/views", &ann, &named);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let view = door.get(saved.location(), &ann);
    assert!(view.body.contains("Matters") && view.body.contains(&format!("/views/{}", number_of(saved.location()))), "{}", view.body);
    let number = number_of(saved.location());
    let ben = door.session(&door.ben);
    assert_eq!(door.form(&format!("/views/{number}/delete"), &ben, &[]).status, StatusCode::NOT_FOUND);
    assert_eq!(door.form(&format!("/views/{number}/delete"), &ann, &[]).status, StatusCode::SEE_OTHER);
    assert!(!door.get("/tickets", &ann).body.contains("Matters"));
}

#[test]
fn the_tab_of_a_view_shows_how_many_tickets_it_has_and_follows_them_while_no_page_counts() {
    let door = Door::running();
    let open = |subject: &str| {
        let (rita, subject) = (door.rita.clone(), subject.to_owned());
        let made = door.write(move |tx| {
            tickets::open(tx, &rita, &Open::new(rita.person().expect("a person"), subject.clone(), "Words")).map(|opened| opened.ticket)
        });
        made.expect("a ticket")
    };
    let first = open("Matter 1");
    open("Matter 2");
    let ann = door.session(&door.ann);
    let saved = door.form("/views", &ann, &[("list", "everything"), ("q", "assignee:me"), ("name", "On my desk")]);
    let tab = format!("href=\"/tickets?list=view-{}\">On my desk", number_of(saved.location()));
    let counts = |wanted: &str| {
        let wanted = format!("{tab} <small>{wanted}</small>");
        (0..100).any(|_| {
            let there = door.get("/tickets?list=all", &ann).body.contains(&wanted);
            door.wait_ms(if there { 0 } else { 50 });
            there
        })
    };
    assert!(counts("0"), "counted soon after somebody looked");
    let take = |ticket: TicketId| {
        let ann = door.ann.clone();
        door.write(move |tx| tickets::assign(tx, &ann, &tickets::Assign { ticket, to: tickets::To::Me })).expect("taken");
    };
    take(first);
    assert!(counts("1"), "and anew after something happened");
    let statements = |door: &Door| {
        let before = door.db.statements();
        door.get("/tickets?list=all", &ann);
        door.db.statements() - before
    };
    door.wait_ms(700);
    let with = statements(&door);
    door.form(&format!("/views/{}/delete", number_of(saved.location())), &ann, &[]);
    door.wait_ms(1_000);
    assert_eq!(statements(&door), with, "a page with a view asks for no more than one without");
    assert!(!door.get("/tickets?list=all", &ann).body.contains("On my desk"));
}

/// The number at the end of an address.
fn number_of(address: &str) -> String {
    address.rsplit('-').next().expect("a number").to_owned()
}

#[test]
fn everything_that_many_can_take_has_a_form_and_asks_again_for_what_does_not_hold() {
    let door = Door::new();
    let rita = door.rita.clone();
    let made = door.write(move |tx| {
        let requester = rita.person().expect("a person");
        (0..3).map(|n| Ok(tickets::open(tx, &rita, &Open::new(requester, format!("Matter {n}"), "Words"))?.ticket)).collect()
    });
    let made: Vec<TicketId> = made.expect("three tickets");
    let numbers: Vec<String> = made.iter().map(TicketId::to_string).collect();
    let ann = door.session(&door.ann);
    let page = door.get(&format!("/bulk?ticket={}&ticket={}&list=all", numbers[0], numbers[1]), &ann);
    assert!(page.body.contains("Matter 0") && page.body.contains("Matter 1") && !page.body.contains("Matter 2"), "{}", page.body);
    let send = |fields: &[(&str, &str)]| {
        let chosen = numbers.iter().take(2).map(|n| ("ticket", n.as_str()));
        door.form("/bulk", &ann, &chosen.chain(fields.iter().copied()).collect::<Vec<_>>())
    };
    for (fields, asked) in [
        (&[("deed", "hold"), ("reason", "")][..], "reason-error"),
        (&[("deed", "hold"), ("reason", "Parts"), ("until", "someday")], "until-error"),
        (&[("deed", "weigh")], "impact-error"),
        (&[("deed", "untag"), ("tag", " , ")], "tag-error"),
        (&[("deed", "merge"), ("into", "the other one")], "into-error"),
    ] {
        let again = send(fields);
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(again.body.contains(asked) && again.body.contains("Matter 1"), "{fields:?}: {}", again.body);
    }
    for (fields, seen) in [
        (&[("deed", "weigh"), ("impact", "high"), ("urgency", "high")][..], "priority:critical"),
        (&[("deed", "tag"), ("tag", "vpn, leeds")], "tag:vpn tag:leeds"),
        (&[("deed", "untag"), ("tag", "leeds")], "-tag:leeds"),
        (&[("deed", "hold"), ("reason", "Parts are ordered")], "status:on_hold"),
        (&[("deed", "open")], "status:open"),
    ] {
        assert_eq!(send(fields).status, StatusCode::SEE_OTHER, "{fields:?}");
        let filter: String = url::form_urlencoded::byte_serialize(seen.as_bytes()).collect();
        let found = door.get(&format!("/tickets?list=everything&q={filter}"), &ann).body;
        assert!(found.contains("Matter 0") && found.contains("Matter 1"), "{seen}: {found}");
    }
    assert_eq!(send(&[("deed", "merge"), ("into", &format!("#{}", numbers[2]))]).status, StatusCode::SEE_OTHER);
    let whole = door.get(&format!("/tickets/{}", numbers[2]), &ann).body;
    assert!(whole.contains("Matter 2") && whole.contains(&format!("#{}", numbers[0])), "{whole}");
}

#[test]
fn the_same_form_sent_twice_does_its_deed_once() {
    let door = Door::new();
    let ann = door.session(&door.ann);
    let named = [("list", "everything"), ("q", "subject:matter"), ("sort", ""), ("group", ""), ("name", "Matters"), ("key", "k1")];
    let (first, second) = (door.form("/views", &ann, &named), door.form("/views", &ann, &named));
    assert_eq!((first.status, first.location()), (StatusCode::SEE_OTHER, second.location()));
}

#[test]
fn a_lead_shares_a_view_of_their_own() {
    let door = Door::new();
    let (lee, ann) = (door.session(&door.lee), door.session(&door.ann));
    let named = [("list", "everything"), ("q", "tag:vpn"), ("sort", ""), ("group", ""), ("name", "Tunnels")];
    let number = number_of(door.form("/views", &lee, &named).location());
    let page = format!("/views/{number}");
    assert!(door.get(&page, &lee).body.contains("value=\"everybody\""));
    assert_eq!(door.get(&page, &ann).status, StatusCode::NOT_FOUND);
    let wrong = [("name", "Tunnels"), ("filter", "tag:"), ("sharing", "everybody")];
    let again = door.form(&page, &lee, &wrong);
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("filter-error"), "{}", again.body);
    let right = [("name", "Tunnels"), ("filter", "tag:vpn"), ("sort", "-created"), ("group", "team"), ("sharing", "everybody")];
    assert_eq!(door.form(&page, &lee, &right).status, StatusCode::SEE_OTHER);
    assert!(door.get("/tickets", &ann).body.contains("Tunnels"));
    assert_eq!(door.get(&page, &ann).status, StatusCode::FORBIDDEN, "an agent uses it and does not change it");
}
