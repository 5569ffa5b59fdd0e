//! The audit log: read and narrowed by administrators, closed to everybody else, and told of what is looked at.

use testkit::Office;

use crate::browser::Browser;

#[test]
fn administrators_read_the_log_and_narrow_it() {
    let office = Office::new();
    office.db.bear(audit::witness());
    let mut ada = Browser::of(&office, &office.ada);
    let form = [("name", "Chat"), ("address", "https://hooks.example/in"), ("wants", "ticket.opened"), ("active", "on")];
    let made = ada.post("/settings/webhooks", &form);
    ada.follow(made).is(200);
    ada.get("/settings/audit").is(200).says(&["Webhook added", "Signed in", "Ada Abel", "at the desk"]);
    let narrowed = ada.get("/settings/audit?what=webhook&who=ada%40desk.example&from=2026-11-23&until=2026-11-23").is(200);
    let narrowed = narrowed.says(&["Webhook added", "Show all"]);
    assert!(!narrowed.body.contains("<b>Signed in</b>"), "only webhooks were asked for");
    ada.get("/settings/audit?who=nobody%40desk.example").is(422).says(&["Nobody has this address"]);
    ada.get("/settings/audit?from=yesterday").is(422).says(&["id=\"from-error\""]);
    ada.get("/settings/audit?until=2026-11-22").is(200).says(&["No entries."]);
    let mut lee = Browser::of(&office, &office.lee);
    lee.get("/settings/audit").is(404);
}

#[test]
fn who_reads_a_letter_without_a_ticket_is_written_down() {
    let office = Office::new();
    office.db.bear(audit::witness());
    let mut ada = Browser::of(&office, &office.ada);
    ada.get("/mail-to-check/1").is(404);
    ada.get("/settings/audit?what=record").is(200).says(&["No entries."]);
}

#[test]
fn who_saves_a_letter_as_it_came_is_written_down() {
    let office = Office::new();
    office.db.bear(audit::witness());
    let made = office.deliver("From: Rita <rita@desk.example>\nTo: support@desk.example\nSubject: VPN\nMessage-ID: <a@rita>\n\nNo VPN.\n");
    let mut ann = Browser::of(&office, &office.ann);
    ann.get(&format!("/letters/{}/raw", made.letter)).is(200).says(&["Message-ID: <a@rita>"]);
    let mut ada = Browser::of(&office, &office.ada);
    ada.get("/settings/audit?what=record").is(200).says(&["Letter saved as it came", "Ann"]);
}
