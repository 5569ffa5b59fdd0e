//! A page: its row and how far it has come.

use db::{Conn, Moment, Tx, id, params, row, words};
use outcome::{Refusal, Result};
use people::PersonId;
use tickets::TicketId;

use crate::chain::Step;

id!(
    /// A page's number.
    PageId
);

words! {
    /// How far a page has come.
    pub enum State {
        /// Nobody has acknowledged yet; the next step comes when it is due.
        Open = "open",
        /// Somebody has it.
        Acknowledged = "acknowledged",
        /// Every step was taken and nobody acknowledged.
        Unanswered = "unanswered",
        /// The ticket was finished before anybody acknowledged.
        Over = "over",
        /// What paged was taken back before anybody acknowledged.
        Withdrawn = "withdrawn",
    }
}

row! {
    /// A page, as its row stands.
    pub struct Page {
        /// Its number.
        pub id: PageId,
        /// What it is about.
        pub ticket_id: TicketId,
        /// The steps as JSON.
        pub chain: String,
        /// How many of them were taken.
        pub taken: i64,
        /// How far it has come.
        pub state: State,
        /// Who acknowledged.
        pub answered_by: Option<PersonId>,
        /// Since when.
        pub created_at: Moment,
        /// When the next step is due.
        pub next_at: Option<Moment>,
        /// When it ended.
        pub ended_at: Option<Moment>,
    }
}

impl Page {
    /// The steps.
    ///
    /// # Errors
    /// When the row does not hold them.
    pub fn steps(&self) -> Result<Vec<Step>> {
        Ok(serde_json::from_str(&self.chain).map_err(anyhow::Error::from)?)
    }

    pub(crate) fn of(conn: &Conn, id: PageId) -> Result<Self> {
        let sql = format!("SELECT {} FROM pages p WHERE p.id = $1", Self::columns("p"));
        Ok(conn.first(&sql, params![id])?.ok_or(Refusal::NotFound)?)
    }

    /// The page, locked until the transaction ends: whoever comes second sees what the first one did.
    pub(crate) fn locked(tx: &Tx<'_>, id: PageId) -> Result<Self> {
        let sql = format!("SELECT {} FROM pages p WHERE p.id = $1{}", Self::columns("p"), tx.locking("p"));
        Ok(tx.first(&sql, params![id])?.ok_or(Refusal::NotFound)?)
    }
}

/// Ends a page.
pub(crate) fn end(tx: &mut Tx<'_>, id: PageId, state: State, by: Option<PersonId>) -> Result<()> {
    let now = tx.now();
    tx.execute_one(
        "UPDATE pages SET state = $2, answered_by = $3, ended_at = $4, next_at = NULL WHERE id = $1",
        params![id, state, by, now],
    )
}
