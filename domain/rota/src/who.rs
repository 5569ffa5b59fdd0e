//! Who is on duty: now, at a moment, and over a stretch of time. These ask no policy where slices above need the answer.

use std::collections::BTreeMap;

use db::{Conn, Moment, Value, params};
use outcome::{Error, Result};
use people::{Actor, PersonId, Role, directory};

use crate::limits::{AHEAD_MS, SCHEDULE_MS_MAX};
use crate::policy::{self, Action};
use crate::rota::{Rota, RotaId, all, of, read};
use crate::schedule::{Away, Duty, InForce, Plans, StandIn};

/// A rota and who is on duty in it.
#[derive(Debug, Clone)]
pub struct Now {
    /// The rota.
    pub rota: Rota,
    /// Who is on; nobody when no layer has anybody.
    pub person: Option<PersonId>,
    /// When somebody else comes on, or nobody; none within [`AHEAD_MS`].
    pub until: Option<Moment>,
    /// Who that is.
    pub next: Option<PersonId>,
}

/// Every rota in use with who is on duty now and who comes next. Five statements, however many rotas there are.
///
/// # Errors
/// `NotFound` to who does not work at the desk.
pub fn on_duty_now(conn: &Conn, actor: &Actor) -> Result<Vec<Now>> {
    policy::permit(actor, Action::SeeRotas, false)?;
    let rotas: Vec<Rota> = all(conn)?.into_iter().filter(|rota| rota.archived_at.is_none()).collect();
    let now = conn.now();
    let plans = gather(conn, &rotas, now, now.plus_ms(AHEAD_MS))?;
    rotas.into_iter().zip(plans).map(|(rota, plans)| turn_now(rota, &plans, now)).collect()
}

fn turn_now(rota: Rota, plans: &Plans, now: Moment) -> Result<Now> {
    let duties = joined(plans.duties(now.0, now.0 + AHEAD_MS).map_err(broken)?);
    let person = duties.first().and_then(|duty| duty.person);
    let next = duties.get(1);
    Ok(Now { rota, person, until: next.map(|duty| Moment(duty.from)), next: next.and_then(|duty| duty.person) })
}

/// Who is on duty in a rota at a moment, and who comes on after them. An archived rota has nobody.
///
/// # Errors
/// `NotFound`; what the engine answers.
pub fn who_is_on(conn: &Conn, rota: RotaId, at: Moment) -> Result<(Option<PersonId>, Option<PersonId>)> {
    let rota = of(conn, rota)?;
    if rota.archived_at.is_some() {
        return Ok((None, None));
    }
    let plans = gather(conn, std::slice::from_ref(&rota), at, at.plus_ms(AHEAD_MS))?.remove(0);
    let duties = joined(plans.duties(at.0, at.0 + AHEAD_MS).map_err(broken)?);
    let on = duties.first().and_then(|duty| duty.person);
    Ok((on, duties.iter().filter_map(|duty| duty.person).find(|person| Some(*person) != on)))
}

/// Everybody of a rota who is not away at a moment.
///
/// # Errors
/// `NotFound`; what the engine answers.
pub fn everybody_of(conn: &Conn, rota: RotaId, at: Moment) -> Result<Vec<PersonId>> {
    let rota = of(conn, rota)?;
    let plans = gather(conn, std::slice::from_ref(&rota), at, at.plus_ms(1))?.remove(0);
    Ok(rota.plan.people().into_iter().filter(|person| !plans.is_away(*person, at.0)).collect())
}

/// Who is on duty in a rota from one moment to another, at most [`SCHEDULE_MS_MAX`] of it.
///
/// # Errors
/// `NotFound`, also to who does not work at the desk.
pub fn schedule(conn: &Conn, actor: &Actor, rota: RotaId, from: Moment, to: Moment) -> Result<Vec<Duty>> {
    policy::permit(actor, Action::SeeRotas, false)?;
    let (rota, to) = (of(conn, rota)?, Moment(to.0.min(from.0 + SCHEDULE_MS_MAX)));
    let plans = gather(conn, std::slice::from_ref(&rota), from, to)?.remove(0);
    plans.duties(from.0, to.0).map_err(broken)
}

/// A person's stretches of duty in every rota in use, each with its rota. Five statements.
///
/// # Errors
/// What the engine answers.
pub fn duties_of(conn: &Conn, person: PersonId, from: Moment, to: Moment) -> Result<Vec<(RotaId, String, Duty)>> {
    let rotas: Vec<Rota> = all(conn)?.into_iter().filter(|rota| rota.archived_at.is_none()).collect();
    let mut found = Vec::new();
    for (rota, plans) in rotas.iter().zip(gather(conn, &rotas, from, to)?) {
        let duties = joined(plans.duties(from.0, to.0).map_err(broken)?);
        found.extend(duties.into_iter().filter(|d| d.person == Some(person)).map(|duty| (rota.id, rota.name.clone(), duty)));
    }
    found.sort_by_key(|(rota, _, duty)| (duty.from, *rota));
    Ok(found)
}

