//! To whom tickets can be escalated: the teams in which the asker sees tickets, and who is of them.

use db::{Conn, params};
use outcome::Result;
use people::{Actor, PersonId, TeamId};

use crate::workspace::menus;

/// A team that tickets can be escalated to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondLine {
    /// The team.
    pub team: TeamId,
    /// What it is called.
    pub name: String,
    /// Who is of it, by name.
    pub members: Vec<(PersonId, String)>,
}

/// The teams that the asker may give tickets to, by name, with those of them who work here. Two statements at most.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn second_lines(conn: &Conn, actor: &Actor) -> Result<Vec<SecondLine>> {
    let teams = menus(conn, actor)?.teams;
    let mut lines: Vec<SecondLine> = teams.into_iter().map(|(team, name)| SecondLine { team, name, members: Vec::new() }).collect();
    let sql = "SELECT m.team_id, p.id, p.name FROM team_members m JOIN people p ON p.id = m.person_id \
               WHERE p.role IN ('agent', 'lead', 'administrator') AND p.deactivated_at IS NULL ORDER BY p.name_key, p.id";
    conn.each::<(TeamId, PersonId, String)>(sql, params![], |(team, person, name)| {
        if let Some(line) = lines.iter_mut().find(|line| line.team == team) {
            line.members.push((person, name));
        }
        Ok(())
    })?;
    Ok(lines)
}
