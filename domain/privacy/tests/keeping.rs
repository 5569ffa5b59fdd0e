//! Rules for how long things are kept: off at first, looked at before, kept to in parts.

use db::DAY_MS;
use people::{Actor, Door};
use privacy::{Keeping, Kept, TICKETS_BATCH, keep_to, keeping, set_keeping, would_touch};
use testkit::{Office, refused};
use tickets::{Open, TicketId};

use crate::office;

fn closed(office: &Office, subject: &str) -> TicketId {
    let (rita, ann, subject) = (office.rita.clone(), office.ann.clone(), subject.to_owned());
    office
        .write(move |tx| {
            let ticket = tickets::open(tx, &rita, &Open::new(rita.person().expect("Rita"), &subject, "some words"))?.ticket;
            tickets::resolve(tx, &ann, ticket)?;
            tickets::close(tx, &ann, ticket)?;
            Ok(ticket)
        })
        .expect("a closed ticket")
}

/// Keeps to the rules until there is nothing more to do; how many batches.
fn kept_to(office: &Office) -> usize {
    let system = Actor::system(Door::Inside);
    let mut batches = 1;
    while office
        .write({
            let system = system.clone();
            move |tx| keep_to(tx, &system)
        })
        .expect("a batch")
    {
        batches += 1;
    }
    office.keep_promises();
    batches
}

fn subject(office: &Office, ticket: TicketId) -> String {
    office.read(move |conn| tickets::ticket(conn, &Actor::system(Door::Command), ticket)).expect("the ticket").subject.clone()
}

fn days(days: i64) -> Keeping {
    Keeping { on: true, days, called: "Erased".into(), ..Keeping::default() }
}

#[test]
fn nothing_goes_by_age_until_a_rule_is_switched_on() {
    let office = office();
    let ticket = closed(&office, "Old");
    office.pass_ms(3000 * DAY_MS);
    assert_eq!(kept_to(&office), 1);
    assert_eq!(subject(&office, ticket), "Old");
    let ada = office.ada.clone();
    let (rule, ran) = office.read(move |conn| keeping(conn, &ada, Kept::Words)).expect("the rule");
    assert_eq!((rule.on, ran.at), (false, 0));
}

#[test]
fn words_of_long_closed_tickets_go_in_parts_and_a_look_says_how_many() {
    let office = office();
    for n in 0..=TICKETS_BATCH {
        closed(&office, &format!("Old {n}"));
    }
    office.pass_ms(40 * DAY_MS);
    let young = closed(&office, "Young");
    let open = {
        let rita = office.rita.clone();
        office
            .write(move |tx| tickets::open(tx, &rita, &Open::new(rita.person().expect("Rita"), "Open", "words")))
            .expect("a ticket")
            .ticket
    };
    let ada = office.ada.clone();
    let look = office.read(move |conn| would_touch(conn, &ada, Kept::Words, &days(30))).expect("a look");
    assert_eq!(look, i64::try_from(TICKETS_BATCH).expect("few") + 1);
    let ada = office.ada.clone();
    office.write(move |tx| set_keeping(tx, &ada, Kept::Words, &days(30))).expect("set");
    assert_eq!(kept_to(&office), 2);
    assert_eq!(
        (subject(&office, TicketId(1)).as_str(), subject(&office, young).as_str(), subject(&office, open).as_str()),
        ("Erased", "Young", "Open")
    );
    let ada = office.ada.clone();
    let (_, ran) = office.read(move |conn| keeping(conn, &ada, Kept::Words)).expect("the rule");
    assert_eq!((ran.touched, ran.under_way), (TICKETS_BATCH as u64 + 1, 0));
    let log = office
        .read(|conn| audit::entries(conn, &Actor::system(Door::Command), &audit::Ask { limit: 50, ..audit::Ask::default() }))
        .expect("the log");
    let kinds: Vec<&str> = log.entries.iter().map(|entry| entry.link.kind.as_str()).collect();
    assert!(kinds.contains(&"keeping.set") && kinds.contains(&"keeping.kept_to"), "{kinds:?}");
    assert_eq!(kept_to(&office), 1, "what is emptied is emptied once");
}

