//! Fields about people and organizations: set up by a lead, answered by the desk, seen by no requester.

use testkit::Office;

use crate::browser::Browser;

fn set_up(office: &Office, about: &str) {
    let mut lee = Browser::of(office, &office.lee);
    let add = |name: &'static str, kind: &'static str| [("about", about.to_owned()), ("name", name.to_owned()), ("kind", kind.to_owned())];
    for (name, kind) in
        [("Staff number", "integer"), ("Since", "date"), ("On site", "checkbox"), ("Contract", "dropdown"), ("Ways", "textarea")]
    {
        let form = add(name, kind);
        let form: Vec<(&str, &str)> = form.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let saved = lee.post("/settings/card-fields", &form);
        lee.follow(saved).says(&[name]);
    }
}

#[test]
fn a_lead_sets_fields_up_and_the_desk_answers_them_on_a_persons_page() {
    let office = Office::new();
    set_up(&office, "person");
    let mut lee = Browser::of(&office, &office.lee);
    lee.post("/settings/card-fields", &[("name", ""), ("kind", "text")]).is(422).says(&["id=\"name-error\""]);
    lee.post("/settings/card-fields", &[("name", "Pattern"), ("kind", "regexp"), ("pattern", "(")]).is(422).says(&["id=\"pattern-error\""]);
    let saved = lee.post("/settings/card-fields/4/options", &[("options", "Fixed\n\nOpen-ended")]);
    lee.follow(saved).says(&["Fixed\nOpen-ended"]);
    let mut ben = Browser::of(&office, &office.ben);
    ben.get("/settings/card-fields").is(404);
    let rita = office.rita.person().expect("Rita").0;
    let page = ben.get(&format!("/people/{rita}/edit")).is(200);
    page.says(&["id=\"field-staff_number\"", "type=\"date\"", "Open-ended", "<textarea id=\"field-ways\""]);
    let name = ("name", "Rita Roe");
    let wrong = [name, ("field-staff_number", "seven"), ("field-since", "2026-03-01")];
    ben.post(&format!("/people/{rita}"), &wrong).is(422).says(&["id=\"fields-error\"", "value=\"seven\"", "value=\"2026-03-01\""]);
    let form = [
        name,
        ("field-staff_number", "4711"),
        ("field-since", "2026-03-01"),
        ("field-on_site", ""),
        ("field-on_site", "true"),
        ("field-contract", "open-ended"),
        ("field-ways", "By phone.\nNever before ten."),
    ];
    let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, if *v == "open-ended" { "Open-ended" } else { *v })).collect();
    let saved = ben.post(&format!("/people/{rita}"), &form);
    ben.follow(saved).says(&[
        "<dt>Staff number</dt><dd>4711</dd>",
        "Sunday 1 March 2026",
        "<dt>On site</dt><dd>Yes</dd>",
        "Open-ended",
        "Never before ten.",
    ]);
    ben.get(&format!("/people/{rita}/edit")).is(200).says(&["value=\"true\" checked", "selected>Open-ended"]);
    // What was ticked is taken back, and a field that was put away is asked no more.
    let saved = ben.post(&format!("/people/{rita}"), &[name, ("field-on_site", "")]);
    assert!(!ben.follow(saved).body.contains("On site"));
    let saved = lee.post("/settings/card-fields/1/archive", &[]);
    lee.follow(saved).says(&["Put away"]);
    assert!(!ben.get(&format!("/people/{rita}")).is(200).body.contains("4711"));
    lee.post("/settings/card-fields/1/restore", &[]);
    ben.get(&format!("/people/{rita}")).is(200).says(&["4711"]);
}

#[test]
fn an_organization_is_answered_for_when_it_is_added_and_later() {
    let office = Office::new();
    set_up(&office, "organization");
    let mut lee = Browser::of(&office, &office.lee);
    lee.get("/organizations/new").is(200).says(&["id=\"field-staff_number\""]);
    let wrong = [("name", "Initech"), ("field-since", "soon")];
    lee.post("/organizations", &wrong).is(422).says(&["id=\"fields-error\"", "value=\"soon\""]);
    let saved = lee.post("/organizations", &[("name", "Initech"), ("field-staff_number", "12"), ("field-since", "2026-03-01")]);
    let page = lee.follow(saved);
    page.says(&["<dt>Staff number</dt><dd>12</dd>", "1 March 2026"]);
    assert!(lee.get("/organizations?q=soon").is(200).body.find("Initech").is_some(), "the first try left nothing, the second is there");
}
