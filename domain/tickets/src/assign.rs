//! Whose work it is: a ticket is given to a team or a specialist, taken, or put back.

use db::Tx;
use outcome::{Error, Refusal, Result};
use people::{Actor, PersonId, TeamId};
use serde::{Deserialize, Serialize};

use crate::change::change;
use crate::checks::{checked_assignee, checked_team};
use crate::escalate::end_if_back;
use crate::event::Assignment;
use crate::moving::{Changed, tell_assigned};
use crate::policy::{Action, permit};
use crate::status::Status;
use crate::ticket::{Ticket, TicketId};

/// Who a ticket is given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum To {
    /// The one who acts takes it.
    Me,
    /// This specialist; the team stays.
    Person(PersonId),
    /// This team, and nobody of it yet.
    Team(TeamId),
    /// This specialist of this team.
    Both(TeamId, PersonId),
    /// Back to its team.
    Nobody,
    /// Back to where no team has it either.
    NoTeam,
}

/// A ticket to be given to somebody.
#[derive(Debug, Clone, Copy)]
pub struct Assign {
    /// The ticket.
    pub ticket: TicketId,
    /// To whom.
    pub to: To,
}

/// Gives a ticket to somebody. One that was escalated and comes to its voice is no longer escalated.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when the team is put away, or the person does not work at the desk or not with that
/// restricted team; `Conflict` when it is closed.
pub fn assign(tx: &mut Tx<'_>, actor: &Actor, assign: &Assign) -> Result<Changed> {
    let given = give(tx, actor, assign)?;
    end_if_back(tx, actor, given)
}

/// The same, whoever speaks with the requester.
pub(crate) fn give(tx: &mut Tx<'_>, actor: &Actor, assign: &Assign) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::Assign, assign.ticket)?;
    if ticket.status == Status::Closed {
        return Err(Error::conflict("ticket-closed"));
    }
    let was = Ticket::clone(&ticket);
    let to = checked(tx, actor, &was, assign.to)?;
    if to == was.assignment() {
        return Ok(Changed { ticket, event: None });
    }
    let ticket = change(tx, ticket, |t| (t.team_id, t.assignee_id) = (to.team, to.assignee))?;
    let event = tell_assigned(tx, actor, &was, &ticket, None)?;
    Ok(Changed { ticket, event })
}

fn checked(tx: &Tx<'_>, actor: &Actor, was: &Ticket, to: To) -> Result<Assignment> {
    let is = was.assignment();
    let to = match to {
        To::Me => Assignment { assignee: Some(actor.person().ok_or(Refusal::NotAllowed(Action::Assign.as_str()))?), ..is },
        To::Person(person) => Assignment { assignee: Some(person), ..is },
        To::Team(team) => Assignment { team: Some(team), assignee: is.assignee.filter(|_| is.team == Some(team)) },
        To::Both(team, person) => Assignment { team: Some(team), assignee: Some(person) },
        To::Nobody => Assignment { assignee: None, ..is },
        To::NoTeam => Assignment { team: None, assignee: None },
    };
    if let Some(team) = to.team.filter(|_| to.team != is.team) {
        checked_team(tx, team)?;
    }
    if let Some(person) = to.assignee.filter(|_| to != is) {
        checked_assignee(tx, person, to.team)?;
    }
    Ok(to)
}
