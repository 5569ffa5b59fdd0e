//! Hears tickets that are opened or come to a team.

use db::{Job, Listener, Run, Tx};
use outcome::{Error, Result};
use people::{Actor, Door};
use tickets::{TicketEvent, TicketId};

use crate::route::route;

/// The listener's name.
const NAME: &str = "routing.hear";
const HEARS: &[&str] = &["ticket.opened", "ticket.assigned", "ticket.reopened"];

pub(crate) fn listener() -> Listener {
    Listener { name: NAME, hears: HEARS, run: Run::inside(hear) }
}

fn hear(tx: &mut Tx<'_>, job: &Job) -> Result<()> {
    let heard = job.event(tx)?;
    // Who gives a ticket back to its team means the team: only one that comes to a team is given out.
    let comes = match heard.data::<TicketEvent>()? {
        TicketEvent::Assigned { from, to, .. } => to.assignee.is_none() && to.team != from.team,
        _ => true,
    };
    if !comes {
        return Ok(());
    }
    let routing = Actor { caused_by: Some(heard.id), ..Actor::system(Door::Inside) };
    match route(tx, &routing, TicketId(heard.subject_id)) {
        // Closed or taken meanwhile.
        Err(Error::Refused(_)) | Ok(()) => Ok(()),
        Err(failed) => Err(failed),
    }
}
