//! A change is planned, decided and carried out on its pages; the calendar shows it with what it collides with.

use people::Actor;
use testkit::Office;
use tickets::Open;

use crate::browser::Browser;

fn id(actor: &Actor) -> String {
    actor.person().expect("a person").to_string()
}

#[test]
fn a_change_is_planned_approved_and_done_and_stands_beside_its_ticket() {
    let office = Office::new();
    let (rita, open) = (office.rita.clone(), Open::new(office.rita.person().expect("a person"), "VPN", "Please help."));
    let ticket = office.write(move |tx| Ok(tickets::open(tx, &rita, &open)?.ticket)).expect("a ticket");
    let mut ann = Browser::of(&office, &office.ann);
    let form = ann.get(&format!("/changes/new?ticket={ticket}")).is(200).says(&[&format!("value=\"#{ticket}\""), "Ben Bird"]);
    let (key, me, ben, number) = (form.hidden("key"), id(&office.ann), id(&office.ben), format!("#{ticket}"));
    let mut fields = vec![("key", key.as_str()), ("name", "New gateway"), ("risk", "high"), ("owner", me.as_str())];
    fields.extend([("starts_at", "2026-11-25T18:00"), ("ends_at", "2026-11-25T20:00"), ("plan", "Swap it."), ("tickets", &number)]);
    ann.post("/changes", &fields).is(422).says(&["id=\"back_out-error\"", "id=\"approvers-error\""]);
    fields.extend([("back_out", "Swap it back."), ("approvers", ben.as_str())]);
    let made = ann.post("/changes", &fields);
    ann.follow(made).says(&["New gateway", "Waits for approval", "High risk", "Swap it back.", &number, "asked for approval"]);
    assert_eq!(ann.post("/changes", &fields).leads(), "/changes/1", "the same form again makes no second one");
    ann.post("/changes/1/step", &[("step", "begin")]).is(409);
    let mut other = Browser::of(&office, &office.ben);
    other.get("/changes?which=mine").is(200).says(&["New gateway"]);
    other.get("/changes/1").is(200).says(&["Approve", "Decline"]);
    other.post("/changes/1/decision", &[("approves", "no"), ("note", "")]).is(422).says(&["Say why"]);
    let yes = other.post("/changes/1/decision", &[("approves", "yes"), ("note", "Mind the phones.")]);
    other.follow(yes).says(&["Approved", "Mind the phones."]);
    ann.get(&format!("/tickets/{ticket}/around")).is(200).says(&["/changes/1", "New gateway"]);
    for (step, says) in [("begin", "Being done"), ("finish", "finished it")] {
        let stepped = ann.post("/changes/1/step", &[("step", step), ("outcome", "")]);
        ann.follow(stepped).says(&[says]);
    }
    ann.get("/changes/1/edit").is(200);
    Browser::of(&office, &office.rita).get("/changes/1").is(404);
}

#[test]
fn the_calendar_shows_windows_that_collide_and_times_when_nothing_is_changed() {
    let office = Office::new();
    let mut lee = Browser::of(&office, &office.lee);
    let me = id(&office.lee);
    for (name, from, to) in [("Gateway", "2026-11-25T18:00", "2026-11-25T20:00"), ("Switches", "2026-11-25T19:00", "2026-11-25T21:00")] {
        let fields =
            [("name", name), ("risk", "low"), ("owner", &me), ("starts_at", from), ("ends_at", to), ("plan", "p"), ("back_out", "b")];
        lee.post("/changes", &fields).is(303);
    }
    lee.get("/changes/1").is(200).says(&["Its window collides", "Switches"]);
    lee.get("/change-calendar?day=2026-11-01").is(200).says(&["Nov 2026", "Gateway", "Switches", "Collides", "rel=\"next\""]);
    assert!(!lee.get("/change-calendar?day=2027-03-01").is(200).body.contains("Gateway"));
    let freeze = [("name", "Accounts"), ("starts_at", "2026-11-25T00:00"), ("ends_at", "2026-11-27T00:00")];
    let frozen = lee.post("/change-calendar/freezes", &freeze);
    lee.follow(frozen).says(&["Accounts", "frozen", "/change-calendar/freezes/1/remove"]);
    lee.get("/changes/1").is(200).says(&["Nothing is to be changed: Accounts"]);
    lee.post("/change-calendar/freezes", &[("name", ""), ("starts_at", "2026-11-25T00:00"), ("ends_at", "x")]).is(422);
    Browser::of(&office, &office.ann).post("/change-calendar/freezes", &freeze).is(404);
    let gone = lee.post("/change-calendar/freezes/1/remove", &[]);
    lee.follow(gone).says(&["Accounts removed"]);
}

#[test]
fn who_is_asked_decides_once_by_the_link_of_the_letter() {
    let office = Office::new();
    let mut ann = Browser::of(&office, &office.ann);
    let (me, ben) = (id(&office.ann), id(&office.ben));
    let form = [
        ("key", "k"),
        ("name", "New gateway"),
        ("risk", "high"),
        ("owner", me.as_str()),
        ("starts_at", "2026-11-25T18:00"),
        ("ends_at", "2026-11-25T20:00"),
        ("plan", "Swap it."),
        ("back_out", "Swap it back."),
        ("approvers", ben.as_str()),
    ];
    ann.post("/changes", &form).is(303);
    office.keep_promises();
    let letter = office.outbox().into_iter().find(|l| l.text.contains("/approve/")).expect("a letter");
    assert!(
        letter.text.contains("asks you to approve the change “New gateway”")
            && letter.text.contains("Because you are asked to approve it.")
    );
    let path = letter
        .text
        .split("https://desk.example")
        .find(|part| part.starts_with("/approve/"))
        .and_then(|part| part.split_whitespace().next());
    let path = path.expect("a link").to_owned();
    let mut mail = Browser::new(&office);
    mail.get(&path).is(200).says(&["Approve this change?", "Swap it back.", "You decide as Ben Bird"]);
    mail.get(&path).is(200).says(&["Approve this change?"]);
    mail.post(&path, &[("approves", "no"), ("note", "")]).is(422).says(&["Say why"]);
    let yes = mail.post(&path, &[("approves", "yes"), ("note", "Go.")]);
    mail.follow(yes).is(200).says(&["You have approved this change"]);
    let again = mail.post(&path, &[("approves", "no"), ("note", "No!")]);
    mail.follow(again).is(200).says(&["You have approved this change"]);
    mail.get("/approve/1.2.3.AAAA").is(404);
    mail.post("/approve/1.2.3.AAAA", &[("approves", "yes")]).is(303);
    ann.get("/changes/1").is(200).says(&["Approved", "Go."]);
    office.keep_promises();
    ann.get("/notifications").is(200).says(&["Ben Bird approved the change “New gateway”.", "href=\"/changes/1\""]);
    ann.get("/change-calendar?as=week&day=2026-11-25").is(200).says(&["Week of", "New gateway", "Ann Ash, Approved", "The week after"]);
    let page = ann.post("/change-calendar/feed", &[]).is(200).says(&["It is shown this once"]).body;
    let feed = page.split("data-copy=\"https://desk.example").nth(1).and_then(|rest| rest.split('"').next()).expect("a link").to_owned();
    mail.get(&feed).is(200).says(&["BEGIN:VCALENDAR", "DTSTART:20261125T180000Z", "SUMMARY:Change: New gateway"]);
    let ended = ann.post("/change-calendar/feed/remove", &[]);
    ann.follow(ended).is(200).says(&["Make a link"]);
    mail.get(&feed).is(404);
}
