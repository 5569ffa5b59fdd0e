//! How a ticket comes to stand elsewhere, and how that is told: shared by all commands that move one.

use db::{Acts, EventId, Moment, Tx};
use outcome::Result;

use crate::change::change;
use crate::event::TicketEvent;
use crate::message::MessageId;
use crate::policy::Permitted;
use crate::status::Status;
use crate::ticket::Ticket;

/// A ticket after a command, and the event to name when it shall be taken back.
#[derive(Debug)]
pub struct Changed {
    /// The ticket as it is now.
    pub ticket: Permitted<Ticket>,
    /// What was written down; nothing when the ticket already was as it was to become.
    pub event: Option<EventId>,
}

/// Sets the status; a ticket that comes back from resolved or closed is counted as reopened.
pub(crate) fn stand(ticket: &mut Ticket, status: Status) {
    if !ticket.status.is_unfinished() && status.is_unfinished() {
        ticket.reopened_count += 1;
    }
    ticket.status = status;
}

/// Puts the ticket on hold.
pub(crate) fn hold(ticket: &mut Ticket, reason: &str, until: Option<Moment>) {
    stand(ticket, Status::OnHold);
    ticket.hold_reason = Some(reason.to_owned());
    ticket.hold_until = until;
}

/// Lets the ticket stand at `to`, and tells it; nothing happens when it does already.
pub(crate) fn go(tx: &mut Tx<'_>, by: &impl Acts, ticket: Permitted<Ticket>, to: Status) -> Result<Changed> {
    let was = Ticket::clone(&ticket);
    if was.status == to {
        return Ok(Changed { ticket, event: None });
    }
    let ticket = change(tx, ticket, |t| stand(t, to))?;
    let event = tell_moved(tx, by, &was, &ticket, None)?;
    Ok(Changed { ticket, event })
}

/// Writes down where the ticket moved, if it did.
pub(crate) fn tell_moved(tx: &mut Tx<'_>, by: &impl Acts, was: &Ticket, is: &Ticket, with: Option<MessageId>) -> Result<Option<EventId>> {
    let (from, to) = (was.standing(), is.standing());
    if from == to { Ok(None) } else { TicketEvent::Moved { from, to, with }.record(tx, by, is.id).map(Some) }
}

/// Writes down whose work the ticket became, if that changed.
pub(crate) fn tell_assigned(
    tx: &mut Tx<'_>,
    by: &impl Acts,
    was: &Ticket,
    is: &Ticket,
    with: Option<MessageId>,
) -> Result<Option<EventId>> {
    let (from, to) = (was.assignment(), is.assignment());
    if from == to { Ok(None) } else { TicketEvent::Assigned { from, to, with }.record(tx, by, is.id).map(Some) }
}
