//! The desk's own fields: set up by a lead, asked in the portal, filled in beside a ticket, shown in lists.

use testkit::Office;
use tickets::{AddCategory, TicketId, add_category};

use crate::browser::Browser;

/// A lead sets up what is asked of access requests: the category's number.
fn set_up(office: &Office) -> i64 {
    let lee = office.lee.clone();
    let add = AddCategory { parent: None, name: "Access".into(), team: None };
    let access = office.write(move |tx| add_category(tx, &lee, &add)).expect("the category").id.0;
    let category = access.to_string();
    let mut lee = Browser::of(office, &office.lee);
    lee.post("/settings/fields", &[("name", ""), ("kind", "text")]).is(422).says(&["id=\"name-error\""]);
    lee.post("/settings/fields", &[("name", "Asset tag"), ("kind", "pattern"), ("pattern", "(")]).is(422).says(&["id=\"pattern-error\""]);
    let saved = lee.post("/settings/fields", &[("name", "Software name"), ("kind", "choice"), ("in_lists", "yes")]);
    lee.follow(saved).says(&["Options", "Where it is asked"]);
    lee.post("/settings/fields/1/options", &[("options", " \n ")]).is(422).says(&["id=\"options-error\""]);
    let saved = lee.post("/settings/fields/1/options", &[("options", "Visio\nSomething else")]);
    lee.follow(saved).says(&["Visio\nSomething else"]);
    lee.post("/settings/fields", &[("name", "Which one"), ("kind", "text")]);
    lee.post("/settings/fields", &[("name", "Asset tag"), ("kind", "pattern"), ("pattern", "LT-[0-9]{4}"), ("hint", "LT-0042")]);
    let rule = |field: i64, audience: &str, required: &str, when: &str| {
        let form = [("category", category.as_str()), ("audience", audience), ("required", required), ("when", when)];
        (format!("/settings/fields/{field}/rules"), form.map(|(k, v)| (k, v.to_owned())))
    };
    for (path, form) in [rule(1, "everybody", "opening", ""), rule(2, "everybody", "opening", "1-2"), rule(3, "desk", "resolving", "")] {
        let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let saved = lee.post(&path, &form);
        lee.follow(saved).says(&["<b>Access</b>"]);
    }
    let form = [("category", category.as_str()), ("audience", "desk"), ("required", "never"), ("when", "2")];
    lee.post("/settings/fields/1/rules", &form).is(422).says(&["id=\"when-error\""]);
    access
}

#[test]
fn a_category_asks_its_questions_in_the_portal_with_and_without_scripts() {
    let office = Office::new();
    let access = set_up(&office).to_string();
    let mut rita = Browser::of(&office, &office.rita);
    assert!(!rita.get("/portal/ask").is(200).body.contains("field-1"));
    let part = rita.get(&format!("/portal/ask/questions?category={access}")).is(200);
    let part =
        part.says(&["name=\"field-1\"", "Visio", "data-when=\"field-1\" data-when-is=\"2\"", "If “Software name” is Something else"]);
    assert!(!part.body.contains("Asset tag"), "the desk's alone");
    // Without scripts a button brings the questions, and what was typed stays.
    let page = rita.post_files("/portal/ask", &[("category", &access), ("subject", "A licence"), ("body", "Words")], &[]);
    page.is(200).says(&["name=\"field-1\"", "value=\"A licence\"", ">Words</textarea>"]);
    let form = [("category", access.as_str()), ("subject", "A licence"), ("body", "For plans")];
    let missing = rita.post_files("/portal/requests", &form, &[]).is(422);
    missing.says(&["id=\"field-1-error\"", "Answer “Software name”."]);
    let form = [form.as_slice(), &[("field-1", "2")]].concat();
    rita.post_files("/portal/requests", &form, &[]).is(422).says(&["id=\"field-2-error\"", "value=\"2\" selected"]);
    let form = [form.as_slice(), &[("field-2", "<b>Miro</b>")]].concat();
    let sent = rita.post_files("/portal/requests", &form, &[]);
    rita.follow(sent).says(&["What you told us", "Something else", "&#60;b&#62;Miro"]);
}

#[test]
fn the_desk_fills_in_beside_a_ticket_and_is_asked_before_it_resolves() {
    let office = Office::new();
    let access = set_up(&office).to_string();
    let mut rita = Browser::of(&office, &office.rita);
    let form = [("category", access.as_str()), ("subject", "A licence"), ("body", "For plans"), ("field-1", "1")];
    let id = rita.post_files("/portal/requests", &form, &[]).leads().rsplit('/').next().unwrap().parse::<i64>().unwrap();
    let mut ann = Browser::of(&office, &office.ann);
    ann.get(&format!("/tickets/{id}")).is(200).says(&["Software name", "Visio", "wrote down Software name: Visio", "name=\"field-3\""]);
    ann.post(&format!("/tickets/{id}/status"), &[("status", "resolved")]).is(422).says(&["Answer “Asset tag” before this is done."]);
    let page = ann.post(&format!("/tickets/{id}/fields"), &[("field-1", "1"), ("field-3", "42")]).is(422);
    page.says(&["id=\"field-3-error\"", "value=\"42\""]);
    let saved = ann.post(&format!("/tickets/{id}/fields"), &[("field-1", "1"), ("field-3", "LT-0042")]);
    ann.follow(saved).says(&["LT-0042", "Details saved", "/undo/"]);
    let moved = ann.post(&format!("/tickets/{id}/status"), &[("status", "resolved")]);
    ann.follow(moved).is(200);
    assert_eq!(office.history(TicketId(id)), ["opened", "filled_in", "filled_in", "resolved"]);
    ann.get("/tickets?list=everything").is(200).says(&["<th scope=\"col\" class=\"c-own\">Software name", "<td class=\"c-own\">Visio"]);
    ann.get("/tickets?q=field.software_name%3Avisio").is(200).says(&["A licence"]);
    ann.get("/tickets?q=field.softwarename%3Avisio").is(422).says(&["field.software_name"]);
}

#[test]
fn a_new_ticket_asks_the_questions_of_its_category() {
    let office = Office::new();
    let access = set_up(&office).to_string();
    let mut ann = Browser::of(&office, &office.ann);
    ann.get(&format!("/tickets/new/questions?category={access}")).is(200).says(&["name=\"field-3\"", "LT-0042"]);
    let form = [("who", "rita@desk.example"), ("subject", "A licence"), ("body", "On the phone"), ("category", access.as_str())];
    ann.post("/tickets/new", &form).is(200).says(&["name=\"field-1\"", "value=\"A licence\""]);
    ann.post("/tickets", &form).is(422).says(&["id=\"field-1-error\""]);
    let form = [form.as_slice(), &[("field-1", "1"), ("field-3", "LT-0001")]].concat();
    let opened = ann.post("/tickets", &form);
    ann.follow(opened).says(&["LT-0001", "Visio"]);
}
