//! Who may erase whom, what is asked first, and what is left of a person.

use db::{EventId, Subject};
use people::{Actor, Door, ErasePerson, directory};
use privacy::{BeginErasure, TICKETS_BATCH, begin_erasure, touched};
use testkit::refused;
use tickets::{Open, Reply};

use crate::{asked, erase, office};

#[test]
fn administrators_alone_erase_and_never_themselves() {
    let office = office();
    let rita = office.rita.person().expect("a person");
    for actor in [office.lee.clone(), office.ann.clone()] {
        assert_eq!(refused(office.write(move |tx| begin_erasure(tx, &actor, &asked(rita, "Rita Roe")))), "not allowed: erase_person");
    }
    let gus = office.gus.clone();
    assert_eq!(refused(office.write(move |tx| begin_erasure(tx, &gus, &asked(rita, "Rita Roe")))), "not found");
    let (ada, itself) = (office.ada.clone(), office.ada.person().expect("a person"));
    assert_eq!(refused(office.write(move |tx| begin_erasure(tx, &ada, &asked(itself, "Ada Abel")))), "not allowed: erase_person");
}

#[test]
fn the_last_administrator_is_not_erased() {
    let office = office();
    let (system, ada) = (Actor::system(Door::Command), office.ada.person().expect("a person"));
    assert_eq!(refused(office.write(move |tx| begin_erasure(tx, &system, &asked(ada, "Ada Abel")))), "last-administrator");
}

#[test]
fn the_name_is_typed_and_unfinished_tickets_are_chosen() {
    let office = office();
    let (rita, requester) = (office.rita.person().expect("a person"), office.rita.clone());
    office.write(move |tx| tickets::open(tx, &requester, &Open::new(rita, "VPN drops", "Since Monday")).map(drop)).expect("a ticket");
    let ada = office.ada.clone();
    assert_eq!(refused(office.write(move |tx| begin_erasure(tx, &ada, &asked(rita, "Rita")))), "name: erase-name-differs");
    let ada = office.ada.clone();
    let careful = BeginErasure { unfinished_too: false, ..asked(rita, "Rita Roe") };
    assert_eq!(refused(office.write(move |tx| begin_erasure(tx, &ada, &careful))), "unfinished: erase-unfinished");
    // A refusal leaves them as they were.
    assert!(office.read(move |conn| directory::person(conn, rita)).expect("Rita").is_some_and(|rita| rita.is_active()));
    let ada = office.ada.clone();
    let look = office.read(move |conn| touched(conn, &ada, rita)).expect("a look");
    assert_eq!((look.tickets, look.unfinished, look.messages, look.elsewhere), (1, 1, 1, 0));
    let ada = office.ada.clone();
    let unnamed = BeginErasure { erase: ErasePerson { person: rita, name: None }, ..asked(rita, "") };
    assert_eq!(refused(office.write(move |tx| begin_erasure(tx, &ada, &unnamed))), "name: erase-name-differs");
}

#[test]
fn many_tickets_go_in_parts() {
    let office = office();
    let (rita, requester, ada) = (office.rita.person().expect("a person"), office.rita.clone(), office.ada.clone());
    let many = TICKETS_BATCH * 2 + 3;
    office
        .write(move |tx| (0..many).try_for_each(|n| tickets::open(tx, &requester, &Open::new(rita, format!("No {n}"), "words")).map(drop)))
        .expect("the tickets");
    let erasure = erase(&office, &ada, rita, "Rita Roe");
    assert_eq!((erasure.tickets, erasure.messages), (i64::try_from(many).expect("few"), 0));
    let (left,) = office.read(|conn| conn.one::<(i64,)>("SELECT COUNT(*) FROM messages WHERE body <> ''", &[])).expect("counted");
    assert_eq!(left, 0);
}

