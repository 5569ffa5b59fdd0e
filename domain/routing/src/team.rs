//! A team's way, and who of it could have a ticket at a moment.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Calendar;
use db::{Conn, Moment, Tx, params, row};
use outcome::Result;
use people::{Actor, Door, PersonId, SiteId, TeamId, directory};
use rota::RotaId;
use sla::CalendarId;
use tickets::{CategoryId, Ticket};

use crate::choose::{Candidate, Needs, Way};
use crate::limits::CAPACITY;

row! {
    /// How a team's tickets find somebody.
    pub struct TeamWay {
        /// The team.
        pub team_id: TeamId,
        /// By which way.
        pub way: Way,
        /// The team's shift.
        pub calendar_id: Option<CalendarId>,
        /// The rota, of which only who is on duty is asked.
        pub rota_id: Option<RotaId>,
        /// Where tickets go that nobody can have.
        pub overflow_id: Option<TeamId>,
        /// Open minutes in which a ticket is to be taken.
        pub take_minutes: Option<i64>,
        /// Who had the last turn.
        pub pointer_id: PersonId,
    }
}

/// The way of a team, if it has one that is not off.
pub(crate) fn way_of(conn: &Conn, team: TeamId, lock: &str) -> Result<Option<TeamWay>> {
    let sql = format!("SELECT {} FROM routing_teams w WHERE w.team_id = $1 AND w.way <> 'off'{lock}", TeamWay::columns("w"));
    conn.first(&sql, params![team])
}

/// The same, locked: whoever comes second sees whose turn is next after the first.
pub(crate) fn locked_way(tx: &Tx<'_>, team: TeamId) -> Result<Option<TeamWay>> {
    way_of(tx, team, &tx.locking("w"))
}

/// The team's calendar, ready to be asked.
pub(crate) fn calendar_of(conn: &Conn, way: &TeamWay) -> Result<Option<Calendar>> {
    let Some(id) = way.calendar_id else { return Ok(None) };
    let definition = sla::calendar(conn, &Actor::system(Door::Inside), id)?.definition()?;
    Ok(Some(Calendar::new(definition).map_err(anyhow::Error::from)?))
}

/// The people of a team as they stand at a moment. Six statements at most, however many they are.
pub(crate) fn candidates(conn: &Conn, way: &TeamWay, at: Moment) -> Result<Vec<Candidate>> {
    let members = directory::team_members(conn, way.team_id)?;
    let away: BTreeSet<PersonId> = rota::away_at(conn, at)?.into_iter().collect();
    let open = calendar_of(conn, way)?.is_none_or(|calendar| calendar.is_open(at.0).unwrap_or(false));
    let on_duty = way.rota_id.map(|rota| rota::who_is_on(conn, rota, at)).transpose()?.map(|(on, _)| on);
    let said = said(conn, way.team_id)?;
    let (skills, loads, sites) = (skills(conn, way.team_id)?, loads(conn, way.team_id)?, sites(conn, way.team_id)?);
    let one = |person: PersonId| {
        let (capacity, switched) = said.get(&person).copied().unwrap_or((CAPACITY, false));
        let (open_tickets, load) = loads.get(&person).copied().unwrap_or_default();
        Candidate {
            person,
            away: switched || away.contains(&person),
            on_shift: open && on_duty.is_none_or(|on| on == Some(person)),
            open: open_tickets,
            load,
            capacity,
            skills: skills.get(&person).cloned().unwrap_or_default(),
            site: sites.get(&person).copied().flatten(),
        }
    };
    Ok(members.into_iter().filter(|m| m.role >= people::Role::Agent).map(|m| one(m.id)).collect())
}

fn said(conn: &Conn, team: TeamId) -> Result<BTreeMap<PersonId, (i64, bool)>> {
    let sql = "SELECT r.person_id, r.capacity, r.away FROM routing_people r JOIN team_members m ON m.person_id = r.person_id \
               WHERE m.team_id = $1";
    Ok(conn.all::<(PersonId, i64, bool)>(sql, params![team])?.into_iter().map(|(p, capacity, away)| (p, (capacity, away))).collect())
}

fn skills(conn: &Conn, team: TeamId) -> Result<BTreeMap<PersonId, Vec<(String, u8)>>> {
    let sql = "SELECT s.person_id, s.skill, s.level FROM routing_skills s JOIN team_members m ON m.person_id = s.person_id \
               WHERE m.team_id = $1 ORDER BY s.person_id, s.skill";
    let mut all: BTreeMap<PersonId, Vec<(String, u8)>> = BTreeMap::new();
    for (person, skill, level) in conn.all::<(PersonId, String, i64)>(sql, params![team])? {
        all.entry(person).or_default().push((skill, u8::try_from(level).unwrap_or(0)));
    }
    Ok(all)
}

/// Open tickets of the team's people, in whichever team; and the same with P1 counted four times, P2 three times, P3 twice.
fn loads(conn: &Conn, team: TeamId) -> Result<BTreeMap<PersonId, (i64, i64)>> {
    let sql = "SELECT t.assignee_id, COUNT(*), CAST(SUM(5 - t.priority) AS BIGINT) FROM tickets t \
               JOIN team_members m ON m.person_id = t.assignee_id WHERE m.team_id = $1 AND t.status IN ('new', 'open') \
               AND t.resolved_at IS NULL AND t.closed_at IS NULL AND t.deleted_at IS NULL GROUP BY t.assignee_id";
    Ok(conn.all::<(PersonId, i64, i64)>(sql, params![team])?.into_iter().map(|(p, open, load)| (p, (open, load))).collect())
}

fn sites(conn: &Conn, team: TeamId) -> Result<BTreeMap<PersonId, Option<SiteId>>> {
    let sql = "SELECT p.id, p.site_id FROM people p JOIN team_members m ON m.person_id = p.id WHERE m.team_id = $1";
    Ok(conn.all::<(PersonId, Option<SiteId>)>(sql, params![team])?.into_iter().collect())
}

/// What a ticket needs: what its category says, or the nearest one above that says something.
pub(crate) fn needs_of(conn: &Conn, ticket: &Ticket, not: Option<PersonId>) -> Result<Needs> {
    let skills = ticket.category_id.map(|category| needed(conn, category)).transpose()?.unwrap_or_default();
    Ok(Needs { skills, site: ticket.site_id, not })
}

pub(crate) fn needed(conn: &Conn, category: CategoryId) -> Result<Vec<(String, u8)>> {
    let sql = "WITH RECURSIVE up (id, parent_id, far) AS (SELECT c.id, c.parent_id, 0 FROM categories c WHERE c.id = $1 \
               UNION ALL SELECT c.id, c.parent_id, up.far + 1 FROM categories c JOIN up ON c.id = up.parent_id) \
               SELECT up.far, n.skill, n.level FROM up JOIN routing_needs n ON n.category_id = up.id ORDER BY up.far, n.skill";
    let all = conn.all::<(i64, String, i64)>(sql, params![category])?;
    let nearest = all.first().map(|(far, ..)| *far);
    let near = all.into_iter().filter(|(far, ..)| Some(*far) == nearest);
    Ok(near.map(|(_, skill, level)| (skill, u8::try_from(level).unwrap_or(0))).collect())
}
