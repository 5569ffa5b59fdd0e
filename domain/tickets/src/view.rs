//! Saved views: a filter with a name, an order and a grouping; somebody's own, a team's, or everybody's.

mod count;
mod delete;
mod edit;
mod event;
mod save;

pub use count::view_counts;
pub use delete::delete_view;
pub use edit::{EditView, edit_view};
pub use event::ViewEvent;
pub use save::{SaveView, save_view};

use db::{Cells, Conn, Moment, Row, Value, id};
use filter::Sql;
use jiff::tz::TimeZone;
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::{Actor, PersonId, TeamId};
use text::plain::fold;

use crate::fields;
use crate::policy::{DeskAction, permit_desk, permit_view, views_visible};
use crate::queue::{GroupBy, Order};

id!(
    /// A view's number.
    ViewId
);

/// Longest name, in characters.
pub const VIEW_NAME_CHARS_MAX: usize = 60;
/// Views of one person's own, of one team, or of everybody.
pub const VIEWS_MAX: i64 = 100;
/// Sort keys of a view.
const ORDERS_MAX: usize = 3;

/// Whose a view is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// Only its owner sees it.
    Own(PersonId),
    /// The members of a team see it.
    Team(TeamId),
    /// Everybody at the desk sees it.
    Everybody,
}

impl Sharing {
    pub(crate) fn owner(self) -> Option<PersonId> {
        if let Self::Own(person) = self { Some(person) } else { None }
    }

    pub(crate) fn team(self) -> Option<TeamId> {
        if let Self::Team(team) = self { Some(team) } else { None }
    }
}

/// A saved view.
#[derive(Debug, Clone)]
pub struct View {
    /// Its number.
    pub id: ViewId,
    /// What it is called.
    pub name: String,
    /// Whose it is.
    pub sharing: Sharing,
    /// What it shows, in the filter language.
    pub filter: String,
    /// The order; empty for the filter's own or the usual one.
    pub order: Vec<Order>,
    /// What its rows are gathered by.
    pub group_by: Option<GroupBy>,
    /// Its place among the views beside it.
    pub position: i64,
    /// When it was saved first.
    pub created_at: Moment,
}

const COLUMNS: &str = "v.id, v.name, v.owner_id, v.team_id, v.filter, v.sort, v.group_by, v.position, v.created_at";

impl Row for View {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        let (owner, team): (Option<PersonId>, Option<TeamId>) = (cells.field(2)?, cells.field(3)?);
        let (order, group_by): (String, String) = (cells.field(5)?, cells.field(6)?);
        Ok(Self {
            id: cells.field(0)?,
            name: cells.field(1)?,
            sharing: team.map(Sharing::Team).or(owner.map(Sharing::Own)).unwrap_or(Sharing::Everybody),
            filter: cells.field(4)?,
            order: order.split_whitespace().map(str::parse).collect::<anyhow::Result<_>>()?,
            group_by: if group_by.is_empty() { None } else { Some(group_by.parse()?) },
            position: cells.field(7)?,
            created_at: cells.field(8)?,
        })
    }
}

/// The views that the asker may use: everybody's, then their teams', then their own, each in their order.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn views(conn: &Conn, actor: &Actor) -> Result<Vec<View>> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let Sql { condition, params } = views_visible(actor, "v", 1);
    let sql = format!(
        "SELECT {COLUMNS} FROM views v WHERE {condition} ORDER BY CASE WHEN v.owner_id IS NOT NULL THEN 3 WHEN v.team_id IS NOT NULL THEN 2 ELSE 1 END, \
         v.position, v.name, v.id"
    );
    conn.all(&sql, &params)
}

/// May the asker keep views that are shared so?
#[must_use]
pub fn may_share(actor: &Actor, sharing: Sharing) -> bool {
    permit_view(actor, sharing).is_ok()
}

/// One view that the asker may use.
///
/// # Errors
/// `NotFound` when there is none, or it is another's own.
pub fn view(conn: &Conn, actor: &Actor, id: ViewId) -> Result<View> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let Sql { condition, mut params } = views_visible(actor, "v", 2);
    params.insert(0, id.into());
    let sql = format!("SELECT {COLUMNS} FROM views v WHERE v.id = $1 AND {condition}");
    conn.first(&sql, &params)?.ok_or_else(|| Refusal::NotFound.into())
}

/// What is kept of a view, checked.
struct Checked {
    name: String,
    filter: String,
    order: String,
    group_by: &'static str,
}

/// Checks all that can be wrong with a view, so that a saved one always reads.
fn checked(conn: &Conn, actor: &Actor, name: &str, filter: &str, order: &[Order], group_by: Option<GroupBy>) -> Result<Checked> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let chars = name.chars().count();
    Check::new()
        .that(!fold(&name).is_empty(), "name", "view-name-missing")
        .that(chars <= VIEW_NAME_CHARS_MAX, "name", Sentence::new("view-name-too-long").with("max", VIEW_NAME_CHARS_MAX))
        .that(order.len() <= ORDERS_MAX, "order", Sentence::new("view-order-too-long").with("max", ORDERS_MAX))
        .done()?;
    let filter = filter.trim();
    fields::condition(conn, actor, filter, &TimeZone::UTC)?;
    let order = order.iter().map(Order::to_string).collect::<Vec<_>>().join(" ");
    Ok(Checked { name, filter: filter.to_owned(), order, group_by: group_by.map_or("", GroupBy::as_str) })
}

/// The condition on views beside one another, with the value it takes.
fn beside(sharing: Sharing) -> (&'static str, Vec<Value>) {
    match sharing {
        Sharing::Own(person) => ("owner_id = $1", vec![person.into()]),
        Sharing::Team(team) => ("owner_id IS NULL AND team_id = $1", vec![team.into()]),
        Sharing::Everybody => ("owner_id IS NULL AND team_id IS NULL", Vec::new()),
    }
}

/// Refuses one view too many; the position of the next one otherwise.
fn next_position(conn: &Conn, sharing: Sharing) -> Result<i64> {
    let (condition, params) = beside(sharing);
    let sql = format!("SELECT COUNT(*), COALESCE(MAX(position), 0) FROM views WHERE {condition}");
    let (count, last) = conn.one::<(i64, i64)>(&sql, &params)?;
    if count >= VIEWS_MAX { Err(Error::conflict(Sentence::new("view-too-many").with("max", VIEWS_MAX))) } else { Ok(last + 1) }
}
