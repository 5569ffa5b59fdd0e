//! Satisfaction: answered from a letter without signing in, never by opening the link; in the portal; seen by leads; switched off.

use testkit::Office;
use tickets::{Open, TicketId};

use crate::browser::Browser;

fn resolved(office: &Office) -> TicketId {
    let (rita, ann) = (office.rita.person().expect("a person"), office.ann.clone());
    let ticket = office.write(move |tx| {
        let ticket = tickets::open(tx, &ann, &Open::new(rita, "VPN drops", "Every twenty minutes."))?.ticket;
        tickets::assign(tx, &ann, &tickets::Assign { ticket, to: tickets::To::Person(ann.person().expect("a person")) })?;
        tickets::resolve(tx, &ann, ticket)?;
        Ok(ticket)
    });
    ticket.expect("a resolved ticket")
}

#[test]
fn a_requester_answers_in_the_portal_and_a_lead_sees_it() {
    let office = Office::new();
    let id = resolved(&office);
    let mut rita = Browser::of(&office, &office.rita);
    let page = format!("/portal/requests/{id}");
    rita.get(&page).is(200).says(&["How was our help?", "name=\"score\" value=\"good\""]);
    rita.post(&format!("{page}/satisfaction"), &[("score", "lovely")]).is(422);
    let sent = rita.post(&format!("{page}/satisfaction"), &[("score", "bad"), ("comment", "It is back.")]);
    rita.follow(sent).is(200).says(&["You said that our help was not good", "It is back.</textarea>"]);
    let mut ann = Browser::of(&office, &office.ann);
    ann.get(&format!("/tickets/{id}")).is(200).says(&["said that the help was not good", "It is back."]);
    ann.get("/settings/satisfaction").is(404);
    let mut lee = Browser::of(&office, &office.lee);
    lee.get("/settings/satisfaction").is(200).says(&["Asked about one request.", "Ann Ash", "Too few answers", "It is back."]);
    lee.post("/settings/satisfaction", &[("after_hours", "2")]).is(404);
    let mut ada = Browser::of(&office, &office.ada);
    ada.post("/settings/satisfaction", &[("on", "on"), ("after_hours", "0")]).is(422).says(&["Choose between 1 and"]);
    let off = ada.post("/settings/satisfaction", &[("after_hours", "24")]);
    ada.follow(off).is(200).says(&["Nobody is asked at present"]);
    rita.get(&page).is(200);
    assert!(!rita.get(&page).body.contains("How was our help?"), "it is switched off");
}

#[test]
fn opening_the_link_of_a_letter_answers_nothing_and_one_click_does() {
    let office = Office::new();
    let id = resolved(&office);
    office.keep_promises();
    office.pass_ms(25 * db::HOUR_MS);
    office.write(|tx| satisfaction::ask_due(tx, crate::browser::texts(), "https://desk.example")).expect("asked");
    let letter = office.sent(mail::Kind::Notification).pop().expect("a letter");
    let from = letter.text.find("/rate/").expect("a link");
    let link = letter.text[from..].split('?').next().expect("a link").to_owned();
    let mut anybody = Browser::new(&office);
    anybody.get(&format!("{link}?score=good")).is(200).says(&["How was our help?", "btn-go\" name=\"score\" value=\"good\""]);
    let mut rita = Browser::of(&office, &office.rita);
    assert!(!rita.get(&format!("/portal/requests/{id}")).body.contains("You said that"), "the link alone answers nothing");
    let sent = anybody.post(&link, &[("score", "good")]);
    anybody.follow(sent).is(200).says(&["Thank you", "You said that our help was good"]);
    anybody.get(&format!("{link}x")).is(404);
}
