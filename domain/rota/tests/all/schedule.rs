//! Who is on duty, without a database: layers, hours, overrides, absences, and that a schedule adds up.

use calendar::{SpecialDay, Week};
use jiff::civil::{Date, Weekday, date, time};
use people::PersonId;
use proptest::prelude::*;
use rota::{Away, Duty, InForce, Layer, Plan, Plans, StandIn, Why};

const HOUR: i64 = 3_600_000;

fn layer(people: &[i64], first: Date, at: i8, days: u16) -> Layer {
    let people = people.iter().map(|id| PersonId(*id)).collect();
    Layer { name: "L".into(), people, first, at: time(at, 0, 0, 0), days, hours: None }
}

fn plan(zone: &str, layers: Vec<Layer>) -> Plan {
    Plan { zone: zone.into(), layers, days: Vec::new(), calls: Plan::usual_calls(), rounds: 1 }
}

fn plans(plan: Plan) -> Plans {
    Plans { plans: vec![InForce { since: i64::MIN, plan }], ..Plans::default() }
}

fn at(zone: &str, text: &str) -> i64 {
    let moment: jiff::civil::DateTime = text.parse().unwrap();
    moment.in_tz(zone).unwrap().timestamp().as_millisecond()
}

fn who(plans: &Plans, moment: i64) -> (Option<i64>, Why) {
    let duty = plans.duties(moment, moment + 1).unwrap()[0];
    (duty.person.map(|p| p.0), duty.why)
}

#[test]
fn a_later_layer_holds_in_its_hours_and_the_one_below_elsewhere() {
    let office = Week::of(&[Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday], &["08:00-18:00".parse().unwrap()]);
    let day = Layer { hours: Some(office), ..layer(&[3], date(2026, 11, 2), 0, 7) };
    let mut both = plan("Europe/Berlin", vec![layer(&[1, 2], date(2026, 11, 2), 8, 7), day]);
    both.days = vec![SpecialDay::closed("Closed", date(2026, 11, 24))];
    let plans = plans(both);
    let zone = "Europe/Berlin";
    assert_eq!(who(&plans, at(zone, "2026-11-23T07:59")), (Some(1), Why::Turn(0)), "the third week of two begins at eight");
    assert_eq!(who(&plans, at(zone, "2026-11-23T08:00")), (Some(3), Why::Turn(1)));
    assert_eq!(who(&plans, at(zone, "2026-11-23T18:00")), (Some(2), Why::Turn(0)));
    assert_eq!(who(&plans, at(zone, "2026-11-24T10:00")), (Some(2), Why::Turn(0)), "a holiday closes the layer with hours");
    assert_eq!(who(&plans, at(zone, "2026-11-01T10:00")), (None, Why::Nobody), "nobody before the first turn");
}

#[test]
fn whoever_is_away_is_covered_and_else_the_next_turn_steps_in() {
    let mut plans = plans(plan("UTC", vec![layer(&[1, 2, 3], date(2026, 11, 23), 9, 7)]));
    let monday = at("UTC", "2026-11-23T09:00");
    plans.away = vec![Away { person: PersonId(1), from: monday + HOUR, to: monday + 3 * HOUR, cover: Some(PersonId(3)) }];
    assert_eq!(who(&plans, monday), (Some(1), Why::Turn(0)));
    assert_eq!(who(&plans, monday + HOUR), (Some(3), Why::For(PersonId(1))));
    plans.away.push(Away { person: PersonId(3), from: monday, to: monday + 9 * HOUR, cover: None });
    assert_eq!(who(&plans, monday + HOUR), (Some(2), Why::For(PersonId(1))), "the cover is away too");
    plans.away.push(Away { person: PersonId(2), from: monday, to: monday + 9 * HOUR, cover: None });
    assert_eq!(who(&plans, monday + HOUR), (None, Why::Nobody));
    assert_eq!(who(&plans, monday + 3 * HOUR), (Some(1), Why::Turn(0)));
}

#[test]
fn of_two_overrides_the_later_holds_and_one_who_is_away_does_not() {
    let mut plans = plans(plan("UTC", vec![layer(&[1], date(2026, 11, 23), 9, 7)]));
    let monday = at("UTC", "2026-11-23T09:00");
    plans.stand_ins = vec![
        StandIn { id: 1, person: PersonId(2), from: monday, to: monday + 8 * HOUR },
        StandIn { id: 2, person: PersonId(3), from: monday + 2 * HOUR, to: monday + 4 * HOUR },
    ];
    assert_eq!(who(&plans, monday + HOUR), (Some(2), Why::PutOn(1)));
    assert_eq!(who(&plans, monday + 2 * HOUR), (Some(3), Why::PutOn(2)));
    assert_eq!(who(&plans, monday + 8 * HOUR), (Some(1), Why::Turn(0)));
    plans.away = vec![Away { person: PersonId(3), from: monday, to: monday + 9 * HOUR, cover: None }];
    assert_eq!(who(&plans, monday + 2 * HOUR), (Some(2), Why::PutOn(1)));
}

