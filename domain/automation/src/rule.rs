//! A rule: when it is asked, for which tickets, and what it does.

use std::collections::BTreeMap;

use db::{Conn, Moment, id, params, row, words};
use outcome::{Error, Refusal, Result};
use people::Actor;

use crate::deeds::Deeds;
use crate::limits::SHOWN_MAX;
use crate::policy::{self, Action};

id!(
    /// A rule's number.
    RuleId
);

words! {
    /// When a rule is asked.
    pub enum When {
        /// A ticket came in.
        Opened = "ticket.opened",
        /// Somebody answered publicly.
        Replied = "ticket.reply_added",
        /// A note was written.
        Noted = "ticket.note_added",
        /// Team or assignee changed.
        Assigned = "ticket.assigned",
        /// Impact, urgency or priority changed.
        Prioritized = "ticket.prioritized",
        /// The category changed.
        Recategorized = "ticket.recategorized",
        /// Tags came or went.
        Tagged = "ticket.tagged",
        /// It waits for the requester.
        Waited = "ticket.waited",
        /// It was resolved.
        Resolved = "ticket.resolved",
        /// It came back.
        Reopened = "ticket.reopened",
        /// A promise is about to be broken.
        Warned = "ticket.clock_warned",
        /// A promise was broken.
        Breached = "ticket.clock_breached",
        /// Any of these, and what else changes of a ticket.
        Anything = "anything",
        /// By the clock: every minute, each ticket once.
        Time = "time",
    }
}

/// A rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its number.
    pub id: RuleId,
    /// What it is called.
    pub name: String,
    /// Where it stands in the order, from 1.
    pub position: i64,
    /// When it is asked.
    pub when: When,
    /// For which tickets; empty for every one.
    pub filter: String,
    /// What it does.
    pub deeds: Deeds,
    /// Does it touch a ticket only once?
    pub once: bool,
    /// Are later rules not asked when it holds?
    pub stops: bool,
    /// Since when it is on.
    pub enabled_at: Option<Moment>,
    /// Since when it is removed, and only its history is left.
    pub removed_at: Option<Moment>,
    /// Tickets it touched, and how often.
    pub runs: i64,
}

row! {
    /// A rule's row.
    pub struct RuleRow {
        /// Its number.
        pub id: RuleId,
        /// What it is called.
        pub name: String,
        /// Where it stands.
        pub position: i64,
        /// When it is asked.
        pub hears: When,
        /// For which tickets.
        pub filter: String,
        /// What it does, as JSON.
        pub deeds: String,
        /// Only once?
        pub once: bool,
        /// Are later ones not asked?
        pub stops: bool,
        /// Since when it is on.
        pub enabled_at: Option<Moment>,
        /// Since when it is removed.
        pub removed_at: Option<Moment>,
        /// How often it ran.
        pub runs: i64,
    }
}

const COLUMNS: &str = "r.id, r.name, r.position, r.hears, r.filter, r.deeds, r.once, r.stops, r.enabled_at, r.removed_at";
const RUNS: &str = "(SELECT COUNT(*) FROM rule_runs x WHERE x.rule_id = r.id AND x.outcome = 'done')";

impl TryFrom<RuleRow> for Rule {
    type Error = Error;

    fn try_from(row: RuleRow) -> Result<Self> {
        let deeds = serde_json::from_str(&row.deeds).map_err(anyhow::Error::from)?;
        let RuleRow { id, name, position, hears: when, filter, once, stops, enabled_at, removed_at, runs, .. } = row;
        Ok(Self { id, name, position, when, filter, deeds, once, stops, enabled_at, removed_at, runs })
    }
}

/// Every rule that is not removed, in order.
///
/// # Errors
/// `NotAllowed` to who does not lead.
pub fn rules(conn: &Conn, actor: &Actor) -> Result<Vec<Rule>> {
    policy::permit(actor, Action::SeeRules)?;
    let sql = format!("SELECT {COLUMNS}, {RUNS} FROM rules r WHERE r.removed_at IS NULL ORDER BY r.position, r.id");
    conn.all::<RuleRow>(&sql, params![])?.into_iter().map(Rule::try_from).collect()
}

/// The removed rules, the last one first; at most [`SHOWN_MAX`].
///
/// # Errors
/// `NotAllowed` to who does not lead.
pub fn removed_rules(conn: &Conn, actor: &Actor) -> Result<Vec<Rule>> {
    policy::permit(actor, Action::SeeRules)?;
    let sql =
        format!("SELECT {COLUMNS}, {RUNS} FROM rules r WHERE r.removed_at IS NOT NULL ORDER BY r.removed_at DESC, r.id LIMIT {SHOWN_MAX}");
    conn.all::<RuleRow>(&sql, params![])?.into_iter().map(Rule::try_from).collect()
}

/// What rules are or were called, for the timeline of a ticket that they touched; whoever sees the ticket may know it.
///
/// # Errors
/// What the engine answers.
pub fn rule_names(conn: &Conn, ids: &[RuleId]) -> Result<BTreeMap<RuleId, String>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let list = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let all = conn.all::<(RuleId, String)>(&format!("SELECT id, name FROM rules WHERE id IN ({list})"), params![])?;
    Ok(all.into_iter().collect())
}

/// One rule.
///
/// # Errors
/// `NotFound`; `NotAllowed` to who does not lead.
pub fn rule(conn: &Conn, actor: &Actor, id: RuleId) -> Result<Rule> {
    policy::permit(actor, Action::SeeRules)?;
    of(conn, id)
}

pub(crate) fn of(conn: &Conn, id: RuleId) -> Result<Rule> {
    let row = conn.first::<RuleRow>(&format!("SELECT {COLUMNS}, {RUNS} FROM rules r WHERE r.id = $1"), params![id])?;
    row.ok_or(Refusal::NotFound)?.try_into()
}

/// The rules that are on and asked at this time, in order; one statement. Those of anything are asked at every event.
pub(crate) fn asked(conn: &Conn, when: When) -> Result<Vec<Rule>> {
    let sql = format!(
        "SELECT {COLUMNS}, CAST(0 AS BIGINT) FROM rules r WHERE r.enabled_at IS NOT NULL AND (r.hears = $1 OR r.hears = $2) ORDER BY r.position, r.id"
    );
    let other = if when == When::Time { When::Time } else { When::Anything };
    conn.all::<RuleRow>(&sql, params![when, other])?.into_iter().map(Rule::try_from).collect()
}
