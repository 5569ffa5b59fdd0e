//! Making, changing, ordering and putting away macros.

use db::{Tx, params};
use filter::Unbound;
use jiff::tz::TimeZone;
use outcome::{Check, Error, Result, Sentence};
use people::{Actor, directory};
use text::plain::fold;

use super::event::{Happening, MacroEvent, Wording};
use super::{Macro, MacroId, macro_of};
use crate::deeds::Deeds;
use crate::limits::{DESCRIPTION_CHARS_MAX, MACROS_MAX, PREPARED_NAME_CHARS_MAX};
use crate::scope::Scope;

/// A macro as it should be.
#[derive(Debug, Clone)]
pub struct SaveMacro {
    /// Which one; a new one where there is none.
    pub id: Option<MacroId>,
    /// What it is called; no two that are for the same are called the same.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// For whom it is.
    pub scope: Scope,
    /// For which tickets, in the filter language; empty for every one.
    pub filter: String,
    /// What it does.
    pub deeds: Deeds,
}

/// Adds a macro behind the others, or changes one.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` names what does not hold; `Conflict` when there are [`MACROS_MAX`].
pub fn save_macro(tx: &mut Tx<'_>, actor: &Actor, save: &SaveMacro) -> Result<Macro> {
    let was = save.id.map(|id| macro_of(tx, actor, id)).transpose()?;
    was.iter().map(|was| was.scope).chain([save.scope]).try_for_each(|scope| scope.demand(actor))?;
    let to = checked(tx, actor, save)?;
    let deeds = serde_json::to_string(&to.deeds).map_err(anyhow::Error::from)?;
    let (owner, team, now) = (to.scope.owner(), to.scope.team(), tx.now());
    let (id, what) = match was {
        Some(was) if Wording::from(&was) == to => return Ok(was),
        Some(was) => {
            let sql = "UPDATE macros SET name = $2, name_key = $3, description = $4, owner_id = $5, team_id = $6, filter = $7, \
                       deeds = $8, updated_at = $9 WHERE id = $1";
            tx.execute_one(sql, params![was.id, &to.name, fold(&to.name), &to.description, owner, team, &to.filter, deeds, now])?;
            (was.id, Happening::Edited { from: Box::new(Wording::from(&was)), to: Box::new(to) })
        }
        None => {
            let (count, last) = tx.one::<(i64, i64)>("SELECT COUNT(*), COALESCE(MAX(position), 0) FROM macros", params![])?;
            if count >= MACROS_MAX {
                return Err(Error::conflict(Sentence::new("macros-too-many").with("max", MACROS_MAX)));
            }
            let sql = "INSERT INTO macros (name, name_key, description, position, owner_id, team_id, filter, deeds, uses, created_at, \
                       updated_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,0,$9,$9) RETURNING id";
            let values = params![&to.name, fold(&to.name), &to.description, last + 1, owner, team, &to.filter, deeds, now];
            (tx.insert(sql, values)?, Happening::Added { to: Box::new(to) })
        }
    };
    tx.record(actor, &MacroEvent { id, what })?;
    macro_of(tx, actor, id)
}

fn checked(tx: &Tx<'_>, actor: &Actor, save: &SaveMacro) -> Result<Wording> {
    let name = save.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let (description, filter, deeds) = (save.description.trim().to_owned(), save.filter.trim().to_owned(), save.deeds.trimmed());
    let taken = "SELECT 1 FROM macros WHERE name_key = $1 AND id <> $2 AND COALESCE(owner_id, 0) = $3 AND COALESCE(team_id, 0) = $4";
    let (owner, team) = (save.scope.owner().map_or(0, |p| p.0), save.scope.team().map_or(0, |t| t.0));
    let taken = tx.first::<(i64,)>(taken, params![fold(&name), save.id.unwrap_or(MacroId(0)), owner, team])?.is_some();
    let team_known = save.scope.team().map_or(Ok(true), |team| directory::team(tx, team).map(|t| t.is_some()))?;
    let name_says = Sentence::new("prepared-name-too-long").with("max", PREPARED_NAME_CHARS_MAX);
    let description_says = Sentence::new("macro-description-too-long").with("max", DESCRIPTION_CHARS_MAX);
    let mut check = Check::new();
    check
        .that(!name.is_empty(), "name", "name-missing")
        .that(name.chars().count() <= PREPARED_NAME_CHARS_MAX, "name", name_says)
        .that(!taken, "name", "prepared-name-taken")
        .that(team_known, "scope", "prepared-team-unknown")
        .that(description.chars().count() <= DESCRIPTION_CHARS_MAX, "description", description_says)
        .that(!deeds.all().is_empty(), "deeds", "macro-does-nothing");
    deeds.check(tx, &mut check, true)?;
    check.done()?;
    // Whether it reads does not hang on where the desk is.
    match tickets::meets(tx, actor, &filter, &TimeZone::UTC, tickets::Over::One, 1) {
        Ok(_) => Ok(Wording { name, description, scope: save.scope, filter, deeds }),
        Err(Unbound::Failed(failed)) => Err(failed),
        Err(wrong) => Err(wrong.into()),
    }
}

/// Puts a macro at another place in the order, counted from 1.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn move_macro(tx: &mut Tx<'_>, actor: &Actor, id: MacroId, position: usize) -> Result<Macro> {
    let was = macro_of(tx, actor, id)?;
    was.scope.demand(actor)?;
    let all = tx.all::<(MacroId,)>("SELECT id FROM macros ORDER BY position, id", params![])?;
    let mut order: Vec<MacroId> = all.into_iter().map(|(id,)| id).filter(|other| *other != id).collect();
    order.insert(position.saturating_sub(1).min(order.len()), id);
    for (place, other) in (1_i64..).zip(&order) {
        tx.execute_one("UPDATE macros SET position = $2 WHERE id = $1", params![*other, place])?;
    }
    let is = macro_of(tx, actor, id)?;
    if is.position != was.position {
        tx.record(actor, &MacroEvent { id, what: Happening::Moved { from: was.position, to: is.position } })?;
    }
    Ok(is)
}

/// Puts one away; it is offered no more.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn archive_macro(tx: &mut Tx<'_>, actor: &Actor, id: &MacroId) -> Result<Macro> {
    put(tx, actor, *id, true)
}

/// Takes one out again.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn restore_macro(tx: &mut Tx<'_>, actor: &Actor, id: &MacroId) -> Result<Macro> {
    put(tx, actor, *id, false)
}

fn put(tx: &mut Tx<'_>, actor: &Actor, id: MacroId, away: bool) -> Result<Macro> {
    let was = macro_of(tx, actor, id)?;
    was.scope.demand(actor)?;
    if was.archived_at.is_some() != away {
        let (at, now) = (away.then(|| tx.now()), tx.now());
        tx.execute_one("UPDATE macros SET archived_at = $2, updated_at = $3 WHERE id = $1", params![id, at, now])?;
        tx.record(actor, &MacroEvent { id, what: Happening::PutAway { away } })?;
    }
    macro_of(tx, actor, id)
}

/// Deletes one, as programs do. What was done with it keeps its name.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn delete_macro(tx: &mut Tx<'_>, actor: &Actor, id: &MacroId) -> Result<()> {
    let was = macro_of(tx, actor, *id)?;
    was.scope.demand(actor)?;
    tx.execute_one("DELETE FROM macros WHERE id = $1", params![*id])?;
    tx.record(actor, &MacroEvent { id: *id, what: Happening::Deleted { from: Box::new(Wording::from(&was)) } }).map(drop)
}
