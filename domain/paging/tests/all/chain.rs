//! Chains: step after step by the clock, until somebody acknowledges or nobody is left.

use db::{Db, Options};
use paging::State;
use sla::{Act, AgreementInput, Metric, Step, Targets, Whom};
use testkit::refused;

use crate::stage::{id, stage};

fn ann() -> Option<String> {
    Some("Ann Ash".to_owned())
}
fn ben() -> Option<String> {
    Some("Ben Bird".to_owned())
}

#[test]
fn the_next_step_comes_when_nobody_acknowledged_in_time_and_not_before() {
    let stage = stage();
    stage.begin("a").unwrap();
    assert_eq!(stage.called(), [(0, ann())]);
    assert_eq!(stage.pass(9), 0, "she has ten minutes");
    assert_eq!(stage.pass(1), 1);
    assert_eq!(stage.called(), [(0, ann()), (1, ben())]);
    assert_eq!(stage.pass(5), 1);
    let leads = [(0, ann()), (1, ben()), (2, Some("Lee Lund".to_owned())), (2, Some("Ada Abel".to_owned()))];
    let (mut called, mut expected) = (stage.called(), leads.to_vec());
    called.sort();
    expected.sort();
    assert_eq!(called, expected, "the team has no lead of its own, so everybody who leads the desk");
    assert_eq!(stage.state(), State::Open);
    stage.pass(15);
    assert_eq!(stage.state(), State::Unanswered);
    assert_eq!(stage.pass(60), 0, "it has ended");
    let history = stage.cast.history(stage.ticket);
    assert_eq!(history[history.len() - 4..], ["paged", "paged", "paged", "page_unanswered"]);
}

#[test]
fn whoever_acknowledges_ends_it_and_the_second_one_is_told() {
    let stage = stage();
    let page = stage.begin("a").unwrap();
    stage.pass(10);
    stage.acknowledge(&stage.cast.ben, page).unwrap();
    assert_eq!(stage.state(), State::Acknowledged);
    assert_eq!(stage.acknowledge(&stage.cast.ben, page).unwrap().answered_by, Some(id(&stage.cast.ben)), "twice is once");
    assert_eq!(refused(stage.acknowledge(&stage.cast.ann, page)), "page-acknowledged");
    assert_eq!(refused(stage.acknowledge(&stage.cast.rita, page)), "not allowed: write_note");
    assert_eq!(stage.pass(60), 0);
    assert_eq!(stage.called().len(), 2, "nobody else is called");
    assert_eq!(stage.cast.history(stage.ticket).iter().filter(|kind| *kind == "page_acknowledged").count(), 1);
}

#[test]
fn nobody_who_is_away_is_called_and_a_chain_that_finds_nobody_says_so_at_once() {
    let stage = stage();
    stage.away(&stage.cast.ann);
    stage.begin("a").unwrap();
    assert_eq!(stage.called()[0], (0, ben()), "Ben stands in for Ann");
    for who in [&stage.cast.ben, &stage.cast.lee, &stage.cast.ada] {
        stage.away(who);
    }
    stage.pass(10);
    assert_eq!(stage.state(), State::Unanswered);
    assert_eq!(stage.called(), [(0, ben()), (1, None), (2, None)]);
}

#[test]
fn the_same_cause_or_the_same_people_are_paged_once() {
    let stage = stage();
    let first = stage.begin("a").unwrap();
    assert_eq!(stage.begin("a").unwrap(), first);
    assert_eq!(stage.begin("b").unwrap(), first, "they are being paged about it already");
    stage.acknowledge(&stage.cast.ann, first).unwrap();
    assert_eq!(stage.begin("a").unwrap(), first, "one cause, one page");
    assert_ne!(stage.begin("c").unwrap(), first);
}

