//! A ticket finds somebody: when it is opened or comes to a team, and again when nobody took it in time.

use db::{EventId, Moment, Tx, params, row};
use outcome::Result;
use people::{Actor, Door, PersonId, TeamId};
use tickets::policy::{Action, Permitted, permit};
use tickets::{Assign, Because, Ticket, TicketEvent, TicketId, To, assign};

use crate::choose::{Candidate, Nobody, choose};
use crate::limits::{OFFERS_BATCH, RETRY_MS};
use crate::team::{TeamWay, calendar_of, candidates, locked_way, needs_of};

row! {
    /// A ticket that waits to be taken, or for somebody to be there.
    pub struct Offer {
        pub team_id: TeamId,
        pub person_id: Option<PersonId>,
        pub event_id: EventId,
        pub tried: String,
        pub next_at: Option<Moment>,
    }
}

/// Gives a ticket that its team has and nobody of it to somebody, by the team's way. Asked twice, it is done once.
///
/// # Errors
/// What the engine answers.
pub fn route(tx: &mut Tx<'_>, by: &Actor, ticket: TicketId) -> Result<()> {
    // The ticket is locked before the team's turn: so everybody waits in the same order.
    let ticket = permit(tx, by, Action::Assign, ticket)?;
    let was = offer(tx, ticket.id)?;
    give(tx, by, &ticket, was.as_ref(), None)
}

fn offer(tx: &Tx<'_>, ticket: TicketId) -> Result<Option<Offer>> {
    tx.first(&format!("SELECT {} FROM routing_offers o WHERE o.ticket_id = $1", Offer::columns("o")), params![ticket])
}

fn forget(tx: &mut Tx<'_>, ticket: TicketId) -> Result<()> {
    tx.execute("DELETE FROM routing_offers WHERE ticket_id = $1", params![ticket]).map(drop)
}

fn give(tx: &mut Tx<'_>, by: &Actor, ticket: &Permitted<Ticket>, was: Option<&Offer>, not: Option<PersonId>) -> Result<()> {
    let waits = ticket.status.is_unfinished() && ticket.deleted_at.is_none() && (ticket.assignee_id.is_none() || not.is_some());
    let Some(team) = ticket.team_id.filter(|_| waits) else { return forget(tx, ticket.id) };
    let Some(way) = locked_way(tx, team)? else { return forget(tx, ticket.id) };
    let needs = needs_of(tx, ticket, not)?;
    let team = candidates(tx, &way, tx.now())?;
    match choose(way.way, way.pointer_id, &team, &needs) {
        Ok(chosen) => {
            let because = Because {
                open: chosen.open,
                capacity: chosen.capacity,
                shift: way.calendar_id.is_some() || way.rota_id.is_some(),
                skills: needs.skills.iter().map(|(skill, _)| skill.clone()).collect(),
                site: needs.site.is_some() && chosen.site == needs.site,
                again: not.is_some(),
            };
            hand(tx, by, ticket, &way, chosen, because)
        }
        // Nobody else can have it: whoever it was offered to keeps it.
        Err(_) if not.is_some() => tx.execute_one("UPDATE routing_offers SET next_at = NULL WHERE ticket_id = $1", params![ticket.id]),
        Err(nobody) => pass_on(tx, by, ticket, &way, was, nobody),
    }
}

fn hand(tx: &mut Tx<'_>, by: &Actor, ticket: &Ticket, way: &TeamWay, chosen: &Candidate, because: Because) -> Result<()> {
    tx.execute_one("UPDATE routing_teams SET pointer_id = $2 WHERE team_id = $1", params![way.team_id, chosen.person])?;
    let event = TicketEvent::Routed { person: chosen.person, because }.record(tx, by, ticket.id)?;
    let routing = Actor { caused_by: Some(event), ..by.clone() };
    let given = assign(tx, &routing, &Assign { ticket: ticket.id, to: To::Person(chosen.person) })?.event.unwrap_or(event);
    let next_at = take_by(tx, way)?;
    keep(tx, ticket.id, way.team_id, Some(chosen.person), given, "[]", next_at)
}

