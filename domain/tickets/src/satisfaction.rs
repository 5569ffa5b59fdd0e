//! What the requester thought of the help. The mark stands with the ticket; who is asked, when and how, is not this slice's matter.

use db::{Tx, words};
use outcome::Result;
use people::Actor;

use crate::change::change;
use crate::event::TicketEvent;
use crate::moving::Changed;
use crate::policy::{Action, permit};
use crate::ticket::TicketId;

words! {
    /// What the requester thought of the help.
    pub enum Satisfaction {
        /// They were asked, and have not answered.
        Offered = "offered",
        /// It was good.
        Good = "good",
        /// It was not.
        Bad = "bad",
    }
}

/// A ticket and its mark.
#[derive(Debug, Clone)]
pub struct MarkSatisfaction {
    /// The ticket.
    pub ticket: TicketId,
    /// The mark.
    pub to: Satisfaction,
    /// What they say to it.
    pub comment: String,
}

/// Writes the mark down: whoever asked for the ticket gives it, and Firstline that they were asked.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn mark_satisfaction(tx: &mut Tx<'_>, actor: &Actor, mark: &MarkSatisfaction) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::Rate, mark.ticket)?;
    let (from, to) = (ticket.satisfaction, mark.to);
    let ticket = change(tx, ticket, |t| t.satisfaction = Some(to))?;
    let told = TicketEvent::Rated { from, to, comment: mark.comment.clone() };
    let event = told.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}
