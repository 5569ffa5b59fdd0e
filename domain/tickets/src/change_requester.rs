//! It was somebody else who asked.

use db::Tx;
use outcome::Result;
use people::{Actor, PersonId};

use crate::change::change;
use crate::checks::checked_requester;
use crate::event::{Asker, TicketEvent};
use crate::moving::Changed;
use crate::policy::{Action, permit};
use crate::ticket::TicketId;

/// A ticket and who asked for it.
#[derive(Debug, Clone, Copy)]
pub struct ChangeRequester {
    /// The ticket.
    pub ticket: TicketId,
    /// Who asked.
    pub requester: PersonId,
}

/// Says who asked; the ticket moves to their organization.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when there is no such person, or they left.
pub fn change_requester(tx: &mut Tx<'_>, actor: &Actor, change_to: &ChangeRequester) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::ChangeRequester, change_to.ticket)?;
    if ticket.requester_id == change_to.requester {
        return Ok(Changed { ticket, event: None });
    }
    let (organization, _) = checked_requester(tx, change_to.requester)?;
    let (from, to) = (ticket.asker(), Asker { requester: change_to.requester, organization });
    let ticket = change(tx, ticket, |t| (t.requester_id, t.organization_id) = (to.requester, to.organization))?;
    let event = TicketEvent::RequesterChanged { from, to }.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}
