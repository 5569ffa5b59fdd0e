//! Our move again: a ticket is taken up, from wherever it waited, rested or ended.

use db::Tx;
use outcome::{Error, Result};
use people::Actor;

use crate::moving::{Changed, go};
use crate::policy::{Action, permit};
use crate::status::Status;
use crate::ticket::TicketId;

/// Opens a ticket again.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when another ticket goes on in its place: that merge would have to be undone.
pub fn reopen(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::Reopen, ticket)?;
    if ticket.merged_into.is_some() {
        return Err(Error::conflict("ticket-merged"));
    }
    go(tx, actor, ticket, Status::Open)
}
