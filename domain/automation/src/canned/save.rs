//! Making, changing and putting away canned answers.

use std::collections::BTreeMap;

use catalogue::Language;
use db::fulltext::{Audience, Part};
use db::{Tx, params};
use outcome::{Check, Error, Result, Sentence};
use people::{Actor, directory};
use text::plain::fold;

use super::event::{CannedEvent, What};
use super::{CANNED, CannedAnswer, CannedId, canned_answer};
use crate::limits::{CANNED_MAX, PREPARED_NAME_CHARS_MAX};
use crate::placeholder::wrong;
use crate::scope::Scope;

/// A canned answer as it should be.
#[derive(Debug, Clone)]
pub struct SaveCanned {
    /// Which one; a new one where there is none.
    pub id: Option<CannedId>,
    /// What it is called; no two that are for the same are called the same.
    pub name: String,
    /// For whom it is.
    pub scope: Scope,
    /// What it says, by language; at least in one.
    pub texts: Vec<(Language, String)>,
}

/// Adds or changes one.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` names what does not hold, an unknown placeholder among it; `Conflict` when there are
/// [`CANNED_MAX`].
pub fn save_canned(tx: &mut Tx<'_>, actor: &Actor, save: &SaveCanned) -> Result<CannedAnswer> {
    let was = save.id.map(|id| canned_answer(tx, actor, id)).transpose()?;
    was.iter().map(|was| was.scope).chain([save.scope]).try_for_each(|scope| scope.demand(actor))?;
    let name = save.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let texts = checked(tx, save, &name)?;
    let json = serde_json::to_string(&texts).map_err(anyhow::Error::from)?;
    let (owner, team, now) = (save.scope.owner(), save.scope.team(), tx.now());
    let id = match &was {
        Some(was) => {
            let sql = "UPDATE canned_answers SET name = $2, name_key = $3, owner_id = $4, team_id = $5, texts = $6, updated_at = $7 WHERE id = $1";
            tx.execute_one(sql, params![was.id, &name, fold(&name), owner, team, json, now])?;
            was.id
        }
        None => {
            let (count,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM canned_answers", params![])?;
            if count >= CANNED_MAX {
                return Err(Error::conflict(Sentence::new("canned-too-many").with("max", CANNED_MAX)));
            }
            let sql = "INSERT INTO canned_answers (name, name_key, owner_id, team_id, texts, uses, created_at, updated_at) \
                       VALUES ($1,$2,$3,$4,$5,0,$6,$6) RETURNING id";
            tx.insert(sql, params![&name, fold(&name), owner, team, json, now])?
        }
    };
    let body = texts.values().cloned().collect::<Vec<_>>().join("\n");
    let _whole = tx.index(&Part { kind: CANNED, subject: id.0, part: 0, audience: Audience::Internal, title: &name, body: &body })?;
    let what = if was.is_some() { What::Edited } else { What::Added };
    tx.record(actor, &CannedEvent { id, what })?;
    canned_answer(tx, actor, id)
}

fn checked(tx: &Tx<'_>, save: &SaveCanned, name: &str) -> Result<BTreeMap<String, String>> {
    let said = save.texts.iter().map(|(language, text)| (language.as_str().to_owned(), text.trim().to_owned()));
    let texts: BTreeMap<String, String> = said.filter(|(_, text)| !text.is_empty()).collect();
    let taken =
        "SELECT 1 FROM canned_answers WHERE name_key = $1 AND id <> $2 AND COALESCE(owner_id, 0) = $3 AND COALESCE(team_id, 0) = $4";
    let (owner, team) = (save.scope.owner().map_or(0, |p| p.0), save.scope.team().map_or(0, |t| t.0));
    let taken = tx.first::<(i64,)>(taken, params![fold(name), save.id.unwrap_or(CannedId(0)), owner, team])?.is_some();
    let team_known = save.scope.team().map_or(Ok(true), |team| directory::team(tx, team).map(|t| t.is_some()))?;
    let says = Sentence::new("prepared-name-too-long").with("max", PREPARED_NAME_CHARS_MAX);
    let mut check = Check::new();
    check
        .that(!name.is_empty(), "name", "name-missing")
        .that(name.chars().count() <= PREPARED_NAME_CHARS_MAX, "name", says)
        .that(!taken, "name", "prepared-name-taken")
        .that(team_known, "scope", "prepared-team-unknown")
        .that(!texts.is_empty(), FIELDS[0], "canned-says-nothing")
        .that(texts.values().all(|t| t.len() <= tickets::BODY_BYTES_MAX), FIELDS[0], "rule-text-too-long");
    for (language, text) in &texts {
        let field = FIELDS.iter().find(|field| field.ends_with(language.as_str())).unwrap_or(&FIELDS[0]);
        if let Some(says) = wrong(tx, text, true)? {
            check.that(false, field, says);
        }
    }
    check.done()?;
    Ok(texts)
}

/// The fields in which its texts are typed.
const FIELDS: [&str; 2] = ["text_en", "text_de"];

/// Puts one away; it is offered no more.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn archive_canned(tx: &mut Tx<'_>, actor: &Actor, id: &CannedId) -> Result<CannedAnswer> {
    put(tx, actor, *id, true)
}

/// Takes one out again.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn restore_canned(tx: &mut Tx<'_>, actor: &Actor, id: &CannedId) -> Result<CannedAnswer> {
    put(tx, actor, *id, false)
}

fn put(tx: &mut Tx<'_>, actor: &Actor, id: CannedId, away: bool) -> Result<CannedAnswer> {
    let was = canned_answer(tx, actor, id)?;
    was.scope.demand(actor)?;
    if was.archived_at.is_some() != away {
        let at = away.then(|| tx.now());
        tx.execute_one("UPDATE canned_answers SET archived_at = $2 WHERE id = $1", params![id, at])?;
        let what = if away { What::Archived } else { What::Restored };
        tx.record(actor, &CannedEvent { id, what })?;
    }
    canned_answer(tx, actor, id)
}
