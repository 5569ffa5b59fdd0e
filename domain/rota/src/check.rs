//! What must hold of an input, whichever deed it is for.

use calendar::{Calendar, Definition, Problem, Week};
use db::{Moment, Tx};
use outcome::{Check, Error, Result, Sentence};
use people::{PersonId, directory};

use crate::limits::{
    BEGIN_MS_MAX, CALL_MINUTES_MAX, CALLS_MAX, LAYERS_MAX, LENGTH_MS_MAX, NAME_CHARS_MAX, ROUNDS_MAX, TURN_DAYS_MAX, TURNS_MAX,
};
use crate::plan::{Layer, Plan};

/// A stretch of time has a beginning and an end, and is neither over nor endless.
pub(crate) fn stretch(tx: &Tx<'_>, from: Moment, to: Moment) -> Result<()> {
    let days = |ms: i64| ms / db::DAY_MS;
    Check::new()
        .that(to > from, "to", "rota-ends-before")
        .that(to > tx.now(), "to", "rota-is-over")
        .that(to.0 - from.0 <= LENGTH_MS_MAX, "to", Sentence::new("rota-too-long").with("max", days(LENGTH_MS_MAX)))
        .that(from.0 - tx.now().0 <= BEGIN_MS_MAX, "from", Sentence::new("rota-too-far").with("max", days(BEGIN_MS_MAX)))
        .done()
}

/// Does this person work at the desk and may come in?
pub(crate) fn at_desk(tx: &Tx<'_>, person: PersonId, field: &'static str) -> Result<()> {
    let found = directory::person(tx, person)?.filter(|p| p.is_active() && p.is_staff());
    if found.is_some() { Ok(()) } else { Err(Error::invalid(field, "rota-no-person")) }
}

/// A plan that holds, with every layer's trouble named.
pub(crate) fn plan(tx: &Tx<'_>, plan: &Plan, check: &mut Check) -> Result<()> {
    let staff: Vec<PersonId> = directory::agents(tx)?.into_iter().map(|agent| agent.id).collect();
    check
        .that(!plan.layers.is_empty(), "layers", "rota-no-layer")
        .that(plan.layers.len() <= LAYERS_MAX, "layers", Sentence::new("rota-layers-many").with("max", LAYERS_MAX))
        .that(!plan.calls.is_empty(), "calls", "rota-no-call")
        .that(plan.calls.len() <= CALLS_MAX, "calls", Sentence::new("rota-calls-many").with("max", CALLS_MAX))
        .that((1..=ROUNDS_MAX).contains(&plan.rounds), "rounds", Sentence::new("rota-rounds").with("max", ROUNDS_MAX));
    let waits = plan.calls.iter().all(|call| (1..=CALL_MINUTES_MAX).contains(&call.minutes));
    check.that(waits, "calls", Sentence::new("rota-call-minutes").with("max", CALL_MINUTES_MAX));
    if let Err(problem) = hours(plan, &Week::default()) {
        let field = if matches!(problem, Problem::NoZone(_)) { "zone" } else { "days" };
        check.that(false, field, said(&problem));
    }
    for (place, one) in (1_usize..).zip(&plan.layers) {
        layer(plan, one, place, &staff, check);
    }
    Ok(())
}

fn layer(plan: &Plan, layer: &Layer, place: usize, staff: &[PersonId], check: &mut Check) {
    let says = |key: &'static str| Sentence::new(key).with("layer", place);
    let named = layer.name.trim().chars().count();
    check
        .that((1..=NAME_CHARS_MAX).contains(&named), "layers", says("rota-layer-name").with("max", NAME_CHARS_MAX))
        .that(!layer.people.is_empty(), "layers", says("rota-layer-nobody"))
        .that(layer.people.len() <= TURNS_MAX, "layers", says("rota-layer-many").with("max", TURNS_MAX))
        .that(layer.people.iter().all(|person| staff.contains(person)), "layers", says("rota-layer-stranger"))
        .that((1..=TURN_DAYS_MAX).contains(&layer.days), "layers", says("rota-layer-days").with("max", TURN_DAYS_MAX));
    if let Some(week) = &layer.hours {
        check.that(!week.is_empty() && hours(plan, week).is_ok(), "layers", says("rota-layer-hours"));
    }
}

fn hours(plan: &Plan, week: &Week) -> Result<Calendar, Problem> {
    Calendar::new(Definition { zone: plan.zone.clone(), week: week.clone(), days: plan.days.clone() })
}

/// A problem with a plan's zone or days, for people.
pub(crate) fn said(problem: &Problem) -> Sentence {
    match problem {
        Problem::NoZone(zone) => Sentence::new("rota-no-zone").with("zone", zone),
        Problem::NoDay(line) => Sentence::new("rota-no-day").with("line", line),
        _ => Sentence::new("rota-no-days"),
    }
}
