//! How much is hit and how soon it hurts; the matrix says what to do first.

use db::Tx;
use outcome::Result;
use people::Actor;

use crate::change::change;
use crate::event::{TicketEvent, Weight};
use crate::matrix::matrix;
use crate::moving::Changed;
use crate::policy::{Action, permit};
use crate::priority::Level;
use crate::ticket::TicketId;

/// A ticket to be weighed.
#[derive(Debug, Clone, Copy)]
pub struct Prioritize {
    /// The ticket.
    pub ticket: TicketId,
    /// How much is hit; as it was when nobody said.
    pub impact: Option<Level>,
    /// How soon it hurts; as it was when nobody said.
    pub urgency: Option<Level>,
}

/// Weighs a ticket.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn prioritize(tx: &mut Tx<'_>, actor: &Actor, prioritize: &Prioritize) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::Prioritize, prioritize.ticket)?;
    let from = ticket.weight();
    let (impact, urgency) = (prioritize.impact.unwrap_or(from.impact), prioritize.urgency.unwrap_or(from.urgency));
    let to = Weight { impact, urgency, priority: matrix(tx)?.priority(impact, urgency) };
    if to == from {
        return Ok(Changed { ticket, event: None });
    }
    let ticket = change(tx, ticket, |t| (t.impact, t.urgency, t.priority) = (to.impact, to.urgency, to.priority))?;
    let event = TicketEvent::Prioritized { from, to }.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}
