//! What time does to tickets: held ones wake up, resolved ones close.

use db::{Conn, DAY_MS, Event, Subject, Tx, params, put_setting, setting};
use outcome::{Error, Result, Sentence};
use people::{Actor, Door};
use serde::Serialize;

use crate::limits::CLOCK_BATCH;
use crate::moving::go;
use crate::policy::{Action, DeskAction, permit, permit_desk};
use crate::status::Status;
use crate::ticket::TicketId;

/// The setting's name.
const AUTO_CLOSE: &str = "tickets.auto_close";
/// Days after which a resolved ticket closes when nobody said otherwise.
const AUTO_CLOSE_DAYS: u32 = 7;
/// The most days that can be set.
pub const AUTO_CLOSE_DAYS_MAX: u32 = 365;

/// Days after which a resolved ticket closes by itself; never when there is none.
///
/// # Errors
/// What the engine answers.
pub fn auto_close_days(conn: &Conn) -> Result<Option<u32>> {
    Ok(setting::<Option<u32>>(conn, AUTO_CLOSE)?.unwrap_or(Some(AUTO_CLOSE_DAYS)))
}

/// Says after how many days a resolved ticket closes by itself, or that none does.
///
/// # Errors
/// `NotAllowed`; `Invalid` when it is no day at all or too many.
pub fn set_auto_close_days(tx: &mut Tx<'_>, actor: &Actor, to: Option<u32>) -> Result<()> {
    permit_desk(actor, DeskAction::ManageClocks)?;
    if to.is_some_and(|days| days == 0 || days > AUTO_CLOSE_DAYS_MAX) {
        return Err(Error::invalid("days", Sentence::new("auto-close-days").with("max", AUTO_CLOSE_DAYS_MAX)));
    }
    let from = auto_close_days(tx)?;
    if from != to {
        put_setting(tx, AUTO_CLOSE, &to)?;
        tx.record(actor, &AutoCloseSet { from, to })?;
    }
    Ok(())
}

/// Opens tickets whose hold is over; how many, at most [`CLOCK_BATCH`]. A timer calls it until there are fewer.
///
/// # Errors
/// What the engine answers.
pub fn wake_held(tx: &mut Tx<'_>) -> Result<usize> {
    let due =
        "SELECT id FROM tickets WHERE status = 'on_hold' AND hold_until <= $1 AND deleted_at IS NULL ORDER BY hold_until, id LIMIT $2";
    move_due(tx, due, tx.now().0, Action::Reopen, Status::Open)
}

/// Closes tickets that have been resolved for long enough; how many, at most [`CLOCK_BATCH`]. A timer calls it until there are fewer.
///
/// # Errors
/// What the engine answers.
pub fn close_resolved(tx: &mut Tx<'_>) -> Result<usize> {
    let Some(days) = auto_close_days(tx)? else { return Ok(0) };
    let due =
        "SELECT id FROM tickets WHERE status = 'resolved' AND resolved_at <= $1 AND deleted_at IS NULL ORDER BY resolved_at, id LIMIT $2";
    move_due(tx, due, tx.now().plus_ms(-i64::from(days) * DAY_MS).0, Action::Close, Status::Closed)
}

fn move_due(tx: &mut Tx<'_>, due: &str, at: i64, action: Action, to: Status) -> Result<usize> {
    let firstline = Actor::system(Door::Inside);
    let batch = i64::try_from(CLOCK_BATCH).unwrap_or(i64::MAX);
    let ids: Vec<(TicketId,)> = tx.all(due, params![at, batch])?;
    for (id,) in &ids {
        let ticket = permit(tx, &firstline, action, *id)?;
        go(tx, &firstline, ticket, to)?;
    }
    Ok(ids.len())
}

#[derive(Serialize)]
struct AutoCloseSet {
    from: Option<u32>,
    to: Option<u32>,
}

impl Event for AutoCloseSet {
    fn kind(&self) -> &'static str {
        "auto_close.set"
    }
    fn subject(&self) -> Subject {
        Subject::new("setting", 0)
    }
}