#[test]
fn a_rule_for_a_category_leaves_the_others() {
    let office = office();
    let ada = office.ada.clone();
    let (software, other) = (closed(&office, "In it"), closed(&office, "Elsewhere"));
    let category = office
        .write(move |tx| {
            let (category,) = tx.one::<(tickets::CategoryId,)>(
                "INSERT INTO categories (name, path, path_key) VALUES ('Software', 'Software', 'software') RETURNING id",
                &[],
            )?;
            tx.execute("UPDATE tickets SET category_id = $1 WHERE id = $2", db::params![category, software])?;
            set_keeping(tx, &ada, Kept::Words, &Keeping { category: Some(category), ..days(1) })?;
            Ok(category)
        })
        .expect("set");
    office.pass_ms(2 * DAY_MS);
    kept_to(&office);
    assert_eq!((subject(&office, software).as_str(), subject(&office, other).as_str()), ("Erased", "Elsewhere"), "{category}");
}

#[test]
fn originals_of_letters_go_and_what_they_said_stays() {
    let office = office();
    let letter = "From: rita@desk.example\nTo: support@desk.example\nSubject: VPN\nMessage-ID: <v@rita>\n\nNo connection at all.\n";
    let ticket = office.deliver(letter).ticket.expect("a ticket");
    office.keep_promises();
    let files = office.store.list_now().expect("the files").len();
    assert!(files >= 2, "the letter and its acknowledgement");
    office.pass_ms(11 * DAY_MS);
    let ada = office.ada.clone();
    let look = office.read(move |conn| would_touch(conn, &ada, Kept::Originals, &days(10))).expect("a look");
    assert_eq!(look, i64::try_from(files).expect("few"));
    let ada = office.ada.clone();
    office.write(move |tx| set_keeping(tx, &ada, Kept::Originals, &days(10))).expect("set");
    kept_to(&office);
    let left: Vec<String> = office.store.list_now().expect("the files");
    assert!(left.iter().all(|digest| office.store.get_now(digest).expect("a file").is_empty()), "{left:?}");
    assert_eq!(subject(&office, ticket), "VPN");
}

#[test]
fn administrators_alone_set_it_and_days_have_bounds() {
    let office = office();
    for actor in [office.lee.clone(), office.ann.clone(), office.rita.clone()] {
        let seen = actor.clone();
        assert_eq!(refused(office.write(move |tx| set_keeping(tx, &actor, Kept::Words, &days(30)))), "not allowed: set_keeping");
        assert_eq!(refused(office.read(move |conn| keeping(conn, &seen, Kept::Words))), "not allowed: see_keeping");
    }
    for wrong in [0, -5, 36_501] {
        let ada = office.ada.clone();
        assert_eq!(refused(office.write(move |tx| set_keeping(tx, &ada, Kept::Words, &days(wrong)))), "days: keeping-days");
    }
}

#[test]
fn what_was_merged_goes_after_the_ticket_that_goes_on() {
    let office = office();
    let (part, whole) = (closed(&office, "Part"), closed(&office, "Whole"));
    let ada = office.ada.clone();
    office
        .write(move |tx| {
            tx.execute("UPDATE tickets SET merged_into = $2, closed_at = 1 WHERE id = $1", db::params![part, whole])?;
            set_keeping(tx, &ada, Kept::Words, &days(5))
        })
        .expect("set");
    kept_to(&office);
    assert_eq!(subject(&office, part), "Part", "the other one is young");
    office.pass_ms(6 * DAY_MS);
    kept_to(&office);
    kept_to(&office);
    assert_eq!((subject(&office, whole).as_str(), subject(&office, part).as_str()), ("Erased", "Erased"));
}
