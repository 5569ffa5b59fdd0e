//! A round is tried, begun, stopped and taken back by the one who goes it.

use db::{Conn, Promise, Tx, params};
use jiff::tz::TimeZone;
use outcome::{Error, Refusal, Result, Sentence};
use people::Actor;

use super::{ROUND, Round, RoundId, RoundOutcome, RoundState, of, own};
use crate::bulk::{Bulk, BulkDeed, BulkDone, bulk};
use crate::limits::{ROUND_TRIED_MAX, ROUNDS_MAX};
use crate::policy::{DeskAction, permit_desk};
use crate::queue::{List, Looked, QueueAsk, look_at, numbers_of};

/// Which list, and what is done to each of its tickets.
#[derive(Debug, Clone)]
pub struct BeginRound {
    /// The list, as it is at this moment.
    pub ask: QueueAsk,
    /// The deed.
    pub deed: BulkDeed,
    /// The address of the list, to lead back there.
    pub list: String,
}

/// What would come of a round.
#[derive(Debug, Clone)]
pub struct TriedRound {
    /// How many tickets the list has.
    pub total: i64,
    /// What came of the first [`ROUND_TRIED_MAX`] of them.
    pub done: BulkDone,
}

/// How many tickets a list has, all of them counted.
///
/// # Errors
/// As [`queue`](crate::queue()).
pub fn list_size(conn: &Conn, actor: &Actor, list: &List, zone: &TimeZone) -> Result<i64> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let Looked { when, .. } = look_at(conn, actor, list, zone)?;
    let (count,) = conn.one::<(i64,)>(&format!("SELECT COUNT(*) FROM tickets t WHERE {}", when.condition), &when.params)?;
    Ok(count)
}

/// Does the deed to the first [`ROUND_TRIED_MAX`] tickets of the list, for whoever takes it all back and tells what came of it.
///
/// # Errors
/// `NotAllowed`; `Conflict` when the list is empty; what [`bulk`] refuses.
pub fn try_round(tx: &mut Tx<'_>, actor: &Actor, begin: &BeginRound) -> Result<TriedRound> {
    let total = list_size(tx, actor, &begin.ask.list, &begin.ask.zone)?;
    let (tickets, _) = numbers_of(tx, actor, &begin.ask, ROUND_TRIED_MAX)?;
    if tickets.is_empty() {
        return Err(Error::conflict("round-nothing"));
    }
    Ok(TriedRound { total, done: bulk(tx, actor, &Bulk { tickets, deed: begin.deed.clone() })? })
}

/// Begins a round through the tickets that the list has now; a job goes it.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue; `Conflict` when the list is empty or [`ROUNDS_MAX`] of the actor's are
/// under way.
pub fn begin_round(tx: &mut Tx<'_>, actor: &Actor, begin: &BeginRound) -> Result<Round> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let person = actor.person().ok_or(Refusal::NotAllowed(DeskAction::UseQueue.as_str()))?;
    let sql = "SELECT COUNT(*) FROM rounds WHERE person_id = $1 AND ended_at IS NULL";
    if tx.one::<(i64,)>(sql, params![person])?.0 >= ROUNDS_MAX {
        return Err(Error::conflict(Sentence::new("rounds-too-many").with("max", ROUNDS_MAX)));
    }
    let (deed, now) = (serde_json::to_string(&begin.deed).map_err(anyhow::Error::from)?, tx.now());
    let id: RoundId = tx.insert(
        "INSERT INTO rounds (person_id, deed, list, state, total, changed, unchanged, refused, taken_back, kept, began_at) \
         VALUES ($1,$2,$3,$4,0,0,0,0,0,0,$5) RETURNING id",
        params![person, deed, &begin.list, RoundState::Going, now],
    )?;
    let Looked { when, .. } = look_at(tx, actor, &begin.ask.list, &begin.ask.zone)?;
    let n = when.params.len();
    let sql = format!(
        "INSERT INTO round_tickets (round_id, ticket_id, outcome) \
         SELECT CAST(${} AS BIGINT), t.id, CAST(${} AS TEXT) FROM tickets t WHERE {}",
        n + 1,
        n + 2,
        when.condition
    );
    let mut values = when.params;
    values.extend(params![id, RoundOutcome::Waiting].iter().cloned());
    let total = i64::try_from(tx.execute(&sql, &values)?).unwrap_or(i64::MAX);
    if total == 0 {
        return Err(Error::conflict("round-nothing"));
    }
    tx.execute_one("UPDATE rounds SET total = $2 WHERE id = $1", params![id, total])?;
    go_on(tx, id)?;
    Ok(of(tx, id, "")?.ok_or(Refusal::NotFound)?)
}

/// Stops a round: tickets whose turn has not come stay as they are.
///
/// # Errors
/// `NotFound` for somebody else's; `Conflict` when it is over.
pub fn stop_round(tx: &mut Tx<'_>, actor: &Actor, id: RoundId) -> Result<Round> {
    let was = own(tx, actor, id)?;
    if was.state != RoundState::Going {
        return Err(Error::conflict("round-is-over"));
    }
    turn(tx, &was, RoundState::Stopped)
}

/// Takes a round back, ticket by ticket: what it changed and nobody has changed since.
///
/// # Errors
/// `NotFound` for somebody else's; `Conflict` while it is under way, or when nothing is left to take back.
pub fn take_back_round(tx: &mut Tx<'_>, actor: &Actor, id: RoundId) -> Result<Round> {
    let was = own(tx, actor, id)?;
    match was.state {
        RoundState::Going | RoundState::TakingBack => Err(Error::conflict("round-under-way")),
        RoundState::TakenBack => Err(Error::conflict("round-is-over")),
        RoundState::Done | RoundState::Stopped if was.changed == 0 => Err(Error::conflict("round-changed-nothing")),
        RoundState::Done | RoundState::Stopped => {
            let is = turn(tx, &was, RoundState::TakingBack)?;
            go_on(tx, id)?;
            Ok(is)
        }
    }
}

/// Moves a round to another state; it has ended in every one in which no job is at work.
pub(super) fn turn(tx: &mut Tx<'_>, was: &Round, state: RoundState) -> Result<Round> {
    let is = Round { state, ..was.clone() };
    let ended = (!is.is_under_way()).then(|| tx.now());
    tx.execute_one("UPDATE rounds SET state = $2, ended_at = $3 WHERE id = $1", params![was.id, state, ended])?;
    tx.announce(was.id.subject(), "round");
    Ok(Round { ended_at: ended, ..is })
}

/// Promises the next part.
pub(super) fn go_on(tx: &mut Tx<'_>, id: RoundId) -> Result<()> {
    let data = serde_json::to_value(id).map_err(anyhow::Error::from)?;
    tx.promise(&Promise { data, ..Promise::new(ROUND, id.subject()) }).map(drop)
}
