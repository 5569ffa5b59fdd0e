//! Canned answers are for whom they were made, found by their words, filled in, and not sent with a gap.

use automation::{CannedAnswer, CannedId, Filled, InsertCanned, SaveCanned, Scope};
use catalogue::Language;
use people::Actor;
use testkit::{Cast, Desk, refused};
use tickets::{Open, Reply, TicketId};

use crate::speaker;

fn save(name: &str, scope: Scope, text: &str) -> SaveCanned {
    SaveCanned { id: None, name: name.to_owned(), scope, texts: vec![(Language::En, text.to_owned())] }
}

fn add(desk: &Cast, by: &Actor, save: SaveCanned) -> CannedAnswer {
    let by = by.clone();
    desk.write(move |tx| automation::save_canned(tx, &by, &save)).expect("a canned answer")
}

fn found(desk: &Cast, by: &Actor, typed: &'static str) -> Vec<String> {
    let by = by.clone();
    desk.read(move |conn| automation::find_canned(conn, &by, typed)).expect("found").into_iter().map(|c| c.name).collect()
}

fn ask(desk: &Cast) -> TicketId {
    let rita = desk.rita.clone();
    let ask = Open::new(rita.person().expect("a person"), "VPN drops", "Please help.");
    desk.write(move |tx| tickets::open(tx, &rita, &ask).map(|o| o.ticket)).expect("a ticket")
}

fn insert(desk: &Cast, by: &Actor, canned: CannedId, ticket: TicketId) -> Filled {
    let by = by.clone();
    desk.write(move |tx| automation::insert_canned(tx, &by, &speaker(), &InsertCanned { canned, ticket })).expect("filled in")
}

fn own(actor: &Actor) -> Scope {
    Scope::Own(actor.person().expect("a person"))
}

#[test]
fn an_answer_is_offered_to_those_it_is_for() {
    let desk = Desk::new().with_people();
    add(&desk, &desk.ann, save("Mine", own(&desk.ann), "Mine alone."));
    add(&desk, &desk.lee, save("Network", Scope::Team(desk.network), "For the network."));
    add(&desk, &desk.lee, save("All", Scope::Shared, "For all."));
    assert_eq!(found(&desk, &desk.ann, ""), ["All", "Mine"]);
    assert_eq!(found(&desk, &desk.ben, ""), ["All", "Network"]);
    assert_eq!(found(&desk, &desk.lee, ""), ["All", "Network"]);
    let rita = desk.rita.clone();
    assert_eq!(refused(desk.read(move |conn| automation::find_canned(conn, &rita, ""))), "not allowed: use_prepared");
}

#[test]
fn what_is_for_others_is_made_by_leads() {
    let desk = Desk::new().with_people();
    let refusal = |by: &Actor, save: SaveCanned| {
        let by = by.clone();
        refused(desk.write(move |tx| automation::save_canned(tx, &by, &save)))
    };
    assert_eq!(refusal(&desk.ann, save("All", Scope::Shared, "Hello.")), "not allowed: prepare_for_others");
    assert_eq!(refusal(&desk.ann, save("Ben’s", own(&desk.ben), "Hello.")), "not allowed: prepare_for_others");
    let shared = add(&desk, &desk.lee, save("All", Scope::Shared, "Hello."));
    assert_eq!(
        refusal(&desk.ann, SaveCanned { id: Some(shared.id), ..save("Mine now", own(&desk.ann), "Hello.") }),
        "not allowed: prepare_for_others"
    );
    let mine = add(&desk, &desk.ann, save("Mine", own(&desk.ann), "Hello."));
    assert_eq!(refusal(&desk.ben, SaveCanned { id: Some(mine.id), ..save("Ben’s", own(&desk.ben), "Hello.") }), "not found");
}

