//! Making and changing rules. A new one is off, so that it can be rehearsed first.

use db::{Tx, params};
use filter::Unbound;
use jiff::tz::TimeZone;
use outcome::{Check, Error, Result, Sentence};
use people::Actor;
use text::plain::fold;

use crate::deeds::Deeds;
use crate::event::{Happening, RuleEvent, Wording};
use crate::limits::{RULE_NAME_CHARS_MAX, RULES_MAX};
use crate::policy::{self, Action, actor_of};
use crate::rule::{Rule, RuleId, When, of};

/// A rule as it should be.
#[derive(Debug, Clone)]
pub struct RuleInput {
    /// What it is called; no two are called the same.
    pub name: String,
    /// When it is asked.
    pub when: When,
    /// For which tickets, in the filter language; empty for every one.
    pub filter: String,
    /// What it does.
    pub deeds: Deeds,
    /// Does it touch a ticket only once?
    pub once: bool,
    /// Are later rules not asked when it holds?
    pub stops: bool,
}

/// Adds a rule behind the others, switched off.
///
/// # Errors
/// `NotAllowed`; `Invalid`; `Conflict` when there are [`RULES_MAX`].
pub fn add_rule(tx: &mut Tx<'_>, actor: &Actor, input: &RuleInput) -> Result<Rule> {
    policy::permit(actor, Action::ManageRules)?;
    let sql = "SELECT COUNT(*), COALESCE(MAX(position), 0) FROM rules WHERE removed_at IS NULL";
    let (count, last) = tx.one::<(i64, i64)>(sql, params![])?;
    if usize::try_from(count).is_ok_and(|n| n >= RULES_MAX) {
        return Err(Error::conflict(Sentence::new("rules-too-many").with("max", RULES_MAX)));
    }
    let to = checked(tx, input, RuleId(0))?;
    let now = tx.now();
    let sql = "INSERT INTO rules (name, name_key, position, hears, filter, deeds, once, stops, created_at) \
               VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9) RETURNING id";
    let values = params![&to.name, fold(&to.name), last + 1, to.when, &to.filter, json(&to.deeds)?, to.once, to.stops, now];
    let rule: RuleId = tx.insert(sql, values)?;
    tx.record(actor, &RuleEvent { rule, what: Happening::Added { to: Box::new(to) } })?;
    of(tx, rule)
}

/// Changes a rule.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Invalid`.
pub fn edit_rule(tx: &mut Tx<'_>, actor: &Actor, id: RuleId, input: &RuleInput) -> Result<Rule> {
    policy::permit(actor, Action::ManageRules)?;
    let (from, to) = (Wording::from(&in_use(tx, id)?), checked(tx, input, id)?);
    if from != to {
        tx.execute_one(
            "UPDATE rules SET name = $2, name_key = $3, hears = $4, filter = $5, deeds = $6, once = $7, stops = $8 WHERE id = $1",
            params![id, &to.name, fold(&to.name), to.when, &to.filter, json(&to.deeds)?, to.once, to.stops],
        )?;
        tx.record(actor, &RuleEvent { rule: id, what: Happening::Edited { from: Box::new(from), to: Box::new(to) } })?;
    }
    of(tx, id)
}

/// Puts a rule at another place in the order, counted from 1.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn move_rule(tx: &mut Tx<'_>, actor: &Actor, id: RuleId, position: usize) -> Result<Rule> {
    policy::permit(actor, Action::ManageRules)?;
    let was = in_use(tx, id)?;
    let all = tx.all::<(RuleId,)>("SELECT id FROM rules WHERE removed_at IS NULL ORDER BY position, id", params![])?;
    let mut order: Vec<RuleId> = all.into_iter().map(|(id,)| id).filter(|other| *other != id).collect();
    order.insert(position.saturating_sub(1).min(order.len()), id);
    for (place, other) in (1_i64..).zip(&order) {
        tx.execute_one("UPDATE rules SET position = $2 WHERE id = $1", params![*other, place])?;
    }
    let is = of(tx, id)?;
    if is.position != was.position {
        tx.record(actor, &RuleEvent { rule: id, what: Happening::Moved { from: was.position, to: is.position } })?;
    }
    Ok(is)
}

