//! Many tickets at once, and views: chosen on the list, done, taken back.

use axum::http::StatusCode;
use tickets::{Open, TicketId};

use crate::door::Door;

#[test]
fn chosen_tickets_are_changed_together_and_taken_back_together() {
    let door = Door::new();
    let rita = door.rita.clone();
    let made = door.write(move |tx| {
        let requester = rita.person().expect("a person");
        (0..3).map(|n| Ok(tickets::open(tx, &rita, &Open::new(requester, format!("Matter {n}"), "Words"))?.ticket)).collect()
    });
    let numbers: Vec<TicketId> = made.expect("three tickets");
    let ann = door.session(&door.ann);
    let list = door.get("/tickets?list=unassigned", &ann);
    assert!(list.body.contains("form=\"bulk\"") && list.body.contains("Matter 2"), "{}", list.body);
    let (one, two) = (numbers[0].to_string(), numbers[1].to_string());
    let fields = [("ticket", one.as_str()), ("ticket", &two), ("ticket", "99999"), ("deed", "take"), ("list", "unassigned")];
    let came = door.form("/bulk", &ann, &fields);
    assert_eq!((came.status, came.location()), (StatusCode::SEE_OTHER, "/tickets?list=unassigned"), "{}", came.body);
    let flash = came.cookie("firstline_said").expect("a confirmation");
    let cookie = format!("{ann}; firstline_said={}", flash.split(';').next().unwrap_or_default());
    let shown = door.get("/tickets?list=mine", &cookie).body;
    assert!(shown.contains("Matter 0") && shown.contains("Matter 1") && !shown.contains("Matter 2"), "{shown}");
    assert!(shown.contains("2 changed, 1 could not be"), "{shown}");
    let at = shown.find("/bulk/").expect("a way back");
    let undo = shown[at..].split('"').next().expect("an address").to_owned();
    assert_eq!(door.form(&undo, &door.session(&door.ben), &[]).status, StatusCode::NOT_FOUND, "not his to take back");
    assert_eq!(door.form(&undo, &ann, &[]).status, StatusCode::SEE_OTHER);
    assert!(!door.get("/tickets?list=mine", &ann).body.contains("Matter 0"));
    assert_eq!(door.form("/bulk", &ann, &[("deed", "take")]).status, StatusCode::UNPROCESSABLE_ENTITY, "nothing was chosen");
}

#[test]
fn a_filter_becomes_a_view_and_goes_again() {
    let door = Door::new();
    let ann = door.session(&door.ann);
    let asked = [("list", "everything"), ("q", "subject:matter"), ("sort", ""), ("group", "")];
    assert!(door.get("/tickets?list=everything&q=subject%3Amatter", &ann).body.contains("action=\"/views\""));
    let nameless: Vec<(&str, &str)> = asked.into_iter().chain([("name", " ")]).collect();
    assert_eq!(door.form("/views", &ann, &nameless).status, StatusCode::UNPROCESSABLE_ENTITY);
    let named: Vec<(&str, &str)> = asked.into_iter().chain([("name", "Matters")]).collect();
    let saved = door.form("/views", &ann, &named);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let view = door.get(saved.location(), &ann);
    assert!(view.body.contains("Matters") && view.body.contains("/delete"), "{}", view.body);
    let number = saved.location().rsplit('-').next().expect("a number");
    let ben = door.session(&door.ben);
    assert_eq!(door.form(&format!("/views/{number}/delete"), &ben, &[]).status, StatusCode::NOT_FOUND);
    assert_eq!(door.form(&format!("/views/{number}/delete"), &ann, &[]).status, StatusCode::SEE_OTHER);
    assert!(!door.get("/tickets", &ann).body.contains("Matters"));
}
