//! What another system calls a ticket.

use db::Tx;
use outcome::{Check, Result};
use people::Actor;

use crate::change::change;
use crate::checks::check_external_id;
use crate::event::TicketEvent;
use crate::moving::Changed;
use crate::policy::{Action, permit};
use crate::ticket::TicketId;

/// A ticket and what another system calls it.
#[derive(Debug, Clone)]
pub struct NameElsewhere {
    /// The ticket.
    pub ticket: TicketId,
    /// The name; none when no system has one any more.
    pub external_id: Option<String>,
}

/// Notes what another system calls a ticket.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when the name is too long.
pub fn name_elsewhere(tx: &mut Tx<'_>, actor: &Actor, name: &NameElsewhere) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::Tag, name.ticket)?;
    let to = name.external_id.clone().filter(|id| !id.is_empty());
    let mut check = Check::new();
    check_external_id(&mut check, to.as_deref());
    check.done()?;
    if ticket.external_id == to {
        return Ok(Changed { ticket, event: None });
    }
    let from = ticket.external_id.clone();
    let ticket = change(tx, ticket, |t| t.external_id.clone_from(&to))?;
    let event = TicketEvent::NamedElsewhere { from, to }.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}