#[test]
fn what_comes_in_after_its_turn_goes_too() {
    let office = office();
    let rita = office.rita.person().expect("a person");
    let (ada, gus) = (office.ada.clone(), office.gus.clone());
    office
        .write(move |tx| {
            begin_erasure(tx, &ada, &asked(rita, "Rita Roe"))?;
            // As if it had come in after its turn was over.
            let of_gus = gus.person().expect("a person");
            let late = tickets::open(tx, &gus, &Open::new(of_gus, "Late", "late words"))?.ticket;
            tx.execute("UPDATE tickets SET requester_id = $1 WHERE id = $2", db::params![rita, late])?;
            tx.execute("UPDATE erasures SET step = 'rest', ticket_after = $1", db::params![late.0 - 1])
        })
        .expect("begun");
    office.keep_promises();
    let erasure = office.read(move |conn| privacy::erasure_of(conn, rita)).expect("it is read").expect("an erasure");
    assert_eq!((erasure.step, erasure.tickets), (privacy::Step::Done, 1));
}

#[test]
fn the_log_says_who_erased_a_number_and_nobody_changes_it_any_more() {
    let office = office();
    let (ada, rita) = (office.ada.clone(), office.rita.person().expect("a person"));
    erase(&office, &ada, rita, "Rita Roe");
    let heard = office.read(move |conn| conn.events_of(&Subject::new("person", rita.0), EventId(0), 1_000)).expect("the events");
    let begun = heard.iter().find(|heard| heard.kind == "person.erasure_begun").expect("it is written down");
    assert_eq!((begun.person(), begun.data.as_str()), (ada.person().map(|ada| ada.0), "{}"));
    let entries = office
        .read(|conn| audit::entries(conn, &Actor::system(Door::Command), &audit::Ask { limit: 50, ..audit::Ask::default() }))
        .expect("the log");
    assert!(entries.entries.iter().any(|entry| entry.link.kind == "person.erased"), "{entries:?}");
    let left = office.read(move |conn| directory::person(conn, rita)).expect("the row").expect("the row stays");
    assert_eq!((left.is_active(), left.erased_at.is_some(), left.name), (false, true, format!("Erased person {rita}")));
    let again = ada.clone();
    assert_eq!(refused(office.write(move |tx| people::reactivate(tx, &again, &rita))), "person-is-erased");
    assert_eq!(refused(office.write(move |tx| begin_erasure(tx, &ada, &asked(rita, "Rita Roe")))), "person-is-erased");
}

#[test]
fn an_agents_answers_lose_their_words_and_what_was_theirs_alone_is_gone() {
    let office = office();
    let (rita, ben) = (office.rita.clone(), office.ben.clone());
    let (of_rita, of_ben) = (rita.person().expect("a person"), ben.person().expect("a person"));
    let ticket = office
        .write(move |tx| {
            let ticket = tickets::open(tx, &rita, &Open::new(of_rita, "VPN drops", "Since Monday"))?.ticket;
            tickets::reply(tx, &ben, &Reply::public(ticket, "Ben from Leeds will see to it."))?;
            tx.execute("INSERT INTO views (name, owner_id, filter, created_at) VALUES ('Of Ben', $1, '', 0)", db::params![of_ben])?;
            tx.execute(
                "INSERT INTO absences (person_id, from_at, to_at, reason, created_at) VALUES ($1, 0, 1, 'flu', 0)",
                db::params![of_ben],
            )?;
            Ok(ticket)
        })
        .expect("a ticket");
    office.keep_promises();
    let ada = office.ada.clone();
    erase(&office, &ada, of_ben, "Ben Bird");
    let (bodies, left) = office
        .read(move |conn| {
            let told = tickets::conversation(conn, &Actor::system(Door::Command), ticket, None)?;
            let left = conn.one::<(i64,)>("SELECT (SELECT COUNT(*) FROM views) + (SELECT COUNT(*) FROM absences)", &[])?.0;
            Ok((told.messages.into_iter().map(|m| m.message.body).collect::<Vec<_>>(), left))
        })
        .expect("the conversation");
    assert_eq!((bodies, left), (vec!["Since Monday".to_owned(), String::new()], 0));
}
