//! The team that new tickets of a category go to.

use db::{Tx, params};
use outcome::Result;
use people::{Actor, TeamId};

use super::{Category, CategoryEvent, category};
use crate::checks::checked_team;
use crate::policy::{DeskAction, permit_desk};
use crate::ticket::CategoryId;

/// A category and its team.
#[derive(Debug, Clone)]
pub struct RouteCategory {
    /// The category.
    pub category: CategoryId,
    /// The team; none leaves new tickets without one.
    pub team: Option<TeamId>,
}

/// Says which team new tickets of a category go to. Tickets that are there stay where they are.
///
/// # Errors
/// `NotAllowed`; `NotFound`; `Invalid` when there is no such team at work.
pub fn route_category(tx: &mut Tx<'_>, actor: &Actor, route: &RouteCategory) -> Result<Category> {
    permit_desk(actor, DeskAction::ManageCategories)?;
    let before = category(tx, route.category)?;
    route.team.map(|team| checked_team(tx, team)).transpose()?;
    if before.team_id != route.team {
        tx.execute_one("UPDATE categories SET team_id = $2 WHERE id = $1", params![before.id, route.team])?;
        tx.record(actor, &CategoryEvent::Routed { id: before.id, from: before.team_id, to: route.team })?;
    }
    category(tx, route.category)
}