/// To the team that takes what this one cannot, unless that one had it already; else it waits and is seen to wait.
fn pass_on(tx: &mut Tx<'_>, by: &Actor, ticket: &Ticket, way: &TeamWay, was: Option<&Offer>, nobody: Nobody) -> Result<()> {
    let mut tried: Vec<TeamId> =
        was.map(|offer| serde_json::from_str(&offer.tried)).transpose().map_err(anyhow::Error::from)?.unwrap_or_default();
    let stood = was.is_some_and(|offer| offer.team_id == way.team_id && offer.person_id.is_none());
    if !tried.contains(&way.team_id) {
        tried.push(way.team_id);
    }
    let overflow = way.overflow_id.filter(|team| !tried.contains(team));
    let list = serde_json::to_string(&tried).map_err(anyhow::Error::from)?;
    let next_at = Some(tx.now().plus_ms(RETRY_MS));
    if stood && overflow.is_none() {
        // It waits already; that is told once.
        return tx.execute_one("UPDATE routing_offers SET next_at = $2 WHERE ticket_id = $1", params![ticket.id, next_at]);
    }
    let Nobody { off, full, unskilled } = nobody;
    let event = TicketEvent::NotRouted { off, full, unskilled, overflow }.record(tx, by, ticket.id)?;
    keep(tx, ticket.id, way.team_id, None, event, &list, next_at)?;
    let routing = Actor { caused_by: Some(event), ..by.clone() };
    match overflow {
        // That it came to another team is heard, and it finds somebody there.
        Some(team) => assign(tx, &routing, &Assign { ticket: ticket.id, to: To::Team(team) }).map(drop),
        None => Ok(()),
    }
}

fn keep(
    tx: &mut Tx<'_>,
    ticket: TicketId,
    team: TeamId,
    person: Option<PersonId>,
    event: EventId,
    tried: &str,
    next_at: Option<Moment>,
) -> Result<()> {
    let now = tx.now();
    tx.execute_one(
        "INSERT INTO routing_offers (ticket_id, team_id, person_id, event_id, tried, since, next_at) VALUES ($1,$2,$3,$4,$5,$6,$7) \
         ON CONFLICT (ticket_id) DO UPDATE SET team_id = excluded.team_id, person_id = excluded.person_id, event_id = excluded.event_id, \
         tried = excluded.tried, since = excluded.since, next_at = excluded.next_at",
        params![ticket, team, person, event, tried, now, next_at],
    )
}

/// Until when it is to be taken, in the team's hours.
fn take_by(tx: &Tx<'_>, way: &TeamWay) -> Result<Option<Moment>> {
    let Some(minutes) = way.take_minutes else { return Ok(None) };
    let (now, length) = (tx.now(), minutes * db::MINUTE_MS);
    Ok(Some(match calendar_of(tx, way)? {
        Some(calendar) => Moment(calendar.add(now.0, length).map_err(anyhow::Error::from)?),
        None => now.plus_ms(length),
    }))
}

/// Offers to others what was not taken in time, and looks again at what nobody could have; how many. A timer calls it.
///
/// # Errors
/// What the engine answers.
pub fn ring_offers(tx: &mut Tx<'_>) -> Result<usize> {
    let firstline = Actor::system(Door::Inside);
    let max = i64::try_from(OFFERS_BATCH).unwrap_or(i64::MAX);
    let sql = "SELECT ticket_id FROM routing_offers WHERE next_at IS NOT NULL AND next_at <= $1 ORDER BY next_at, ticket_id LIMIT $2";
    let due = tx.all::<(TicketId,)>(sql, params![tx.now(), max])?;
    for (id,) in &due {
        let ticket = permit(tx, &firstline, Action::Assign, *id)?;
        // Read after the ticket is locked: somebody else may have looked at it meanwhile.
        let Some(was) = offer(tx, *id)?.filter(|offer| offer.next_at.is_some_and(|at| at <= tx.now())) else { continue };
        match was.person_id {
            None => give(tx, &firstline, &ticket, Some(&was), None)?,
            Some(person) if ticket.assignee_id == Some(person) && !is_taken(tx, *id, person, was.event_id)? => {
                give(tx, &firstline, &ticket, Some(&was), Some(person))?;
            }
            Some(_) => forget(tx, *id)?,
        }
    }
    Ok(due.len())
}

/// Whatever they did to the ticket since, they have it.
fn is_taken(tx: &Tx<'_>, ticket: TicketId, person: PersonId, since: EventId) -> Result<bool> {
    let sql = "SELECT 1 FROM events WHERE subject_kind = 'ticket' AND subject_id = $1 AND id > $2 AND actor = $3 LIMIT 1";
    Ok(tx.first::<(i64,)>(sql, params![ticket, since, format!("person:{person}")])?.is_some())
}
