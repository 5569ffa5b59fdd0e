//! Making and changing agreements.

use db::{Conn, Tx, params};
use filter::Unbound;
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::Actor;
use text::plain::fold;

use super::{Act, Agreement, Step, Targets, of};
use crate::event::SlaEvent;
use crate::limits::{AGREEMENTS_MAX, NAME_CHARS_MAX, STEP_PERCENT_MAX, STEPS_MAX, TARGET_MINUTES_MAX};
use crate::metric::Stand;
use crate::policy::{self, Action};
use crate::terms::{AgreementId, CalendarId};

/// An agreement as it should be.
#[derive(Debug, Clone)]
pub struct AgreementInput {
    /// What it is called; no two are called the same.
    pub name: String,
    /// Which tickets it holds for, in the filter language; empty for every one.
    pub filter: String,
    /// By which calendar it is measured.
    pub calendar: CalendarId,
    /// The percentage of a target at which people are warned, below 100; 0 for never.
    pub warn_percent: u16,
    /// The targets, one entry for each metric that is promised.
    pub targets: Vec<Targets>,
    /// The steps of escalation.
    pub steps: Vec<Step>,
}

/// Whoever knows what conditions can ask about: promises know tickets only as numbers.
pub trait Conditions {
    /// Does a condition read and hold together?
    ///
    /// # Errors
    /// What is wrong with it, with its place; or what the engine answers.
    fn check(&self, conn: &Conn, text: &str) -> Result<(), Unbound>;
}

/// Adds an agreement behind the others.
///
/// # Errors
/// Refused when the actor may not, the input does not hold, or there are [`AGREEMENTS_MAX`] already.
pub fn add_agreement(tx: &mut Tx<'_>, actor: &Actor, conditions: &dyn Conditions, input: &AgreementInput) -> Result<Agreement> {
    policy::permit(actor, Action::ManageAgreements)?;
    let name = check(tx, conditions, input, AgreementId(0))?;
    let last = room(tx)?;
    let (now, calendar) = (tx.now(), input.calendar);
    let id: AgreementId = tx.insert(
        "INSERT INTO sla_agreements (name, name_key, position, filter, calendar_id, warn_percent, targets, steps, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        params![
            &name,
            fold(&name),
            last + 1,
            input.filter.trim(),
            calendar,
            i64::from(input.warn_percent),
            json(&promised(&input.targets))?,
            json(&ordered(&input.steps))?,
            now
        ],
    )?;
    tx.record(actor, &SlaEvent::AgreementAdded { agreement: id })?;
    found(tx, id)
}

/// Changes an agreement. Clocks go on with what they have counted, and are held to the new targets from now on.
///
/// # Errors
/// Refused when the actor may not, or the input does not hold.
pub fn edit_agreement(
    tx: &mut Tx<'_>,
    actor: &Actor,
    conditions: &dyn Conditions,
    id: AgreementId,
    input: &AgreementInput,
) -> Result<Agreement> {
    policy::permit(actor, Action::ManageAgreements)?;
    let was = found(tx, id)?;
    let name = check(tx, conditions, input, id)?;
    tx.execute_one(
        "UPDATE sla_agreements SET name = $2, name_key = $3, filter = $4, calendar_id = $5, warn_percent = $6, targets = $7, \
         steps = $8, version = version + 1 WHERE id = $1",
        params![
            id,
            &name,
            fold(&name),
            input.filter.trim(),
            input.calendar,
            i64::from(input.warn_percent),
            json(&promised(&input.targets))?,
            json(&ordered(&input.steps))?
        ],
    )?;
    tx.record(actor, &SlaEvent::AgreementEdited { agreement: id, version: was.version + 1 })?;
    found(tx, id)
}

/// Puts an agreement at another place in the order, counted from 1.
///
/// # Errors
/// Refused when the actor may not; `Conflict` when it is archived.
pub fn move_agreement(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId, position: usize) -> Result<Agreement> {
    policy::permit(actor, Action::ManageAgreements)?;
    let was = found(tx, id)?;
    if was.archived_at.is_some() {
        return Err(Error::conflict("agreement-archived-already"));
    }
    let sql = "SELECT id FROM sla_agreements WHERE archived_at IS NULL ORDER BY position, id";
    let mut order: Vec<AgreementId> = tx.all::<(AgreementId,)>(sql, params![])?.into_iter().map(|(id,)| id).collect();
    order.retain(|other| *other != id);
    order.insert(position.saturating_sub(1).min(order.len()), id);
    let mut place = 0_i64;
    for other in &order {
        place += 1;
        tx.execute_one("UPDATE sla_agreements SET position = $2 WHERE id = $1", params![*other, place])?;
    }
    let is = found(tx, id)?;
    if is.position != was.position {
        tx.record(actor, &SlaEvent::AgreementMoved { agreement: id, from: was.position, to: is.position })?;
    }
    Ok(is)
}