#[test]
fn a_changed_plan_holds_from_its_moment_on() {
    let (old, new) = (plan("UTC", vec![layer(&[1], date(2026, 1, 1), 0, 7)]), plan("UTC", vec![layer(&[2], date(2026, 1, 1), 0, 7)]));
    let noon = at("UTC", "2026-11-25T12:00");
    let plans = Plans { plans: vec![InForce { since: 0, plan: old }, InForce { since: noon, plan: new }], ..Plans::default() };
    let duties = plans.duties(noon - HOUR, noon + HOUR).unwrap();
    assert_eq!(duties.iter().map(|d| (d.person.map(|p| p.0), d.to - d.from)).collect::<Vec<_>>(), [(Some(1), HOUR), (Some(2), HOUR)]);
}

#[test]
fn a_night_shift_on_the_night_the_clock_changes_is_an_hour_longer() {
    let night = Week::of(&[Weekday::Saturday], &["22:00-06:00".parse().unwrap()]);
    let plans = plans(plan("Europe/Berlin", vec![Layer { hours: Some(night), ..layer(&[1], date(2026, 10, 5), 0, 7) }]));
    let duties = plans.duties(at("Europe/Berlin", "2026-10-24T12:00"), at("Europe/Berlin", "2026-10-25T12:00")).unwrap();
    let on: i64 = duties.iter().filter(|d| d.person.is_some()).map(|d| d.to - d.from).sum();
    assert_eq!(on, 9 * HOUR);
}

/// Rotas of every kind, over clock changes of two hemispheres and a leap day.
fn any_plans() -> impl Strategy<Value = Plans> {
    let zone = prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]);
    let hours = prop::option::of(prop::sample::select(vec!["08:00-18:00", "22:00-06:00", "00:00-24:00"]));
    let one = (prop::collection::vec(1..5_i64, 1..4), 0..24_i8, 1..15_u16, hours).prop_map(|(people, at, days, hours)| {
        let week = |span: &str| {
            let days = [Weekday::Monday, Weekday::Wednesday, Weekday::Saturday, Weekday::Sunday];
            Week::of(&days, &[span.parse().unwrap()])
        };
        Layer { hours: hours.map(week), ..layer(&people, date(2028, 2, 1), at, days) }
    });
    let stretch = (1..5_i64, 0..2_000_i64, 1..300_i64);
    (zone, prop::collection::vec(one, 1..4), prop::collection::vec(stretch.clone(), 0..4), prop::collection::vec(stretch, 0..4)).prop_map(
        |(zone, layers, stand_ins, away)| {
            let begin = at("UTC", "2028-02-20T00:00");
            let span = |from: i64, length: i64| (begin + from * HOUR, begin + (from + length) * HOUR);
            let mut plans = plans(plan(zone, layers));
            for (id, (person, from, length)) in (1..).zip(stand_ins) {
                let (from, to) = span(from, length);
                plans.stand_ins.push(StandIn { id, person: PersonId(person), from, to });
            }
            for (person, from, length) in away {
                let (from, to) = span(from, length);
                plans.away.push(Away { person: PersonId(person), from, to, cover: Some(PersonId(person % 4 + 1)) });
            }
            plans
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_schedule_has_no_gaps_and_says_what_each_moment_says(plans in any_plans(), from in 0..1_800_i64, length in 1..900_i64, inside in 0..1_000_i64) {
        let begin = at("UTC", "2028-02-20T00:00") + from * HOUR;
        let end = begin + length * HOUR;
        let duties = plans.duties(begin, end).unwrap();
        prop_assert_eq!(duties.first().map(|d| d.from), Some(begin));
        prop_assert_eq!(duties.last().map(|d| d.to), Some(end));
        prop_assert!(duties.windows(2).all(|pair| pair[0].to == pair[1].from));
        let moment = begin + (end - begin) * inside / 1_000;
        let on: &Duty = duties.iter().find(|d| (d.from..d.to).contains(&moment)).unwrap();
        prop_assert_eq!(who(&plans, moment), (on.person.map(|p| p.0), on.why));
        prop_assert!(on.person.is_none_or(|person| !plans.is_away(person, moment)), "nobody who is away is on duty");
    }

    #[test]
    fn a_schedule_read_in_two_parts_is_the_same(plans in any_plans(), from in 0..1_800_i64, length in 2..900_i64, cut in 1..999_i64) {
        let begin = at("UTC", "2028-02-20T00:00") + from * HOUR;
        let end = begin + length * HOUR;
        let middle = begin + (end - begin) * cut / 1_000;
        let mut parts = plans.duties(begin, middle).unwrap();
        for duty in plans.duties(middle, end).unwrap() {
            match parts.last_mut() {
                Some(last) if last.person == duty.person && last.why == duty.why => last.to = duty.to,
                _ => parts.push(duty),
            }
        }
        prop_assert_eq!(parts, plans.duties(begin, end).unwrap());
    }
}
