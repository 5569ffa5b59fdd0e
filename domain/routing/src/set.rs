//! What leads say about a team's way, about people, and about what categories need; and everybody about whether they take tickets.

use db::{Tx, params};
use outcome::{Check, Refusal, Result, Sentence};
use people::{Actor, PersonId, TeamId, directory};
use rota::RotaId;
use sla::CalendarId;
use text::plain::fold;
use tickets::CategoryId;

use crate::choose::Way;
use crate::event::RoutingEvent;
use crate::limits::{CAPACITY, CAPACITY_MAX, LEVEL_MAX, SKILL_CHARS_MAX, SKILLS_MAX, TAKE_MINUTES_MAX};
use crate::policy::{self, Action};

/// A team's way as it should be.
#[derive(Debug, Clone)]
pub struct WayInput {
    /// The team.
    pub team: TeamId,
    /// By which way.
    pub way: Way,
    /// The team's shift.
    pub calendar: Option<CalendarId>,
    /// The rota, of which only who is on duty is asked.
    pub rota: Option<RotaId>,
    /// Where tickets go that nobody can have.
    pub overflow: Option<TeamId>,
    /// Open minutes in which a ticket is to be taken.
    pub take_minutes: Option<i64>,
}

/// What is said of a person.
#[derive(Debug, Clone)]
pub struct PersonInput {
    /// Who.
    pub person: PersonId,
    /// How many open tickets they can have.
    pub capacity: i64,
    /// What they know, each with a level.
    pub skills: Vec<(String, u8)>,
}

/// Says how a team's tickets find somebody, from now on.
///
/// # Errors
/// `NotAllowed`; `Invalid`.
pub fn set_way(tx: &mut Tx<'_>, actor: &Actor, input: &WayInput) -> Result<()> {
    policy::permit(actor, Action::Manage, false)?;
    directory::team(tx, input.team)?.filter(|team| team.archived_at.is_none()).ok_or(Refusal::NotFound)?;
    input.calendar.map(|calendar| sla::calendar(tx, actor, calendar)).transpose()?;
    input.rota.map(|rota| rota::rota(tx, actor, rota)).transpose()?;
    let overflow = input.overflow.map(|team| directory::team(tx, team)).transpose()?;
    let overflow_is_there = overflow.is_none_or(|team| team.is_some_and(|team| team.archived_at.is_none()));
    let minutes = input.take_minutes.is_none_or(|minutes| (1..=TAKE_MINUTES_MAX).contains(&minutes));
    Check::new()
        .that(input.overflow != Some(input.team), "overflow", "routing-overflow-self")
        .that(overflow_is_there, "overflow", "routing-no-team")
        .that(minutes, "minutes", Sentence::new("routing-minutes").with("max", TAKE_MINUTES_MAX))
        .done()?;
    tx.execute_one(
        "INSERT INTO routing_teams (team_id, way, calendar_id, rota_id, overflow_id, take_minutes, pointer_id) VALUES ($1,$2,$3,$4,$5,$6,0) \
         ON CONFLICT (team_id) DO UPDATE SET way = excluded.way, calendar_id = excluded.calendar_id, rota_id = excluded.rota_id, \
         overflow_id = excluded.overflow_id, take_minutes = excluded.take_minutes",
        params![input.team, input.way, input.calendar, input.rota, input.overflow, input.take_minutes],
    )?;
    tx.record(actor, &RoutingEvent::WaySet { team: input.team, way: input.way }).map(drop)
}

