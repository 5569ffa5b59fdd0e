//! How many tickets stand where, for the tabs above a queue: read from counters that every change moves.

use db::{Conn, params};
use filter::Sql;
use outcome::Result;
use people::{Actor, PersonId, TeamId};

use crate::policy::{DeskAction, permit_desk, workable};

/// How many unfinished tickets the asker sees, and where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Those the asker does.
    pub mine: i64,
    /// Those nobody does.
    pub unassigned: i64,
    /// Those where the requester has the next move.
    pub waiting: i64,
    /// All of them.
    pub all_unfinished: i64,
    /// Those of the asker's teams.
    pub my_teams: i64,
    /// Each team's, by the team's name; teams that have none are left out.
    pub teams: Vec<TeamCount>,
}

/// How many unfinished tickets a team has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamCount {
    /// The team.
    pub team: TeamId,
    /// Its name.
    pub name: String,
    /// All of its unfinished tickets.
    pub unfinished: i64,
    /// Those of them that nobody does.
    pub unassigned: i64,
    /// Does the asker belong to it?
    pub is_mine: bool,
}

/// A counter as the ticket that it stands for, so that the rule for tickets reads it.
const UNFINISHED: &str = "(SELECT c.status, CASE WHEN c.team_id > 0 THEN c.team_id END AS team_id, c.assignee_id, c.tickets, \
     CAST(NULL AS BIGINT) AS deleted_at \
     FROM ticket_counts c WHERE c.status IN ('new', 'open', 'waiting', 'on_hold') AND c.tickets <> 0)";

/// How many unfinished tickets the asker does, as an expression for a statement of a higher rank, its parameters numbered from
/// `first_param`. The same number as [`Counts::mine`].
#[must_use]
pub fn mine(actor: &Actor, first_param: usize) -> Sql {
    let seen = workable(actor, "t", first_param + 1);
    let sum = format!(
        "(SELECT CAST(COALESCE(SUM(t.tickets), 0) AS BIGINT) FROM {UNFINISHED} t WHERE t.assignee_id = ${first_param} AND {})",
        seen.condition
    );
    let mut params = params![actor.person().unwrap_or(PersonId(0))].to_vec();
    params.extend(seen.params);
    Sql { condition: sum, params }
}

/// The counts of the asker, in one statement whose cost is the number of teams and specialists, not of tickets.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn counts(conn: &Conn, actor: &Actor) -> Result<Counts> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let mut counts = Counts::default();
    let me = actor.person().unwrap_or(PersonId(0));
    let seen = workable(actor, "t", 2);
    let sql = format!(
        "SELECT t.team_id, n.name, CAST(SUM(t.tickets) AS BIGINT), \
         CAST(SUM(CASE WHEN t.assignee_id = $1 THEN t.tickets ELSE 0 END) AS BIGINT), \
         CAST(SUM(CASE WHEN t.assignee_id = 0 THEN t.tickets ELSE 0 END) AS BIGINT), \
         CAST(SUM(CASE WHEN t.status = 'waiting' THEN t.tickets ELSE 0 END) AS BIGINT) \
         FROM {UNFINISHED} t LEFT JOIN teams n ON n.id = t.team_id WHERE {} GROUP BY t.team_id, n.name, n.name_key ORDER BY n.name_key",
        seen.condition
    );
    let mut params = params![me].to_vec();
    params.extend(seen.params);
    type PerTeam = (Option<TeamId>, Option<String>, i64, i64, i64, i64);
    conn.each::<PerTeam>(&sql, &params, |(team, name, all, mine, unassigned, waiting)| {
        counts.all_unfinished += all;
        counts.mine += mine;
        counts.unassigned += unassigned;
        counts.waiting += waiting;
        if let (Some(team), Some(name)) = (team, name) {
            let is_mine = actor.teams.contains(&team);
            counts.my_teams += if is_mine { all } else { 0 };
            counts.teams.push(TeamCount { team, name, unfinished: all, unassigned, is_mine });
        }
        Ok(())
    })?;
    Ok(counts)
}
