//! What the demo's desk changes: one done, one that waits for a colleague, two whose windows collide, and a freeze.

use ::changes::{AddFreeze, CarryOut, Change, ChangeInput, Decide, Risk, Step};
use ::people::{Actor, Door, PersonId, directory};
use db::{DAY_MS, Db, HOUR_MS, Moment, Tx};
use outcome::Result;

use super::LEAD;
use super::people::Cast;

/// Plans it all, each at its time before or after `now`.
pub fn plan(db: &Db, cast: &Cast, now: Moment) -> Result<()> {
    let (priya, marek) = (cast.specialists[0].id, cast.specialists[1].id);
    let evening = Moment(now.0 - now.0 % DAY_MS + 18 * HOUR_MS);
    let input = |name: &str, risk, owner, days: i64, hours: i64| ChangeInput {
        name: name.to_owned(),
        about: String::new(),
        risk,
        plan: String::new(),
        back_out: String::new(),
        owner,
        starts_at: evening.plus_ms(days * DAY_MS),
        ends_at: evening.plus_ms(days * DAY_MS + hours * HOUR_MS),
        problem: None,
        tickets: Vec::new(),
        approvers: Vec::new(),
    };
    db.clock().set(now.plus_ms(-10 * DAY_MS));
    let printers = ChangeInput {
        plan: "1. Stop the queues.\n2. Put the older driver in place.\n3. Print a page in colour on each floor.".to_owned(),
        back_out: "The newer driver is kept beside it; switching back takes five minutes.".to_owned(),
        ..input("Older driver on the print server", Risk::Low, marek, -9, 1)
    };
    let done = planned(db, marek, printers)?;
    for (step, outcome) in [(Step::Begin, ""), (Step::Finish, "All floors print in colour again.")] {
        db.clock().set(now.plus_ms(-9 * DAY_MS));
        let carry_out = CarryOut { change: done.id, step, outcome: outcome.to_owned() };
        db.write_now(move |tx| ::changes::carry_out(tx, &actor(tx, marek)?, &carry_out).map(drop))?;
    }
    db.clock().set(now.plus_ms(-2 * DAY_MS));
    let lead = db.read_now(|conn| Ok(directory::person_by_email(conn, LEAD)?.map(|person| person.id)))?.unwrap_or(priya);
    let gateway = ChangeInput {
        about: "The second VPN gateway is older than its support. For two hours connections from home may drop once.".to_owned(),
        plan: "1. Move all connections to the first gateway.\n2. Replace the second, restore its settings.\n3. Share the load again."
            .to_owned(),
        back_out: "Until nine the old one can go back into its place; the first carries everybody meanwhile.".to_owned(),
        approvers: vec![lead, marek],
        ..input("New VPN gateway in Leeds", Risk::High, priya, 2, 3)
    };
    let gateway = planned(db, priya, gateway)?;
    let yes = Decide { change: gateway.id, approves: true, note: "Please tell Finance the day before.".to_owned() };
    db.write_now(move |tx| ::changes::decide(tx, &actor(tx, marek)?, &yes).map(drop))?;
    let switches = ChangeInput {
        plan: "Floor by floor, ten minutes each, the fourth last.".to_owned(),
        back_out: "The old version stays on each switch and is started again.".to_owned(),
        approvers: vec![priya],
        ..input("New version on the switches in Leeds", Risk::Medium, marek, 2, 4)
    };
    planned(db, marek, switches)?;
    let freeze = AddFreeze {
        name: "End of the quarter’s accounts".to_owned(),
        starts_at: evening.plus_ms(5 * DAY_MS),
        ends_at: evening.plus_ms(8 * DAY_MS),
    };
    db.write_now(move |tx| ::changes::add_freeze(tx, &actor(tx, lead)?, &freeze).map(drop))?;
    db.clock().set(now);
    Ok(())
}

fn planned(db: &Db, by: PersonId, input: ChangeInput) -> Result<Change> {
    db.write_now(move |tx| ::changes::plan_change(tx, &actor(tx, by)?, &input))
}

fn actor(tx: &Tx<'_>, person: PersonId) -> Result<Actor> {
    Ok(directory::actor_of(tx, person, Door::Web)?.unwrap_or_else(|| Actor::system(Door::Command)))
}
