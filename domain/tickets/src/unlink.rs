//! A link between two tickets goes.

use db::Tx;
use outcome::{Error, Result};
use people::Actor;

use crate::change::change;
use crate::link_to::{forget, kind_between, tell};
use crate::merge::permit_both;
use crate::policy::Action;
use crate::ticket::TicketId;

/// Two tickets that shall have nothing to do with each other.
#[derive(Debug, Clone, Copy)]
pub struct Unlink {
    /// The ticket.
    pub ticket: TicketId,
    /// The other one.
    pub other: TicketId,
}

/// Takes the link between two tickets, whichever of them it was made from.
///
/// # Errors
/// `NotFound` and `NotAllowed` for either of them; `Conflict` when they are not linked.
pub fn unlink(tx: &mut Tx<'_>, actor: &Actor, unlink: &Unlink) -> Result<()> {
    let (ticket, other) = permit_both(tx, actor, Action::Link, unlink.ticket, unlink.other)?;
    let kind = kind_between(tx, unlink.ticket, unlink.other)?.ok_or_else(|| Error::conflict("not-linked"))?;
    forget(tx, unlink.ticket, unlink.other)?;
    change(tx, ticket, |_| {})?;
    change(tx, other, |_| {})?;
    tell(tx, actor, unlink.ticket, unlink.other, kind, false)
}
