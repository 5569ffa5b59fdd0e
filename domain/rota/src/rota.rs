//! A rota: its row, its plan, and what is read of it.

use db::{Conn, Moment, id, params, row};
use outcome::{Refusal, Result};
use people::{Actor, TeamId};

use crate::plan::Plan;
use crate::policy::{self, Action};

id!(
    /// A rota's number.
    RotaId
);

row! {
    /// A rota's row, with its plan as it is written down.
    pub struct RotaRow {
        /// Its number.
        pub id: RotaId,
        /// What it is called.
        pub name: String,
        /// Whose it is.
        pub team_id: Option<TeamId>,
        /// The plan as JSON.
        pub definition: String,
        /// Since when this plan holds.
        pub since: Moment,
        /// Since when it is no longer used.
        pub archived_at: Option<Moment>,
    }
}

/// A rota with its plan.
#[derive(Debug, Clone)]
pub struct Rota {
    /// Its number.
    pub id: RotaId,
    /// What it is called.
    pub name: String,
    /// Whose it is; none for the whole desk.
    pub team: Option<TeamId>,
    /// The plan in force.
    pub plan: Plan,
    /// Since when it holds.
    pub since: Moment,
    /// Since when the rota is no longer used.
    pub archived_at: Option<Moment>,
}

const SELECT: &str =
    "SELECT r.id, r.name, r.team_id, p.definition, p.since, r.archived_at FROM rotas r JOIN rota_plans p ON p.id = r.plan_id";

impl TryFrom<RotaRow> for Rota {
    type Error = outcome::Error;

    fn try_from(row: RotaRow) -> Result<Self> {
        let plan = read(&row.definition)?;
        Ok(Self { id: row.id, name: row.name, team: row.team_id, plan, since: row.since, archived_at: row.archived_at })
    }
}

/// A plan as it is written down.
pub(crate) fn read(definition: &str) -> Result<Plan> {
    Ok(serde_json::from_str(definition).map_err(anyhow::Error::from)?)
}

/// Every rota, by name, archived ones last. One statement.
///
/// # Errors
/// `NotFound` to who does not work at the desk.
pub fn rotas(conn: &Conn, actor: &Actor) -> Result<Vec<Rota>> {
    policy::permit(actor, Action::SeeRotas, false)?;
    all(conn)
}

/// One rota.
///
/// # Errors
/// `NotFound`, also to who does not work at the desk.
pub fn rota(conn: &Conn, actor: &Actor, id: RotaId) -> Result<Rota> {
    policy::permit(actor, Action::SeeRotas, false)?;
    of(conn, id)
}

pub(crate) fn of(conn: &Conn, id: RotaId) -> Result<Rota> {
    conn.first::<RotaRow>(&format!("{SELECT} WHERE r.id = $1"), params![id])?.ok_or(Refusal::NotFound)?.try_into()
}

pub(crate) fn all(conn: &Conn) -> Result<Vec<Rota>> {
    let rows = conn.all::<RotaRow>(&format!("{SELECT} ORDER BY r.archived_at IS NOT NULL, r.name_key, r.id"), params![])?;
    rows.into_iter().map(Rota::try_from).collect()
}