/// Switches a rule on or off. What happened before it was switched on it never touches.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn switch_rule(tx: &mut Tx<'_>, actor: &Actor, id: RuleId, on: bool) -> Result<Rule> {
    policy::permit(actor, Action::ManageRules)?;
    let was = in_use(tx, id)?;
    if was.enabled_at.is_some() != on {
        let since = on.then(|| tx.now());
        tx.execute_one("UPDATE rules SET enabled_at = $2 WHERE id = $1", params![id, since])?;
        tx.record(actor, &RuleEvent { rule: id, what: Happening::Switched { on } })?;
    }
    of(tx, id)
}

/// A rule that is not removed.
fn in_use(tx: &Tx<'_>, id: RuleId) -> Result<Rule> {
    let rule = of(tx, id)?;
    if rule.removed_at.is_some() { Err(Error::conflict("rule-is-removed")) } else { Ok(rule) }
}

/// Removes a rule: it is off, out of the list, and its name is free. What it did and how it came to be stays to be read.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when it is removed already.
pub fn remove_rule(tx: &mut Tx<'_>, actor: &Actor, id: RuleId) -> Result<Rule> {
    policy::permit(actor, Action::ManageRules)?;
    let (was, now) = (in_use(tx, id)?, tx.now());
    // No name that is typed folds to one with this mark at its end.
    let key = format!("{}\u{1f}{id}", fold(&was.name));
    tx.execute_one("UPDATE rules SET removed_at = $2, enabled_at = NULL, name_key = $3 WHERE id = $1", params![id, now, key])?;
    tx.record(actor, &RuleEvent { rule: id, what: Happening::Removed {} })?;
    of(tx, id)
}

/// Brings a removed rule back, behind the others and switched off.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when another has its name by now, or there are [`RULES_MAX`].
pub fn restore_rule(tx: &mut Tx<'_>, actor: &Actor, id: RuleId) -> Result<Rule> {
    policy::permit(actor, Action::ManageRules)?;
    let was = of(tx, id)?;
    if was.removed_at.is_none() {
        return Ok(was);
    }
    let key = fold(&was.name);
    if tx.first::<(i64,)>("SELECT 1 FROM rules WHERE name_key = $1", params![&key])?.is_some() {
        return Err(Error::conflict("rule-name-taken"));
    }
    let sql = "SELECT COUNT(*), COALESCE(MAX(position), 0) FROM rules WHERE removed_at IS NULL";
    let (count, last) = tx.one::<(i64, i64)>(sql, params![])?;
    if usize::try_from(count).is_ok_and(|n| n >= RULES_MAX) {
        return Err(Error::conflict(Sentence::new("rules-too-many").with("max", RULES_MAX)));
    }
    tx.execute_one("UPDATE rules SET removed_at = NULL, name_key = $2, position = $3 WHERE id = $1", params![id, key, last + 1])?;
    tx.record(actor, &RuleEvent { rule: id, what: Happening::Restored {} })?;
    of(tx, id)
}

fn checked(tx: &Tx<'_>, input: &RuleInput, own: RuleId) -> Result<Wording> {
    let (name, filter) = (input.name.trim(), input.filter.trim());
    let deeds = input.deeds.trimmed();
    let taken = tx.first::<(i64,)>("SELECT 1 FROM rules WHERE name_key = $1 AND id <> $2", params![fold(name), own])?.is_some();
    let mut check = Check::new();
    check
        .that(!name.is_empty(), "name", "name-missing")
        .that(name.chars().count() <= RULE_NAME_CHARS_MAX, "name", Sentence::new("rule-name-too-long").with("max", RULE_NAME_CHARS_MAX))
        .that(!taken, "name", "rule-name-taken")
        .that(!deeds.all().is_empty(), "deeds", "rule-does-nothing")
        .that(!(input.when == When::Time && filter.is_empty()), "filter", "rule-time-needs-filter");
    deeds.check(tx, &mut check, false)?;
    check.done()?;
    // Whether it reads does not hang on where the desk is.
    match tickets::meets(tx, &actor_of(own, None), filter, &TimeZone::UTC, tickets::Over::One, 1) {
        Ok(_) => {}
        Err(Unbound::Failed(failed)) => return Err(failed),
        Err(wrong) => return Err(wrong.into()),
    }
    Ok(Wording { name: name.to_owned(), when: input.when, filter: filter.to_owned(), deeds, once: input.once, stops: input.stops })
}

fn json(deeds: &Deeds) -> Result<String> {
    Ok(serde_json::to_string(deeds).map_err(anyhow::Error::from)?)
}
