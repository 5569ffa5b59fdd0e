//! A problem: the one thing behind several incidents.

use db::{Conn, Moment, Subject, id, params, row, words};
use outcome::{Refusal, Result};
use people::PersonId;
use tickets::CategoryId;

use crate::event::PROBLEM;

id!(
    /// A problem's number.
    ProblemId
);

words! {
    /// Where a problem stands.
    pub enum State {
        /// Nobody knows the cause yet.
        Open = "open",
        /// The cause is known.
        Found = "found",
        /// It will not come back.
        Fixed = "fixed",
        /// It stays as it is, by decision.
        Dropped = "dropped",
    }
}

impl State {
    /// Is somebody still at it?
    #[must_use]
    pub fn is_unfinished(self) -> bool {
        matches!(self, Self::Open | Self::Found)
    }
}

row! {
    /// A problem, as its row stands.
    pub struct Problem {
        /// Its number.
        pub id: ProblemId,
        /// What it is, in a line.
        pub name: String,
        /// What is seen of it.
        pub about: String,
        /// Why it happens.
        pub root_cause: String,
        /// What helps until it is fixed.
        pub workaround: String,
        /// Is it one that the desk knows how to get around?
        pub known_error: bool,
        /// Where it stands.
        pub state: State,
        /// Who sees to it.
        pub owner_id: Option<PersonId>,
        /// What it is about.
        pub category_id: Option<CategoryId>,
        /// How many incidents are linked.
        pub incidents: i64,
        /// When it was written down.
        pub opened_at: Moment,
        /// When anything about it last changed.
        pub updated_at: Moment,
        /// When it was fixed, if it is.
        pub fixed_at: Option<Moment>,
    }
}

impl ProblemId {
    /// The problem as the subject of events, jobs and announcements.
    #[must_use]
    pub fn subject(self) -> Subject {
        Subject::new(PROBLEM, self.0)
    }
}

/// The problem of this number; `lock` keeps it until the transaction ends.
pub(crate) fn of(conn: &Conn, id: ProblemId, lock: &str) -> Result<Problem> {
    let sql = format!("SELECT {} FROM problems p WHERE p.id = $1{lock}", Problem::columns("p"));
    Ok(conn.first::<Problem>(&sql, params![id])?.ok_or(Refusal::NotFound)?)
}
