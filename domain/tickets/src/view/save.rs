//! A filter becomes a view.

use db::{Tx, params};
use outcome::Result;
use people::Actor;

use super::{Sharing, View, ViewEvent, ViewId, checked, next_position, permit_view, view};
use crate::checks;
use crate::queue::{GroupBy, Order};

/// A view to save.
#[derive(Debug, Clone)]
pub struct SaveView {
    /// What it is called.
    pub name: String,
    /// Whose it is.
    pub sharing: Sharing,
    /// What it shows, in the filter language; empty for everything.
    pub filter: String,
    /// The order, at most three keys; empty for the filter's own or the usual one.
    pub order: Vec<Order>,
    /// What its rows are gathered by.
    pub group_by: Option<GroupBy>,
}

/// Saves a view, behind those that are beside it.
///
/// # Errors
/// `NotAllowed` for views of others; `Invalid` when name, filter, order or team do not hold; `Conflict` when there are
/// [`super::VIEWS_MAX`] already.
pub fn save_view(tx: &mut Tx<'_>, actor: &Actor, save: &SaveView) -> Result<View> {
    permit_view(actor, save.sharing)?;
    save.sharing.team().map(|team| checks::checked_team(tx, team)).transpose()?;
    let checked = checked(tx, actor, &save.name, &save.filter, &save.order, save.group_by)?;
    let (position, now) = (next_position(tx, save.sharing)?, tx.now());
    let id: ViewId = tx.insert(
        "INSERT INTO views (name, owner_id, team_id, filter, sort, group_by, position, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        params![&checked.name, save.sharing.owner(), save.sharing.team(), &checked.filter, &checked.order, checked.group_by, position, now],
    )?;
    tx.record(actor, &ViewEvent::Saved { id, name: checked.name, filter: checked.filter })?;
    view(tx, actor, id)
}
