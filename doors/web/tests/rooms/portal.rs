//! The portal: ask, follow, answer, confirm; and never more than one may see.

use testkit::Office;
use tickets::{Reply, TicketId};

use crate::browser::Browser;

/// Rita asks for something; the number of her request.
fn ask(rita: &mut Browser<'_>) -> i64 {
    let form = rita.get("/portal/ask?q=VPN%20drops").is(200).says(&["value=\"VPN drops\"", "Who is affected?"]);
    let fields =
        [("key", form.hidden("key")), ("subject", "VPN drops".into()), ("body", "Since Monday.".into()), ("urgency", "high".into())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let sent = rita.post_files("/portal/requests", &fields, &[]).leads();
    // The same form again opens nothing more.
    assert_eq!(rita.post_files("/portal/requests", &fields, &[]).leads(), sent);
    sent.rsplit('/').next().and_then(|id| id.parse().ok()).expect("a number")
}

#[test]
fn a_requester_asks_answers_and_says_that_it_is_solved() {
    let office = Office::new();
    let mut rita = Browser::of(&office, &office.rita);
    rita.get("/portal").is(200).says(&["What do you need?", "You have asked for nothing yet"]);
    let id = ask(&mut rita);
    let page = format!("/portal/requests/{id}");
    rita.get(&page).is(200).says(&["VPN drops", "Since Monday.", "We have it, since", "It is solved", "class=\"line\""]);
    rita.get("/portal").says(&["VPN drops", "line-slim"]);

    let reply = Reply::public(TicketId(id), "Which client is it?");
    let ann = office.ann.clone();
    office.write(move |tx| tickets::reply(tx, &ann, &reply)).unwrap();
    rita.get(&page).says(&["Which client is it?", "We need an answer from you", "Ann Ash takes care of it"]);

    let key = rita.get(&page).hidden("key");
    let answered = rita.post_files(&format!("{page}/answers"), &[("key", &key), ("body", "5.1.4")], &[("screen.png", b"\x89PNG\r\n")]);
    rita.follow(answered).says(&["5.1.4", "screen.png", "Sent. We answer here and by email."]);
    let solved = rita.post(&format!("{page}/solved"), &[]);
    rita.follow(solved).says(&["We think this is solved", "It is not solved", "Good. We call it solved."]);
    rita.get("/portal/requests").says(&["Done", "Nothing is going on"]);
    let again = rita.post(&format!("{page}/not-solved"), &[]);
    rita.follow(again).says(&["We take it up again.", "It is solved"]);
}

#[test]
fn a_photo_larger_than_a_plain_form_comes_along_and_one_too_large_is_named_beside_its_field() {
    let office = Office::new();
    let mut rita = Browser::of(&office, &office.rita);
    let photo = vec![7; 2 * 1024 * 1024];
    let asked = rita.post_files("/portal/requests", &[("subject", "Broken screen")], &[("photo.png", &photo)]);
    rita.follow(asked).says(&["Broken screen", "photo.png"]);
    let big = vec![7; 4 * 1024 * 1024];
    let page = rita.post_files("/portal/requests", &[("subject", "Another"), ("body", "Words")], &[("ok.png", &photo), ("big.png", &big)]);
    let page = page.is(422).says(&["value=\"Another\"", ">Words</textarea>", "id=\"files-error\"", "ok.png", "class=\"errors"]);
    // The good file is kept, and goes along with the second try.
    let kept = page.hidden("file");
    let sent = rita.post_files("/portal/requests", &[("subject", "Another"), ("file", &kept)], &[]);
    rita.follow(sent).says(&["ok.png"]);
}

#[test]
fn what_is_wrong_stands_beside_its_field_and_what_was_typed_stays() {
    let office = Office::new();
    let mut rita = Browser::of(&office, &office.rita);
    let page = rita.post_files("/portal/requests", &[("subject", " "), ("body", "No title <b>"), ("urgency", "high")], &[]).is(422);
    page.says(&["id=\"subject-error\"", "No title &#60;b&#62;</textarea>", "value=\"high\" selected"]);
    let id = ask(&mut rita);
    rita.post_files(&format!("/portal/requests/{id}/answers"), &[("body", "")], &[]).is(422).says(&["id=\"body-error\""]);
}

#[test]
fn a_request_of_somebody_else_does_not_exist() {
    let office = Office::new();
    let id = ask(&mut Browser::of(&office, &office.rita));
    let mut gus = Browser::of(&office, &office.gus);
    gus.get(&format!("/portal/requests/{id}")).is(404);
    gus.get("/portal/requests/999999").is(404);
    gus.post(&format!("/portal/requests/{id}/solved"), &[]).is(404);
    gus.post_files(&format!("/portal/requests/{id}/answers"), &[("body", "Mine")], &[]).is(404);
    let mut stranger = Browser::new(&office);
    assert_eq!(stranger.get("/portal/requests").is(303).location, "/sign-in?next=%2Fportal%2Frequests");
    stranger.get("/portal/help").is(200).says(&["How this works", "support@desk.example"]);
}

#[test]
fn an_internal_note_is_never_shown() {
    let office = Office::new();
    let mut rita = Browser::of(&office, &office.rita);
    let id = ask(&mut rita);
    let (ann, note) = (office.ann.clone(), Reply::note(TicketId(id), "Between us: her cable"));
    office.write(move |tx| tickets::reply(tx, &ann, &note)).unwrap();
    let page = rita.get(&format!("/portal/requests/{id}")).is(200);
    assert!(!page.body.contains("Between us"), "{}", page.body);
}

#[test]
fn a_requester_chooses_language_colours_and_a_password() {
    let office = Office::new();
    let mut rita = Browser::of(&office, &office.rita);
    rita.get("/portal/you").is(200).says(&["Where you are signed in", "This one"]);
    let fields = [("name", "Rita Roe-Smith"), ("language", "de"), ("zone", "Europe/Berlin"), ("theme", "dark")];
    let saved = rita.post("/portal/you", &fields);
    rita.follow(saved).says(&["lang=\"de\"", "data-theme=\"dark\"", "Rita Roe-Smith", "Gespeichert"]);
    rita.post("/portal/you", &[("name", "")]).is(422).says(&["id=\"name-error\""]);
    rita.post("/portal/you/password", &[("password", "short")]).is(422).says(&["id=\"password-error\""]);
    let set = rita.post("/portal/you/password", &[("password", "four words you picture")]);
    rita.follow(set).says(&["Ihr Passwort ist geändert"]);
    rita.get("/settings").is(404);
}
