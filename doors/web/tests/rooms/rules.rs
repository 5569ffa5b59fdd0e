//! Rules: added switched off, rehearsed, switched on, seen at work, and changed back.

use testkit::Office;
use tickets::Open;

use crate::browser::Browser;

#[test]
fn a_rule_is_rehearsed_switched_on_and_changed_back() {
    let office = Office::new();
    let rita = office.rita.person().expect("a person");
    let ann = office.ann.clone();
    office.write(move |tx| tickets::open(tx, &ann, &Open::new(rita, "VPN drops", "Every twenty minutes.")).map(drop)).expect("a ticket");
    let mut lee = Browser::of(&office, &office.lee);
    lee.get("/settings/rules").is(200).says(&["There is no rule yet"]);
    let wrong = [("name", "VPN"), ("when", "ticket.opened"), ("filter", "colour:gold"), ("tag", "vpn")];
    lee.post("/settings/rules", &wrong).is(422).says(&["id=\"filter-error\"", "value=\"colour:gold\""]);
    lee.post("/settings/rules", &[("name", "VPN"), ("when", "ticket.opened")]).is(422).says(&["id=\"deeds-error\""]);
    let form = [("name", "VPN"), ("when", "ticket.opened"), ("filter", "organization:\"Acme\""), ("tag", "vpn, network"), ("once", "on")];
    let made = lee.post("/settings/rules", &form);
    let page = ["This rule is off", "would have met one ticket", "VPN drops", "changes tags", "value=\"vpn, network\""];
    lee.follow(made).is(200).says(&page);
    let on = lee.post("/settings/rules/1/on", &[]);
    lee.follow(on).is(200).says(&["This rule is on", "switched it on", "It has not met a ticket yet"]);
    let changed = lee.post("/settings/rules/1", &[("name", "VPN later"), ("when", "time"), ("filter", "tag:vpn"), ("note", "Hello")]);
    let body = lee.follow(changed).is(200).says(&["VPN later", "changed it"]).body.clone();
    let undo =
        body.split("/settings/rules/1/changes/").nth(1).and_then(|rest| rest.split('"').next()).expect("a change to undo").to_owned();
    let undone = lee.post(&format!("/settings/rules/1/changes/{undo}"), &[]);
    lee.follow(undone).is(200).says(&["value=\"VPN\"", "value=\"vpn, network\""]);
    lee.get("/settings/rules").is(200).says(&["A ticket comes in", "It has touched no ticket"]);
    let mut ann = Browser::of(&office, &office.ann);
    ann.post("/settings/rules/1/off", &[]).is(404);
}
