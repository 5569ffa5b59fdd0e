//! What clocks do by themselves: they warn, they are breached, and what was agreed for that case is done.

use db::Tx;
use outcome::{Error, Result};
use people::{Actor, Door};
use sla::{Act, Rung, Step};

use crate::assign::{Assign, To, assign};
use crate::event::TicketEvent;
use crate::limits::CLOCK_BATCH;
use crate::policy::{Action, permit};
use crate::prioritize::{Prioritize, prioritize};
use crate::priority::Level;
use crate::ticket::{Ticket, TicketId};

/// Warns of clocks that will be breached, notes those that are, and takes the steps of escalation; for how many tickets, at most
/// [`CLOCK_BATCH`]. Each mark is told once, however many processes ask. A timer calls it until there are fewer.
///
/// # Errors
/// What the engine answers.
pub fn ring_clocks(tx: &mut Tx<'_>) -> Result<usize> {
    let firstline = Actor::system(Door::Inside);
    let waiting = sla::waiting(tx, CLOCK_BATCH)?;
    for id in waiting.iter().copied().map(TicketId) {
        // The ticket is locked before its clocks are read: whoever rings first has rung for all.
        let ticket = permit(tx, &firstline, Action::Prioritize, id)?;
        let was = Ticket::clone(&ticket);
        for rung in sla::ring(tx, id.0)? {
            tell(tx, &firstline, &was, &rung)?;
        }
    }
    Ok(waiting.len())
}

fn tell(tx: &mut Tx<'_>, firstline: &Actor, ticket: &Ticket, rung: &Rung) -> Result<()> {
    let Rung { metric, agreement, target_ms, due_at: due, .. } = *rung;
    if rung.breach {
        TicketEvent::ClockBreached { metric, agreement, due, target_ms }.record(tx, firstline, ticket.id)?;
    } else if rung.warning {
        TicketEvent::ClockWarned { metric, agreement, due, target_ms }.record(tx, firstline, ticket.id)?;
    }
    for step in &rung.steps {
        let Step { percent, act, .. } = *step;
        let event = TicketEvent::Escalated { metric, agreement, due, percent, act }.record(tx, firstline, ticket.id)?;
        let because = Actor { caused_by: Some(event), ..firstline.clone() };
        let done = match act {
            Act::Tell(_) | Act::Page(_) => Ok(()),
            Act::Reassign(team) if ticket.team_id == Some(team) => Ok(()),
            Act::Reassign(team) => assign(tx, &because, &Assign { ticket: ticket.id, to: To::Team(team) }).map(drop),
            Act::Raise => prioritize(tx, &because, &raised(ticket)).map(drop),
        };
        match done {
            // A team that is archived by now, a ticket that was closed: the step is told, and nothing else changes.
            Err(Error::Refused(why)) => tracing::warn!(ticket = ticket.id.0, %why, "a step of escalation was refused"),
            done => done?,
        }
    }
    Ok(())
}

/// One more urgent, or where it cannot be, of more impact.
fn raised(ticket: &Ticket) -> Prioritize {
    let up = |level: Level| match level {
        Level::Low => Level::Medium,
        Level::Medium | Level::High => Level::High,
    };
    let (impact, urgency) = if ticket.urgency == Level::High { (Some(up(ticket.impact)), None) } else { (None, Some(up(ticket.urgency))) };
    Prioritize { ticket: ticket.id, impact, urgency }
}
