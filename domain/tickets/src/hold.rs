//! Waiting for a third party or a date: a ticket is put on hold, and opened again.

use db::{Moment, Tx};
use outcome::{Check, Error, Result, Sentence};
use people::Actor;

use crate::change::change;
use crate::limits::{HOLD_MS_MAX, REASON_CHARS_MAX};
use crate::moving::{self, Changed, tell_moved};
use crate::policy::{Action, permit};
use crate::status::Status;
use crate::ticket::{Ticket, TicketId};

/// A ticket to be put on hold.
#[derive(Debug, Clone)]
pub struct Hold {
    /// The ticket.
    pub ticket: TicketId,
    /// What it waits for, in words.
    pub reason: String,
    /// When it opens by itself; never when nobody said.
    pub until: Option<Moment>,
}

/// Puts a ticket on hold, or changes why and until when.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when the reason is missing or the date does not lie ahead; `Conflict` when it is closed.
pub fn hold(tx: &mut Tx<'_>, actor: &Actor, hold: &Hold) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::Hold, hold.ticket)?;
    let reason = checked_hold(tx.now(), &hold.reason, hold.until)?;
    if ticket.status == Status::Closed {
        return Err(Error::conflict("ticket-closed"));
    }
    let was = Ticket::clone(&ticket);
    if was.status == Status::OnHold && was.hold_reason.as_deref() == Some(reason) && was.hold_until == hold.until {
        return Ok(Changed { ticket, event: None });
    }
    let ticket = change(tx, ticket, |t| moving::hold(t, reason, hold.until))?;
    let event = tell_moved(tx, actor, &was, &ticket, None)?;
    Ok(Changed { ticket, event })
}

/// The reason without blanks around it, if reason and date hold.
pub(crate) fn checked_hold(now: Moment, reason: &str, until: Option<Moment>) -> Result<&str> {
    let reason = reason.trim();
    let ahead = until.is_none_or(|u| u > now);
    let near = until.is_none_or(|u| u.since_ms(now) <= HOLD_MS_MAX);
    Check::new()
        .that(!reason.is_empty(), "reason", "hold-reason-missing")
        .that(reason.chars().count() <= REASON_CHARS_MAX, "reason", Sentence::new("hold-reason-too-long").with("max", REASON_CHARS_MAX))
        .that(ahead, "until", "hold-until-past")
        .that(near, "until", "hold-until-far")
        .done()?;
    Ok(reason)
}
