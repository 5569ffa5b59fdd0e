//! Done for good: a ticket is closed.

use db::Tx;
use outcome::Result;
use people::Actor;

use crate::moving::{Changed, go};
use crate::policy::{Action, permit};
use crate::status::Status;
use crate::ticket::TicketId;

/// Closes a ticket; an answer to it will open a new one.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn close(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::Close, ticket)?;
    go(tx, actor, ticket, Status::Closed)
}
