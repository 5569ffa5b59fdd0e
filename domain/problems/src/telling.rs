//! A telling: the same news for the requesters of several tickets.

use db::{Conn, Moment, id, params, row, words};
use outcome::Result;
use people::{Actor, PersonId};
use tickets::TicketId;

use crate::policy::{self, Action};
use crate::problem::ProblemId;

id!(
    /// A telling's number.
    TellingId
);

words! {
    /// How far a telling has come.
    pub enum TellingState {
        /// It can still be taken back.
        Held = "held",
        /// It is out, or on its way.
        Out = "out",
        /// It was taken back before anybody read it.
        Withdrawn = "withdrawn",
    }
}

/// What is told about, and so to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A problem: the requesters of its incidents.
    Problem(ProblemId),
    /// A ticket that has parts: the requesters of the parts.
    Whole(TicketId),
}

impl About {
    /// Both columns of the row.
    pub(crate) fn columns(self) -> (Option<ProblemId>, Option<TicketId>) {
        match self {
            Self::Problem(id) => (Some(id), None),
            Self::Whole(id) => (None, Some(id)),
        }
    }
}

row! {
    /// A telling, as its row stands.
    pub struct Telling {
        /// Its number.
        pub id: TellingId,
        /// The problem it is about.
        pub problem_id: Option<ProblemId>,
        /// The ticket whose parts hear it.
        pub whole_id: Option<TicketId>,
        /// Who tells.
        pub told_by: PersonId,
        /// Are the tickets resolved with it?
        pub resolves: bool,
        /// How far it has come.
        pub state: TellingState,
        /// When it goes out, or did.
        pub out_at: Moment,
    }
}

row! {
    /// A telling in a list.
    pub struct TellingLine {
        /// Its number.
        pub id: TellingId,
        /// How far it has come.
        pub state: TellingState,
        /// When it goes out, or did.
        pub out_at: Moment,
        /// Who tells.
        pub teller: String,
        /// How many letters it has.
        pub letters: i64,
        /// How many of them a ticket refused, because it was closed meanwhile or asks for answers first.
        pub refused: i64,
    }
}

/// What was told about it, newest first. One statement.
///
/// # Errors
/// `NotAllowed` to who is not of the desk.
pub fn tellings_about(conn: &Conn, actor: &Actor, about: About) -> Result<Vec<TellingLine>> {
    policy::permit(actor, Action::See)?;
    let (column, id) = match about {
        About::Problem(id) => ("problem_id", id.0),
        About::Whole(id) => ("whole_id", id.0),
    };
    let sql = format!(
        "SELECT t.id, t.state, t.out_at, p.name, (SELECT COUNT(*) FROM telling_letters l WHERE l.telling_id = t.id), \
         (SELECT COUNT(*) FROM telling_letters l WHERE l.telling_id = t.id AND l.outcome = 'refused') \
         FROM tellings t JOIN people p ON p.id = t.told_by WHERE t.{column} = $1 ORDER BY t.id DESC LIMIT 20"
    );
    conn.all(&sql, params![id])
}
