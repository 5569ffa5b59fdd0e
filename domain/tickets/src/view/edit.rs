//! A view changes.

use db::{Tx, params};
use outcome::Result;
use people::Actor;

use super::{Sharing, View, ViewEvent, ViewId, checked, next_position, permit_view, view};
use crate::checks;
use crate::queue::{GroupBy, Order};

/// A view as it should be.
#[derive(Debug, Clone)]
pub struct EditView {
    /// The view.
    pub view: ViewId,
    /// What it is called.
    pub name: String,
    /// Whose it is.
    pub sharing: Sharing,
    /// What it shows.
    pub filter: String,
    /// The order.
    pub order: Vec<Order>,
    /// What its rows are gathered by.
    pub group_by: Option<GroupBy>,
    /// Its place among the views beside it, smallest first; as it was when none is given, and last where it becomes somebody else's.
    pub position: Option<i64>,
}

/// Changes a view.
///
/// # Errors
/// `NotFound` for a view that the asker cannot see, `NotAllowed` for one that is not theirs to change or to share so, `Invalid` and
/// `Conflict` as for saving.
pub fn edit_view(tx: &mut Tx<'_>, actor: &Actor, edit: &EditView) -> Result<View> {
    let was = view(tx, actor, edit.view)?;
    permit_view(actor, was.sharing)?;
    permit_view(actor, edit.sharing)?;
    edit.sharing.team().map(|team| checks::checked_team(tx, team)).transpose()?;
    let checked = checked(tx, actor, &edit.name, &edit.filter, &edit.order, edit.group_by)?;
    let position = match edit.position {
        Some(position) => position,
        None if edit.sharing == was.sharing => was.position,
        None => next_position(tx, edit.sharing)?,
    };
    let (owner, team) = (edit.sharing.owner(), edit.sharing.team());
    tx.execute_one(
        "UPDATE views SET name = $2, filter = $3, sort = $4, group_by = $5, position = $6, owner_id = $7, team_id = $8 WHERE id = $1",
        params![was.id, &checked.name, &checked.filter, &checked.order, checked.group_by, position, owner, team],
    )?;
    let event =
        ViewEvent::Edited { id: was.id, name_before: was.name, name: checked.name, filter_before: was.filter, filter: checked.filter };
    tx.record(actor, &event)?;
    view(tx, actor, edit.view)
}
