//! A team: specialists who share a queue. A restricted team's tickets are seen by its members only.

mod members;
mod membership;

use db::{Conn, Moment, Tx, params, row, words};
use outcome::{Check, Error, Result};
use text::plain::fold;

use crate::event::{PeopleEvent, note};
use crate::person::{NAME_CHARS_MAX, too_long};
use crate::policy::{self, Action};
use crate::{Actor, TeamId};

pub use members::{SetMembers, set_members};
pub use membership::{InTeam, describe_team, join_team, leave_team, make_team_default};

words! {
    /// Who sees a team's tickets.
    pub enum Visibility {
        /// Everybody at the desk.
        Open = "open",
        /// Its members only; a lead who should see them belongs to it.
        Restricted = "restricted",
    }
}

row! {
    /// A team's own row.
    pub struct Team {
        /// Its number.
        pub id: TeamId,
        /// What it is called.
        pub name: String,
        /// Who sees its tickets.
        pub visibility: Visibility,
        /// Since when it exists.
        pub created_at: Moment,
        /// Since when nothing new is given to it.
        pub archived_at: Option<Moment>,
        /// What it is for.
        pub description: String,
        /// When anything about it last changed.
        pub updated_at: Moment,
    }
}

impl Team {
    pub(crate) fn of(conn: &Conn, id: TeamId) -> Result<Option<Self>> {
        conn.first(&format!("SELECT {} FROM teams t WHERE t.id = $1", Self::columns("t")), params![id])
    }
}

/// A team as it should be.
#[derive(Debug, Clone)]
pub struct TeamInput {
    /// What it is called; no two are called the same.
    pub name: String,
    /// Who sees its tickets.
    pub visibility: Visibility,
}

/// Adds a team without members.
///
/// # Errors
/// Refused when the actor may not, or the input does not hold.
pub fn add_team(tx: &mut Tx<'_>, actor: &Actor, input: &TeamInput) -> Result<Team> {
    policy::allow(actor, Action::AddTeam)?;
    check(tx, input, TeamId(0))?;
    let (name, created_at) = (input.name.trim(), tx.now());
    let sql = "INSERT INTO teams (name, name_key, visibility, created_at) VALUES ($1, $2, $3, $4) RETURNING id";
    let id: TeamId = tx.insert(sql, params![name, fold(name), input.visibility, created_at])?;
    note(tx, actor, &PeopleEvent::TeamAdded { team: id })?;
    let description = String::new();
    Ok(Team { id, name: name.to_owned(), visibility: input.visibility, created_at, archived_at: None, description, updated_at: created_at })
}

/// Changes a team's name and visibility.
///
/// # Errors
/// Refused when the actor may not, or the input does not hold.
pub fn edit_team(tx: &mut Tx<'_>, actor: &Actor, id: TeamId, input: &TeamInput) -> Result<Team> {
    let was = policy::permit(tx, actor, Action::EditTeam, id)?;
    check(tx, input, was.id)?;
    let name = input.name.trim();
    let sql = "UPDATE teams SET name = $2, name_key = $3, visibility = $4 WHERE id = $1";
    let key = if was.archived_at.is_some() { format!("{}\t{}", fold(name), was.id) } else { fold(name) };
    tx.execute_one(sql, params![was.id, name, key, input.visibility])?;
    note(tx, actor, &PeopleEvent::TeamEdited { team: was.id })?;
    Ok(Team { name: name.to_owned(), visibility: input.visibility, updated_at: tx.now(), ..was.into_inner() })
}

/// Archives a team: its tickets keep it, nothing new is given to it, and its name is free for another.
///
/// # Errors
/// Refused when the actor may not, or when it is archived already.
pub fn archive_team(tx: &mut Tx<'_>, actor: &Actor, id: &TeamId) -> Result<Team> {
    let was = policy::permit(tx, actor, Action::EditTeam, *id)?;
    if was.archived_at.is_some() {
        return Err(Error::conflict("team-archived-already"));
    }
    let now = tx.now();
    // No name folds to one with a tab in it.
    let sql = "UPDATE teams SET archived_at = $2, name_key = name_key || $3 WHERE id = $1";
    tx.execute_one(sql, params![was.id, now, format!("\t{}", was.id)])?;
    note(tx, actor, &PeopleEvent::TeamArchived { team: was.id })?;
    Ok(Team { archived_at: Some(now), ..was.into_inner() })
}

/// Takes an archived team into use again.
///
/// # Errors
/// Refused when the actor may not, when it is not archived, or when another has its name by now.
pub fn restore_team(tx: &mut Tx<'_>, actor: &Actor, id: &TeamId) -> Result<Team> {
    let was = policy::permit(tx, actor, Action::EditTeam, *id)?;
    if was.archived_at.is_none() {
        return Err(Error::conflict("team-not-archived"));
    }
    let key = fold(&was.name);
    if tx.first::<(i64,)>("SELECT 1 FROM teams WHERE name_key = $1 AND id <> $2", params![&key, was.id])?.is_some() {
        return Err(Error::conflict("team-name-taken"));
    }
    tx.execute_one("UPDATE teams SET archived_at = NULL, name_key = $2 WHERE id = $1", params![was.id, key])?;
    note(tx, actor, &PeopleEvent::TeamRestored { team: was.id })?;
    Ok(Team { archived_at: None, ..was.into_inner() })
}

fn check(tx: &Tx<'_>, input: &TeamInput, own: TeamId) -> Result<()> {
    let name = input.name.trim();
    let taken = tx.first::<(i64,)>("SELECT 1 FROM teams WHERE name_key = $1 AND id <> $2", params![fold(name), own])?.is_some();
    Check::new()
        .that(!name.is_empty(), "name", "name-missing")
        .that(name.chars().count() <= NAME_CHARS_MAX, "name", too_long(NAME_CHARS_MAX))
        .that(!taken, "name", "team-name-taken")
        .done()
}
