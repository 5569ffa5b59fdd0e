//! A category goes under another one, or becomes a root; what lies below goes along.

use db::Tx;
use outcome::{Check, Error, Result, Sentence};
use people::Actor;

use super::{CATEGORY_DEPTH_MAX, Category, CategoryEvent, categories, category, checked_parent, placed, replant};
use crate::policy::{DeskAction, permit_desk};
use crate::ticket::CategoryId;

/// A category and where it goes.
#[derive(Debug, Clone)]
pub struct MoveCategory {
    /// The category.
    pub category: CategoryId,
    /// Its new parent; none makes it a root.
    pub parent: Option<CategoryId>,
}

/// Moves a category with all that lies below it.
///
/// # Errors
/// `NotAllowed`; `NotFound`; `Invalid` when the parent is the category itself or lies below it, is archived, already has a
/// category of this name, or when the tree would become deeper than [`CATEGORY_DEPTH_MAX`].
pub fn move_category(tx: &mut Tx<'_>, actor: &Actor, to: &MoveCategory) -> Result<Category> {
    permit_desk(actor, DeskAction::ManageCategories)?;
    let before = category(tx, to.category)?;
    if to.parent == before.parent_id {
        return Ok(before);
    }
    let parent = checked_parent(tx, to.parent)?;
    if parent.as_ref().is_some_and(|p| p.id == before.id || p.is_below(&before)) {
        return Err(Error::invalid("parent", "category-below-itself"));
    }
    let below = categories(tx)?.iter().filter(|c| c.is_below(&before)).map(|c| c.depth() - before.depth()).max().unwrap_or(0);
    let depth = parent.as_ref().map_or(0, Category::depth) + 1 + below;
    Check::new().that(depth <= CATEGORY_DEPTH_MAX, "parent", Sentence::new("category-too-deep").with("max", CATEGORY_DEPTH_MAX)).done()?;
    let (path, key) = placed(tx, parent.as_ref(), &before.name, Some(before.id))?;
    replant(tx, &before, to.parent, &before.name, &path, &key)?;
    tx.record(actor, &CategoryEvent::Moved { id: before.id, from: before.path, to: path })?;
    category(tx, to.category)
}
