//! A desk with a rota: Ann and Ben week by week from Monday 09:00 UTC.

use db::Moment;
use jiff::civil::date;
use outcome::Result;
use people::{Actor, PersonId};
use rota::{Call, Called, Layer, Plan, Rota, RotaInput, add_rota};
use testkit::{Cast, Desk, MONDAY};

pub fn cast() -> Cast {
    Desk::new().with_people()
}

/// The moment so many hours after Monday 09:00.
pub fn hours(n: i64) -> Moment {
    MONDAY.plus_ms(n * db::HOUR_MS)
}

pub fn days(n: i64) -> Moment {
    hours(24 * n)
}

pub fn id(actor: &Actor) -> PersonId {
    actor.person().unwrap()
}

pub fn weekly(people: &[&Actor]) -> Layer {
    Layer {
        name: "Week".into(),
        people: people.iter().map(|a| id(a)).collect(),
        first: date(2026, 11, 23),
        at: jiff::civil::time(9, 0, 0, 0),
        days: 7,
        hours: None,
    }
}

pub fn plan(layers: Vec<Layer>) -> Plan {
    Plan { zone: "UTC".into(), layers, days: Vec::new(), calls: vec![Call { whom: Called::OnDuty, minutes: 10 }], rounds: 1 }
}

pub fn input(cast: &Cast, name: &str) -> RotaInput {
    RotaInput { name: name.into(), team: Some(cast.network), plan: plan(vec![weekly(&[&cast.ann, &cast.ben])]) }
}

pub fn added(cast: &Cast, input: &RotaInput) -> Result<Rota> {
    let (lee, input) = (cast.lee.clone(), input.clone());
    cast.write(move |tx| add_rota(tx, &lee, &input))
}

/// Who is on, and who comes after them.
pub fn on(cast: &Cast, rota: &Rota, at: Moment) -> (Option<PersonId>, Option<PersonId>) {
    let id = rota.id;
    cast.read(move |conn| rota::who_is_on(conn, id, at)).unwrap()
}
