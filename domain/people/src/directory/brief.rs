//! People in a line: what lists, pickers and conversations show of somebody.

use db::{Conn, Value, params, row};
use outcome::Result;

use crate::{OrganizationId, PersonId, Role, TeamId};

/// Most people asked for in one statement; more are asked for in several.
pub const BRIEFS_AT_ONCE_MAX: usize = 1_024;

row! {
    /// A person in a line.
    pub struct PersonBrief {
        /// Their number.
        pub id: PersonId,
        /// As they are called.
        pub name: String,
        /// What they are to the desk.
        pub role: Role,
        /// Job title.
        pub title: String,
        /// The address that letters go to.
        pub email: Option<String>,
        /// Where they belong.
        pub organization_id: Option<OrganizationId>,
        /// Its name.
        pub organization: Option<String>,
        /// False while nobody vouched for them.
        pub verified: bool,
        /// False once they were deactivated.
        pub active: bool,
    }
}

/// A [`PersonBrief`] of the table `people` as `p`; the statement goes on with `WHERE`.
pub(super) const BRIEF: &str = "SELECT p.id, p.name, p.role, p.title, e.email, p.organization_id, o.name, p.verified, \
     p.deactivated_at IS NULL FROM people p LEFT JOIN person_emails e ON e.person_id = p.id AND e.is_primary = 1 \
     LEFT JOIN organizations o ON o.id = p.organization_id ";

/// The people of these numbers, in no order; who does not exist is left out. One statement for up to [`BRIEFS_AT_ONCE_MAX`].
///
/// # Errors
/// What the engine answers.
pub fn people_by_ids(conn: &Conn, ids: &[PersonId]) -> Result<Vec<PersonBrief>> {
    let mut wanted = ids.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let mut people = Vec::with_capacity(wanted.len());
    for part in wanted.chunks(BRIEFS_AT_ONCE_MAX) {
        // Filled up to a power of two with the last one again, so that few statements serve lists of every length.
        let places = part.len().next_power_of_two();
        let values: Vec<Value> = (0..places).map(|n| part[n.min(part.len() - 1)].into()).collect();
        let marks = (1..=places).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        people.extend(conn.all::<PersonBrief>(&format!("{BRIEF} WHERE p.id IN ({marks})"), &values)?);
    }
    Ok(people)
}

/// Everybody who works at the desk and may come in, by name.
///
/// # Errors
/// What the engine answers.
pub fn agents(conn: &Conn) -> Result<Vec<PersonBrief>> {
    let sql = format!("{BRIEF} WHERE p.role IN ('agent', 'lead', 'administrator') AND p.deactivated_at IS NULL ORDER BY p.name_key, p.id");
    conn.all(&sql, params![])
}

/// The active members of a team, by name.
///
/// # Errors
/// What the engine answers.
pub fn team_members(conn: &Conn, team: TeamId) -> Result<Vec<PersonBrief>> {
    let sql = format!(
        "{BRIEF} JOIN team_members m ON m.person_id = p.id WHERE m.team_id = $1 AND p.deactivated_at IS NULL ORDER BY p.name_key, p.id"
    );
    conn.all(&sql, params![team])
}