/// Archives an agreement: it holds for nothing any more. The clocks of its tickets go over to the next that holds, or end.
///
/// # Errors
/// Refused when the actor may not; `Conflict` when it is archived already.
pub fn archive_agreement(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId) -> Result<Agreement> {
    policy::permit(actor, Action::ManageAgreements)?;
    if found(tx, id)?.archived_at.is_some() {
        return Err(Error::conflict("agreement-archived-already"));
    }
    let now = tx.now();
    tx.execute_one("UPDATE sla_agreements SET archived_at = $2 WHERE id = $1", params![id, now])?;
    tx.record(actor, &SlaEvent::AgreementArchived { agreement: id })?;
    found(tx, id)
}

/// Takes an archived agreement into use again, behind the others.
///
/// # Errors
/// Refused when the actor may not; `Conflict` when it is not archived, or there are [`AGREEMENTS_MAX`] in use.
pub fn restore_agreement(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId) -> Result<Agreement> {
    policy::permit(actor, Action::ManageAgreements)?;
    if found(tx, id)?.archived_at.is_none() {
        return Err(Error::conflict("agreement-not-archived"));
    }
    let last = room(tx)?;
    tx.execute_one("UPDATE sla_agreements SET archived_at = NULL, position = $2 WHERE id = $1", params![id, last + 1])?;
    tx.record(actor, &SlaEvent::AgreementRestored { agreement: id })?;
    found(tx, id)
}

fn found(tx: &Tx<'_>, id: AgreementId) -> Result<Agreement> {
    Ok(of(tx, id)?.ok_or(Refusal::NotFound)?)
}

/// The last position, if there is room for one more.
fn room(tx: &Tx<'_>) -> Result<i64> {
    let sql = "SELECT COUNT(*), COALESCE(MAX(position), 0) FROM sla_agreements WHERE archived_at IS NULL";
    let (count, last) = tx.one::<(i64, i64)>(sql, params![])?;
    if usize::try_from(count).is_ok_and(|n| n < AGREEMENTS_MAX) {
        return Ok(last);
    }
    Err(Error::conflict(Sentence::new("agreements-too-many").with("max", AGREEMENTS_MAX)))
}

/// Refuses what does not hold; the name as it is kept.
pub(crate) fn check(conn: &Conn, conditions: &dyn Conditions, input: &AgreementInput, own: AgreementId) -> Result<String> {
    let name = input.name.trim();
    let sql = "SELECT 1 FROM sla_agreements WHERE name_key = $1 AND id <> $2";
    let taken = conn.first::<(i64,)>(sql, params![fold(name), own])?.is_some();
    let calendar = "SELECT 1 FROM sla_calendars WHERE id = $1 AND archived_at IS NULL";
    let calendar = conn.first::<(i64,)>(calendar, params![input.calendar])?.is_some();
    let minutes: Vec<u32> = input.targets.iter().flat_map(|t| t.minutes).flatten().collect();
    let fits = |m: &u32| (1..=TARGET_MINUTES_MAX).contains(m);
    let pauses = |t: &Targets| t.pauses.iter().all(|stand| matches!(stand, Stand::Waiting | Stand::OnHold));
    let percents = |s: &Step| (1..=STEP_PERCENT_MAX).contains(&s.percent);
    let mut check = Check::new();
    check
        .that(!name.is_empty(), "name", "name-missing")
        .that(name.chars().count() <= NAME_CHARS_MAX, "name", Sentence::new("promise-name-too-long").with("max", NAME_CHARS_MAX))
        .that(!taken, "name", "agreement-name-taken")
        .that(calendar, "calendar", "agreement-no-calendar")
        .that(!minutes.is_empty(), "targets", "agreement-no-targets")
        .that(minutes.iter().all(fits), "targets", Sentence::new("agreement-target-range").with("max", TARGET_MINUTES_MAX / 60 / 24))
        .that(input.targets.iter().all(pauses), "targets", "agreement-pauses")
        .that(input.warn_percent < 100, "warn_percent", "agreement-warn-range")
        .that(input.steps.len() <= STEPS_MAX, "steps", Sentence::new("agreement-steps-many").with("max", STEPS_MAX))
        .that(input.steps.iter().all(percents), "steps", Sentence::new("agreement-step-range").with("max", STEP_PERCENT_MAX));
    for step in &input.steps {
        if let Act::Reassign(team) = step.act {
            let sql = "SELECT 1 FROM teams WHERE id = $1 AND archived_at IS NULL";
            check.that(conn.first::<(i64,)>(sql, params![team])?.is_some(), "steps", "agreement-no-team");
        }
    }
    match conditions.check(conn, input.filter.trim()) {
        Ok(()) => {}
        Err(Unbound::Problem(problem)) => {
            check.that(false, "filter", problem.says);
        }
        Err(Unbound::Failed(failed)) => return Err(failed),
    }
    check.done()?;
    Ok(name.to_owned())
}

/// The targets that promise something.
pub(crate) fn promised(targets: &[Targets]) -> Vec<Targets> {
    let mut promised: Vec<Targets> = targets.iter().filter(|t| t.minutes.iter().any(Option::is_some)).cloned().collect();
    promised.sort_by_key(|t| t.metric);
    promised.dedup_by_key(|t| t.metric);
    promised
}

fn ordered(steps: &[Step]) -> Vec<Step> {
    let mut steps = steps.to_vec();
    steps.sort_by_key(|step| step.percent);
    steps
}

fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    Ok(serde_json::to_string(value).map_err(anyhow::Error::from)?)
}
