//! What tickets are about: a small tree, each branch with the team that usually does the work.

mod add;
mod archive;
mod event;
mod move_to;
mod rename;
mod route;

pub use add::{AddCategory, add_category};
pub use archive::{archive_category, restore_category};
pub use event::CategoryEvent;
pub use move_to::{MoveCategory, move_category};
pub use rename::{RenameCategory, rename_category};
pub use route::{RouteCategory, route_category};

use db::{Conn, Moment, Tx, params, row};
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::TeamId;
use text::plain::fold;

use crate::ticket::CategoryId;

/// Levels of the tree.
pub const CATEGORY_DEPTH_MAX: usize = 5;
/// Categories in all, archived ones counted.
pub const CATEGORIES_MAX: i64 = 2_000;
/// Characters of a category's own name.
pub const CATEGORY_NAME_CHARS_MAX: usize = 60;
/// What stands between the names of a path.
const BETWEEN: &str = " / ";

row! {
    /// A category, as its row stands.
    pub struct Category {
        /// Its number.
        pub id: CategoryId,
        /// The category it is a part of.
        pub parent_id: Option<CategoryId>,
        /// Its own name: `VPN`.
        pub name: String,
        /// All names from the root: `Network / VPN`.
        pub path: String,
        /// The path in the form in which paths are compared.
        pub path_key: String,
        /// The team that new tickets of this category go to.
        pub team_id: Option<TeamId>,
        /// When it was put away, if it was: old tickets keep it, new ones cannot have it.
        pub archived_at: Option<Moment>,
    }
}

impl Category {
    /// How deep it lies; a root lies at 1.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.path.split(BETWEEN).count()
    }

    /// Does it lie somewhere below `other`?
    #[must_use]
    pub fn is_below(&self, other: &Self) -> bool {
        self.path_key.strip_prefix(&other.path_key).is_some_and(|rest| rest.starts_with(BETWEEN))
    }
}

/// The whole tree, each branch before its twigs; archived ones too, for whoever shows old tickets or puts one back.
///
/// # Errors
/// What the engine answers.
pub fn categories(conn: &Conn) -> Result<Vec<Category>> {
    let mut all: Vec<Category> = conn.all(&format!("SELECT {} FROM categories c", Category::columns("c")), params![])?;
    // Compared name by name: a separator within the text would sort after some letters of a longer sibling.
    all.sort_by(|a, b| a.path_key.split(BETWEEN).cmp(b.path_key.split(BETWEEN)).then(a.id.cmp(&b.id)));
    Ok(all)
}

/// One category.
///
/// # Errors
/// `NotFound` when there is no such category.
pub fn category(conn: &Conn, id: CategoryId) -> Result<Category> {
    let sql = format!("SELECT {} FROM categories c WHERE c.id = $1", Category::columns("c"));
    conn.first(&sql, params![id])?.ok_or_else(|| Refusal::NotFound.into())
}

/// The name as it is kept: blanks in one form, nothing that would read as two levels.
fn checked_name(name: &str) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let chars = name.chars().count();
    Check::new()
        .that(!fold(&name).is_empty(), "name", "category-name-missing")
        .that(chars <= CATEGORY_NAME_CHARS_MAX, "name", Sentence::new("category-name-too-long").with("max", CATEGORY_NAME_CHARS_MAX))
        .that(!format!(" {name} ").contains(BETWEEN), "name", "category-name-two-levels")
        .done()?;
    Ok(name)
}

/// The parent that a category may be put under.
fn checked_parent(conn: &Conn, parent: Option<CategoryId>) -> Result<Option<Category>> {
    let Some(id) = parent else { return Ok(None) };
    let parent = category(conn, id).map_err(|_| Error::invalid("parent", "category-unknown"))?;
    Check::new().that(parent.archived_at.is_none(), "parent", "category-parent-archived").done()?;
    Ok(Some(parent))
}

/// Path and key of `name` under `parent`; refuses what another category, archived or not, already is.
fn placed(conn: &Conn, parent: Option<&Category>, name: &str, except: Option<CategoryId>) -> Result<(String, String)> {
    let path = parent.map_or_else(|| name.to_owned(), |p| format!("{}{BETWEEN}{name}", p.path));
    let key = fold(&path);
    let sql = "SELECT id, archived_at FROM categories WHERE path_key = $1";
    let taken = conn.first::<(CategoryId, Option<Moment>)>(sql, params![&key])?.filter(|(id, _)| Some(*id) != except);
    match taken {
        None => Ok((path, key)),
        Some((_, None)) => Err(Error::invalid("name", Sentence::new("category-name-taken").with("path", path))),
        Some((_, Some(_))) => Err(Error::invalid("name", Sentence::new("category-name-archived").with("path", path))),
    }
}

/// Gives `category` its new place and name, and every category below it the path that follows.
fn replant(tx: &mut Tx<'_>, category: &Category, parent: Option<CategoryId>, name: &str, path: &str, key: &str) -> Result<()> {
    let sql = "UPDATE categories SET parent_id = $2, name = $3, path = $4, path_key = $5 WHERE id = $1";
    tx.execute_one(sql, params![category.id, parent, name, path, key])?;
    for below in categories(tx)?.into_iter().filter(|c| c.is_below(category)) {
        let path = format!("{path}{}", &below.path[category.path.len()..]);
        let sql = "UPDATE categories SET path = $2, path_key = $3 WHERE id = $1";
        tx.execute_one(sql, params![below.id, &path, fold(&path)])?;
    }
    Ok(())
}
