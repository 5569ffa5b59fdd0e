//! Incident or service request.

use db::Tx;
use outcome::Result;
use people::Actor;

use crate::change::change;
use crate::event::TicketEvent;
use crate::kind::Kind;
use crate::moving::Changed;
use crate::policy::{Action, permit};
use crate::ticket::TicketId;

/// A ticket and what it is.
#[derive(Debug, Clone, Copy)]
pub struct SetKind {
    /// The ticket.
    pub ticket: TicketId,
    /// What it is.
    pub kind: Kind,
}

/// Says what a ticket is.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn set_kind(tx: &mut Tx<'_>, actor: &Actor, set: &SetKind) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::SetKind, set.ticket)?;
    let (from, to) = (ticket.kind, set.kind);
    if from == to {
        return Ok(Changed { ticket, event: None });
    }
    let ticket = change(tx, ticket, |t| t.kind = to)?;
    let event = TicketEvent::KindChanged { from, to }.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}
