//! Canned answers and macros: kept in the settings; inserted, or looked at and used, on a ticket without scripts too.

use testkit::Office;
use tickets::{Open, TicketId};

use crate::browser::Browser;

fn ticket(office: &Office) -> TicketId {
    let (rita, ann) = (office.rita.person().expect("a person"), office.ann.clone());
    office
        .write(move |tx| tickets::open(tx, &ann, &Open::new(rita, "VPN drops", "Every twenty minutes.")).map(|o| o.ticket))
        .expect("a ticket")
}

#[test]
fn an_answer_is_kept_inserted_and_stopped_by_its_gap() {
    let office = Office::new();
    let id = ticket(&office);
    let mut ann = Browser::of(&office, &office.ann);
    ann.get("/settings/canned-answers").is(200).says(&["There is no canned answer yet", "{{requester.first_name}}"]);
    let odd = [("name", "Odd"), ("scope", "own"), ("text_en", "Dear {{requester.shoe_size}}")];
    ann.post("/settings/canned-answers", &odd).is(422).says(&["There is no placeholder", "requester.shoe_size", "id=\"text_en-error\""]);
    let form = [("name", "We have it"), ("scope", "own"), ("text_en", "Hello {{requester.first_name}}, {{ticket.category}} is **ours**.")];
    let made = ann.post("/settings/canned-answers", &form);
    ann.follow(made).is(200).says(&["Hello Dana, Network / VPN is <strong>ours</strong>."]);
    ann.get("/settings/canned-answers").is(200).says(&["Only for you", "Not used yet"]);
    let mut ben = Browser::of(&office, &office.ben);
    ben.get("/settings/canned-answers/1").is(404);
    ann.get(&format!("/tickets/{id}")).is(200).says(&[&format!("formaction=\"/tickets/{id}/canned-answers\"")]);
    let page = format!("/tickets/{id}/canned-answers");
    ann.get(&page).is(200).says(&["Hello Rita, ⟦category⟧ is <strong>ours</strong>."]);
    ann.get(&format!("{page}?q=nothing")).is(200).says(&["No answer has these words"]);
    ann.get("/canned-answers?q=hello").is(200).says(&["\"name\":\"We have it\""]);
    let inserted = ann.post(&format!("{page}/1"), &[("mode", "reply")]);
    ann.follow(inserted).is(200).says(&["Hello Rita, ⟦category⟧ is **ours**.</textarea>"]);
    ann.get("/settings/canned-answers").is(200).says(&["Used once"]);
    let parts = [("mode", "reply"), ("reply", "Hello Rita, ⟦category⟧ is ours."), ("outcome", "stay")];
    let stopped = ann.post_files(&format!("/tickets/{id}/replies"), &parts, &[]);
    ann.follow(stopped).is(200).says(&["Something is still missing in this answer", "⟦category⟧ is ours.</textarea>"]);
}

#[test]
fn a_macro_is_kept_looked_at_used_and_taken_back() {
    let office = Office::new();
    let id = ticket(&office);
    let mut ann = Browser::of(&office, &office.ann);
    ann.get("/settings/macros").is(200).says(&["There is no macro yet", "Whoever uses it"]);
    ann.post("/settings/macros", &[("name", "Odd"), ("scope", "own")]).is(422).says(&["Choose at least one thing"]);
    let form = [
        ("name", "VPN is back"),
        ("description", "After a fault of the gateway."),
        ("scope", "own"),
        ("assignee", "me"),
        ("impact", "high"),
        ("tag", "vpn, tunnel"),
        ("note", "Known since Monday."),
        ("reply", "Hello {{requester.first_name}}, it is **back**."),
        ("to", "resolved"),
    ];
    let made = ann.post("/settings/macros", &form);
    ann.follow(made).is(200).says(&["value=\"VPN is back\"", "added it"]);
    let mut ben = Browser::of(&office, &office.ben);
    ben.get("/settings/macros/1").is(404);
    ben.post(&format!("/tickets/{id}/macros/1"), &[("key", "k1")]).is(404);

    ann.get(&format!("/tickets/{id}")).is(200).says(&[&format!("href=\"/tickets/{id}/macros\"")]);
    let list = format!("/tickets/{id}/macros");
    ann.get(&list).is(200).says(&["VPN is back", "After a fault of the gateway."]);
    ann.get(&format!("{list}?q=nothing")).is(200).says(&["No macro for this ticket has these words"]);
    let only = ann.get(&format!("{list}?q=back"));
    ann.follow(only).is(200).says(&[
        "It would change",
        "New tags: vpn and tunnel",
        "Status: Resolved",
        "Hello Rita, it is <strong>back</strong>.",
    ]);
    assert!(!ann.get(&format!("/tickets/{id}")).body.contains("used “VPN is back”"), "looking is not using");
    let used = ann.post(&format!("{list}/1"), &[("key", "k1")]);
    let page = ann.follow(used);
    page.is(200).says(&["“VPN is back” used", "used “VPN is back”:", "Known since Monday."]);
    ann.get("/settings/macros").is(200).says(&["Used once"]);
    let again = ann.post(&format!("{list}/1"), &[("key", "k1")]);
    ann.follow(again).is(200);
    ann.get("/settings/macros").is(200).says(&["Used once"]);

    let away = ann.post("/settings/macros/1/archive", &[]);
    ann.follow(away).is(200).says(&["VPN is back"]);
    ann.get(&list).is(200).says(&["No macro is for this ticket"]);
}
