//! Tickets of others: whoever may not see one learns nothing by any address, and whoever may only look cannot act.

use axum::http::StatusCode;
use db::EventId;
use people::Actor;
use tickets::{Assign, Attach, AttachmentId, MessageId, Open, Reply, TicketId, To};

use crate::door::{Came, Door};

/// Fields that every form of a ticket would take, so that nothing is refused for its form.
const FIELDS: &[(&str, &str)] = &[
    ("to", "me"),
    ("status", "open"),
    ("impact", "high"),
    ("urgency", "high"),
    ("category", ""),
    ("add", "vpn"),
    ("what", "show"),
    ("watch", "yes"),
    ("subject", "Another subject"),
    ("kind", "incident"),
    ("mode", "note"),
    ("note", "A note"),
    ("packet", "All that is known"),
    ("voice", "1"),
    ("reply", "A reply"),
    ("body", "Words"),
    ("state", "here"),
    ("score", "good"),
    ("other", "1"),
    ("into", "1"),
    ("link", "relates"),
    ("parent", ""),
    ("minutes", "5"),
    ("who", "rita@desk.example"),
    ("target", "category"),
    ("value", "1"),
    ("parts", "1"),
    ("problem", "1"),
    ("whom", "leads"),
    ("key", "k"),
];

/// A ticket with a message, a file and an event.
struct Matter {
    ticket: TicketId,
    message: MessageId,
    file: AttachmentId,
    event: EventId,
}

/// What `asker` asked for, with a file, given to whom it is `to`.
fn matter(door: &Door, asker: &Actor, to: To) -> Matter {
    let file = door.store.put_now(b"secret".to_vec()).expect("the file is kept");
    let (by, given_by) = (asker.clone(), door.ada.clone());
    let made = door.write(move |tx| {
        let attach = Attach { file: file.clone(), name: "pay.txt".to_owned(), media_type: "text/plain".to_owned(), content_id: None };
        let file = tickets::attach(tx, &by, &attach)?;
        let requester = by.person().expect("a person");
        let opened = tickets::open(tx, &by, &Open { attachments: vec![file], ..Open::new(requester, "My pay is wrong", "By a lot") })?;
        let changed = tickets::assign(tx, &given_by, &Assign { ticket: opened.ticket, to })?;
        Ok(Matter { ticket: opened.ticket, message: opened.message, file, event: changed.event.expect("it was given") })
    });
    made.expect("the ticket")
}

/// Sends whatever the route takes.
fn try_at(door: &Door, method: &str, path: &str, cookie: &str, multipart: bool) -> Came {
    match (method, multipart) {
        ("GET", _) => door.get(path, cookie),
        (_, true) => door.multipart(path, cookie, FIELDS),
        (_, false) => door.form(path, cookie, FIELDS),
    }
}

/// Every address about this ticket: method, address, and whether it takes files.
fn addresses(ticket: TicketId, matter: &Matter) -> Vec<(&'static str, String, bool)> {
    let mut all = Vec::new();
    for route in web::site().finish().1 {
        let number = match route.path {
            p if p.starts_with("/tickets/{id}") || p.starts_with("/portal/requests/{id}") => ticket.0,
            p if p.starts_with("/attachments/{id}") => matter.file.0,
            p if p.starts_with("/messages/{id}") => matter.message.0,
            p if p.starts_with("/undo/{event}") => matter.event.0,
            _ => continue,
        };
        let path = route.path.replace("{id}", &number.to_string()).replace("{event}", &number.to_string()).replace("{name}", "pay.txt");
        let path = path.replace("{other}", "1").replace("{entry}", "1").replace("{parts}", "1");
        let multipart = ["/replies", "/answers", "/canned-answers"].iter().any(|end| path.ends_with(end));
        all.push((route.method, path, multipart));
    }
    assert!(all.len() > 15, "the site has its ticket routes: {all:?}");
    all
}