/// Is somebody on duty for all of a stretch, as far as it is not over?
pub(crate) fn has_all_of(conn: &Conn, rota: RotaId, person: PersonId, from: Moment, to: Moment) -> Result<bool> {
    let (rota, from) = (of(conn, rota)?, from.max(conn.now()));
    let plans = gather(conn, std::slice::from_ref(&rota), from, to)?.remove(0);
    let duties = plans.duties(from.0, to.0).map_err(broken)?;
    Ok(!duties.is_empty() && duties.iter().all(|duty| duty.person == Some(person)))
}

/// Stretches of one person in a row as one, whatever brought them on.
pub(crate) fn joined(duties: Vec<Duty>) -> Vec<Duty> {
    let mut all: Vec<Duty> = Vec::with_capacity(duties.len());
    for duty in duties {
        match all.last_mut() {
            Some(last) if last.person == duty.person => last.to = duty.to,
            _ => all.push(duty),
        }
    }
    all
}

/// What says who is on duty in each of these rotas between two moments. Four statements, however many rotas there are.
fn gather(conn: &Conn, rotas: &[Rota], from: Moment, to: Moment) -> Result<Vec<Plans>> {
    if rotas.is_empty() {
        return Ok(Vec::new());
    }
    let mut by_rota: BTreeMap<RotaId, Plans> = rotas.iter().map(|rota| (rota.id, Plans::default())).collect();
    let (marks, ids) = marks(rotas, 3);
    let values = |a: Moment, b: Moment| [params![a, b].to_vec(), ids.clone()].concat();
    // Of the plans before the stretch only the last one of each rota matters.
    let plans = format!(
        "SELECT p.rota_id, p.since, p.definition FROM rota_plans p WHERE p.rota_id IN ({marks}) AND p.since < $2 AND NOT EXISTS \
         (SELECT 1 FROM rota_plans q WHERE q.rota_id = p.rota_id AND q.since <= $1 AND q.id > p.id) ORDER BY p.id"
    );
    for (rota, since, definition) in conn.all::<(RotaId, Moment, String)>(&plans, &values(from, to))? {
        let plan = InForce { since: since.0, plan: read(&definition)? };
        by_rota.entry(rota).or_default().plans.push(plan);
    }
    let overrides = format!(
        "SELECT rota_id, id, person_id, from_at, to_at FROM rota_overrides WHERE to_at > $1 AND from_at < $2 AND rota_id IN ({marks}) ORDER BY id"
    );
    for (rota, id, person, from, to) in conn.all::<(RotaId, i64, PersonId, Moment, Moment)>(&overrides, &values(from, to))? {
        by_rota.entry(rota).or_default().stand_ins.push(StandIn { id, person, from: from.0, to: to.0 });
    }
    let sql = "SELECT person_id, from_at, to_at, cover_id FROM absences WHERE to_at > $1 AND from_at < $2 ORDER BY id";
    let away = conn.all::<(PersonId, Moment, Moment, Option<PersonId>)>(sql, params![from, to])?;
    let mut away: Vec<Away> = away.into_iter().map(|(person, from, to, cover)| Away { person, from: from.0, to: to.0, cover }).collect();
    away.extend(gone(conn, &by_rota, &away)?);
    by_rota.values_mut().for_each(|plans| plans.away.clone_from(&away));
    Ok(rotas.iter().map(|rota| by_rota.remove(&rota.id).unwrap_or_default()).collect())
}

/// Whoever no longer works at the desk is away from now on; that they were on duty before stays known.
fn gone(conn: &Conn, by_rota: &BTreeMap<RotaId, Plans>, away: &[Away]) -> Result<Vec<Away>> {
    let planned = by_rota.values().flat_map(|plans| {
        plans.plans.iter().flat_map(|in_force| in_force.plan.people()).chain(plans.stand_ins.iter().map(|one| one.person))
    });
    let people: Vec<PersonId> = planned.chain(away.iter().filter_map(|one| one.cover)).collect();
    let left = directory::people_by_ids(conn, &people)?.into_iter().filter(|p| !p.active || p.role == Role::Requester);
    Ok(left.map(|p| Away { person: p.id, from: conn.now().0, to: i64::MAX, cover: None }).collect())
}

/// Places for these rotas, numbered from `first`, filled up to a power of two so that few statements serve every number.
fn marks(rotas: &[Rota], first: usize) -> (String, Vec<Value>) {
    let places = rotas.len().next_power_of_two();
    let marks = (first..first + places).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    (marks, (0..places).map(|n| rotas[n.min(rotas.len() - 1)].id.into()).collect())
}

fn broken(problem: calendar::Problem) -> Error {
    Error::Failed(anyhow::anyhow!("a plan that was checked does not hold: {problem}"))
}
