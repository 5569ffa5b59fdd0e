//! Done, and may come back: a ticket is resolved.

use db::Tx;
use outcome::{Error, Result};
use people::Actor;

use crate::form::demand_answers;
use crate::moving::{Changed, go};
use crate::policy::{Action, permit};
use crate::status::Status;
use crate::ticket::TicketId;

/// Resolves a ticket.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when it is closed; `Invalid` when an answer is missing that its category wants first.
pub fn resolve(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::Resolve, ticket)?;
    if ticket.status == Status::Closed {
        return Err(Error::conflict("ticket-closed"));
    }
    if ticket.status.is_unfinished() {
        demand_answers(tx, actor, &ticket)?;
    }
    go(tx, actor, ticket, Status::Resolved)
}
