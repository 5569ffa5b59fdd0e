//! The requester says that it is solved, or that it is not.

use db::Tx;
use outcome::{Error, Result};
use people::Actor;

use crate::moving::{Changed, go};
use crate::policy::{Action, permit};
use crate::status::Status;
use crate::ticket::TicketId;

/// What the requester says.
#[derive(Debug, Clone, Copy)]
pub struct Confirm {
    /// The ticket.
    pub ticket: TicketId,
    /// It is solved; or else it came back.
    pub solved: bool,
}

/// Resolves a ticket, or opens a resolved one again.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when it is closed: an answer to it opens a new one.
pub fn confirm(tx: &mut Tx<'_>, actor: &Actor, confirm: &Confirm) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::Confirm, confirm.ticket)?;
    match (ticket.status, confirm.solved) {
        (Status::Closed, _) => Err(Error::conflict("ticket-closed")),
        (_, true) => go(tx, actor, ticket, Status::Resolved),
        (Status::Resolved, false) => go(tx, actor, ticket, Status::Open),
        (_, false) => Ok(Changed { ticket, event: None }),
    }
}
