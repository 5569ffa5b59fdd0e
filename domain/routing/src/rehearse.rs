//! A rehearsal: a team's way run over the tickets that came to it in the last 30 days, without touching one of them.

use std::collections::BTreeMap;

use db::{Conn, Moment, params, row};
use outcome::{Refusal, Result};
use people::{Actor, PersonId, SiteId, TeamId};
use tickets::{CategoryId, REHEARSED_MAX, REHEARSED_MS, REHEARSED_SHOWN, TicketId};

use crate::choose::{Candidate, Needs, choose};
use crate::policy::{self, Action};
use crate::set::WayInput;
use crate::team::{TeamWay, calendar_of, candidates, needed};

row! {
    /// A ticket as a rehearsal knows it.
    pub struct Past {
        pub id: TicketId,
        pub subject: String,
        pub priority: i64,
        pub category_id: Option<CategoryId>,
        pub site_id: Option<SiteId>,
        pub assignee_id: Option<PersonId>,
        pub opened_at: Moment,
        pub resolved_at: Option<Moment>,
    }
}

/// A ticket and who would have had it.
#[derive(Debug, Clone)]
pub struct Would {
    /// The ticket.
    pub ticket: TicketId,
    /// What it is about.
    pub subject: String,
    /// When it came.
    pub at: Moment,
    /// Who would have had it; nobody when nobody could.
    pub person: Option<PersonId>,
    /// Who has or had it.
    pub was: Option<PersonId>,
}

/// What a rehearsal found.
#[derive(Debug, Clone, Default)]
pub struct Rehearsal {
    /// How many tickets it ran through.
    pub count: usize,
    /// Were there more than it runs through?
    pub more: bool,
    /// How many each person would have had.
    pub shares: BTreeMap<PersonId, usize>,
    /// How many nobody could have had.
    pub nobody: usize,
    /// How many would have had whoever had them in the end.
    pub same: usize,
    /// The newest of them.
    pub shown: Vec<Would>,
}

/// Runs a way over the last 30 days: with the absences, the calendar and the rota of those days, with the skills, capacities and
/// needs of today. Everybody begins with no tickets and keeps each until the moment at which it was really resolved.
///
/// # Errors
/// `NotAllowed`.
pub fn rehearse(conn: &Conn, actor: &Actor, input: &WayInput) -> Result<Rehearsal> {
    policy::permit(actor, Action::See, false)?;
    let since = conn.now().plus_ms(-REHEARSED_MS);
    let max = i64::try_from(REHEARSED_MAX).unwrap_or(i64::MAX);
    let seen = tickets::policy::visible(actor, "t", 4);
    let sql = format!(
        "SELECT t.id, t.subject, t.priority, t.category_id, t.site_id, t.assignee_id, t.opened_at, t.resolved_at FROM tickets t \
         WHERE t.team_id = $1 AND t.opened_at >= $2 AND {} ORDER BY t.opened_at DESC, t.id DESC LIMIT $3",
        seen.condition
    );
    let mut values = params![input.team, since, max + 1].to_vec();
    values.extend(seen.params);
    let mut past: Vec<Past> = conn.all(&sql, &values)?;
    let more = past.len() > REHEARSED_MAX;
    past.truncate(REHEARSED_MAX);
    past.reverse();
    run(conn, &way(input), past).map(|found| Rehearsal { more, ..found })
}

fn way(input: &WayInput) -> TeamWay {
    TeamWay {
        team_id: input.team,
        way: input.way,
        calendar_id: input.calendar,
        rota_id: input.rota,
        overflow_id: input.overflow,
        take_minutes: input.take_minutes,
        pointer_id: PersonId(0),
    }
}

fn run(conn: &Conn, way: &TeamWay, past: Vec<Past>) -> Result<Rehearsal> {
    let (team, calendar) = (candidates(conn, way, conn.now())?, calendar_of(conn, way)?);
    let (mut found, mut last) = (Rehearsal { count: past.len(), ..Rehearsal::default() }, PersonId(0));
    let Some(first) = past.first().map(|ticket| ticket.opened_at) else { return Ok(found) };
    let away = rota::absences_between(conn, first, conn.now())?;
    let duties = match way.rota_id {
        Some(rota) => Some(rota::schedule(conn, &people::Actor::system(people::Door::Inside), rota, first, conn.now())?),
        None => None,
    };
    let mut needs: BTreeMap<CategoryId, Vec<(String, u8)>> = BTreeMap::new();
    let mut had: BTreeMap<PersonId, Vec<(Option<Moment>, i64)>> = BTreeMap::new();
    for ticket in past {
        let at = ticket.opened_at;
        let open = calendar.as_ref().is_none_or(|calendar| calendar.is_open(at.0).unwrap_or(false));
        let on = duties.as_ref().map(|all| all.iter().find(|duty| (duty.from..duty.to).contains(&at.0)).and_then(|duty| duty.person));
        let then: Vec<Candidate> = team
            .iter()
            .map(|one| {
                let kept = had.entry(one.person).or_default();
                kept.retain(|(until, _)| until.is_none_or(|until| until > at));
                Candidate {
                    away: away.iter().any(|(person, from, to)| *person == one.person && *from <= at && at < *to),
                    on_shift: open && on.is_none_or(|on| on == Some(one.person)),
                    open: i64::try_from(kept.len()).unwrap_or(i64::MAX),
                    load: kept.iter().map(|(_, weight)| weight).sum(),
                    ..one.clone()
                }
            })
            .collect();
        let skills = match ticket.category_id {
            None => Vec::new(),
            Some(category) => match needs.get(&category) {
                Some(known) => known.clone(),
                None => needs.entry(category).or_insert(needed(conn, category)?).clone(),
            },
        };
        let person = choose(way.way, last, &then, &Needs { skills, site: ticket.site_id, not: None }).ok().map(|chosen| chosen.person);
        match person {
            Some(person) => {
                last = person;
                *found.shares.entry(person).or_default() += 1;
                had.entry(person).or_default().push((ticket.resolved_at, 5 - ticket.priority));
                found.same += usize::from(ticket.assignee_id == Some(person));
            }
            None => found.nobody += 1,
        }
        found.shown.push(Would { ticket: ticket.id, subject: ticket.subject, at, person, was: ticket.assignee_id });
    }
    found.shown.reverse();
    found.shown.truncate(REHEARSED_SHOWN);
    Ok(found)
}

/// The way that holds for a team now, as it would be typed.
///
/// # Errors
/// `NotFound` for a team that there is not; `NotAllowed`.
pub fn way_of_team(conn: &Conn, actor: &Actor, team: TeamId) -> Result<WayInput> {
    policy::permit(actor, Action::See, false)?;
    conn.first::<(TeamId,)>("SELECT id FROM teams WHERE id = $1", params![team])?.ok_or(Refusal::NotFound)?;
    let sql = format!("SELECT {} FROM routing_teams w WHERE w.team_id = $1", TeamWay::columns("w"));
    let off = WayInput { team, way: crate::Way::Off, calendar: None, rota: None, overflow: None, take_minutes: None };
    Ok(conn.first::<TeamWay>(&sql, params![team])?.map_or(off, |w| WayInput {
        team,
        way: w.way,
        calendar: w.calendar_id,
        rota: w.rota_id,
        overflow: w.overflow_id,
        take_minutes: w.take_minutes,
    }))
}
