//! Who a step calls at this moment: nobody who is off, has left, or may not see the ticket.

use db::Conn;
use outcome::{Error, Result};
use people::{Actor, Door, PersonId, Role, TeamId, directory};
use rota::RotaId;
use tickets::{Ticket, TicketId, policy};

use crate::chain::Called;
use crate::limits::CALLED_MAX;

/// The people, each once, at most [`CALLED_MAX`].
pub(crate) fn called(conn: &Conn, ticket: &Ticket, call: Called) -> Result<Vec<PersonId>> {
    let now = conn.now();
    let mut all = match call {
        Called::Person(person) => vec![person],
        Called::Assignee => ticket.assignee_id.into_iter().collect(),
        Called::Team => members(conn, ticket.team_id)?,
        Called::Leads => leads_of(conn, ticket.team_id)?,
        Called::OnDuty(rota) => rota::who_is_on(conn, rota, now)?.0.into_iter().collect(),
        Called::Next(rota) => rota::who_is_on(conn, rota, now)?.1.into_iter().collect(),
        Called::Everybody(rota) => rota::everybody_of(conn, rota, now)?,
        Called::LeadsOf(rota) => leads_of(conn, team_of(conn, rota)?)?,
    };
    let away = rota::away_at(conn, now)?;
    all.retain(|person| !away.contains(person));
    let mut there = Vec::new();
    for person in all {
        if there.len() < CALLED_MAX && !there.contains(&person) && may_know(conn, person, ticket.id)? {
            there.push(person);
        }
    }
    Ok(there)
}

/// The leads of a team; where it has none, everybody who leads the desk.
///
/// # Errors
/// What the engine answers.
pub fn leads_of(conn: &Conn, team: Option<TeamId>) -> Result<Vec<PersonId>> {
    let own = members(conn, team)?;
    let lead = |p: &people::PersonBrief| p.role >= Role::Lead;
    let all: Vec<PersonId> = directory::agents(conn)?.into_iter().filter(lead).map(|p| p.id).collect();
    let of_team: Vec<PersonId> = all.iter().copied().filter(|lead| own.contains(lead)).collect();
    Ok(if of_team.is_empty() { all } else { of_team })
}

fn members(conn: &Conn, team: Option<TeamId>) -> Result<Vec<PersonId>> {
    let Some(team) = team else { return Ok(Vec::new()) };
    Ok(directory::team_members(conn, team)?.into_iter().map(|member| member.id).collect())
}

fn team_of(conn: &Conn, rota: RotaId) -> Result<Option<TeamId>> {
    Ok(rota::rota(conn, &Actor::system(Door::Inside), rota)?.team)
}

/// Works at the desk and sees the ticket's inner part.
fn may_know(conn: &Conn, person: PersonId, ticket: TicketId) -> Result<bool> {
    let Some(actor) = directory::actor_of(conn, person, Door::Inside)?.filter(Actor::is_staff) else { return Ok(false) };
    match policy::look(conn, &actor, ticket) {
        Ok(seen) => Ok(seen.may(policy::Action::SeeInternal)),
        Err(Error::Refused(_)) => Ok(false),
        Err(failed) => Err(failed),
    }
}
