//! What pages ask: the ways of all teams, a team's people, what categories need, and tickets that nobody can have.

use db::{Conn, Moment, Value, params, row};
use outcome::Result;
use people::{Actor, PersonId, TeamId};
use tickets::{CategoryId, TicketId};

use crate::choose::{Candidate, Way};
use crate::limits::SHOWN_MAX;
use crate::policy::{self, Action};
use crate::team::{TeamWay, candidates};

row! {
    /// A ticket that waits for somebody to be there.
    pub struct Stuck {
        /// The ticket.
        pub ticket_id: TicketId,
        /// What it is about.
        pub subject: String,
        /// The team that has it.
        pub team: String,
        /// Since when.
        pub since: Moment,
    }
}

/// The way of every team that has one.
///
/// # Errors
/// `NotAllowed`.
pub fn ways(conn: &Conn, actor: &Actor) -> Result<Vec<(TeamId, Way)>> {
    policy::permit(actor, Action::See, false)?;
    conn.all("SELECT team_id, way FROM routing_teams ORDER BY team_id", params![])
}

/// The people of a team as they stand now.
///
/// # Errors
/// `NotAllowed`.
pub fn team_now(conn: &Conn, actor: &Actor, way: &crate::WayInput) -> Result<Vec<Candidate>> {
    policy::permit(actor, Action::See, false)?;
    let way = TeamWay {
        team_id: way.team,
        way: way.way,
        calendar_id: way.calendar,
        rota_id: way.rota,
        overflow_id: way.overflow,
        take_minutes: way.take_minutes,
        pointer_id: PersonId(0),
    };
    candidates(conn, &way, conn.now())
}

/// What categories need.
///
/// # Errors
/// `NotAllowed`.
pub fn needs(conn: &Conn, actor: &Actor) -> Result<Vec<(CategoryId, String, u8)>> {
    policy::permit(actor, Action::See, false)?;
    let sql = "SELECT category_id, skill, level FROM routing_needs ORDER BY category_id, skill";
    let all = conn.all::<(CategoryId, String, i64)>(sql, params![])?;
    Ok(all.into_iter().map(|(category, skill, level)| (category, skill, u8::try_from(level).unwrap_or(0))).collect())
}

/// Has the actor said that they take no tickets now?
///
/// # Errors
/// What the engine answers.
pub fn is_switched_away(conn: &Conn, person: PersonId) -> Result<bool> {
    let found = conn.first::<(bool,)>("SELECT away FROM routing_people WHERE person_id = $1", params![person])?;
    Ok(found.is_some_and(|(away,)| away))
}

/// Tickets that nobody of their team can have now, the longest first; of those that the actor works on.
///
/// # Errors
/// `NotAllowed`.
pub fn stuck(conn: &Conn, actor: &Actor) -> Result<Vec<Stuck>> {
    policy::permit(actor, Action::See, false)?;
    let seen = tickets::policy::visible(actor, "t", 2);
    let sql = format!(
        "SELECT o.ticket_id, t.subject, x.name, o.since FROM routing_offers o JOIN tickets t ON t.id = o.ticket_id \
         JOIN teams x ON x.id = o.team_id WHERE o.person_id IS NULL AND t.assignee_id IS NULL AND {} ORDER BY o.since, o.ticket_id LIMIT $1",
        seen.condition
    );
    let mut values: Vec<Value> = params![SHOWN_MAX].to_vec();
    values.extend(seen.params);
    conn.all(&sql, &values)
}
