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

#[test]
fn a_rule_is_removed_and_brought_back_and_its_history_stays() {
    let office = Office::new();
    let mut lee = Browser::of(&office, &office.lee);
    lee.post("/settings/checklists", &[("name", "Outage"), ("steps", "Who is hit?")]).is(303);
    lee.get("/settings/rules").is(200).says(&[
        "Days are those of",
        "Start a checklist",
        "Outage",
        "Tell a webhook",
        "Tell people",
        "Ben Bird",
    ]);
    let form =
        [("name", "Outages"), ("when", "ticket.opened"), ("filter", "outage"), ("checklist", "1"), ("notify", "leads"), ("once", "on")];
    let added = lee.post("/settings/rules", &form);
    lee.follow(added).is(200).says(&["value=\"1\" selected", "value=\"leads\" selected", "Remove this rule"]);
    lee.get("/settings/rules").is(200).says(&["starts a checklist, tells people"]);
    let removed = lee.post("/settings/rules/1/remove", &[]);
    lee.follow(removed).is(200).says(&["There is no rule yet", "Removed rules", "Outages"]);
    let page = lee.get("/settings/rules/1").is(200).says(&["This rule is removed", "Lee Lund removed it"]);
    assert!(!page.body.contains("Switch this rule on"));
    lee.post("/settings/rules/1/on", &[]).is(409);
    let back = lee.post("/settings/rules/1/restore", &[]);
    lee.follow(back).is(200).says(&["This rule is off", "Switch this rule on"]);
    Browser::of(&office, &office.ann).post("/settings/rules/1/remove", &[]).is(404);
}

#[test]
fn the_timeline_names_a_rule_and_leads_find_their_way_to_it() {
    let office = Office::new();
    let rita = office.rita.clone();
    let open = tickets::Open::new(rita.person().expect("a person"), "VPN", "It drops.");
    let lee = office.lee.clone();
    office
        .write(move |tx| {
            let ticket = tickets::open(tx, &rita, &open)?.ticket;
            let deeds = automation::Deeds { tag: vec!["vpn".to_owned()], ..automation::Deeds::default() };
            let (when, filter) = (automation::When::Time, "vpn".to_owned());
            let input = automation::RuleInput { name: "Tag <VPN>".to_owned(), when, filter, deeds, once: true, stops: false };
            automation::add_rule(tx, &lee, &input)?;
            let rule = people::Actor { who: people::Who::Rule(1), ..people::Actor::system(people::Door::Inside) };
            tickets::tag(tx, &rule, &tickets::Tag { ticket, add: vec!["vpn".to_owned()], remove: Vec::new() }).map(drop)
        })
        .expect("a tag by a rule");
    office.keep_promises();
    let mut lee = Browser::of(&office, &office.lee);
    lee.get("/tickets/1").is(200).says(&["href=\"/settings/rules/1\">The rule “Tag &#60;VPN&#62;”</a>"]);
    let agents = Browser::of(&office, &office.ann).get("/tickets/1").is(200).says(&["The rule “Tag &#60;VPN&#62;”"]);
    assert!(!agents.body.contains("/settings/rules/1"), "an agent may not open it");
}
