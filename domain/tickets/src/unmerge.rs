//! A merge is taken back: both tickets stand on their own again, as if it had not been.

use db::{EventId, Tx, params};
use outcome::{Error, Result};
use people::Actor;

use crate::event::TicketEvent;
use crate::merge::{Memory, permit_both, survivor_of};
use crate::policy::{Action, Permitted, permit};
use crate::ticket::{Ticket, TicketId};
use crate::turns::{retell, tell_both};

/// What taking a merge back led to.
#[derive(Debug)]
pub struct Unmerged {
    /// The ticket that stands on its own again.
    pub ticket: Permitted<Ticket>,
    /// What was written down at it.
    pub event: EventId,
}

/// Takes the merge of `ticket` back, whenever it was made: the ticket stands where it stood, and those who came to watch the
/// other one because of the merge watch it no more. What was written since stays where it was written.
///
/// # Errors
/// `NotFound` and `NotAllowed` for either ticket; `Conflict` when the ticket is not merged.
pub fn unmerge(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId) -> Result<Unmerged> {
    let sql = "SELECT into_id, memory, id FROM merges WHERE ticket_id = $1 AND undone_at IS NULL ORDER BY id DESC LIMIT 1";
    let Some((into, memory, merge)) = tx.first::<(TicketId, String, i64)>(sql, params![ticket])? else {
        permit(tx, actor, Action::Merge, ticket)?;
        return Err(Error::conflict("not-merged"));
    };
    let (parted, other) = permit_both(tx, actor, Action::Merge, ticket, into)?;
    let memory: Memory = serde_json::from_str(&memory).map_err(anyhow::Error::from)?;
    let now = tx.now();
    tx.execute_one("UPDATE merges SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL", params![merge, now])?;
    for person in memory.watchers.iter().copied() {
        if tx.execute("DELETE FROM watchers WHERE ticket_id = $1 AND person_id = $2", params![into, person])? > 0 {
            TicketEvent::WatcherRemoved { person }.record(tx, actor, into)?;
        }
    }
    let parted = crate::change::change(tx, parted, |t| {
        t.merged_into = None;
        (t.status, t.status_since) = (memory.standing.status, memory.standing.since);
        (t.hold_reason, t.hold_until) = (memory.standing.hold_reason.clone(), memory.standing.hold_until);
    })?;
    retell_up(tx, actor, other)?;
    let event = tell_both(tx, actor, (ticket, TicketEvent::Unmerged { from: into }), (into, TicketEvent::Released { other: ticket }))?;
    Ok(Unmerged { ticket: parted, event })
}

/// Tells the conversation anew where it was read: at the other ticket, or where that one goes on by now.
fn retell_up(tx: &mut Tx<'_>, actor: &Actor, other: Permitted<Ticket>) -> Result<()> {
    let top = survivor_of(tx, other.id)?;
    if top != other.id {
        let top = permit(tx, actor, Action::See, top)?;
        retell(tx, top, |_| {})?;
    }
    retell(tx, other, |_| {})?;
    Ok(())
}
