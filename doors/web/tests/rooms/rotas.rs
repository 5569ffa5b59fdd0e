//! Rotas: made by a lead, looked at by week and month, stood in for, swapped, and read by a calendar program.

use testkit::Office;

use crate::browser::Browser;

pub const FORM: [(&str, &str); 12] = [
    ("name", "Network on call"),
    ("zone", "UTC"),
    ("layer-0-name", "Week"),
    ("layer-0-first", "2026-11-23"),
    ("layer-0-at", "09:00"),
    ("layer-0-days", "7"),
    ("layer-0-person", "1"),
    ("layer-0-person", "2"),
    ("layer-0-mon", ""),
    ("call-0-whom", "on_duty"),
    ("call-0-minutes", "10"),
    ("rounds", "1"),
];

#[test]
fn a_lead_makes_a_rota_and_everybody_sees_who_is_on() {
    let office = Office::new();
    let mut lee = Browser::of(&office, &office.lee);
    lee.get("/settings/rotas").is(200).says(&["There is no rota yet", "value=\"2026-11-23\""]);
    let wrong = [("name", "X"), ("zone", "UTC"), ("layer-0-name", "Week"), ("layer-0-at", "later"), ("days", "no day")];
    lee.post("/settings/rotas", &wrong).is(422).says(&["id=\"layers-error\"", "id=\"days-error\"", "value=\"later\""]);
    let made = lee.post("/settings/rotas", &FORM);
    lee.follow(made).is(200).says(&["Ann Ash is on duty until", "class=\"rota-grid\"", "Their turn in Week", "Ben Bird"]);
    lee.get("/rotas/1?as=month&day=2026-12-01").is(200).says(&["December 2026", "rota-month", "Ann Ash"]);
    lee.get("/settings/rotas/1").is(200).says(&["value=\"Network on call\"", "One more layer", "name=\"layer-1-person\""]);
    let mut ann = Browser::of(&office, &office.ann);
    ann.get("/rotas").is(200).says(&["Ann Ash", "then Ben Bird", "Network on call", "Your duty"]);
    ann.get("/settings/rotas").is(404);
}

#[test]
fn people_stand_in_swap_and_note_that_they_are_away() {
    let office = Office::new();
    let mut lee = Browser::of(&office, &office.lee);
    lee.post("/settings/rotas", &FORM).is(303);
    let mut ben = Browser::of(&office, &office.ben);
    ben.post("/rotas/1/overrides", &[("person", "2"), ("from", "2026-11-24T10:00"), ("to", "never")]).is(422).says(&["id=\"to-error\""]);
    let on = ben.post("/rotas/1/overrides", &[("person", "2"), ("from", "2026-11-24T10:00"), ("to", "2026-11-24T12:00")]);
    ben.follow(on).is(200).says(&["Put on duty by hand", "Take back", "10:00–12:00"]);
    ben.post("/rotas/1/overrides", &[("person", "3"), ("from", "2026-11-24T10:00"), ("to", "2026-11-24T12:00")]).is(403);
    let off = ben.post("/rotas/1/overrides/1/remove", &[]);
    ben.follow(off).is(200);
    let mut ann = Browser::of(&office, &office.ann);
    let page = ann.get("/rotas/1").is(200).body;
    let give = page.split("name=\"give\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1)).and_then(|rest| rest.split('"').next());
    let asked = ann.post("/rotas/1/swaps", &[("give", give.expect("duty to give")), ("take", "2")]);
    ann.follow(asked).is(200).says(&["Ann Ash asks Ben Bird to take", "Withdraw"]);
    ann.post("/rotas/1/swaps/1/agree", &[]).is(403);
    let agreed = ben.post("/rotas/1/swaps/1/agree", &[]);
    ben.follow(agreed).is(200).says(&["Ben Bird is on duty"]);
    let away = ann.post(
        "/absences",
        &[("person", "1"), ("from", "2026-11-24T00:00"), ("to", "2026-11-26T00:00"), ("cover", "2"), ("reason", "Dentist")],
    );
    ann.follow(away).is(200).says(&["Ben Bird covers", "Dentist"]);
    let seen = ben.get("/absences").is(200).says(&["Ann Ash", "Ben Bird covers"]);
    assert!(!seen.body.contains("Dentist"), "why somebody is away is theirs");
    ben.post("/absences/1/remove", &[]).is(403);
    let back = ann.post("/absences/1/remove", &[]);
    ann.follow(back).is(200).says(&["Nobody is away"]);
}

#[test]
fn a_calendar_program_reads_duty_by_its_link() {
    let office = Office::new();
    let mut lee = Browser::of(&office, &office.lee);
    lee.post("/settings/rotas", &FORM).is(303);
    let mut ann = Browser::of(&office, &office.ann);
    let page = ann.post("/rotas/feed", &[]).is(200).says(&["It is shown this once"]).body;
    let path = page.split("data-copy=\"https://desk.example").nth(1).and_then(|rest| rest.split('"').next()).expect("a link").to_owned();
    let mut program = Browser::new(&office);
    program.get(&path).is(200).says(&["BEGIN:VCALENDAR", "DTSTART:20261123T090000Z", "SUMMARY:On call: Network on call"]);
    program.get("/duty/somebody.ics").is(404);
    ann.post("/rotas/feed/remove", &[]).is(303);
    program.get(&path).is(404);
}
