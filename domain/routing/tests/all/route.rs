//! Tickets of *First line* (Ann and Ben) find somebody by themselves.

use db::{Db, MINUTE_MS, Options, Wiring};
use outcome::Result;
use people::{Actor, Door, PersonId, SetMembers, set_members};
use routing::{PersonInput, Way, WayInput};
use testkit::{Cast, Desk, refused};
use tickets::{AddCategory, Assign, CategoryId, Open, Reply, TicketId, To};

fn desk() -> Cast {
    Desk::with(Wiring { listeners: routing::listeners(), jobs: Vec::new() }).with_people()
}

fn id(actor: &Actor) -> PersonId {
    actor.person().unwrap()
}

fn way(cast: &Cast, way: Way) -> WayInput {
    WayInput { team: cast.first_line, way, calendar: None, rota: None, overflow: None, take_minutes: None }
}

fn set(cast: &Cast, input: WayInput) {
    let lee = cast.lee.clone();
    cast.write(move |tx| routing::set_way(tx, &lee, &input)).unwrap();
}

fn ask_about(cast: &Cast, category: Option<CategoryId>) -> TicketId {
    let (lee, rita, team) = (cast.lee.clone(), id(&cast.rita), cast.first_line);
    let open = Open { team: Some(team), category, ..Open::new(rita, "It does not work", "Please help.") };
    let ticket = cast.write(move |tx| tickets::open(tx, &lee, &open)).unwrap().ticket;
    cast.keep_promises();
    ticket
}

fn ask(cast: &Cast) -> TicketId {
    ask_about(cast, None)
}

fn who(cast: &Cast, ticket: TicketId) -> Option<PersonId> {
    let lee = cast.lee.clone();
    cast.read(move |conn| Ok(tickets::ticket(conn, &lee, ticket)?.assignee_id)).unwrap()
}

fn person(cast: &Cast, whom: &Actor, capacity: i64, skills: &[(&str, u8)]) {
    let skills = skills.iter().map(|(skill, level)| ((*skill).to_owned(), *level)).collect();
    let (lee, input) = (cast.lee.clone(), PersonInput { person: id(whom), capacity, skills });
    cast.write(move |tx| routing::set_person(tx, &lee, &input)).unwrap();
}

fn ring(cast: &Cast, minutes: i64) -> usize {
    cast.pass_ms(minutes * MINUTE_MS);
    let rung = cast.write(routing::ring_offers).unwrap();
    cast.keep_promises();
    rung
}

#[test]
fn tickets_go_round_and_a_team_without_a_way_keeps_its_own() {
    let cast = desk();
    assert_eq!(who(&cast, ask(&cast)), None);
    set(&cast, way(&cast, Way::Turns));
    let (ann, ben) = (Some(id(&cast.ann)), Some(id(&cast.ben)));
    let tickets: Vec<TicketId> = (0..3).map(|_| ask(&cast)).collect();
    assert_eq!(tickets.iter().map(|t| who(&cast, *t)).collect::<Vec<_>>(), [ann, ben, ann]);
    assert!(cast.history(tickets[0]).ends_with(&["opened".to_owned(), "routed".to_owned(), "assigned".to_owned()]));
    assert_eq!(cast.keep_promises(), 0);
    let again = tickets[0];
    cast.write(move |tx| routing::route(tx, &Actor::system(Door::Inside), again)).unwrap();
    assert_eq!(cast.history(again).iter().filter(|kind| *kind == "routed").count(), 1, "asked twice, done once");
}