/// Says how many tickets somebody can have and what they know.
///
/// # Errors
/// `NotAllowed`; `Invalid`.
pub fn set_person(tx: &mut Tx<'_>, actor: &Actor, input: &PersonInput) -> Result<()> {
    policy::permit(actor, Action::Manage, false)?;
    directory::person(tx, input.person)?.filter(|person| person.is_active() && person.is_staff()).ok_or(Refusal::NotFound)?;
    let skills = tidy(&input.skills);
    let capacity = (0..=CAPACITY_MAX).contains(&input.capacity);
    checked(&skills, "skills").that(capacity, "capacity", Sentence::new("routing-capacity").with("max", CAPACITY_MAX)).done()?;
    tx.execute_one(
        "INSERT INTO routing_people (person_id, capacity, away) VALUES ($1, $2, 0) \
         ON CONFLICT (person_id) DO UPDATE SET capacity = excluded.capacity",
        params![input.person, input.capacity],
    )?;
    tx.execute("DELETE FROM routing_skills WHERE person_id = $1", params![input.person])?;
    for (skill, level) in &skills {
        let sql = "INSERT INTO routing_skills (person_id, skill, level) VALUES ($1, $2, $3)";
        tx.execute_one(sql, params![input.person, skill.as_str(), i64::from(*level)])?;
    }
    tx.record(actor, &RoutingEvent::PersonSet { person: input.person, capacity: input.capacity }).map(drop)
}

/// Says what somebody must know for tickets of a category; nothing takes it back.
///
/// # Errors
/// `NotAllowed`; `Invalid`.
pub fn set_needs(tx: &mut Tx<'_>, actor: &Actor, category: CategoryId, needs: &[(String, u8)]) -> Result<()> {
    policy::permit(actor, Action::Manage, false)?;
    tx.first::<(CategoryId,)>("SELECT id FROM categories WHERE id = $1", params![category])?.ok_or(Refusal::NotFound)?;
    let needs = tidy(needs);
    checked(&needs, "needs").done()?;
    tx.execute("DELETE FROM routing_needs WHERE category_id = $1", params![category])?;
    for (skill, level) in &needs {
        let sql = "INSERT INTO routing_needs (category_id, skill, level) VALUES ($1, $2, $3)";
        tx.execute_one(sql, params![category, skill.as_str(), i64::from(*level)])?;
    }
    tx.record(actor, &RoutingEvent::NeedsSet { category, needs: needs.len() }).map(drop)
}

/// Says that somebody takes no tickets now, or does again. What they have stays theirs.
///
/// # Errors
/// `NotAllowed`.
pub fn switch_away(tx: &mut Tx<'_>, actor: &Actor, person: PersonId, away: bool) -> Result<()> {
    policy::permit(actor, Action::SwitchAway, actor.person() == Some(person))?;
    directory::person(tx, person)?.filter(|person| person.is_active() && person.is_staff()).ok_or(Refusal::NotFound)?;
    tx.execute_one(
        "INSERT INTO routing_people (person_id, capacity, away) VALUES ($1, $2, $3) \
         ON CONFLICT (person_id) DO UPDATE SET away = excluded.away",
        params![person, CAPACITY, away],
    )?;
    tx.record(actor, &RoutingEvent::SwitchedAway { person, away }).map(drop)
}

/// Names folded, each once with its highest level.
fn tidy(skills: &[(String, u8)]) -> Vec<(String, u8)> {
    let mut all: Vec<(String, u8)> =
        skills.iter().map(|(skill, level)| (fold(skill.trim()), *level)).filter(|(s, _)| !s.is_empty()).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    all.dedup_by(|b, a| a.0 == b.0);
    all
}

fn checked(skills: &[(String, u8)], field: &'static str) -> Check {
    let long = skills.iter().any(|(skill, _)| skill.chars().count() > SKILL_CHARS_MAX);
    let levels = skills.iter().all(|(_, level)| (1..=LEVEL_MAX).contains(level));
    let mut check = Check::new();
    check.that(skills.len() <= SKILLS_MAX, field, Sentence::new("routing-skills-many").with("max", SKILLS_MAX));
    check.that(!long, field, Sentence::new("routing-skill-long").with("max", SKILL_CHARS_MAX));
    check.that(levels, field, Sentence::new("routing-level").with("max", LEVEL_MAX));
    check
}
