//! Incidents are linked to the problem behind them; each to one at most.

use db::{Tx, params};
use outcome::{Error, Result, Sentence};
use people::Actor;
use tickets::TicketId;
use tickets::policy::Action as TicketAction;

use crate::event::{Happening, ProblemEvent};
use crate::limits::INCIDENTS_MAX;
use crate::policy::{self, Action};
use crate::problem::{Problem, ProblemId, of};

/// An incident and its problem.
#[derive(Debug, Clone, Copy)]
pub struct LinkIncident {
    /// The problem.
    pub problem: ProblemId,
    /// The incident.
    pub ticket: TicketId,
}

/// Links an incident; linked already, nothing changes.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when it has another problem, or the problem has [`INCIDENTS_MAX`].
pub fn link_incident(tx: &mut Tx<'_>, actor: &Actor, link: &LinkIncident) -> Result<Problem> {
    policy::permit(actor, Action::Work)?;
    let problem = of(tx, link.problem, &tx.locking("p"))?;
    tickets::policy::permit(tx, actor, TicketAction::Link, link.ticket)?;
    let known = tx.first::<(ProblemId,)>("SELECT problem_id FROM problem_incidents WHERE ticket_id = $1", params![link.ticket])?;
    match known {
        Some((same,)) if same == link.problem => return Ok(problem),
        Some((other,)) => {
            return Err(Error::conflict(Sentence::new("incident-has-problem").with("ticket", link.ticket).with("problem", other)));
        }
        None => {}
    }
    if usize::try_from(problem.incidents).is_ok_and(|n| n >= INCIDENTS_MAX) {
        return Err(Error::conflict(Sentence::new("incidents-too-many").with("max", INCIDENTS_MAX)));
    }
    let now = tx.now();
    tx.execute_one(
        "INSERT INTO problem_incidents (ticket_id, problem_id, at) VALUES ($1, $2, $3)",
        params![link.ticket, link.problem, now],
    )?;
    count(tx, actor, link, 1, &Happening::Linked { ticket: link.ticket })
}

/// Takes an incident away from its problem.
///
/// # Errors
/// `NotFound`, also when it is none of this problem's; `NotAllowed`.
pub fn unlink_incident(tx: &mut Tx<'_>, actor: &Actor, link: &LinkIncident) -> Result<Problem> {
    policy::permit(actor, Action::Work)?;
    of(tx, link.problem, &tx.locking("p"))?;
    tickets::policy::permit(tx, actor, TicketAction::Link, link.ticket)?;
    let gone = tx.execute("DELETE FROM problem_incidents WHERE ticket_id = $1 AND problem_id = $2", params![link.ticket, link.problem])?;
    if gone == 0 {
        return Err(outcome::Refusal::NotFound.into());
    }
    count(tx, actor, link, -1, &Happening::Unlinked { ticket: link.ticket })
}

fn count(tx: &mut Tx<'_>, actor: &Actor, link: &LinkIncident, by: i64, what: &Happening) -> Result<Problem> {
    let now = tx.now();
    tx.execute_one("UPDATE problems SET incidents = incidents + $2, updated_at = $3 WHERE id = $1", params![link.problem, by, now])?;
    tx.record(actor, &ProblemEvent { problem: link.problem, what })?;
    tx.announce(link.ticket.subject(), "ticket.problem_changed");
    of(tx, link.problem, "")
}
