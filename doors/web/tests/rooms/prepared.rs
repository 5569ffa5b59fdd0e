//! Canned answers: kept in the settings, looked at and inserted on a ticket with and without scripts, and not sent with a gap.

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
