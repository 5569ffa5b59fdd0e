//! A view changes.

use db::{Tx, params};
use outcome::Result;
use people::Actor;

use super::{View, ViewEvent, ViewId, checked, permit_view, view};
use crate::queue::{GroupBy, Order};

/// A view as it should be. Whose it is does not change: a view that is shared is saved anew.
#[derive(Debug, Clone)]
pub struct EditView {
    /// The view.
    pub view: ViewId,
    /// What it is called.
    pub name: String,
    /// What it shows.
    pub filter: String,
    /// The order.
    pub order: Vec<Order>,
    /// What its rows are gathered by.
    pub group_by: Option<GroupBy>,
    /// Its place among the views beside it, smallest first.
    pub position: i64,
}

/// Changes a view.
///
/// # Errors
/// `NotFound` for a view that the asker cannot see, `NotAllowed` for one that is not theirs to change, `Invalid` as for saving.
pub fn edit_view(tx: &mut Tx<'_>, actor: &Actor, edit: &EditView) -> Result<View> {
    let was = view(tx, actor, edit.view)?;
    permit_view(actor, was.sharing)?;
    let checked = checked(tx, actor, &edit.name, &edit.filter, &edit.order, edit.group_by)?;
    let sql = "UPDATE views SET name = $2, filter = $3, sort = $4, group_by = $5, position = $6 WHERE id = $1";
    tx.execute_one(sql, params![was.id, &checked.name, &checked.filter, &checked.order, checked.group_by, edit.position])?;
    let event =
        ViewEvent::Edited { id: was.id, name_before: was.name, name: checked.name, filter_before: was.filter, filter: checked.filter };
    tx.record(actor, &event)?;
    view(tx, actor, edit.view)
}
