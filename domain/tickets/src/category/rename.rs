//! Another name for a category; the paths below it follow.

use db::Tx;
use outcome::Result;
use people::Actor;

use super::{Category, CategoryEvent, category, checked_name, placed, replant};
use crate::policy::{DeskAction, permit_desk};
use crate::ticket::CategoryId;

/// A category and its new name.
#[derive(Debug, Clone)]
pub struct RenameCategory {
    /// The category.
    pub category: CategoryId,
    /// Its own name, without the path.
    pub name: String,
}

/// Renames a category.
///
/// # Errors
/// `NotAllowed`; `NotFound`; `Invalid` when the name does not hold or a sibling has it.
pub fn rename_category(tx: &mut Tx<'_>, actor: &Actor, rename: &RenameCategory) -> Result<Category> {
    permit_desk(actor, DeskAction::ManageCategories)?;
    let before = category(tx, rename.category)?;
    let name = checked_name(&rename.name)?;
    if name == before.name {
        return Ok(before);
    }
    let parent = before.parent_id.map(|id| category(tx, id)).transpose()?;
    let (path, key) = placed(tx, parent.as_ref(), &name, Some(before.id))?;
    replant(tx, &before, before.parent_id, &name, &path, &key)?;
    tx.record(actor, &CategoryEvent::Renamed { id: before.id, from: before.path, to: path })?;
    category(tx, rename.category)
}
