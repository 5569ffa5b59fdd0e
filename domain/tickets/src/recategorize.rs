//! What a ticket is about; a ticket without a team goes to the category's.

use db::Tx;
use outcome::Result;
use people::Actor;

use crate::change::change;
use crate::checks::checked_category;
use crate::event::TicketEvent;
use crate::moving::{Changed, tell_assigned};
use crate::policy::{Action, permit};
use crate::ticket::{CategoryId, Ticket, TicketId};

/// A ticket to be put under a category.
#[derive(Debug, Clone, Copy)]
pub struct Recategorize {
    /// The ticket.
    pub ticket: TicketId,
    /// What it is about; nothing takes the category away.
    pub category: Option<CategoryId>,
}

/// Puts a ticket under a category.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when there is no such category or it is put away.
pub fn recategorize(tx: &mut Tx<'_>, actor: &Actor, recategorize: &Recategorize) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::Recategorize, recategorize.ticket)?;
    let (was, to) = (Ticket::clone(&ticket), recategorize.category);
    if to == was.category_id {
        return Ok(Changed { ticket, event: None });
    }
    let team = to.map(|c| checked_category(tx, c)).transpose()?.flatten();
    let ticket = change(tx, ticket, |t| {
        t.category_id = to;
        if t.assignee_id.is_none() {
            t.team_id = t.team_id.or(team);
        }
    })?;
    let event = TicketEvent::Recategorized { from: was.category_id, to }.record(tx, actor, ticket.id)?;
    tell_assigned(tx, actor, &was, &ticket, None)?;
    Ok(Changed { ticket, event: Some(event) })
}
