//! Problems written down and linked, requesters told after a look at every letter, major incidents seen by whom they concern.

use db::SECOND_MS;
use testkit::Office;
use tickets::{Open, SetParent, TicketId};

use crate::browser::Browser;

fn asked(office: &Office, subject: &str) -> TicketId {
    let (rita, open) = (office.rita.clone(), Open::new(office.rita.person().expect("a person"), subject, "Please help."));
    office.write(move |tx| Ok(tickets::open(tx, &rita, &open)?.ticket)).expect("a ticket")
}

fn part(office: &Office, ticket: TicketId, parent: TicketId) {
    let ann = office.ann.clone();
    office.write(move |tx| tickets::set_parent(tx, &ann, &SetParent { ticket, parent: Some(parent) }).map(drop)).expect("a part");
}

#[test]
fn a_problem_is_made_from_a_ticket_and_its_parts_and_stands_beside_each() {
    let office = Office::new();
    let (whole, one) = (asked(&office, "VPN is down"), asked(&office, "VPN drops"));
    part(&office, one, whole);
    let mut ann = Browser::of(&office, &office.ann);
    ann.get(&format!("/tickets/{whole}")).is(200).says(&[&format!("data-src=\"/tickets/{whole}/around\"")]);
    ann.get(&format!("/tickets/{whole}/around")).is(200).says(&["Write down the problem behind it", "requester of its part"]);
    let form = ann.get(&format!("/problems/new?ticket={whole}")).is(200).says(&["value=\"VPN is down\"", "Its part is an incident"]);
    let (key, ticket) = (form.hidden("key"), whole.to_string());
    let mut fields = vec![("key", key.as_str()), ("ticket", ticket.as_str()), ("with_parts", "yes"), ("name", "VPN gateway")];
    fields.extend([("known_error", "yes"), ("state", "open")]);
    ann.post("/problems", &fields).is(422).says(&["id=\"workaround-error\"", "needs a workaround"]);
    fields.push(("workaround", "Use the other gateway."));
    let made = ann.post("/problems", &fields);
    ann.follow(made).says(&["VPN gateway", "Known error", &format!("#{one}"), "Use the other gateway.", "wrote it down"]);
    assert_eq!(ann.post("/problems", &fields).leads(), "/problems/1", "the same form again makes no second one");
    ann.get(&format!("/tickets/{one}/around")).is(200).says(&["/problems/1", "Use the other gateway."]);
    ann.get("/problems?which=known").is(200).says(&["VPN gateway"]);
    ann.get("/problems?which=unfinished").is(200).says(&["VPN gateway"]);
    let away = ann.post(&format!("/problems/1/incidents/{one}/remove"), &[]);
    ann.follow(away).says(&["taken away", &format!("/problems/1/incidents/{one}/restore")]);
    Browser::of(&office, &office.rita).get("/problems").is(404);
}

#[test]
fn every_letter_is_shown_before_it_goes_and_all_of_it_is_taken_back() {
    let office = Office::new();
    let (whole, one, two) = (asked(&office, "VPN is down"), asked(&office, "VPN drops"), asked(&office, "VPN again"));
    part(&office, one, whole);
    part(&office, two, whole);
    let mut ann = Browser::of(&office, &office.ann);
    let page = format!("/tickets/{whole}/telling");
    ann.get(&page).is(200).says(&["Look at all 2 letters"]);
    let letters = ann.post(&format!("{page}/letters"), &[("text", "Hello {name}, {number} is seen to.")]).is(200);
    let letters = letters.says(&[&format!("Hello Rita, #{one} is seen to."), &format!("Hello Rita, #{two} is seen to.")]);
    let (key, one, two) = (letters.hidden("key"), one.to_string(), format!("body-{one}"));
    let chosen = [("key", key.as_str()), ("to", one.as_str()), (two.as_str(), "Changed by hand.")];
    let told = ann.post(&page, &chosen);
    ann.follow(told).says(&["Telling one requester", "/tellings/1/undo"]);
    let back = ann.post("/tellings/1/undo", &[]);
    ann.follow(back).says(&["Nobody was told"]);
    office.pass_ms(60 * SECOND_MS);
    assert!(office.sent(mail::Kind::Answer).is_empty());
    let told = ann.post(&page, &[("to", &one), (&two, "Changed by hand.")]);
    ann.follow(told);
    office.keep_promises();
    office.pass_ms(60 * SECOND_MS);
    let sent = office.sent(mail::Kind::Answer);
    assert_eq!(sent.len(), 1, "one requester was chosen");
    assert!(sent[0].text.contains("Changed by hand."), "{}", sent[0].text);
    ann.get(&format!("/tickets/{whole}/around")).is(200).says(&["Ann Ash told one requester", "took the news for one requester"]);
    ann.post(&page, &[]).is(422).says(&["Choose at least one requester"]);
}

#[test]
fn a_major_incident_stands_above_every_page_and_in_the_portal_of_whom_it_concerns() {
    let office = Office::new();
    let ticket = asked(&office, "VPN");
    let mut ann = Browser::of(&office, &office.ann);
    ann.get(&format!("/tickets/{ticket}/major-incident")).is(404);
    let mut lee = Browser::of(&office, &office.lee);
    let page = format!("/tickets/{ticket}/major-incident");
    lee.get(&page).is(200).says(&["Every site", "Leeds", "Ann Ash"]);
    let (owner, site) = (office.ann.person().expect("a person").to_string(), office.leeds.to_string());
    let fields = [("title", "No VPN"), ("note", ""), ("owner", &owner), ("every_minutes", "30"), ("site", &site)];
    lee.post(&page, &fields).is(422).says(&["id=\"note-error\""]);
    let fields = [("title", "No VPN"), ("note", "We restart it."), ("owner", &owner), ("every_minutes", "30"), ("site", &site)];
    let declared = lee.post(&page, &fields);
    lee.follow(declared).says(&["Declared", "We restart it.", "declared it"]);
    ann.get("/tickets").is(200).says(&["class=\"band\"", "No VPN", "/major-incidents/1"]);
    Browser::of(&office, &office.rita).get("/portal").is(200).says(&["No VPN", "We restart it.", "More by"]);
    assert!(!Browser::of(&office, &office.gus).get("/portal").is(200).body.contains("No VPN"));
    office.keep_promises();
    ann.get("/notifications").is(200).says(&["a major incident; you lead it"]);
    office.pass_ms(31 * 60 * SECOND_MS);
    office.write(problems::ring_majors).expect("the clock");
    office.keep_promises();
    ann.get("/major-incidents/1").is(200).says(&["band-late", "was promised for", "late"]);
    lee.get("/notifications").is(200).says(&["The next note on the major incident"]);
    let noted = ann.post("/major-incidents/1/notes", &[("note", "It is back."), ("owner", &owner), ("every_minutes", "60")]);
    ann.follow(noted).says(&["Note published", "It is back."]);
    Browser::of(&office, &office.ben).post("/major-incidents/1/end", &[("summary", "x")]).is(403);
    let ended = ann.post("/major-incidents/1/end", &[("summary", "The gateway was restarted.")]);
    let over = ann.follow(ended).says(&["Ended", "/major-incidents/1/resume", "The gateway was restarted."]);
    assert!(!over.body.contains("class=\"band"), "no band when it is over");
    Browser::of(&office, &office.rita).get("/portal").is(200).says(&["The gateway was restarted.", "Over since"]);
    ann.get("/major-incidents").is(200).says(&["No VPN", "Over"]);
}
