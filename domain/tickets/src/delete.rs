//! A ticket that should not be there is put out of sight, and comes back whole when somebody takes that back.

use db::{Conn, Tx, Value};
use outcome::{Error, Result};
use people::Actor;

use crate::change::change;
use crate::event::TicketEvent;
use crate::moving::Changed;
use crate::policy::{self, Action, DeskAction, permit, permit_deleted, permit_desk};
use crate::ticket::{Ticket, TicketId};

/// Deletes a ticket: no list, search or page shows it any more, its clocks stand still, and its conversation is kept.
///
/// # Errors
/// `NotFound`, `NotAllowed` for all but leads and administrators; `Conflict` when it goes on in another one.
pub fn delete(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::Delete, ticket)?;
    permit_desk(actor, DeskAction::DeleteTickets)?;
    if ticket.merged_into.is_some() {
        return Err(Error::conflict("ticket-merged"));
    }
    if ticket.deleted_at.is_some() {
        return Ok(Changed { ticket, event: None });
    }
    let now = tx.now();
    let ticket = change(tx, ticket, |t| t.deleted_at = Some(now))?;
    let event = TicketEvent::Deleted.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}

/// Brings a deleted ticket back, as it stood.
///
/// # Errors
/// `NotFound` when it is not there or not deleted; `NotAllowed` for all but leads and administrators.
pub fn restore(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId) -> Result<Changed> {
    let ticket = permit_deleted(tx, actor, Action::Restore, ticket)?;
    permit_desk(actor, DeskAction::DeleteTickets)?;
    let ticket = change(tx, ticket, |t| t.deleted_at = None)?;
    let event = TicketEvent::Restored.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}

/// Deleted tickets that the asker may restore, the last deleted first; `skip` of them are passed over. One statement.
///
/// # Errors
/// `NotAllowed` for whoever may not restore any.
pub fn deleted(conn: &Conn, actor: &Actor, skip: i64, max: usize) -> Result<Vec<Ticket>> {
    permit_desk(actor, DeskAction::DeleteTickets)?;
    let seen = policy::restorable(actor, "t", 3);
    let sql = format!(
        "SELECT {} FROM tickets t WHERE t.deleted_at IS NOT NULL AND {} ORDER BY t.deleted_at DESC, t.id DESC LIMIT $1 OFFSET $2",
        Ticket::columns("t"),
        seen.condition
    );
    let mut all = vec![Value::Int(i64::try_from(max).unwrap_or(0)), Value::Int(skip.max(0))];
    all.extend(seen.params);
    conn.all(&sql, &all)
}