#[test]
fn nobody_who_is_away_or_has_enough_gets_one_and_it_is_looked_at_again() {
    let cast = desk();
    set(&cast, way(&cast, Way::Load));
    person(&cast, &cast.ben.clone(), 1, &[]);
    let (ann, other) = (cast.ann.clone(), id(&cast.ann));
    cast.write(move |tx| routing::switch_away(tx, &ann, other, true)).unwrap();
    assert_eq!(who(&cast, ask(&cast)), Some(id(&cast.ben)));
    let waiting = ask(&cast);
    assert_eq!(who(&cast, waiting), None, "Ann takes none, Ben has enough");
    let lee = cast.lee.clone();
    assert_eq!(cast.read(move |conn| routing::stuck(conn, &lee)).unwrap().len(), 1);
    assert_eq!(ring(&cast, 5), 1);
    assert_eq!(cast.history(waiting).iter().filter(|kind| *kind == "not_routed").count(), 1, "told once");
    let ann = cast.ann.clone();
    cast.write(move |tx| routing::switch_away(tx, &ann, other, false)).unwrap();
    ring(&cast, 5);
    assert_eq!(who(&cast, waiting), Some(other));
    let lee = cast.lee.clone();
    assert!(cast.read(move |conn| routing::stuck(conn, &lee)).unwrap().is_empty());
    let ben = cast.ben.clone();
    assert_eq!(refused(cast.write(move |tx| routing::switch_away(tx, &ben, other, true))), "not allowed: switch_away");
}

#[test]
fn an_absence_counts_and_a_category_asks_for_who_knows_it() {
    let cast = desk();
    set(&cast, way(&cast, Way::Skill));
    person(&cast, &cast.ann.clone(), 9, &[("Printers", 3)]);
    person(&cast, &cast.ben.clone(), 9, &[("printers", 1)]);
    let lee = cast.lee.clone();
    let category = cast
        .write(move |tx| {
            let house = Actor::system(Door::Command);
            let above = tickets::add_category(tx, &house, &AddCategory { parent: None, name: "Printing".into(), team: None })?.id;
            routing::set_needs(tx, &lee, above, &[("PRINTERS".to_owned(), 2)])?;
            Ok(tickets::add_category(tx, &house, &AddCategory { parent: Some(above), name: "Paper".into(), team: None })?.id)
        })
        .unwrap();
    assert_eq!(who(&cast, ask_about(&cast, Some(category))), Some(id(&cast.ann)));
    let (lee, person, from) = (cast.lee.clone(), id(&cast.ann), cast.db.clock().now());
    let input = rota::AbsenceInput { person, from, to: from.plus_ms(db::DAY_MS), reason: String::new(), cover: None };
    cast.write(move |tx| rota::add_absence(tx, &lee, &input)).unwrap();
    assert_eq!(who(&cast, ask_about(&cast, Some(category))), None, "Ann is away, and Ben knows too little");
    assert_eq!(who(&cast, ask(&cast)), Some(id(&cast.ben)));
}

#[test]
fn what_is_not_taken_in_time_is_offered_to_another_and_what_is_taken_stays() {
    let cast = desk();
    set(&cast, WayInput { take_minutes: Some(30), ..way(&cast, Way::Turns) });
    let (idle, taken) = (ask(&cast), ask(&cast));
    let (ann, ben) = (Some(id(&cast.ann)), Some(id(&cast.ben)));
    assert_eq!((who(&cast, idle), who(&cast, taken)), (ann, ben));
    let actor = cast.ben.clone();
    cast.write(move |tx| tickets::reply(tx, &actor, &Reply::note(taken, "I look at it.")).map(drop)).unwrap();
    assert_eq!(ring(&cast, 29), 0);
    assert_eq!(ring(&cast, 1), 2);
    assert_eq!((who(&cast, idle), who(&cast, taken)), (ben, ben));
    assert_eq!(ring(&cast, 30), 1);
    assert_eq!(who(&cast, idle), ann, "and back again");
}

#[test]
fn what_nobody_can_have_goes_to_the_other_team_once() {
    let cast = desk();
    let (lee, network, first) = (cast.lee.clone(), cast.network, cast.first_line);
    for whom in [&cast.ann, &cast.ben] {
        person(&cast, &whom.clone(), 0, &[]);
    }
    set(&cast, WayInput { overflow: Some(network), ..way(&cast, Way::Load) });
    set(&cast, WayInput { team: network, overflow: Some(first), ..way(&cast, Way::Load) });
    let ticket = ask(&cast);
    let reader = lee.clone();
    let found = cast.read(move |conn| Ok(tickets::ticket(conn, &reader, ticket)?.team_id)).unwrap();
    assert_eq!((found, who(&cast, ticket)), (Some(network), None), "both teams had it, and it waits at the second");
    let members = vec![id(&cast.pat)];
    cast.write(move |tx| set_members(tx, &Actor::system(Door::Command), &SetMembers { team: network, members: members.clone() }).map(drop))
        .unwrap();
    ring(&cast, 5);
    assert_eq!(who(&cast, ticket), Some(id(&cast.pat)));
}

