//! Their move: a ticket waits for the requester without a word being written.

use db::Tx;
use outcome::{Error, Result};
use people::Actor;

use crate::moving::{Changed, go};
use crate::policy::{Action, permit};
use crate::status::Status;
use crate::ticket::TicketId;

/// Lets a ticket wait for the requester.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when it is closed.
pub fn wait(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::Wait, ticket)?;
    if ticket.status == Status::Closed {
        return Err(Error::conflict("ticket-closed"));
    }
    go(tx, actor, ticket, Status::Waiting)
}
