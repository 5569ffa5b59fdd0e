//! A category is put away: old tickets keep it, new ones cannot have it. And back again.

use db::{Tx, params};
use outcome::{Error, Result};
use people::Actor;

use super::{Category, CategoryEvent, categories, category};
use crate::policy::{DeskAction, permit_desk};
use crate::ticket::CategoryId;

/// Puts a category away with all that lies below it; one that is away stays away.
///
/// # Errors
/// `NotAllowed`; `NotFound`.
pub fn archive_category(tx: &mut Tx<'_>, actor: &Actor, id: &CategoryId) -> Result<Category> {
    permit_desk(actor, DeskAction::ManageCategories)?;
    let before = category(tx, *id)?;
    for each in categories(tx)?.into_iter().filter(|c| c.archived_at.is_none() && (c.id == before.id || c.is_below(&before))) {
        let now = tx.now();
        tx.execute_one("UPDATE categories SET archived_at = $2 WHERE id = $1", params![each.id, now])?;
        tx.record(actor, &CategoryEvent::Archived { id: each.id, path: each.path })?;
    }
    category(tx, *id)
}

/// Brings a category back, alone: what lay below it is brought back one by one.
///
/// # Errors
/// `NotAllowed`; `NotFound`; `Conflict` when its parent is archived.
pub fn restore_category(tx: &mut Tx<'_>, actor: &Actor, id: &CategoryId) -> Result<Category> {
    permit_desk(actor, DeskAction::ManageCategories)?;
    let before = category(tx, *id)?;
    let parent = before.parent_id.map(|id| category(tx, id)).transpose()?;
    if parent.is_some_and(|p| p.archived_at.is_some()) {
        return Err(Error::conflict("category-parent-archived"));
    }
    if before.archived_at.is_some() {
        tx.execute_one("UPDATE categories SET archived_at = NULL WHERE id = $1", params![before.id])?;
        tx.record(actor, &CategoryEvent::Restored { id: before.id, path: before.path })?;
    }
    category(tx, *id)
}
