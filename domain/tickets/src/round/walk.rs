//! The job that goes a round: some tickets in a transaction, then the next ones, there and back.

use db::{EventId, Job, Run, Tx, params};
use outcome::{Error, Result};
use people::{Actor, Door, directory};

use super::begin::{go_on, turn};
use super::{Round, RoundId, RoundOutcome, RoundState, Why, of};
use crate::bulk::{one, take_back};
use crate::limits::{ROUND_BATCH, ROUND_KEPT_MS, ROUNDS_FORGOTTEN_BATCH};
use crate::ticket::TicketId;

/// The promise to go on with a round.
pub const ROUND: &str = "tickets.round";

/// Does the next part of a round, and promises the one after it.
#[must_use]
pub fn round_job() -> Run {
    Run::inside(|tx: &mut Tx<'_>, job: &Job| walk(tx, job.data()?))
}

fn walk(tx: &mut Tx<'_>, id: RoundId) -> Result<()> {
    let Some(round) = of(tx, id, &tx.locking("r"))?.filter(Round::is_under_way) else { return Ok(()) };
    // Whoever was let go meanwhile changes nothing more.
    let Some(actor) = directory::actor_of(tx, round.person_id, Door::Web)?.filter(Actor::is_staff) else {
        return turn(tx, &round, RoundState::Stopped).map(drop);
    };
    let more = if round.state == RoundState::Going { there(tx, &actor, &round)? } else { back(tx, &actor, &round)? };
    if more {
        tx.announce(round.id.subject(), "round");
        return go_on(tx, id);
    }
    turn(tx, &round, if round.state == RoundState::Going { RoundState::Done } else { RoundState::TakenBack }).map(drop)
}

/// The next tickets with this outcome, in one order, so that two rounds never wait for each other.
fn next(tx: &Tx<'_>, round: &Round, outcome: RoundOutcome) -> Result<Vec<(TicketId, Option<EventId>)>> {
    let sql = format!(
        "SELECT x.ticket_id, x.event_id FROM round_tickets x WHERE x.round_id = $1 AND x.outcome = $2 ORDER BY x.ticket_id LIMIT {ROUND_BATCH}"
    );
    tx.all(&sql, params![round.id, outcome])
}

fn there(tx: &mut Tx<'_>, actor: &Actor, round: &Round) -> Result<bool> {
    let (deed, part) = (round.deed()?, next(tx, round, RoundOutcome::Waiting)?);
    let (mut changed, mut unchanged, mut refused) = (0_i64, 0_i64, 0_i64);
    for (ticket, _) in &part {
        let (outcome, event, why) = match one(tx, actor, *ticket, &deed) {
            Ok(Some(event)) => (RoundOutcome::Changed, Some(event), None),
            Ok(None) => (RoundOutcome::Unchanged, None, None),
            Err(Error::Refused(refusal)) => (RoundOutcome::Refused, None, Some(Why::of(&refusal))),
            Err(failed) => return Err(failed),
        };
        *(match outcome {
            RoundOutcome::Changed => &mut changed,
            RoundOutcome::Unchanged => &mut unchanged,
            _ => &mut refused,
        }) += 1;
        note(tx, round, *ticket, outcome, event, why.as_ref())?;
    }
    let sql = "UPDATE rounds SET changed = changed + $2, unchanged = unchanged + $3, refused = refused + $4 WHERE id = $1";
    tx.execute_one(sql, params![round.id, changed, unchanged, refused])?;
    Ok(part.len() >= ROUND_BATCH)
}

fn back(tx: &mut Tx<'_>, actor: &Actor, round: &Round) -> Result<bool> {
    let part = next(tx, round, RoundOutcome::Changed)?;
    let (mut taken_back, mut kept) = (0_i64, 0_i64);
    for (ticket, event) in &part {
        let done = match event {
            Some(event) => take_back(tx, actor, *ticket, *event),
            None => Err(anyhow::anyhow!("a changed ticket of a round has no event").into()),
        };
        match done {
            Ok(()) => {
                taken_back += 1;
                note(tx, round, *ticket, RoundOutcome::TakenBack, *event, None)?;
            }
            Err(Error::Refused(refusal)) => {
                kept += 1;
                note(tx, round, *ticket, RoundOutcome::Kept, *event, Some(&Why::of(&refusal)))?;
            }
            Err(failed) => return Err(failed),
        }
    }
    let sql = "UPDATE rounds SET taken_back = taken_back + $2, kept = kept + $3 WHERE id = $1";
    tx.execute_one(sql, params![round.id, taken_back, kept])?;
    Ok(part.len() >= ROUND_BATCH)
}

fn note(tx: &mut Tx<'_>, round: &Round, ticket: TicketId, outcome: RoundOutcome, event: Option<EventId>, why: Option<&Why>) -> Result<()> {
    let why = why.map(serde_json::to_string).transpose().map_err(anyhow::Error::from)?;
    let sql = "UPDATE round_tickets SET outcome = $3, event_id = $4, why = $5 WHERE round_id = $1 AND ticket_id = $2";
    tx.execute_one(sql, params![round.id, ticket, outcome, event, why])
}

/// Forgets some of the rounds that ended [`ROUND_KEPT_MS`] ago; a timer calls it. How many there were.
///
/// # Errors
/// What the engine answers.
pub fn forget_rounds(tx: &mut Tx<'_>) -> Result<usize> {
    let before = tx.now().plus_ms(-ROUND_KEPT_MS);
    let sql = format!("SELECT id FROM rounds WHERE ended_at < $1 ORDER BY ended_at LIMIT {ROUNDS_FORGOTTEN_BATCH}");
    let old: Vec<(RoundId,)> = tx.all(&sql, params![before])?;
    for (id,) in &old {
        tx.execute("DELETE FROM round_tickets WHERE round_id = $1", params![*id])?;
        tx.execute_one("DELETE FROM rounds WHERE id = $1", params![*id])?;
    }
    Ok(old.len())
}
