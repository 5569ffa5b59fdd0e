//! Making and changing rotas. A changed plan holds from now on; who was on duty before stays as it was.

use db::{Tx, params};
use outcome::{Check, Error, Result, Sentence};
use people::{Actor, TeamId, directory};
use text::plain::fold;

use crate::check;
use crate::event::RotaEvent;
use crate::limits::{NAME_CHARS_MAX, ROTAS_MAX};
use crate::plan::Plan;
use crate::policy::{self, Action};
use crate::rota::{Rota, RotaId, of};

/// A rota as it should be.
#[derive(Debug, Clone)]
pub struct RotaInput {
    /// What it is called; no two are called the same.
    pub name: String,
    /// Whose it is; none for the whole desk.
    pub team: Option<TeamId>,
    /// Its plan.
    pub plan: Plan,
}

/// Adds a rota.
///
/// # Errors
/// `NotAllowed`; `Invalid`; `Conflict` when there are [`ROTAS_MAX`].
pub fn add_rota(tx: &mut Tx<'_>, actor: &Actor, input: &RotaInput) -> Result<Rota> {
    policy::permit(actor, Action::ManageRotas, false)?;
    let name = checked(tx, input, RotaId(0))?;
    room(tx)?;
    let now = tx.now();
    let sql = "INSERT INTO rotas (name, name_key, team_id, plan_id, created_at) VALUES ($1, $2, $3, 0, $4) RETURNING id";
    let rota: RotaId = tx.insert(sql, params![&name, fold(&name), input.team, now])?;
    write_plan(tx, rota, &input.plan)?;
    tx.record(actor, &RotaEvent::Added { rota })?;
    of(tx, rota)
}

/// Changes a rota.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Invalid`.
pub fn edit_rota(tx: &mut Tx<'_>, actor: &Actor, id: RotaId, input: &RotaInput) -> Result<Rota> {
    policy::permit(actor, Action::ManageRotas, false)?;
    let was = of(tx, id)?;
    let name = checked(tx, input, id)?;
    let sql = "UPDATE rotas SET name = $2, name_key = $3, team_id = $4 WHERE id = $1";
    tx.execute_one(sql, params![id, &name, fold(&name), input.team])?;
    let plan = if was.plan == input.plan { 0 } else { write_plan(tx, id, &input.plan)? };
    if plan != 0 || was.name != name || was.team != input.team {
        tx.record(actor, &RotaEvent::Edited { rota: id, plan })?;
    }
    of(tx, id)
}

/// Archives a rota: nobody is on duty in it any more, and it can no longer be paged.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when it is archived already.
pub fn archive_rota(tx: &mut Tx<'_>, actor: &Actor, id: RotaId) -> Result<Rota> {
    policy::permit(actor, Action::ManageRotas, false)?;
    if of(tx, id)?.archived_at.is_some() {
        return Err(Error::conflict("rota-archived-already"));
    }
    let now = tx.now();
    tx.execute_one("UPDATE rotas SET archived_at = $2 WHERE id = $1", params![id, now])?;
    tx.record(actor, &RotaEvent::Archived { rota: id })?;
    of(tx, id)
}

/// Takes an archived rota into use again.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when it is not archived, or there are [`ROTAS_MAX`] in use.
pub fn restore_rota(tx: &mut Tx<'_>, actor: &Actor, id: RotaId) -> Result<Rota> {
    policy::permit(actor, Action::ManageRotas, false)?;
    if of(tx, id)?.archived_at.is_none() {
        return Err(Error::conflict("rota-not-archived"));
    }
    room(tx)?;
    tx.execute_one("UPDATE rotas SET archived_at = NULL WHERE id = $1", params![id])?;
    tx.record(actor, &RotaEvent::Restored { rota: id })?;
    of(tx, id)
}

fn room(tx: &Tx<'_>) -> Result<()> {
    let (count,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM rotas WHERE archived_at IS NULL", params![])?;
    if usize::try_from(count).is_ok_and(|n| n < ROTAS_MAX) {
        return Ok(());
    }
    Err(Error::conflict(Sentence::new("rotas-too-many").with("max", ROTAS_MAX)))
}

fn checked(tx: &Tx<'_>, input: &RotaInput, own: RotaId) -> Result<String> {
    let name = input.name.trim();
    let taken = tx.first::<(i64,)>("SELECT 1 FROM rotas WHERE name_key = $1 AND id <> $2", params![fold(name), own])?.is_some();
    let team = input.team.map_or(Ok(true), |id| Ok::<_, Error>(directory::team(tx, id)?.is_some_and(|t| t.archived_at.is_none())))?;
    let mut check = Check::new();
    check
        .that(!name.is_empty(), "name", "name-missing")
        .that(name.chars().count() <= NAME_CHARS_MAX, "name", Sentence::new("rota-name-too-long").with("max", NAME_CHARS_MAX))
        .that(!taken, "name", "rota-name-taken")
        .that(team, "team", "rota-no-team");
    check::plan(tx, &input.plan, &mut check)?;
    check.done()?;
    Ok(name.to_owned())
}

/// Writes a plan down and puts it in force.
fn write_plan(tx: &mut Tx<'_>, rota: RotaId, plan: &Plan) -> Result<i64> {
    let text = serde_json::to_string(plan).map_err(anyhow::Error::from)?;
    let now = tx.now();
    let sql = "INSERT INTO rota_plans (rota_id, definition, since) VALUES ($1, $2, $3) RETURNING id";
    let id: i64 = tx.insert(sql, params![rota, text, now])?;
    tx.execute_one("UPDATE rotas SET plan_id = $2 WHERE id = $1", params![rota, id])?;
    Ok(id)
}
