//! Done for good: a ticket is closed.

use db::Tx;
use outcome::Result;
use people::Actor;

use crate::form::demand_answers;
use crate::moving::{Changed, go};
use crate::policy::{Action, permit};
use crate::status::Status;
use crate::ticket::TicketId;

/// Closes a ticket; an answer to it will open a new one.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when an answer is missing that its category wants before it is done.
pub fn close(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::Close, ticket)?;
    if ticket.status.is_unfinished() {
        demand_answers(tx, actor, &ticket)?;
    }
    go(tx, actor, ticket, Status::Closed)
}
