//! A better subject.

use db::Tx;
use outcome::{Check, Result};
use people::Actor;

use crate::change::change;
use crate::checks::{check_subject, tidy_subject};
use crate::event::TicketEvent;
use crate::index;
use crate::moving::Changed;
use crate::policy::{Action, permit};
use crate::ticket::TicketId;

/// A ticket and its new subject.
#[derive(Debug, Clone)]
pub struct Retitle {
    /// The ticket.
    pub ticket: TicketId,
    /// What it is about, in a line.
    pub subject: String,
}

/// Changes the subject.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when it is empty or too long.
pub fn retitle(tx: &mut Tx<'_>, actor: &Actor, retitle: &Retitle) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::Retitle, retitle.ticket)?;
    let (from, to) = (ticket.subject.clone(), tidy_subject(&retitle.subject));
    let mut check = Check::new();
    check_subject(&mut check, &to);
    check.done()?;
    if from == to {
        return Ok(Changed { ticket, event: None });
    }
    let ticket = change(tx, ticket, |t| t.subject.clone_from(&to))?;
    index::ticket(tx, ticket.id)?;
    let event = TicketEvent::Retitled { from, to }.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}
