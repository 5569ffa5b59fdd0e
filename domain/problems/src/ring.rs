//! The clock of the next note: its owner is reminded before it is due, and again when it was missed.

use db::{Moment, Tx, params};
use outcome::Result;
use people::{Actor, Door};

use crate::event::MajorEvent;
use crate::limits::{REMIND_MS, RING_BATCH};
use crate::major::{MajorHappened, MajorId};

/// Rings for every running major incident whose next note is due soon or was missed, once each; how many.
///
/// # Errors
/// What the engine answers.
pub fn ring_majors(tx: &mut Tx<'_>) -> Result<usize> {
    let now = tx.now();
    let due = ring(tx, "reminded_at", now.plus_ms(REMIND_MS), &MajorHappened::UpdateDue)?;
    Ok(due + ring(tx, "missed_at", now, &MajorHappened::UpdateMissed)?)
}

fn ring(tx: &mut Tx<'_>, column: &'static str, until: Moment, what: &MajorHappened) -> Result<usize> {
    let sql = format!(
        "SELECT id FROM major_incidents WHERE ended_at IS NULL AND next_update_at <= $1 AND {column} IS NULL ORDER BY next_update_at LIMIT {RING_BATCH}"
    );
    let all: Vec<(MajorId,)> = tx.all(&sql, params![until])?;
    let (now, system) = (tx.now(), Actor::system(Door::Inside));
    for (major,) in &all {
        tx.execute_one(&format!("UPDATE major_incidents SET {column} = $2 WHERE id = $1"), params![*major, now])?;
        tx.record(&system, &MajorEvent { major: *major, what })?;
    }
    Ok(all.len())
}
