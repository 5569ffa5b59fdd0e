//! A round: one deed to every ticket of a list, however many there are, part by part, with a way back for all of it.

mod begin;
mod walk;

pub use begin::{BeginRound, TriedRound, begin_round, list_size, stop_round, take_back_round, try_round};
pub use walk::{ROUND, forget_rounds, round_job};

use db::{Conn, Moment, Subject, Tx, id, params, row, words};
use outcome::{Refusal, Result};
use people::{Actor, PersonId};
use serde::{Deserialize, Serialize};

use crate::bulk::BulkDeed;
use crate::limits::ROUND_SHOWN_MAX;
use crate::policy::{DeskAction, permit_desk};
use crate::ticket::TicketId;

id!(
    /// A round's number.
    RoundId
);

/// The kind of subject that rounds are.
pub const ROUND_SUBJECT: &str = "round";

impl RoundId {
    /// What open pages hear of it by.
    #[must_use]
    pub fn subject(self) -> Subject {
        Subject::new(ROUND_SUBJECT, self.0)
    }
}

words! {
    /// How far a round is.
    pub enum RoundState {
        /// Tickets still wait for their turn.
        Going = "going",
        /// Each had its turn.
        Done = "done",
        /// It was stopped; the others stay as they were.
        Stopped = "stopped",
        /// What it changed is changed back.
        TakingBack = "taking_back",
        /// What could be changed back is.
        TakenBack = "taken_back",
    }
}

words! {
    /// What became of one of its tickets.
    pub enum RoundOutcome {
        /// Its turn has not come.
        Waiting = "waiting",
        /// It was changed.
        Changed = "changed",
        /// It was so already.
        Unchanged = "unchanged",
        /// It could not be.
        Refused = "refused",
        /// It is as it was before.
        TakenBack = "taken_back",
        /// It could not be changed back.
        Kept = "kept",
    }
}

row! {
    /// A round, as its row stands.
    pub struct Round {
        /// Its number.
        pub id: RoundId,
        /// Who goes it.
        pub person_id: PersonId,
        /// What is done to each, as JSON.
        pub deed: String,
        /// The address of the list.
        pub list: String,
        /// How far it is.
        pub state: RoundState,
        /// How many tickets it has.
        pub total: i64,
        /// How many were changed.
        pub changed: i64,
        /// How many were so already.
        pub unchanged: i64,
        /// How many refused.
        pub refused: i64,
        /// How many were changed back.
        pub taken_back: i64,
        /// How many could not be changed back.
        pub kept: i64,
        /// When it began.
        pub began_at: Moment,
        /// When it ended, or its way back did.
        pub ended_at: Option<Moment>,
    }
}

impl Round {
    /// What is done to each.
    ///
    /// # Errors
    /// When the row does not read.
    pub fn deed(&self) -> Result<BulkDeed> {
        Ok(serde_json::from_str(&self.deed).map_err(anyhow::Error::from)?)
    }

    /// Tickets that had their turn, on the way there or back.
    #[must_use]
    pub fn gone(&self) -> i64 {
        match self.state {
            RoundState::TakingBack | RoundState::TakenBack => self.taken_back + self.kept,
            RoundState::Going | RoundState::Done | RoundState::Stopped => self.changed + self.unchanged + self.refused,
        }
    }

    /// Tickets that have a turn, on the way there or back.
    #[must_use]
    pub fn due(&self) -> i64 {
        match self.state {
            RoundState::TakingBack | RoundState::TakenBack => self.changed,
            RoundState::Going | RoundState::Done | RoundState::Stopped => self.total,
        }
    }

    /// Is a job at work on it?
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        matches!(self.state, RoundState::Going | RoundState::TakingBack)
    }
}

/// Why a ticket stayed as it was: a sentence of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// Its key.
    pub key: String,
    /// Its arguments.
    pub args: Vec<(String, String)>,
}