#[test]
fn a_finished_ticket_ends_its_pages() {
    let stage = stage();
    let page = stage.begin("a").unwrap();
    let (lee, ticket) = (stage.cast.lee.clone(), stage.ticket);
    stage.cast.write(move |tx| tickets::resolve(tx, &lee, ticket).map(drop)).unwrap();
    stage.cast.keep_promises();
    assert_eq!(stage.state(), State::Over);
    assert_eq!(refused(stage.acknowledge(&stage.cast.ann, page)), "page-over");
    assert_eq!(refused(stage.begin("b")), "page-ticket-finished");
}

#[test]
fn a_step_of_an_agreement_pages_along_the_rota() {
    let stage = stage();
    let (lee, rota) = (stage.cast.lee.clone(), stage.rota.0);
    let input = move |calendar| AgreementInput {
        name: "Everybody".into(),
        filter: String::new(),
        calendar,
        warn_percent: 0,
        targets: vec![Targets { metric: Metric::Resolution, minutes: [Some(60); 4], pauses: Vec::new() }],
        steps: vec![Step { percent: 100, metric: None, act: Act::Page(Whom::Rota(rota)) }],
    };
    let (ticket, rita) = (stage.ticket, stage.cast.rita.clone());
    let other = stage
        .cast
        .write(move |tx| {
            let always = calendar::Definition { zone: "UTC".into(), week: calendar::Week::always(), days: Vec::new() };
            let calendar = sla::add_calendar(tx, &lee, &sla::CalendarInput { name: "Always".into(), definition: always })?.id;
            sla::add_agreement(tx, &lee, &tickets::Conditions, &input(calendar))?;
            Ok(tickets::open(tx, &rita, &tickets::Open::new(rita.person().unwrap(), "Another one", "It is down."))?.ticket)
        })
        .unwrap();
    assert_ne!(other, ticket);
    stage.cast.keep_promises();
    stage.cast.pass_ms(61 * db::MINUTE_MS);
    stage.cast.write(tickets::ring_clocks).unwrap();
    stage.cast.keep_promises();
    let lee = stage.cast.lee.clone();
    let pages = stage.cast.read(move |conn| paging::pages_of(conn, &lee, other)).unwrap();
    assert_eq!(pages.calls.iter().map(|call| call.name.clone()).collect::<Vec<_>>(), [ann()]);
}

#[test]
fn a_step_is_taken_once_by_however_many_processes_and_goes_on_after_a_restart() {
    let stage = stage();
    stage.begin("a").unwrap();
    stage.cast.pass_ms(10 * db::MINUTE_MS);
    let clock = stage.cast.db.clock().clone();
    let another = Db::open(&Options { clock, readers: 1, writers: 1, durable: false, ..Options::new(stage.cast.url.clone()) }).unwrap();
    let handles = [stage.cast.db.clone(), another];
    std::thread::scope(|scope| {
        for db in &handles {
            scope.spawn(move || db.write_now(paging::ring_pages).unwrap());
        }
    });
    assert_eq!(stage.called(), [(0, ann()), (1, ben())]);
}

#[test]
fn the_link_in_a_letter_acknowledges_as_the_one_who_was_called() {
    let stage = stage();
    let page = stage.begin("a").unwrap();
    let (ann, ben) = (id(&stage.cast.ann), id(&stage.cast.ben));
    let (own, others) = stage.cast.write(move |tx| Ok((paging::link(tx, page, ann)?, paging::link(tx, page, ben)?))).unwrap();
    let send = |link: &str| {
        let link = link.to_owned();
        stage.cast.write(move |tx| paging::acknowledge_by_link(tx, &link))
    };
    assert_eq!(refused(send(&others)), "not found", "Ben was not called");
    assert_eq!(refused(send(&own.replace(&format!("{page}."), "9."))), "not found");
    assert_eq!(refused(send("1.2.3")), "not found");
    assert_eq!(send(&own).unwrap().answered_by, Some(ann));
    assert_eq!(send(&own).unwrap().state, State::Acknowledged);
    stage.cast.pass_ms(paging::LINK_MS);
    assert_eq!(refused(send(&own)), "not found", "a letter is not for ever");
}
