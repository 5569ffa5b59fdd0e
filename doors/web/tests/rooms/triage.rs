//! Proposals beside a ticket: shown with their reasons, taken with one click, taken back; a wave gathered; the setting.

use people::{Actor, Door};
use testkit::Office;
use tickets::{AddCategory, Open, TicketId};

use crate::browser::Browser;

/// Resolved tickets about printers and about networks, learned from.
fn learned() -> Office {
    let office = Office::new();
    let (ann, ben, rita, first, network) =
        (office.ann.clone(), office.ben.clone(), office.rita.person().expect("a person"), office.first_line, office.network);
    let made = office.write(move |tx| {
        let house = Actor::system(Door::Command);
        let mut categories = Vec::new();
        for name in ["Printing", "Network"] {
            categories.push(tickets::add_category(tx, &house, &AddCategory { parent: None, name: name.to_owned(), team: None })?.id);
        }
        for n in 0..40 {
            let (subject, actor, team, which) =
                if n % 2 == 0 { ("The printer jams", &ann, first, 0) } else { ("VPN drops every hour", &ben, network, 1) };
            let open = Open {
                category: Some(categories[which]),
                team: Some(team),
                assignee: actor.person(),
                ..Open::new(rita, format!("{subject} {n}"), "Please help.")
            };
            let ticket = tickets::open(tx, actor, &open)?.ticket;
            tickets::resolve(tx, actor, ticket)?;
        }
        Ok(())
    });
    made.expect("a history");
    office.pass_ms(triage::LEARNED_FOR_MS);
    office.write(triage::learn_when_due).expect("a promise");
    office.keep_promises();
    office
}

fn asked(office: &Office, subject: &str) -> TicketId {
    let (rita, open) = (office.rita.clone(), Open::new(office.rita.person().expect("a person"), subject, "Please help."));
    office.write(move |tx| Ok(tickets::open(tx, &rita, &open)?.ticket)).expect("a ticket")
}

#[test]
fn a_proposal_is_shown_with_its_reasons_taken_and_taken_back() {
    let office = learned();
    let ticket = asked(&office, "My printer jams");
    let mut ann = Browser::of(&office, &office.ann);
    let page = format!("/tickets/{ticket}");
    ann.get(&page).is(200).says(&["Show our proposals", &format!("data-src=\"{page}/proposals\"")]);
    let shown =
        ann.get(&format!("{page}/proposals")).is(200).says(&["Category: Printing", "Assign to Ann Ash", "Because it resembles", "<h1"]);
    let value = shown.body.split("name=\"value\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a value").to_owned();
    let taken = ann.post(&format!("{page}/proposals"), &[("target", "category"), ("value", &value)]);
    ann.follow(taken).says(&["Taken over", "/undo/"]);
    let left = ann.get(&format!("{page}/proposals")).is(200);
    assert!(!left.body.contains("Category: Printing"), "{}", left.body);
    ann.post(&format!("{page}/proposals"), &[("target", "colour"), ("value", "1")]).is(422);
}

#[test]
fn a_wave_is_gathered_with_one_click_and_let_go_with_another() {
    let office = learned();
    let tickets: Vec<TicketId> = (0..5).map(|_| asked(&office, "VPN is down")).collect();
    let mut ann = Browser::of(&office, &office.ann);
    let (parent, parts) = (tickets[0], tickets[1..].iter().map(TicketId::to_string).collect::<Vec<_>>().join("-"));
    let panel = format!("/tickets/{}/proposals", tickets[3]);
    ann.get(&panel).says(&["5 tickets like this one", &format!("Put 4 under #{parent}"), &format!("value=\"{parts}\""), "May be the same"]);
    let done = ann.post(&format!("/tickets/{parent}/gathering"), &[("parts", &parts)]);
    ann.follow(done).says(&["4 tickets are now part of", "Part of this"]);
    let back = ann.post(&format!("/tickets/{parent}/gathering/{parts}/undo"), &[]);
    assert!(!ann.follow(back).body.contains("Part of this"));
    ann.post(&format!("/tickets/{parent}/gathering"), &[("parts", "x")]).is(404);
}

#[test]
fn an_administrator_chooses_what_is_set_without_asking() {
    let office = learned();
    let mut ada = Browser::of(&office, &office.ada);
    ada.get("/settings/triage").is(200).says(&["Never; only propose", "40 tickets", "Learn now"]);
    let saved = ada.post("/settings/triage", &[("category", "90"), ("team", "")]);
    ada.follow(saved).says(&["value=\"90\" selected"]);
    ada.post("/settings/triage", &[("category", "12"), ("team", "")]).is(422).says(&["id=\"category-error\"", "between 50 and 99"]);
    let learning = ada.post("/settings/triage/lessons", &[]);
    ada.follow(learning).says(&["Learning."]);
    office.keep_promises();
}

#[test]
fn what_is_like_a_ticket_is_shown_while_it_is_written() {
    let office = learned();
    let mut ann = Browser::of(&office, &office.ann);
    ann.get("/tickets/new").is(200).says(&["data-alike=\"/tickets/new/alike\"", "id=\"alike\"", " hidden"]);
    let part =
        ann.get("/tickets/new/alike?subject=The+printer+jams&body=Paper+jam+in+tray+two").is(200).says(&["Similar tickets", "/tickets/"]);
    assert!(!part.body.contains("<html") && !part.body.contains("aria-labelledby=\"alike-head\" hidden"));
    let short = ann.get("/tickets/new/alike?subject=A&body=").is(200);
    assert!(short.body.contains("aria-labelledby=\"alike-head\" hidden"), "a letter is like everything");
    // Without scripts the button brings them, and a form that is refused shows them too.
    let form = [("subject", "The printer jams"), ("body", "Paper jam in tray two")];
    ann.post("/tickets/new", &form).is(200).says(&["Similar tickets", "value=\"The printer jams\""]);
    ann.post("/tickets", &form).is(422).says(&["Similar tickets"]);
    Browser::of(&office, &office.rita).get("/tickets/new/alike?subject=The+printer+jams").is(404);
}
