//! The demo's rota: network and servers around the clock, with office hours of its own, somebody away, and a swap that waits.

use ::people::{Actor, Door, PersonId, directory};
use calendar::{Span, SpecialDay, Week};
use db::{DAY_MS, Db, Moment, Tx};
use jiff::civil::{Date, Weekday, time};
use jiff::tz::TimeZone;
use outcome::Result;
use paging::{Begin, State};
use rota::{AbsenceInput, AskSwap, Layer, Plan, RotaId, RotaInput, add_absence, add_rota, ask_swap, duties_of};

use sla::Whom;
use tickets::{List, QueueAsk, Status};

use super::people::Cast;

/// How far ahead the swap looks for duty, in days.
const SWAP_DAYS: i64 = 60;
/// Of so many pages the demo's people let one ring out.
const RINGS_OUT: i64 = 6;

/// The rota, as it stands from the beginning.
pub fn plan(tx: &mut Tx<'_>, by: &Actor, cast: &Cast) -> Result<RotaId> {
    let [_, marek, aisha, ravi, elena] = [0, 1, 2, 3, 4].map(|n| cast.specialists[n].id);
    let monday = monday_before(tx.now());
    let office = Week::of(
        &[Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday],
        &["08:00-18:00".parse::<Span>().map_err(anyhow::Error::from)?],
    );
    let layer = |name: &str, people: Vec<PersonId>, days, hours| Layer {
        name: name.to_owned(),
        people,
        first: monday,
        at: time(8, 0, 0, 0),
        days,
        hours,
    };
    let days = ["*-12-25 Christmas Day", "*-12-26 Boxing Day", "*-01-01 New Year"];
    let plan = Plan {
        zone: "Europe/London".to_owned(),
        layers: vec![
            layer("Nights and weekends", vec![ravi, marek, elena, aisha], 7, None),
            layer("Office hours", vec![ravi, marek], 1, Some(office)),
        ],
        days: days.into_iter().map(|day| day.parse::<SpecialDay>().map_err(anyhow::Error::from)).collect::<Result<_, _>>()?,
        calls: Plan::usual_calls(),
        rounds: 2,
    };
    let rota = add_rota(tx, by, &RotaInput { name: "Network & servers on call".to_owned(), team: Some(cast.teams[2]), plan })?;
    Ok(rota.id)
}

/// What people have done about the coming weeks: Elena is away, and Marek asks Ravi to swap.
pub fn arrange(tx: &mut Tx<'_>, rota: RotaId, cast: &Cast) -> Result<()> {
    let [_, marek, aisha, ravi, elena] = [0, 1, 2, 3, 4].map(|n| cast.specialists[n].id);
    let now = tx.now();
    let own = |tx: &Tx<'_>, person| {
        Ok::<_, outcome::Error>(directory::actor_of(tx, person, Door::Web)?.unwrap_or_else(|| Actor::system(Door::Command)))
    };
    let (by, from) = (own(tx, elena)?, Moment(now.0 / DAY_MS * DAY_MS + 4 * DAY_MS));
    let input =
        AbsenceInput { person: elena, from, to: from.plus_ms(5 * DAY_MS), reason: "Holiday in Genoa".to_owned(), cover: Some(aisha) };
    add_absence(tx, &by, &input)?;
    let priya = own(tx, cast.specialists[0].id)?;
    ring(tx, rota, &priya)?;
    let (begin, end) = (now.plus_ms(2 * DAY_MS), now.plus_ms(SWAP_DAYS * DAY_MS));
    let longest = |tx: &Tx<'_>, person| {
        let duties = duties_of(tx, person, begin, end)?.into_iter().filter(|(of, ..)| *of == rota).map(|(_, _, duty)| duty);
        Ok::<_, outcome::Error>(duties.max_by_key(|duty| (duty.to - duty.from, -duty.from)))
    };
    if let (Some(given), Some(back)) = (longest(tx, marek)?, longest(tx, ravi)?) {
        let by = own(tx, marek)?;
        let back = Some((Moment(back.from), Moment(back.to)));
        ask_swap(tx, &by, &AskSwap { rota, giver: marek, taker: ravi, from: Moment(given.from), to: Moment(given.to), back })?;
    }
    Ok(())
}

/// Most of those who are paged acknowledge; the others let it ring.
pub fn answer(db: &Db) -> Result<()> {
    db.write_now(|tx| {
        let pages = paging::waiting_pages(tx, &Actor::system(Door::Command))?;
        for page in pages.pages.iter().filter(|page| page.state == State::Open && page.id.0 % RINGS_OUT != 0) {
            let called = pages.calls.iter().rev().find(|call| call.page_id == page.id).and_then(|call| call.person_id);
            if let Some(actor) = called.map(|person| directory::actor_of(tx, person, Door::Mail)).transpose()?.flatten() {
                paging::acknowledge(tx, &actor, page.id)?;
            }
        }
        Ok(())
    })
}

/// Somebody is being paged about a ticket of the network team while the demo is looked at.
fn ring(tx: &mut Tx<'_>, rota: RotaId, by: &Actor) -> Result<()> {
    let open = tickets::queue(tx, by, &QueueAsk::new(List::All))?.rows;
    let urgent = open.iter().filter(|row| matches!(row.status, Status::New | Status::Open)).min_by_key(|row| (row.priority, -row.id.0));
    let Some(row) = urgent else { return Ok(()) };
    paging::page(tx, by, &Begin { ticket: row.id, whom: Whom::Rota(rota.0), cause: "demo".to_owned() }).map(drop)
}

fn monday_before(at: Moment) -> Date {
    let today = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_zoned(TimeZone::UTC).date();
    today.saturating_sub(jiff::Span::new().days(i64::from(today.weekday().to_monday_zero_offset())))
}
