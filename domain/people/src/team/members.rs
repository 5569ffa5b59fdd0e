//! Who belongs to a team: said as the whole list, so that two people who edit it at once do not add up to a third list.

use std::collections::BTreeSet;

use db::{Tx, params};
use outcome::{Check, Error, Result, Sentence};

use crate::event::{PeopleEvent, note};
use crate::policy::{self, Action};
use crate::{Actor, PersonId, Role, TeamId};

/// Most members of one team.
pub const MEMBERS_MAX: usize = 500;

/// The members of a team as they should be.
#[derive(Debug, Clone)]
pub struct SetMembers {
    /// The team.
    pub team: TeamId,
    /// Everybody who belongs to it.
    pub members: Vec<PersonId>,
}

/// Sets who belongs to a team.
///
/// # Errors
/// Refused when the actor may not, or when somebody is named who is not active staff.
pub fn set_members(tx: &mut Tx<'_>, actor: &Actor, input: &SetMembers) -> Result<()> {
    let team = policy::permit(tx, actor, Action::EditTeam, input.team)?;
    let wanted: BTreeSet<PersonId> = input.members.iter().copied().collect();
    if wanted.len() > MEMBERS_MAX {
        return Err(Error::invalid("members", Sentence::new("members-too-many").with("max", MEMBERS_MAX)));
    }
    let sql = "SELECT person_id FROM team_members WHERE team_id = $1";
    let now: BTreeSet<PersonId> = tx.all::<(PersonId,)>(sql, params![team.id])?.into_iter().map(|(p,)| p).collect();
    let joined: Vec<PersonId> = wanted.difference(&now).copied().collect();
    let left: Vec<PersonId> = now.difference(&wanted).copied().collect();

    let mut check = Check::new();
    for person in &joined {
        let found = tx.first::<(Role, bool)>("SELECT role, deactivated_at IS NULL FROM people WHERE id = $1", params![*person])?;
        check.that(matches!(found, Some((role, true)) if role >= Role::Agent), "members", "member-not-staff");
    }
    check.done()?;
    if joined.is_empty() && left.is_empty() {
        return Ok(());
    }
    let now_at = tx.now();
    for person in &joined {
        let sql = "INSERT INTO team_members (team_id, person_id, joined_at) VALUES ($1, $2, $3)";
        tx.execute_one(sql, params![team.id, *person, now_at])?;
    }
    for person in &left {
        tx.execute_one("DELETE FROM team_members WHERE team_id = $1 AND person_id = $2", params![team.id, *person])?;
    }
    note(tx, actor, &PeopleEvent::TeamMembersSet { team: team.id, joined, left })?;
    Ok(())
}
