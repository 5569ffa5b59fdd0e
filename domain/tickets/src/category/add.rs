//! A new category.

use db::{Tx, params};
use outcome::{Check, Error, Result, Sentence};
use people::{Actor, TeamId};

use super::{CATEGORIES_MAX, CATEGORY_DEPTH_MAX, Category, CategoryEvent, category, checked_name, checked_parent, placed};
use crate::checks::checked_team;
use crate::policy::{DeskAction, permit_desk};
use crate::ticket::CategoryId;

/// A category to add.
#[derive(Debug, Clone)]
pub struct AddCategory {
    /// The category it becomes a part of; none for a root.
    pub parent: Option<CategoryId>,
    /// Its own name.
    pub name: String,
    /// The team that its new tickets go to.
    pub team: Option<TeamId>,
}

/// Adds a category.
///
/// # Errors
/// `NotAllowed`; `Invalid` when name, parent, team or depth do not hold; `Conflict` when there are [`CATEGORIES_MAX`] already.
pub fn add_category(tx: &mut Tx<'_>, actor: &Actor, add: &AddCategory) -> Result<Category> {
    permit_desk(actor, DeskAction::ManageCategories)?;
    let name = checked_name(&add.name)?;
    let parent = checked_parent(tx, add.parent)?;
    let depth = parent.as_ref().map_or(0, Category::depth) + 1;
    Check::new().that(depth <= CATEGORY_DEPTH_MAX, "parent", Sentence::new("category-too-deep").with("max", CATEGORY_DEPTH_MAX)).done()?;
    add.team.map(|team| checked_team(tx, team)).transpose()?;
    let (path, key) = placed(tx, parent.as_ref(), &name, None)?;
    if tx.one::<(i64,)>("SELECT COUNT(*) FROM categories", params![])?.0 >= CATEGORIES_MAX {
        return Err(Error::conflict(Sentence::new("category-too-many").with("max", CATEGORIES_MAX)));
    }
    let id: CategoryId = tx.insert(
        "INSERT INTO categories (parent_id, name, path, path_key, team_id) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        params![add.parent, &name, &path, &key, add.team],
    )?;
    tx.record(actor, &CategoryEvent::Added { id, path })?;
    category(tx, id)
}
