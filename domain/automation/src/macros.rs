//! A macro: several deeds that belong together, prepared for people to do with one click. Rules do the same by themselves.

mod apply;
mod event;
mod find;
mod preview;
mod save;
mod undo;

use db::{Conn, Moment, id, params, row};
use outcome::{Error, Refusal, Result};
use people::{Actor, PersonId, TeamId};

use crate::deeds::Deeds;
use crate::policy::{self, Action};
use crate::scope::{Scope, is_for};

pub use apply::{Applied, ApplyMacro, apply_macro};
pub use find::{find_macros, macros};
pub use preview::{MacroPreview, preview_macro};
pub use save::{SaveMacro, archive_macro, delete_macro, move_macro, restore_macro, save_macro};
pub use undo::{macro_changes, undo_macro_edit};

id!(
    /// A macro's number.
    MacroId
);

/// A macro.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Macro {
    /// Its number.
    pub id: MacroId,
    /// What it is called.
    pub name: String,
    /// What it is for, in a sentence.
    pub description: String,
    /// Where it stands among the others.
    pub position: i64,
    /// For whom it is.
    pub scope: Scope,
    /// For which tickets, in the filter language; empty for every one.
    pub filter: String,
    /// What it does.
    pub deeds: Deeds,
    /// How often it was used.
    pub uses: i64,
    /// Since when it is put away.
    pub archived_at: Option<Moment>,
    /// Since when there is one.
    pub created_at: Moment,
    /// When it last changed.
    pub updated_at: Moment,
}

row! {
    /// A macro's row.
    pub struct MacroRow {
        pub id: MacroId,
        pub name: String,
        pub description: String,
        pub position: i64,
        pub owner_id: Option<PersonId>,
        pub team_id: Option<TeamId>,
        pub filter: String,
        pub deeds: String,
        pub uses: i64,
        pub archived_at: Option<Moment>,
        pub created_at: Moment,
        pub updated_at: Moment,
    }
}

impl TryFrom<MacroRow> for Macro {
    type Error = Error;

    fn try_from(row: MacroRow) -> Result<Self> {
        let deeds = serde_json::from_str(&row.deeds).map_err(anyhow::Error::from)?;
        let MacroRow { id, name, description, position, owner_id, team_id, filter, uses, archived_at, created_at, updated_at, .. } = row;
        let scope = Scope::of(owner_id, team_id);
        Ok(Self { id, name, description, position, scope, filter, deeds, uses, archived_at, created_at, updated_at })
    }
}

/// One that is for the actor.
///
/// # Errors
/// `NotFound` for what is for others.
pub fn macro_of(conn: &Conn, actor: &Actor, id: MacroId) -> Result<Macro> {
    policy::permit(actor, Action::UsePrepared)?;
    let (mine, values) = is_for(actor, "m", 2);
    let sql = format!("SELECT {} FROM macros m WHERE m.id = $1 AND {mine}", MacroRow::columns("m"));
    let row = conn.first::<MacroRow>(&sql, &[params![id].to_vec(), values].concat())?;
    row.ok_or(Refusal::NotFound)?.try_into()
}