impl Why {
    /// What a refusal says.
    #[must_use]
    pub fn of(refusal: &Refusal) -> Self {
        let says = match refusal {
            Refusal::Conflict(says) => Some(says),
            Refusal::Invalid(fields) => fields.first().map(|field| &field.says),
            Refusal::NotFound
            | Refusal::SignInNeeded
            | Refusal::NotAllowed(_)
            | Refusal::TooMany { .. }
            | Refusal::Busy
            | Refusal::Unavailable => None,
        };
        match (says, refusal) {
            (Some(says), _) => {
                Self { key: says.key.to_owned(), args: says.args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect() }
            }
            (None, Refusal::NotFound) => Self { key: "round-not-found".to_owned(), args: Vec::new() },
            (None, _) => Self { key: "round-not-allowed".to_owned(), args: Vec::new() },
        }
    }
}

/// A ticket that stayed as it was, and why.
#[derive(Debug, Clone)]
pub struct Stayed {
    /// The ticket.
    pub ticket: TicketId,
    /// Why.
    pub why: Why,
}

/// A round of the actor's own.
///
/// # Errors
/// `NotFound` for somebody else's.
pub fn round(conn: &Conn, actor: &Actor, id: RoundId) -> Result<Round> {
    permit_desk(actor, DeskAction::UseQueue)?;
    Ok(of(conn, id, "")?.filter(|round| actor.person() == Some(round.person_id)).ok_or(Refusal::NotFound)?)
}

/// The actor's latest rounds, the last one first.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn rounds(conn: &Conn, actor: &Actor) -> Result<Vec<Round>> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let sql = format!("SELECT {} FROM rounds r WHERE r.person_id = $1 ORDER BY r.id DESC LIMIT {ROUND_SHOWN_MAX}", Round::columns("r"));
    conn.all(&sql, params![actor.person().unwrap_or(PersonId(0))])
}

/// The actor's rounds that are under way, or ended since a moment.
///
/// # Errors
/// What the engine answers.
pub fn rounds_since(conn: &Conn, actor: &Actor, since: Moment) -> Result<Vec<RoundId>> {
    let Some(person) = actor.person().filter(|_| actor.is_staff()) else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT id FROM rounds WHERE person_id = $1 AND (ended_at IS NULL OR ended_at >= $2) ORDER BY id DESC LIMIT {ROUND_SHOWN_MAX}"
    );
    Ok(conn.all::<(RoundId,)>(&sql, params![person, since])?.into_iter().map(|(id,)| id).collect())
}

/// The first [`ROUND_SHOWN_MAX`] tickets that stayed as they were against the round's will, and why.
///
/// # Errors
/// `NotFound` for somebody else's round.
pub fn stayed(conn: &Conn, actor: &Actor, id: RoundId) -> Result<Vec<Stayed>> {
    let of = round(conn, actor, id)?;
    let sql = format!(
        "SELECT x.ticket_id, COALESCE(x.why, '') FROM round_tickets x WHERE x.round_id = $1 AND x.outcome IN ($2, $3) \
         ORDER BY x.ticket_id LIMIT {ROUND_SHOWN_MAX}"
    );
    let rows = conn.all::<(TicketId, String)>(&sql, params![of.id, RoundOutcome::Refused, RoundOutcome::Kept])?;
    let read = |(ticket, why): (TicketId, String)| Ok(Stayed { ticket, why: serde_json::from_str(&why).map_err(anyhow::Error::from)? });
    rows.into_iter().map(read).collect()
}

/// The round's row, `locking` it where a transaction is going to change it.
fn of(conn: &Conn, id: RoundId, locking: &str) -> Result<Option<Round>> {
    conn.first(&format!("SELECT {} FROM rounds r WHERE r.id = $1{locking}", Round::columns("r")), params![id])
}

/// The actor's own round, which nobody else changes until this transaction ends.
fn own(tx: &Tx<'_>, actor: &Actor, id: RoundId) -> Result<Round> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let found = of(tx, id, &tx.locking("r"))?;
    Ok(found.filter(|round| actor.person() == Some(round.person_id)).ok_or(Refusal::NotFound)?)
}
