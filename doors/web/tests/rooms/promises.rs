//! Promises: calendars and agreements made in the settings, seen in the queue, on the ticket and in the portal.

use testkit::Office;
use tickets::Open;

use crate::browser::Browser;

const OFFICE: &[(&str, &str)] = &[
    ("name", "Office"),
    ("zone", "Europe/Berlin"),
    ("mon", "08:00-12:00, 13:00-17:30"),
    ("fri", "22:00-06:00"),
    ("special", "*-12-25 Christmas Day\n2026-12-24 09:00-12:00 Christmas Eve"),
];

#[test]
fn a_calendar_is_made_changed_and_filled_from_a_file() {
    let office = Office::new();
    let mut lee = Browser::of(&office, &office.lee);
    lee.get("/settings/calendars").is(200).says(&["There is no calendar yet"]);
    let wrong = [("name", "Office"), ("zone", "Europe/Berlin"), ("mon", "9 to 5"), ("special", "someday")];
    lee.post("/settings/calendars", &wrong).is(422).says(&["id=\"mon-error\"", "id=\"special-error\"", "value=\"9 to 5\""]);
    let made = lee.post("/settings/calendars", OFFICE);
    lee.follow(made).is(200).says(&["week-track", "08:00-12:00, 13:00-17:30", "2026-12-24 09:00-12:00 Christmas Eve"]);
    lee.get("/settings/calendars").is(200).says(&["2 holidays", "No agreement is measured by it"]);
    let changed = lee.post("/settings/calendars/1", &[("name", "Always"), ("zone", "UTC"), ("sun", "00:00-24:00")]);
    lee.follow(changed).is(200).says(&["00:00-24:00", "Always"]);
    let gone = lee.post("/settings/calendars/1/archive", &[]);
    lee.follow(gone).is(200).says(&["Put away"]);
    let mut ann = Browser::of(&office, &office.ann);
    ann.get("/settings/calendars").is(404);
    ann.post("/settings/calendars/1/archive", &[]).is(404);
}

#[test]
fn an_agreement_is_made_ordered_and_kept_by_tickets() {
    let office = Office::new();
    let mut lee = Browser::of(&office, &office.lee);
    lee.get("/settings/agreements").is(200).says(&["There is no agreement yet", "Add a calendar"]);
    lee.post("/settings/calendars", &[("name", "Always"), ("zone", "UTC"), ("mon", "00:00-24:00")]);
    let wrong = [("name", "Gold"), ("calendar", "1"), ("filter", "colour:gold"), ("resolution-1", "soon"), ("warn_percent", "75")];
    lee.post("/settings/agreements", &wrong).is(422).says(&["“soon” is no time", "value=\"colour:gold\""]);
    let wrong = [("name", "Gold"), ("calendar", "1"), ("filter", "colour:gold"), ("resolution-1", "4h")];
    lee.post("/settings/agreements", &wrong).is(422).says(&["id=\"filter-error\""]);
    for (name, filter, first) in [("Everybody", "", "60"), ("Gold", "tag:gold", "0:30")] {
        let form = [
            ("name", name),
            ("calendar", "1"),
            ("filter", filter),
            ("warn_percent", "75"),
            ("first_response-3", first),
            ("resolution-3", "8h"),
            ("resolution-pause-waiting", "on"),
            ("step-0-percent", "100"),
            ("step-0-act", "tell-leads"),
        ];
        let made = lee.post("/settings/agreements", &form);
        lee.follow(made).is(200).says(&[name, "No clock runs by it"]);
    }
    let draft = [
        ("name", "Gold"),
        ("calendar", "1"),
        ("filter", "tag:gold"),
        ("warn_percent", "75"),
        ("first_response-3", "5m"),
        ("resolution-3", "8h"),
        ("do", "rehearse"),
    ];
    lee.post("/settings/agreements/2", &draft).is(200).says(&["The last 30 days with this", "value=\"5m\"", "No ticket came"]);
    lee.post(
        "/settings/agreements",
        &[("name", "New"), ("calendar", "1"), ("filter", "colour:gold"), ("resolution-1", "4h"), ("do", "rehearse")],
    )
    .is(422)
    .says(&["id=\"filter-error\""]);
    lee.get("/settings/agreements/2").is(200).says(&["value=\"30m\""]);
    let moved = lee.post("/settings/agreements/2/position", &[("position", "1")]);
    let list = lee.follow(moved).is(200);
    assert!(list.body.find("Gold") < list.body.find("Everybody"), "{}", list.body);
    lee.get("/settings/agreements/2").is(200).says(&["value=\"30m\"", "value=\"8h\"", "Tell the team’s leads", "tag:gold"]);
    office.keep_promises();

    let (ann, rita) = (office.ann.clone(), office.rita.person().expect("a person"));
    let opened = office.write(move |tx| tickets::open(tx, &ann, &Open::new(rita, "VPN drops", "Every twenty minutes."))).expect("a ticket");
    let page = format!("/tickets/{}", opened.ticket);
    let mut ann = Browser::of(&office, &office.ann);
    ann.get("/tickets?list=all&sort=due").is(200).says(&["fl-due", "1 h", "Due"]);
    ann.get(&page).is(200).says(&["Reply due", "/clocks/part"]);
    ann.get(&format!("{page}/clocks/part")).is(200).says(&["First response", "Resolution", "1 h left"]);
    office.pass_ms(20 * db::MINUTE_MS);
    ann.get(&format!("{page}/clocks")).is(200).says(&["20 min of 1 h used", "Everybody", "Counts"]);
    let mut rita = Browser::of(&office, &office.rita);
    rita.get(&format!("{page}/clocks")).is(404);
    rita.get(&format!("/portal/requests/{}", opened.ticket)).is(200).says(&["We’ll answer by"]);
}
