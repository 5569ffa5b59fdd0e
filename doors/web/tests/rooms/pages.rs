//! Pages: somebody is called about a ticket, and acknowledges with one click, in the app or from the letter.

use testkit::Office;
use tickets::{Open, TicketId};

use crate::browser::Browser;
use crate::rotas::FORM;

fn offline(office: &Office) -> TicketId {
    let (lee, rita) = (office.lee.clone(), office.rita.person().expect("a person"));
    office
        .write(move |tx| tickets::open(tx, &lee, &Open::new(rita, "The whole site is offline", "Nothing works.")))
        .expect("a ticket")
        .ticket
}

/// The path of the link in the newest letter to somebody that has one.
fn link(office: &Office, email: &str) -> String {
    let letters = office.outbox().into_iter().filter(|letter| letter.to.iter().any(|to| to.email == email));
    let text = letters.map(|letter| letter.text).rfind(|text| text.contains("/paged/")).expect("a letter with a link");
    text.split("https://desk.example")
        .find(|part| part.starts_with("/paged/"))
        .and_then(|part| part.split_whitespace().next())
        .expect("a link")
        .to_owned()
}

#[test]
fn somebody_pages_whoever_is_on_duty_and_they_acknowledge_with_one_click() {
    let office = Office::new();
    let ticket = offline(&office);
    let mut lee = Browser::of(&office, &office.lee);
    lee.post("/settings/rotas", &FORM).is(303);
    let key = lee.get(&format!("/tickets/{ticket}/pages")).is(200).says(&["Nobody was paged about it", "Network on call"]).hidden("key");
    let paged = lee.post(&format!("/tickets/{ticket}/pages"), &[("whom", "rota-1"), ("key", &key)]);
    lee.follow(paged).is(200).says(&["paged Ann Ash (on duty)"]);
    lee.post(&format!("/tickets/{ticket}/pages"), &[("whom", "rota-1"), ("key", &key)]).is(303);
    lee.post(&format!("/tickets/{ticket}/pages"), &[("whom", "the moon"), ("key", &key)]).is(409);
    office.keep_promises();
    let mut ann = Browser::of(&office, &office.ann);
    ann.get("/notifications").is(200).says(&["You are paged about"]);
    ann.get("/pages").is(200).says(&["The whole site is offline", "Nobody has acknowledged yet", "Ann Ash (on duty)"]);
    let done = ann.post("/pages/1/acknowledge", &[]);
    ann.follow(done).is(200).says(&["acknowledged the page"]);
    ann.get("/pages").is(200).says(&["Nobody is being called", "Ann Ash acknowledged"]);
    let mut rita = Browser::of(&office, &office.rita);
    rita.get("/pages").is(404);
}

#[test]
fn the_letter_acknowledges_without_signing_in_and_only_by_a_click() {
    let office = Office::new();
    let ticket = offline(&office);
    let mut lee = Browser::of(&office, &office.lee);
    lee.post("/settings/rotas", &FORM).is(303);
    lee.post(&format!("/tickets/{ticket}/pages"), &[("whom", "rota-1"), ("key", "k")]).is(303);
    office.keep_promises();
    let path = link(&office, "ann@desk.example");
    let mut anybody = Browser::new(&office);
    anybody.get(&path).is(200).says(&["You are paged", "The whole site is offline"]);
    lee.get("/pages").is(200).says(&["Nobody has acknowledged yet"]);
    let done = anybody.post(&path, &[]);
    anybody.follow(done).is(200).says(&["You have it"]);
    lee.get("/pages").is(200).says(&["Ann Ash acknowledged"]);
    anybody.get("/paged/1.2.nonsense").is(404);
}

#[test]
fn a_page_that_nobody_answers_is_told_to_leads_and_stays_on_the_list() {
    let office = Office::new();
    let ticket = offline(&office);
    let mut lee = Browser::of(&office, &office.lee);
    lee.post("/settings/rotas", &FORM).is(303);
    lee.post(&format!("/tickets/{ticket}/pages"), &[("whom", "rota-1"), ("key", "k")]).is(303);
    office.pass_ms(10 * db::MINUTE_MS);
    office.write(paging::ring_pages).expect("the timer");
    office.keep_promises();
    lee.get("/pages").is(200).says(&["Nobody answered", "Acknowledge"]);
    lee.get("/notifications").is(200).says(&["Nobody answered the page about"]);
}
