//! A change: work that can break something.

use db::{Conn, Moment, Subject, id, params, row, words};
use outcome::{Refusal, Result};
use people::PersonId;

use crate::event::CHANGE;

id!(
    /// A change's number.
    ChangeId
);

words! {
    /// How bad it can get.
    pub enum Risk {
        /// Done often, and nobody notices.
        Low = "low",
        /// Some people notice when it goes wrong.
        Medium = "medium",
        /// Many people cannot work when it goes wrong.
        High = "high",
    }
}

words! {
    /// Where a change stands.
    pub enum State {
        /// It is written down, and waits for those who are asked.
        Planned = "planned",
        /// It may begin.
        Approved = "approved",
        /// It is being done.
        InProgress = "in_progress",
        /// It is done.
        Done = "done",
        /// It went wrong and was taken back.
        BackedOut = "backed_out",
        /// It will not be done.
        Dropped = "dropped",
    }
}

impl State {
    /// Does it still take its window?
    #[must_use]
    pub fn is_ahead(self) -> bool {
        matches!(self, Self::Planned | Self::Approved | Self::InProgress)
    }
}

words! {
    /// What somebody who was asked says.
    pub enum Decision {
        /// Nothing yet.
        Waiting = "waiting",
        /// Yes.
        Approved = "approved",
        /// No, and why.
        Declined = "declined",
    }
}

row! {
    /// A change, as its row stands.
    pub struct Change {
        /// Its number.
        pub id: ChangeId,
        /// What it is, in a line.
        pub name: String,
        /// Why it is done, and whom it touches.
        pub about: String,
        /// How bad it can get.
        pub risk: Risk,
        /// What is done, step by step.
        pub plan: String,
        /// How to get back when it goes wrong.
        pub back_out: String,
        /// Where it stands.
        pub state: State,
        /// Who does it.
        pub owner_id: PersonId,
        /// When its window begins.
        pub starts_at: Moment,
        /// When it ends.
        pub ends_at: Moment,
        /// The number of the problem it is to fix.
        pub problem_id: Option<i64>,
        /// How it went.
        pub outcome: String,
        /// When it was written down.
        pub opened_at: Moment,
        /// When anything about it last changed.
        pub updated_at: Moment,
    }
}

impl ChangeId {
    /// The change as the subject of events and announcements.
    #[must_use]
    pub fn subject(self) -> Subject {
        Subject::new(CHANGE, self.0)
    }
}

/// The change of this number; `lock` keeps it until the transaction ends.
pub(crate) fn of(conn: &Conn, id: ChangeId, lock: &str) -> Result<Change> {
    let sql = format!("SELECT {} FROM changes c WHERE c.id = $1{lock}", Change::columns("c"));
    Ok(conn.first::<Change>(&sql, params![id])?.ok_or(Refusal::NotFound)?)
}
