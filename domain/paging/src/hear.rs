//! Hears tickets: a step of escalation that pages begins a page; a ticket that is finished ends its pages, and so does who takes a macro
//! back.

use db::{EventId, Job, Listener, Run, Tx, params};
use outcome::{Error, Result};
use people::{Actor, Door};
use sla::Act;
use tickets::{TicketEvent, TicketId};

use crate::begin::{Begin, page};
use crate::page::State;

/// The listener's name.
const NAME: &str = "paging.hear";
const HEARS: &[&str] = &["ticket.escalated", "ticket.resolved", "ticket.closed", "ticket.deleted", "ticket.merged", "ticket.undone"];

pub(crate) fn listener() -> Listener {
    Listener { name: NAME, hears: HEARS, run: Run::inside(hear) }
}

fn hear(tx: &mut Tx<'_>, job: &Job) -> Result<()> {
    let heard = job.event(tx)?;
    let ticket = TicketId(heard.subject_id);
    match heard.data::<TicketEvent>()? {
        TicketEvent::Escalated { act: Act::Page(whom), .. } => {
            let firstline = Actor { caused_by: Some(heard.id), ..Actor::system(Door::Inside) };
            match page(tx, &firstline, &Begin { ticket, whom, cause: format!("event:{}", heard.id) }) {
                // The ticket was finished meanwhile.
                Err(Error::Refused(_)) | Ok(_) => Ok(()),
                Err(failed) => Err(failed),
            }
        }
        TicketEvent::Escalated { .. } => Ok(()),
        TicketEvent::Undone { event } => withdraw(tx, event),
        _ => finish(tx, ticket),
    }
}

/// Nobody else is called by a macro that was taken back; whoever acknowledged already has it.
fn withdraw(tx: &mut Tx<'_>, undone: EventId) -> Result<()> {
    let Some(done) = tx.event(undone)? else { return Ok(()) };
    let TicketEvent::MacroUsed { pages, .. } = done.data()? else { return Ok(()) };
    let now = tx.now();
    for page in pages {
        let sql = "UPDATE pages SET state = $2, ended_at = $3, next_at = NULL WHERE id = $1 AND state = $4";
        tx.execute(sql, params![page, State::Withdrawn, now, State::Open])?;
    }
    Ok(())
}

/// A ticket that was opened again meanwhile goes on being paged about.
fn finish(tx: &mut Tx<'_>, ticket: TicketId) -> Result<()> {
    let now = tx.now();
    let sql = "UPDATE pages SET state = 'over', ended_at = $2, next_at = NULL WHERE ticket_id = $1 AND state = 'open' AND EXISTS \
               (SELECT 1 FROM tickets t WHERE t.id = $1 AND (t.status IN ('resolved', 'closed') OR t.deleted_at IS NOT NULL \
               OR t.merged_into IS NOT NULL))";
    tx.execute(sql, params![ticket, now]).map(drop)
}
