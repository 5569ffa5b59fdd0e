//! People and organizations: found, added, changed, let in and out, each by whom it may be.

use testkit::Office;

use crate::browser::Browser;

#[test]
fn people_are_found_added_and_edited() {
    let office = Office::new();
    let mut ann = Browser::of(&office, &office.ann);
    ann.get("/people").is(200).says(&["Rita Roe", "Gus Grey", "/people/new"]);
    let found = ann.get("/people?q=rita").is(200).says(&["Rita Roe"]);
    assert!(!found.body.contains("Gus Grey"));
    ann.get("/people?q=zebra").says(&["Nobody found"]);
    let form = ann.get("/people/new").is(200);
    assert!(!form.body.contains("value=\"lead\""), "an agent adds requesters only");
    let key = form.hidden("key");
    let acme = office.acme.to_string();
    ann.post("/people", &[("name", "Tom Tall"), ("email", "rita@desk.example"), ("organization", &acme)]).is(422).says(&[
        "id=\"email-error\"",
        "value=\"Tom Tall\"",
        &format!("value=\"{acme}\" selected"),
    ]);
    let typed = [("name", "Tom Tall"), ("phone", "+44 113 4960000"), ("key", key.as_str()), ("notes", "Mornings only")];
    let added = ann.post("/people", &typed);
    let tom = added.location.clone();
    assert_eq!(ann.post("/people", &typed).leads(), tom, "the same form adds nobody twice");
    ann.follow(added).says(&["Tom Tall", "+44 113 4960000", "Mornings only"]);
    ann.post(&tom, &[("name", "Tom Taller"), ("title", "Driver")]).is(303);
    ann.get(&tom).says(&["Tom Taller", "Driver"]);
    ann.post(&tom, &[("name", ""), ("title", "Driver")]).is(422).says(&["id=\"name-error\"", "value=\"Driver\""]);
    ann.post(&format!("{tom}/emails"), &[("email", "tom@desk.example")]).is(303);
    ann.post(&format!("{tom}/emails"), &[("email", "not an address")]).is(422).says(&["id=\"email-error\"", "value=\"not an address\""]);
    ann.post(&format!("{tom}/phones"), &[("phone", "+44 113 4960001"), ("label", "Van")]).is(303);
    ann.get(&tom).says(&["tom@desk.example", "Van"]);
    ann.get("/people/9999").is(404);
}

#[test]
fn roles_and_coming_in_are_changed_by_whom_they_may_be() {
    let office = Office::new();
    let rita = format!("/people/{}", office.rita.person().unwrap());
    let mut ann = Browser::of(&office, &office.ann);
    ann.get(&rita).is(200).says(&["Send an invitation"]);
    ann.post(&format!("{rita}/role"), &[("role", "agent")]).is(404);
    ann.post(&format!("{rita}/deactivation"), &[]).is(404);
    let mut ada = Browser::of(&office, &office.ada);
    let done = ada.post(&format!("{rita}/role"), &[("role", "agent")]);
    ada.follow(done).says(&["The role is changed"]);
    ada.post(&format!("{rita}/role"), &[("role", "king")]).is(422).says(&["id=\"role-error\""]);
    let gone = ada.post(&format!("{rita}/deactivation"), &[]);
    ada.follow(gone).says(&["Rita Roe cannot come in any more", "/reactivation\"", "Left"]);
    let back = ada.post(&format!("{rita}/reactivation"), &[]);
    ada.follow(back).says(&["Rita Roe may come in again"]);
    let ada_page = format!("/people/{}", office.ada.person().unwrap());
    ada.post(&format!("{ada_page}/deactivation"), &[]).is(403);
    let mut requester = Browser::of(&office, &office.gus);
    requester.get("/people").is(404);
    requester.get(&rita).is(404);
}

#[test]
fn organizations_show_their_people_and_are_edited_by_leads() {
    let office = Office::new();
    let acme = format!("/organizations/{}", office.acme);
    let mut ann = Browser::of(&office, &office.ann);
    ann.get("/organizations").is(200).says(&["Acme", "Globex"]);
    ann.get(&acme).is(200).says(&["Rita Roe", "Sam Stone"]);
    ann.get(&format!("{acme}/edit")).is(404);
    ann.get("/organizations/9999").is(404);
    let mut lee = Browser::of(&office, &office.lee);
    lee.post(&acme, &[("name", "Globex"), ("domains", "acme.example")]).is(422).says(&["id=\"name-error\"", ">acme.example</textarea>"]);
    lee.post(&acme, &[("name", "Acme Ltd"), ("domains", "acme.example, acme.test"), ("shares_tickets", "yes")]).is(303);
    lee.get(&acme).says(&["Acme Ltd", "acme.example, acme.test", "Everybody sees what the others asked"]);
    let added = lee.post("/organizations", &[("name", "Initech")]);
    lee.follow(added).says(&["Initech", "Nobody belongs to it"]);
    assert!(lee.office().rita.organization.is_some());
}

#[test]
fn an_administrator_looks_types_the_name_and_erases() {
    let office = Office::new();
    let (rita, requester) = (office.rita.person().unwrap(), office.rita.clone());
    office.write(move |tx| tickets::open(tx, &requester, &tickets::Open::new(rita, "VPN drops", "Since Monday")).map(drop)).unwrap();
    let page = format!("/people/{rita}");
    let mut lee = Browser::of(&office, &office.lee);
    assert!(!lee.get(&page).is(200).body.contains("/erasure"), "a lead is shown no way");
    lee.get(&format!("{page}/erasure")).is(404);
    let mut ada = Browser::of(&office, &office.ada);
    ada.get(&page).says(&[&format!("{page}/erasure")]);
    ada.get(&format!("{page}/erasure")).is(200).says(&["Erase Rita Roe", "One ticket loses its words", "name=\"unfinished\""]);
    ada.post(&format!("{page}/erasure"), &[("name", "Rita")]).is(422).says(&["id=\"name-error\"", "value=\"Rita\""]);
    ada.post(&format!("{page}/erasure"), &[("name", "Rita Roe")]).is(422).says(&["id=\"unfinished-error\""]);
    let begun = ada.post(&format!("{page}/erasure"), &[("name", "Rita Roe"), ("unfinished", "yes")]);
    ada.follow(begun).says(&["They are being erased", "Being erased"]);
    office.keep_promises();
    let erased = ada.get(&page).is(200).says(&[&format!("Erased person {rita}"), ">Erased<"]);
    assert!(!erased.body.contains("Rita") && !erased.body.contains("/edit"), "nothing is left, and nothing can be changed");
    ada.get("/people/9999/erasure").is(404);
}

#[test]
fn an_administrator_has_a_copy_made_and_fetches_it() {
    let office = Office::new();
    let page = format!("/people/{}/copies", office.rita.person().unwrap());
    Browser::of(&office, &office.lee).get(&page).is(404);
    let mut ada = Browser::of(&office, &office.ada);
    ada.get(&page).is(200).says(&["Copy of the data of Rita Roe", "There is no copy"]);
    let asked = ada.post(&page, &[]);
    ada.follow(asked).says(&["Being made"]);
    office.keep_promises();
    ada.get(&page).says(&[&format!("{page}/1"), "Download"]);
    let got = ada.get(&format!("{page}/1")).is(200);
    assert!(got.body.starts_with("PK"), "a zip archive");
    ada.get(&format!("{page}/9")).is(404);
    Browser::of(&office, &office.lee).get(&format!("{page}/1")).is(404);
}
