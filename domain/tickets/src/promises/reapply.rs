//! After an agreement or a calendar changed: every unfinished ticket is looked at again, some at a time.

use db::{Job, Listener, Promise, Run, Subject, Tx, params};
use outcome::Result;

use super::look_again;
use crate::limits::REAPPLY_BATCH;
use crate::ticket::TicketId;

/// The promise to look at the tickets after a number again.
pub const REAPPLY: &str = "tickets.reapply_agreements";
/// The listener's name.
const HEAR: &str = "tickets.agreements_changed";
/// What changes for which ticket what is promised.
const HEARS: &[&str] =
    &["agreement.added", "agreement.edited", "agreement.moved", "agreement.archived", "agreement.restored", "calendar.edited"];

/// Hears that something else is promised, and begins with the first ticket.
#[must_use]
pub fn reapply_listener() -> Listener {
    Listener { name: HEAR, hears: HEARS, run: Run::inside(|tx: &mut Tx<'_>, _: &Job| go_on(tx, TicketId(0))) }
}

/// Looks at some tickets again, and promises the rest.
#[must_use]
pub fn reapply_job() -> Run {
    Run::inside(|tx: &mut Tx<'_>, job: &Job| {
        let after: TicketId = job.data()?;
        let batch = i64::try_from(REAPPLY_BATCH).unwrap_or(i64::MAX);
        let sql = "SELECT t.id FROM tickets t WHERE t.id > $1 AND t.deleted_at IS NULL AND t.resolved_at IS NULL AND t.closed_at IS NULL ORDER BY t.id LIMIT $2";
        let ids: Vec<(TicketId,)> = tx.all(sql, params![after, batch])?;
        for (id,) in &ids {
            look_again(tx, *id)?;
        }
        match ids.last() {
            Some((last,)) if ids.len() >= REAPPLY_BATCH => go_on(tx, *last),
            _ => Ok(()),
        }
    })
}

fn go_on(tx: &mut Tx<'_>, after: TicketId) -> Result<()> {
    let data = serde_json::to_value(after).map_err(anyhow::Error::from)?;
    // A walk that has not begun yet sees what changed meanwhile: one is enough.
    let key = Some(format!("after/{after}"));
    tx.promise(&Promise { data, key, ..Promise::new(REAPPLY, Subject::new("agreements", 0)) })?;
    Ok(())
}
