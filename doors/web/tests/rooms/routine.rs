//! Checklists, templates, recurring tickets, completion of filters and deeds to whole lists, as pages have them.

use calendar::{Definition, Week};
use sla::{CalendarInput, add_calendar};
use testkit::Office;
use tickets::{Open, TicketId, open};

use crate::browser::Browser;

fn asked(office: &Office, subject: &str) -> i64 {
    let (rita, subject) = (office.rita.clone(), subject.to_owned());
    let me = rita.person().expect("a person");
    office.write(move |tx| open(tx, &rita, &Open::new(me, subject.as_str(), "Words"))).expect("the ticket").ticket.0
}

fn checklist(office: &Office) {
    let mut lee = Browser::of(office, &office.lee);
    lee.post("/settings/checklists", &[("name", "New starter"), ("steps", " \n")]).is(422).says(&["id=\"steps-error\""]);
    let saved = lee.post("/settings/checklists", &[("name", "New starter"), ("steps", "Account\nLaptop")]);
    lee.follow(saved).says(&["New starter", "2 steps"]);
}

#[test]
fn a_checklist_is_started_and_ticked_beside_its_ticket() {
    let office = Office::new();
    checklist(&office);
    let id = asked(&office, "Somebody new");
    let page = format!("/tickets/{id}");
    let mut ann = Browser::of(&office, &office.ann);
    ann.get(&page).is(200).says(&["New starter"]);
    let started = ann.post(&format!("{page}/checklists"), &[("checklist", "1")]);
    ann.follow(started).says(&["0 of 2 done", "Account", "<progress", "started the checklist New starter"]);
    let ticked = ann.post(&format!("{page}/checks/1"), &[("done", "yes")]);
    ann.follow(ticked).says(&["1 of 2 done", "Ann Ash, 09:00", "ticked “Account”"]);
    let added = ann.post(&format!("{page}/checks"), &[("text", "Flowers")]);
    ann.follow(added).says(&["1 of 3 done", "Flowers"]);
    let removed = ann.post(&format!("{page}/checks/2/remove"), &[]);
    ann.follow(removed).says(&["1 of 2 done"]);
    assert_eq!(office.history(TicketId(id)), ["opened", "checklist_started", "ticked", "check_added", "check_removed"]);
}

#[test]
fn a_new_ticket_begins_as_its_template_has_it() {
    let office = Office::new();
    checklist(&office);
    let mut lee = Browser::of(&office, &office.lee);
    lee.post("/settings/templates", &[("name", "New starter"), ("subject", "")])
        .is(422)
        .says(&["id=\"subject-error\"", "id=\"body-error\""]);
    let form = [("name", "New starter"), ("kind", "service_request"), ("subject", "New starter: NAME"), ("body", "First day:")];
    let form = [form.as_slice(), &[("impact", "low"), ("urgency", "medium"), ("tags", "onboarding"), ("checklist", "1")]].concat();
    let saved = lee.post("/settings/templates", &form);
    lee.follow(saved).says(&["New starter: NAME", "/tickets/new?template=1"]);
    let mut ann = Browser::of(&office, &office.ann);
    ann.get("/tickets/new").is(200).says(&["From a template", "/tickets/new?template=1"]);
    ann.get("/tickets/new?template=1").is(200).says(&["value=\"New starter: NAME\"", "First day:", "name=\"template\" value=\"1\""]);
    let form = [("template", "1"), ("who", "rita@desk.example"), ("subject", "New starter: Kim"), ("body", "First day: Monday")];
    let opened = ann.post("/tickets", &form);
    ann.follow(opened).says(&["New starter: Kim", "onboarding", "0 of 2 done"]);
}

#[test]
fn a_recurring_ticket_shows_its_next_runs_and_can_rest() {
    let office = Office::new();
    let mut lee = Browser::of(&office, &office.lee);
    lee.get("/settings/recurring").is(200).says(&["It takes a template and a business calendar."]);
    lee.post("/settings/templates", &[("name", "Backups"), ("subject", "Check the backups"), ("body", "All of them")]);
    let ada = office.ada.clone();
    let always = Definition { zone: "Europe/Berlin".into(), week: Week::always(), days: Vec::new() };
    let calendar = office.write(move |tx| add_calendar(tx, &ada, &CalendarInput { name: "Office".into(), definition: always.clone() }));
    let calendar = calendar.expect("the calendar").id.to_string();
    let form = [("template", "1"), ("who", "rita@desk.example"), ("often", "weekly"), ("starts_on", "2026-11-23"), ("time", "08:00")];
    let form = [form.as_slice(), &[("calendar", calendar.as_str()), ("closed_days", "next")]].concat();
    let wrong = [form.as_slice(), &[("rule", "FREQ=SOMETIMES")]].concat();
    lee.post("/settings/recurring", &wrong).is(422).says(&["id=\"rule-error\"", "value=\"FREQ=SOMETIMES\""]);
    let saved = lee.post("/settings/recurring", &form);
    lee.follow(saved).says(&["Backups", "FREQ=WEEKLY", "Rita Roe", "Next:", "30 Nov"]);
    lee.get("/settings/recurring/1").is(200).says(&["value=\"rita@desk.example\"", "value=\"08:00\"", "value=\"FREQ=WEEKLY\""]);
    let rests = lee.post("/settings/recurring/1/archive", &[]);
    lee.follow(rests).says(&["Paused", "It rests until somebody lets it go on."]);
    let goes = lee.post("/settings/recurring/1/restore", &[]);
    lee.follow(goes).says(&["Next:"]);
}

