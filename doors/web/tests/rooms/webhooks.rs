//! Webhooks: made, changed, tried, looked at in the log, and closed to whoever does not administer.

use testkit::Office;

use crate::browser::Browser;

#[test]
fn a_webhook_is_made_tried_sent_again_and_removed_by_administrators_alone() {
    let office = Office::new();
    let mut ada = Browser::of(&office, &office.ada);
    ada.get("/settings/webhooks").is(200).says(&["No other program is told anything", "A ticket comes in"]);
    let wrong = [("name", "Chat"), ("address", "ftp://hooks.example"), ("headers", "Host: evil.example")];
    ada.post("/settings/webhooks", &wrong).is(422).says(&["id=\"address-error\"", "id=\"headers-error\"", "value=\"ftp://hooks.example\""]);
    let form = [
        ("name", "Chat"),
        ("address", "https://hooks.example/in"),
        ("wants", "ticket.opened"),
        ("wants", "ticket.closed"),
        ("headers", "Authorization: Bearer s3cret"),
        ("active", "on"),
    ];
    let made = ada.post("/settings/webhooks", &form);
    let page = ada.follow(made).is(200).says(&["Nothing yet. Try it", "value=\"ticket.closed\" checked"]).body.clone();
    assert!(!page.contains("s3cret"), "headers are not shown again");
    let tried = ada.post("/settings/webhooks/1/try", &[]);
    ada.follow(tried).is(200).says(&["webhook.tried", "It was not tried yet", "firstline:webhook:1"]);
    let again = ada.post("/settings/webhooks/1/deliveries/1/again", &[]);
    ada.follow(again).is(200).says(&["webhook.tried"]);
    ada.get("/settings/webhooks/1").is(200).says(&["/settings/webhooks/1/deliveries/2", "Waiting", "not tried yet"]);
    ada.post("/settings/webhooks/1/secret", &[]).is(200).says(&["class=\"secret\"", "That it was looked at is recorded"]);
    let changed = ada.post("/settings/webhooks/1", &[("name", "Room"), ("address", "https://hooks.example/in")]);
    ada.follow(changed).is(200).says(&["value=\"Room\"", "Given up"]);
    let mut lee = Browser::of(&office, &office.lee);
    lee.get("/settings/webhooks").is(404);
    lee.post("/settings/webhooks/1/remove", &[]).is(404);
    let gone = ada.post("/settings/webhooks/1/remove", &[]);
    ada.follow(gone).is(200).says(&["No other program is told anything"]);
}