#[test]
fn nobody_learns_of_a_ticket_that_is_not_theirs_to_see() {
    let door = Door::new();
    // Ticket 1, which the forms name as the other one, is everybody's at the desk.
    matter(&door, &door.rita, To::Team(door.first_line));
    let matter = matter(&door, &door.gus, To::Team(door.payroll));
    let strangers = [&door.ann, &door.lee, &door.ada, &door.rita, &door.sam];
    for stranger in strangers {
        let cookie = door.session(stranger);
        for ticket in [matter.ticket, TicketId(99_999)] {
            for (method, path, multipart) in addresses(ticket, &matter) {
                // Also to Ada, who gave the ticket away: her own deed, at a ticket that she no longer sees.
                let came = try_at(&door, method, &path, &cookie, multipart);
                assert_eq!(came.status, StatusCode::NOT_FOUND, "{method} {path} for {:?} said:\n{}", stranger.who, came.body);
                assert!(!came.body.contains("My pay is wrong"), "{method} {path} for {:?} tells the subject", stranger.who);
            }
        }
    }
    let gus = door.session(&door.gus);
    assert_eq!(door.get(&format!("/portal/requests/{}", matter.ticket), &gus).status, StatusCode::OK);
    assert_eq!(door.get(&format!("/attachments/{}/pay.txt", matter.file), &gus).body, "secret");
    let pat = door.session(&door.pat);
    assert_eq!(door.get(&format!("/tickets/{}", matter.ticket), &pat).status, StatusCode::OK);
}

#[test]
fn whoever_may_only_look_cannot_act() {
    let door = Door::new();
    let matter = matter(&door, &door.rita, To::Team(door.first_line));
    let sam = door.session(&door.sam);
    let page = format!("/portal/requests/{}", matter.ticket);
    assert_eq!(door.get(&page, &sam).status, StatusCode::OK, "Acme's requests are Sam's to see");
    assert_eq!(door.multipart(&format!("{page}/answers"), &sam, FIELDS).status, StatusCode::FORBIDDEN);
    assert_eq!(door.form(&format!("{page}/solved"), &sam, FIELDS).status, StatusCode::FORBIDDEN);
    assert_eq!(door.form(&format!("{page}/not-solved"), &sam, FIELDS).status, StatusCode::FORBIDDEN);
}

#[test]
fn nobody_takes_back_what_somebody_else_did() {
    let door = Door::new();
    let matter = matter(&door, &door.rita, To::Team(door.first_line));
    let (ann, ticket) = (door.ann.clone(), matter.ticket);
    let reply = Reply { undo_send_s: 20, ..Reply::public(ticket, "We look into it") };
    let held = door.write(move |tx| tickets::reply(tx, &ann, &reply)).expect("the reply").message;
    let ben = door.session(&door.ben);
    assert_eq!(door.form(&format!("/undo/{}", matter.event), &ben, &[]).status, StatusCode::NOT_FOUND);
    assert_eq!(door.form(&format!("/messages/{held}/withdrawal"), &ben, &[]).status, StatusCode::NOT_FOUND);
    let ann = door.session(&door.ann);
    assert_eq!(door.form(&format!("/messages/{held}/withdrawal"), &ann, &[]).status, StatusCode::SEE_OTHER);
}

#[test]
fn specialists_read_their_own_requests_as_whoever_asks_does() {
    let door = Door::new();
    let matter = matter(&door, &door.ann, To::Team(door.payroll));
    let ann = door.session(&door.ann);
    let came = door.get(&format!("/tickets/{}", matter.ticket), &ann);
    let portal = format!("/portal/requests/{}", matter.ticket);
    assert_eq!((came.status, came.location()), (StatusCode::SEE_OTHER, portal.as_str()));
    assert_eq!(door.get(&portal, &ann).status, StatusCode::OK);
    assert_eq!(door.form(&format!("/tickets/{}/time", matter.ticket), &ann, FIELDS).status, StatusCode::FORBIDDEN);
}