#[test]
fn a_filter_is_completed_and_its_fault_is_placed_as_the_browser_counts() {
    let office = Office::new();
    asked(&office, "Words");
    let mut ann = Browser::of(&office, &office.ann);
    ann.get("/tickets").is(200).says(&["data-filter=\"/filter/completion\""]);
    let offered = ann.get("/filter/completion?q=stat&at=4").is(200).body;
    assert!(offered.contains("\"insert\":\"status:\"") && offered.contains("\"problem\":null"), "{offered}");
    let offered = ann.get("/filter/completion?q=status%3Aop&at=9").is(200).body;
    assert!(offered.contains("\"insert\":\"open\"") && offered.contains("\"from\":7"), "{offered}");
    // A letter outside the plane of two bytes counts as two units.
    let wrong = ann.get("/filter/completion?q=%F0%9F%96%A8%20stauts%3Aopen&at=0").is(200).body;
    assert!(wrong.contains("\"from\":3") && wrong.contains("status"), "{wrong}");
    let mut rita = Browser::of(&office, &office.rita);
    rita.get("/filter/completion?q=assignee&at=8").is(404);
}

#[test]
fn a_whole_list_is_looked_at_before_it_is_changed_and_changed_back() {
    let office = Office::new();
    let ids: Vec<i64> = (0..3).map(|n| asked(&office, &format!("Printer {n}"))).collect();
    asked(&office, "Something else");
    let mut ann = Browser::of(&office, &office.ann);
    ann.get("/tickets?q=printer").is(200).says(&["/bulk?whole=yes&#38;list=everything&#38;q=printer"]);
    let page = ann.get("/bulk?whole=yes&list=everything&q=printer").is(200).says(&["Printer 0", "Printer 2", "name=\"deed\""]);
    assert!(!page.body.contains("Something else"));
    let words: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let key = page.hidden("key");
    let mut form: Vec<(&str, &str)> = words.iter().map(|id| ("ticket", id.as_str())).collect();
    form.extend([("deed", "tag"), ("tag", "printers"), ("key", key.as_str()), ("list", "everything"), ("q", "printer")]);
    let done = ann.post("/bulk", &form);
    let page = ann.follow(done).says(&["/bulk/"]);
    let undo = page.body.split("action=\"/bulk/").nth(1).and_then(|rest| rest.split('"').next()).expect("a way back").to_owned();
    ann.get("/tickets?q=tag%3Aprinters").is(200).says(&["Printer 1"]);
    ann.post(&format!("/bulk/{undo}"), &[]);
    assert!(!ann.get("/tickets?q=tag%3Aprinters").is(200).body.contains("Printer 1"));
}

#[test]
fn a_list_of_any_length_is_tried_first_then_changed_by_a_job_and_changed_back() {
    let office = Office::new();
    let (rita, me) = (office.rita.clone(), office.rita.person().expect("a person"));
    let made = office.write(move |tx| {
        for n in 0..=tickets::BULK_TICKETS_MAX {
            open(tx, &rita, &Open::new(me, format!("Printer {n}").as_str(), "Words"))?;
        }
        Ok(())
    });
    made.expect("the tickets");
    let mut ann = Browser::of(&office, &office.ann);
    let page = ann.get("/bulk?whole=yes&list=everything&q=printer").is(200).says(&["501 tickets", "name=\"whole\" value=\"yes\""]);
    assert!(!page.body.contains("name=\"ticket\""), "nobody ticks five hundred tickets");
    let asked = |tag: &'static str| [("whole", "yes"), ("deed", "tag"), ("tag", tag), ("list", "everything"), ("q", "printer")];
    ann.post("/bulk", &asked("")).is(422).says(&["id=\"tag-error\""]);
    let tried = ann.post("/bulk", &asked("printers")).is(200).says(&["Add the tags printers", "The first 100 tickets were tried", "501"]);
    assert!(!ann.get("/tickets?q=tag%3Aprinters").is(200).body.contains("Printer 450"), "nothing of it is kept");
    let key = tried.hidden("key");
    let mut form = asked("printers").to_vec();
    form.push(("key", key.as_str()));
    let begun = ann.post("/bulk/rounds", &form);
    ann.follow(begun).says(&["Under way: 0 of 501 tickets", "/bulk/rounds/1/stop", "data-live=\"round:1\""]);
    office.keep_promises();
    ann.get("/bulk/rounds/1").is(200).says(&["Done.", "501", "Change all 501 tickets back"]);
    ann.get("/tickets?q=tag%3Aprinters").is(200).says(&["Printer 450"]);
    ann.get("/bulk?whole=yes&list=everything&q=printer").is(200).says(&["Earlier changes to whole lists", "/bulk/rounds/1"]);
    let mut ben = Browser::of(&office, &office.ben);
    ben.get("/bulk/rounds/1").is(404);
    ben.post("/bulk/rounds/1/undo", &[]).is(404);
    let back = ann.post("/bulk/rounds/1/undo", &[]);
    ann.follow(back).says(&["Being taken back: 0 of 501 tickets"]);
    office.keep_promises();
    ann.get("/bulk/rounds/1").is(200).says(&["Taken back."]);
    assert!(!ann.get("/tickets?q=tag%3Aprinters").is(200).body.contains("Printer 450"));
}