#[test]
fn who_gives_a_ticket_back_to_its_team_means_the_team() {
    let cast = desk();
    set(&cast, way(&cast, Way::Turns));
    let ticket = ask(&cast);
    let ann = cast.ann.clone();
    cast.write(move |tx| tickets::assign(tx, &ann, &Assign { ticket, to: To::Nobody }).map(drop)).unwrap();
    cast.keep_promises();
    assert_eq!(who(&cast, ticket), None);
}

#[test]
fn two_processes_give_every_second_ticket_to_each() {
    let cast = desk();
    set(&cast, way(&cast, Way::Off));
    let tickets: Vec<TicketId> = (0..8).map(|_| ask(&cast)).collect();
    set(&cast, way(&cast, Way::Turns));
    let clock = cast.db.clock().clone();
    let another = Db::open(&Options { clock, readers: 1, writers: 1, durable: false, ..Options::new(cast.url.clone()) }).unwrap();
    let handles = [cast.db.clone(), another];
    std::thread::scope(|scope| {
        for (n, db) in handles.iter().enumerate() {
            let mine: Vec<TicketId> = tickets.iter().copied().skip(n).step_by(2).collect();
            scope.spawn(move || {
                for ticket in mine {
                    db.write_now(move |tx| -> Result<()> { routing::route(tx, &Actor::system(Door::Inside), ticket) }).unwrap();
                }
            });
        }
    });
    let anns = tickets.iter().filter(|t| who(&cast, **t) == Some(id(&cast.ann))).count();
    assert_eq!(anns, 4);
}

#[test]
fn two_processes_that_hear_of_one_ticket_give_it_once() {
    let cast = desk();
    let tickets: Vec<TicketId> = (0..6).map(|_| ask(&cast)).collect();
    set(&cast, way(&cast, Way::Turns));
    let clock = cast.db.clock().clone();
    let another = Db::open(&Options { clock, readers: 1, writers: 1, durable: false, ..Options::new(cast.url.clone()) }).unwrap();
    let handles = [cast.db.clone(), another];
    std::thread::scope(|scope| {
        for db in &handles {
            let tickets = &tickets;
            scope.spawn(move || {
                for ticket in tickets.iter().copied() {
                    db.write_now(move |tx| routing::route(tx, &Actor::system(Door::Inside), ticket)).unwrap();
                }
            });
        }
    });
    for ticket in tickets {
        let history = cast.history(ticket);
        assert_eq!(history.iter().filter(|kind| *kind == "routed" || *kind == "assigned").count(), 2, "{history:?}");
    }
}

#[test]
fn a_shift_and_a_rota_say_who_is_there() {
    let cast = desk();
    let (lee, ann) = (cast.lee.clone(), id(&cast.ann));
    let (calendar, rota) = cast
        .write(move |tx| {
            let house = Actor::system(Door::Command);
            let morning = vec!["09:00-12:00".parse::<calendar::Span>().map_err(anyhow::Error::from)?];
            let week = calendar::Week::of(&[jiff::civil::Weekday::Monday], &morning);
            let definition = calendar::Definition { zone: "UTC".to_owned(), week, days: Vec::new() };
            let calendar = sla::add_calendar(tx, &house, &sla::CalendarInput { name: "Mondays".to_owned(), definition })?.id;
            let layer = rota::Layer {
                name: "Week".to_owned(),
                people: vec![ann],
                first: jiff::civil::date(2026, 11, 23),
                at: jiff::civil::time(0, 0, 0, 0),
                days: 7,
                hours: None,
            };
            let plan =
                rota::Plan { zone: "UTC".to_owned(), layers: vec![layer], days: Vec::new(), calls: rota::Plan::usual_calls(), rounds: 1 };
            let input = rota::RotaInput { name: "First line".to_owned(), team: None, plan };
            Ok((calendar, rota::add_rota(tx, &lee, &input)?.id))
        })
        .unwrap();
    set(&cast, WayInput { rota: Some(rota), ..way(&cast, Way::Turns) });
    assert_eq!([ask(&cast), ask(&cast)].map(|t| who(&cast, t)), [Some(ann); 2], "Ann alone is on duty");
    set(&cast, WayInput { calendar: Some(calendar), ..way(&cast, Way::Turns) });
    assert_eq!(who(&cast, ask(&cast)), Some(id(&cast.ben)), "in the morning whose turn it is");
    cast.pass_ms(4 * 60 * MINUTE_MS);
    let late = ask(&cast);
    assert_eq!(who(&cast, late), None, "the shift is over");
    cast.pass_ms(7 * db::DAY_MS - 4 * 60 * MINUTE_MS);
    ring(&cast, 0);
    assert_eq!(who(&cast, late), Some(ann), "the next shift has it");
}