#[test]
fn words_of_name_and_text_find_it_and_what_is_put_away_is_not_found() {
    let desk = Desk::new().with_people();
    let vpn = add(&desk, &desk.lee, save("Tunnel", Scope::Shared, "Please restart the client and sign in again."));
    add(&desk, &desk.lee, save("Printer", Scope::Shared, "Please take the paper out."));
    assert_eq!(found(&desk, &desk.ann, "restart cli"), ["Tunnel"]);
    assert_eq!(found(&desk, &desk.ann, "print"), ["Printer"]);
    assert!(found(&desk, &desk.ann, "toner").is_empty());
    let (lee, id) = (desk.lee.clone(), vpn.id);
    desk.write(move |tx| automation::archive_canned(tx, &lee, &id)).expect("put away");
    assert!(found(&desk, &desk.ann, "restart").is_empty());
    let (ann, ticket) = (desk.ann.clone(), ask(&desk));
    let again = desk.write(move |tx| automation::insert_canned(tx, &ann, &speaker(), &InsertCanned { canned: id, ticket }));
    assert_eq!(refused(again), "canned-archived");
}

#[test]
fn it_is_filled_in_for_the_ticket_in_the_requesters_language_and_counted() {
    let desk = Desk::new().with_people();
    let english = "Hello {{requester.first_name}} of {{ requester.organization }}, see {{ticket.link}}. {{agent.first_name}}";
    let german = "Guten Tag {{requester.name}}, zu „{{ticket.subject}}“.";
    let both = SaveCanned {
        texts: vec![(Language::En, english.to_owned()), (Language::De, german.to_owned())],
        ..save("Both", Scope::Shared, "")
    };
    let canned = add(&desk, &desk.lee, both).id;
    let ticket = ask(&desk);
    let filled = insert(&desk, &desk.ann, canned, ticket);
    assert_eq!(filled.text, format!("Hello Rita of Acme, see https://desk.example/portal/requests/{ticket}. Ann"));
    assert!(filled.missing.is_empty());
    let rita = desk.rita.person().expect("a person");
    desk.write(move |tx| tx.execute_one("UPDATE people SET language = 'de' WHERE id = $1", db::params![rita])).expect("she reads German");
    assert_eq!(insert(&desk, &desk.ann, canned, ticket).text, "Guten Tag Rita Roe, zu „VPN drops“.");
    let ann = desk.ann.clone();
    assert_eq!(desk.read(move |conn| automation::canned_answer(conn, &ann, canned)).expect("the answer").uses, 2);
}

#[test]
fn what_is_missing_stands_as_a_mark_that_is_not_sent() {
    let desk = Desk::new().with_people();
    let canned = add(&desk, &desk.lee, save("Who", Scope::Shared, "{{ticket.assignee}} looks after it.")).id;
    let ticket = ask(&desk);
    let filled = insert(&desk, &desk.ann, canned, ticket);
    assert_eq!((filled.text.as_str(), filled.missing.as_slice()), ("⟦assignee⟧ looks after it.", &["assignee".to_owned()][..]));
    let (ann, text) = (desk.ann.clone(), filled.text.clone());
    assert_eq!(refused(desk.write(move |tx| tickets::reply(tx, &ann, &Reply::public(ticket, text.clone())))), "body: reply-has-gap");
    let (ann, text) = (desk.ann.clone(), filled.text);
    desk.write(move |tx| tickets::reply(tx, &ann, &Reply::note(ticket, text.clone()))).expect("a note may have gaps");
}

#[test]
fn an_unknown_placeholder_is_named() {
    let desk = Desk::new().with_people();
    let refusal = |text: &str| {
        let (lee, save) = (desk.lee.clone(), save("Odd", Scope::Shared, text));
        refused(desk.write(move |tx| automation::save_canned(tx, &lee, &save)))
    };
    assert_eq!(refusal("Dear {{requester.shoe_size}}"), "text_en: placeholder-unknown");
    assert_eq!(refusal("Room {{field.room}}"), "text_en: placeholder-field-unknown");
    assert_eq!(refusal("  "), "text_en: canned-says-nothing");
    add(&desk, &desk.lee, save("Same", Scope::Shared, "One."));
    let (lee, again) = (desk.lee.clone(), save("same", Scope::Shared, "Two."));
    assert_eq!(refused(desk.write(move |tx| automation::save_canned(tx, &lee, &again))), "name: prepared-name-taken");
}
