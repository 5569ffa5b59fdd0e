//! A canned answer: a text for what is asked again and again, in one language or several, with places that are filled in.

mod event;
mod find;
mod insert;
mod save;

use std::collections::BTreeMap;

use catalogue::Language;
use db::{Conn, Moment, id, params, row};
use outcome::{Error, Refusal, Result};
use people::{Actor, PersonId, TeamId};

use crate::scope::{Scope, is_for};

pub use find::{canned_answers, find_canned};
pub use insert::{InsertCanned, insert_canned};
pub use save::{SaveCanned, archive_canned, restore_canned, save_canned};

pub(crate) const CANNED: &str = "canned_answer";

id!(
    /// A canned answer's number.
    CannedId
);

/// A canned answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannedAnswer {
    /// Its number.
    pub id: CannedId,
    /// What it is called.
    pub name: String,
    /// For whom it is.
    pub scope: Scope,
    /// What it says, by the word of the language.
    pub texts: BTreeMap<String, String>,
    /// How often it was inserted.
    pub uses: i64,
    /// Since when it is put away.
    pub archived_at: Option<Moment>,
}

impl CannedAnswer {
    /// Its text for who reads this language; where there is none, the text of another.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        self.texts.get(language.as_str()).or_else(|| self.texts.values().next()).map(String::as_str).unwrap_or_default()
    }
}

row! {
    /// A canned answer's row.
    pub struct CannedRow {
        pub id: CannedId,
        pub name: String,
        pub owner_id: Option<PersonId>,
        pub team_id: Option<TeamId>,
        pub texts: String,
        pub uses: i64,
        pub archived_at: Option<Moment>,
    }
}

impl TryFrom<CannedRow> for CannedAnswer {
    type Error = Error;

    fn try_from(row: CannedRow) -> Result<Self> {
        let CannedRow { id, name, owner_id, team_id, texts, uses, archived_at } = row;
        let texts = serde_json::from_str(&texts).map_err(anyhow::Error::from)?;
        Ok(Self { id, name, scope: Scope::of(owner_id, team_id), texts, uses, archived_at })
    }
}

/// One that is for the actor.
///
/// # Errors
/// `NotFound` for what is for others.
pub fn canned_answer(conn: &Conn, actor: &Actor, id: CannedId) -> Result<CannedAnswer> {
    crate::policy::permit(actor, crate::policy::Action::UsePrepared)?;
    let (mine, values) = is_for(actor, "c", 2);
    let sql = format!("SELECT {} FROM canned_answers c WHERE c.id = $1 AND {mine}", CannedRow::columns("c"));
    let row = conn.first::<CannedRow>(&sql, &[params![id].to_vec(), values].concat())?;
    row.ok_or(Refusal::NotFound)?.try_into()
}