#[test]
fn what_is_said_of_teams_and_people_must_hold() {
    let cast = desk();
    let first = cast.first_line;
    let lee = cast.lee.clone();
    let try_way = |input: WayInput| {
        let lee = lee.clone();
        refused(cast.write(move |tx| routing::set_way(tx, &lee, &input)))
    };
    assert_eq!(try_way(WayInput { overflow: Some(first), ..way(&cast, Way::Turns) }), "overflow: routing-overflow-self");
    assert_eq!(try_way(WayInput { overflow: Some(people::TeamId(99)), ..way(&cast, Way::Turns) }), "overflow: routing-no-team");
    assert_eq!(try_way(WayInput { take_minutes: Some(0), ..way(&cast, Way::Turns) }), "minutes: routing-minutes");
    assert_eq!(try_way(WayInput { team: people::TeamId(99), ..way(&cast, Way::Turns) }), "not found");
    assert_eq!(try_way(WayInput { rota: Some(rota::RotaId(9)), ..way(&cast, Way::Turns) }), "not found");
    let try_person = |person: PersonId, capacity: i64, skills: &[(&str, u8)]| {
        let skills = skills.iter().map(|(skill, level)| ((*skill).to_owned(), *level)).collect();
        let (lee, input) = (lee.clone(), PersonInput { person, capacity, skills });
        refused(cast.write(move |tx| routing::set_person(tx, &lee, &input)))
    };
    let ann = id(&cast.ann);
    assert_eq!(try_person(ann, -1, &[]), "capacity: routing-capacity");
    assert_eq!(try_person(ann, 5, &[("vpn", 4)]), "skills: routing-level");
    assert_eq!(try_person(id(&cast.rita), 5, &[]), "not found", "who asks has no tickets");
    let needs = cast.write({
        let lee = lee.clone();
        move |tx| routing::set_needs(tx, &lee, CategoryId(99), &[])
    });
    assert_eq!(refused(needs), "not found");
    for actor in [cast.ann.clone(), cast.rita.clone()] {
        let input = way(&cast, Way::Turns);
        assert_eq!(refused(cast.write(move |tx| routing::set_way(tx, &actor, &input))), "not allowed: manage_routing");
    }
}

#[test]
fn a_rehearsal_touches_nothing_and_says_who_would_have_had_what() {
    let cast = desk();
    let tickets: Vec<TicketId> = (0..6).map(|_| ask(&cast)).collect();
    let (ben, lee) = (cast.ben.clone(), cast.lee.clone());
    let first = tickets[0];
    cast.write(move |tx| tickets::assign(tx, &ben, &Assign { ticket: first, to: To::Me }).map(drop)).unwrap();
    let input = WayInput { calendar: None, ..way(&cast, Way::Turns) };
    let found = cast.read(move |conn| routing::rehearse(conn, &lee, &input)).unwrap();
    assert_eq!((found.count, found.nobody, found.same, found.more), (6, 0, 0, false));
    assert_eq!(found.shares.into_iter().collect::<Vec<_>>(), [(id(&cast.ann), 3), (id(&cast.ben), 3)]);
    assert_eq!(found.shown.first().unwrap().ticket, tickets[5]);
    assert!(tickets[1..].iter().all(|t| who(&cast, *t).is_none()));
}
