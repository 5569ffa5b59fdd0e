//! One person in one team, as programs ask for it: joining, leaving, and the team a person works in first.

use db::{Tx, params};
use outcome::{Error, Refusal, Result};

use super::members::MEMBERS_MAX;
use crate::event::{PeopleEvent, note};
use crate::policy::{self, Action};
use crate::{Actor, PersonId, Role, TeamId};

/// A person in a team.
#[derive(Debug, Clone, Copy)]
pub struct InTeam {
    /// The team.
    pub team: TeamId,
    /// The person.
    pub person: PersonId,
}

/// A person joins a team. Whoever belongs to it already stays.
///
/// # Errors
/// Refused when the actor may not, the person is not active staff, or the team is full.
pub fn join_team(tx: &mut Tx<'_>, actor: &Actor, input: &InTeam) -> Result<()> {
    let team = policy::permit(tx, actor, Action::EditTeam, input.team)?;
    let found = tx.first::<(Role, bool)>("SELECT role, deactivated_at IS NULL FROM people WHERE id = $1", params![input.person])?;
    if !matches!(found, Some((role, true)) if role >= Role::Agent) {
        return Err(Error::invalid("members", "member-not-staff"));
    }
    let (count,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM team_members WHERE team_id = $1", params![team.id])?;
    if usize::try_from(count).is_ok_and(|count| count >= MEMBERS_MAX) {
        return Err(Error::invalid("members", outcome::Sentence::new("members-too-many").with("max", MEMBERS_MAX)));
    }
    let now = tx.now();
    let sql = "INSERT INTO team_members (team_id, person_id, joined_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    if tx.execute(sql, params![team.id, input.person, now])? > 0 {
        note(tx, actor, &PeopleEvent::TeamMembersSet { team: team.id, joined: vec![input.person], left: Vec::new() })?;
    }
    Ok(())
}

/// A person leaves a team.
///
/// # Errors
/// Refused when the actor may not; `NotFound` when the person does not belong to it.
pub fn leave_team(tx: &mut Tx<'_>, actor: &Actor, input: &InTeam) -> Result<()> {
    let team = policy::permit(tx, actor, Action::EditTeam, input.team)?;
    let sql = "DELETE FROM team_members WHERE team_id = $1 AND person_id = $2";
    if tx.execute(sql, params![team.id, input.person])? == 0 {
        return Err(Refusal::NotFound.into());
    }
    note(tx, actor, &PeopleEvent::TeamMembersSet { team: team.id, joined: Vec::new(), left: vec![input.person] })?;
    Ok(())
}

/// Makes a team the one that a member of it works in first.
///
/// # Errors
/// Refused when the actor may not; `NotFound` when the person does not belong to it.
pub fn make_team_default(tx: &mut Tx<'_>, actor: &Actor, input: &InTeam) -> Result<()> {
    let team = policy::permit(tx, actor, Action::EditTeam, input.team)?;
    tx.execute("UPDATE team_members SET is_default = 0 WHERE person_id = $1 AND team_id <> $2", params![input.person, team.id])?;
    let sql = "UPDATE team_members SET is_default = 1 WHERE person_id = $1 AND team_id = $2";
    if tx.execute(sql, params![input.person, team.id])? == 0 {
        return Err(Refusal::NotFound.into());
    }
    note(tx, actor, &PeopleEvent::Edited { person: input.person, fields: vec!["default_team"] })?;
    Ok(())
}

/// Says what a team is for.
///
/// # Errors
/// Refused when the actor may not, or the text is too long.
pub fn describe_team(tx: &mut Tx<'_>, actor: &Actor, team: TeamId, description: &str) -> Result<()> {
    let was = policy::permit(tx, actor, Action::EditTeam, team)?;
    let description = description.trim();
    if description.chars().count() > crate::person::NOTES_CHARS_MAX {
        return Err(Error::invalid("description", crate::person::too_long(crate::person::NOTES_CHARS_MAX)));
    }
    if was.description != description {
        tx.execute_one("UPDATE teams SET description = $2 WHERE id = $1", params![was.id, description])?;
        note(tx, actor, &PeopleEvent::TeamEdited { team: was.id })?;
    }
    Ok(())
}
