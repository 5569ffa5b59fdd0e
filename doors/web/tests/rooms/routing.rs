//! Routing: a lead says how a team's tickets find somebody, rehearses it first, and reads on the ticket why it went to whom.

use testkit::Office;

use crate::browser::Browser;

const TURNS: [(&str, &str); 6] = [("way", "turns"), ("calendar", ""), ("rota", ""), ("overflow", ""), ("minutes", "30"), ("do", "save")];

fn ask(office: &Office) -> tickets::TicketId {
    let (rita, team) = (office.rita.clone(), office.first_line);
    let open = tickets::Open { team: Some(team), ..tickets::Open::new(rita.person().expect("a person"), "Paper jam", "It is stuck.") };
    let lee = office.lee.clone();
    let ticket = office.write(move |tx| tickets::open(tx, &lee, &open)).expect("a ticket").ticket;
    office.keep_promises();
    ticket
}

#[test]
fn a_lead_rehearses_a_way_before_it_holds() {
    let office = Office::new();
    ask(&office);
    let (mut lee, team) = (Browser::of(&office, &office.lee), format!("/settings/routing/{}", office.first_line));
    lee.get("/settings/routing").is(200).says(&["First line", "Not by themselves"]);
    lee.get(&team).is(200).says(&["takes tickets, 0 of 12", "Ann Ash"]);
    let mut rehearse = TURNS;
    rehearse[5] = ("do", "rehearse");
    lee.post(&team, &rehearse).is(200).says(&[
        "The last 30 days with this",
        "One ticket.",
        "Paper jam",
        "value=\"turns\" selected",
        "Save",
    ]);
    lee.get("/settings/routing").is(200).says(&["Not by themselves"]);
    let saved = lee.post(&team, &TURNS);
    lee.follow(saved).is(200).says(&["value=\"30\""]);
    lee.get("/settings/routing").is(200).says(&["In turn"]);
    let mut wrong = TURNS;
    wrong[4] = ("minutes", "soon");
    lee.post(&team, &wrong).is(422).says(&["id=\"minutes-error\"", "value=\"soon\""]);
    lee.get("/settings/routing/99").is(404);
    Browser::of(&office, &office.ann).get("/settings/routing").is(404);
    Browser::of(&office, &office.ann).post(&team, &TURNS).is(404);
}

#[test]
fn a_ticket_says_why_it_went_to_whom_and_nobody_who_takes_none_gets_one() {
    let office = Office::new();
    let mut lee = Browser::of(&office, &office.lee);
    let team = format!("/settings/routing/{}", office.first_line);
    let ben = office.ben.person().expect("a person");
    let person = |who| format!("{team}/people/{who}");
    lee.post(&person(ben), &[("capacity", "1"), ("skills", "Printers 2, vpn")]).is(303);
    lee.get(&team).is(200).says(&["0 of 1", "value=\"printers 2, vpn 1\""]);
    lee.post(&person(ben), &[("capacity", "many"), ("skills", "")]).is(422).says(&["0 to 500 tickets"]);
    lee.post(&team, &TURNS).is(303);
    let mut ann = Browser::of(&office, &office.ann);
    ann.get("/absences").is(200).says(&["You take new tickets", "Take none now"]);
    let switched = ann.post("/absences/switch", &[("away", "yes")]);
    ann.follow(switched).is(200).says(&["You take no new tickets", "Take them again"]);
    let (first, second) = (ask(&office), ask(&office));
    lee.get(&format!("/tickets/{first}")).is(200).says(&["gave it to Ben Bird: 0 of 1 tickets"]);
    lee.get(&format!("/tickets/{second}")).is(200).says(&["found nobody: 1 away or not on shift, 1 with enough tickets"]);
    lee.get("/settings/routing").is(200).says(&["Nobody can have these now", "Paper jam"]);
    let mut german = Browser::of(&office, &office.lee);
    german.get(&team).is(200).says(&["away, 0 of 12", "has enough, 1 of 1"]);
}

#[test]
fn a_category_asks_for_who_knows_it() {
    let office = Office::new();
    let mut ada = Browser::of(&office, &office.ada);
    ada.post("/settings/categories", &[("name", "Printing"), ("parent", ""), ("team", "")]).is(303);
    ada.post("/settings/routing/needs", &[("category", "1"), ("needs", "printers 2")]).is(303);
    ada.get("/settings/routing").is(200).says(&["Printing", "printers 2"]);
    ada.post("/settings/routing/needs", &[("category", ""), ("needs", "printers 2")]).is(422).says(&["Choose a category"]);
    ada.post("/settings/routing/needs", &[("category", "1"), ("needs", "printers 9")]).is(422).says(&["A level is 1 to 3"]);
    ada.post("/settings/routing/needs", &[("category", "1"), ("needs", "")]).is(303);
    assert!(!ada.get("/settings/routing").is(200).body.contains("<p>printers 2</p>"));
}
