//! Somebody has it: nobody else is called.

use db::Tx;
use outcome::{Error, Refusal, Result};
use people::Actor;
use tickets::TicketEvent;

use crate::page::{Page, PageId, State, end};
use crate::policy::{self, Action};

/// Acknowledges a page, also one that nobody answered in time. Twice by the same person is once.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when somebody else has it, the ticket was finished before,
/// or what paged was taken back.
pub fn acknowledge(tx: &mut Tx<'_>, actor: &Actor, id: PageId) -> Result<Page> {
    policy::permit(tx, actor, Action::Acknowledge, Page::of(tx, id)?.ticket_id)?;
    let person = actor.person().ok_or(Refusal::NotAllowed(Action::Acknowledge.as_str()))?;
    let was = Page::locked(tx, id)?;
    match was.state {
        State::Acknowledged if was.answered_by == Some(person) => return Ok(was),
        State::Acknowledged => return Err(Error::conflict("page-acknowledged")),
        State::Over | State::Withdrawn => return Err(Error::conflict("page-over")),
        State::Open | State::Unanswered => {}
    }
    end(tx, id, State::Acknowledged, Some(person))?;
    let after_ms = tx.now().0 - was.created_at.0;
    TicketEvent::PageAcknowledged { page: id.0, after_ms }.record(tx, actor, was.ticket_id)?;
    Page::of(tx, id)
}
