//! Clocks follow what happens to a ticket, in the transaction in which it happens.

use std::collections::HashMap;

use db::{Conn, Moment, Tx, Value, params};
use outcome::Result;

use crate::agreement;
use crate::clock::{Clock, Stage};
use crate::fact::{Fact, Happened};
use crate::limits::FACTS_BATCH;
use crate::metric::Metric;
use crate::run::{Book, Run, runs};
use crate::shelf::Shelf;
use crate::terms::{AgreementId, TermsId};

/// What happened to a ticket, as far as clocks ask.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// The ticket.
    pub ticket: i64,
    /// Its priority, 1 to 4.
    pub priority: i64,
    /// How it stood before this, for clocks that have heard nothing of it yet.
    pub before: Vec<Happened>,
    /// What happened, in order.
    pub facts: Vec<Happened>,
    /// The agreement that holds for it from now on, when that was looked up anew.
    pub agreement: Option<Option<AgreementId>>,
}

/// What a ticket must do next, and what changed about what it is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Due {
    /// When the first of its running clocks is due.
    pub at: Option<Moment>,
    /// Which clock that is.
    pub metric: Option<Metric>,
    /// The agreement before and after, when it changed.
    pub agreed: Option<(Option<AgreementId>, Option<AgreementId>)>,
}

/// Lets clocks follow. A ticket that no agreement ever held for has none, and costs one statement.
///
/// # Errors
/// What the engine answers.
pub fn follow(tx: &mut Tx<'_>, told: &Told) -> Result<Due> {
    let mut facts = facts_of(tx, told.ticket)?;
    if facts.is_empty() && told.agreement.flatten().is_none() {
        return Ok(Due::default());
    }
    let now = tx.now();
    let known = facts.len();
    if facts.is_empty() {
        facts.extend_from_slice(&told.before);
    }
    facts.extend_from_slice(&told.facts);
    let held = facts.iter().rev().find_map(|f| if let Fact::Agreed { terms } = f.fact { Some(terms) } else { None }).flatten();
    let mut agreed = None;
    if let Some(to) = told.agreement {
        let terms = to.map(|to| agreement::terms_for(tx, to, told.priority)).transpose()?;
        if terms != held {
            facts.push(Happened { at: now, fact: Fact::Agreed { terms } });
            let from = held.map(|id| Shelf::of(tx).terms(id).map(|terms| terms.agreement)).transpose()?;
            agreed = (from != to).then_some((from, to));
        }
    }
    write_facts(tx, told.ticket, &facts[known..])?;
    let due = keep(tx, told.ticket, &facts)?;
    Ok(Due { agreed, ..due })
}

/// Every fact of a ticket, in the order in which they were told.
///
/// # Errors
/// What the engine answers.
pub(crate) fn facts_of(conn: &Conn, ticket: i64) -> Result<Vec<Happened>> {
    let mut facts = Vec::new();
    conn.each::<(Moment, String)>("SELECT at, fact FROM sla_facts WHERE ticket_id = $1 ORDER BY id", params![ticket], |(at, text)| {
        facts.push(Happened { at, fact: serde_json::from_str(&text).map_err(anyhow::Error::from)? });
        Ok(())
    })?;
    Ok(facts)
}

/// Every fact of each of these tickets, in the order in which they were told; tickets without any are left out. One statement for
/// every [`FACTS_BATCH`] tickets.
///
/// # Errors
/// What the engine answers.
pub fn facts_of_all(conn: &Conn, tickets: &[i64]) -> Result<HashMap<i64, Vec<Happened>>> {
    let mut all: HashMap<i64, Vec<Happened>> = HashMap::new();
    for some in tickets.chunks(FACTS_BATCH) {
        let marks = (1..=some.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let sql = format!("SELECT ticket_id, at, fact FROM sla_facts WHERE ticket_id IN ({marks}) ORDER BY ticket_id, id");
        let values: Vec<Value> = some.iter().map(|id| Value::from(*id)).collect();
        conn.each::<(i64, Moment, String)>(&sql, &values, |(ticket, at, text)| {
            let fact = serde_json::from_str(&text).map_err(anyhow::Error::from)?;
            all.entry(ticket).or_default().push(Happened { at, fact });
            Ok(())
        })?;
    }
    Ok(all)
}

fn write_facts(tx: &mut Tx<'_>, ticket: i64, facts: &[Happened]) -> Result<()> {
    if facts.is_empty() {
        return Ok(());
    }
    let (mut rows, mut values) = (Vec::new(), vec![Value::from(ticket)]);
    for happened in facts {
        let n = values.len();
        rows.push(format!("($1, ${}, ${})", n + 1, n + 2));
        values.push(happened.at.into());
        values.push(serde_json::to_string(&happened.fact).map_err(anyhow::Error::from)?.into());
    }
    tx.execute(&format!("INSERT INTO sla_facts (ticket_id, at, fact) VALUES {}", rows.join(", ")), &values)?;
    Ok(())
}

/// The clocks of a ticket as they are kept.
///
/// # Errors
/// What the engine answers.
pub fn clocks(conn: &Conn, ticket: i64) -> Result<Vec<Clock>> {
    let mut clocks: Vec<Clock> = conn.all(&format!("SELECT {} FROM sla_clocks WHERE ticket_id = $1", Clock::COLUMNS), params![ticket])?;
    clocks.sort_by_key(|clock| clock.metric);
    Ok(clocks)
}

/// Works the clocks out anew and writes those that differ.
pub(crate) fn keep(tx: &mut Tx<'_>, ticket: i64, facts: &[Happened]) -> Result<Due> {
    let now = tx.now();
    let noted = clocks(tx, ticket)?;
    let stand = {
        let shelf = Shelf::of(tx);
        let all = runs(facts, now, &shelf)?;
        let latest = |metric: &Metric| all.iter().filter(|run: &&Run| run.metric == *metric).max_by_key(|run| run.cycle);
        let mut stand = Vec::new();
        for run in Metric::ALL.iter().filter_map(latest) {
            let before = noted.iter().find(|clock| clock.metric == run.metric);
            if let Some(clock) = Clock::of(run, now, before, &shelf)? {
                stand.push(clock);
            }
        }
        stand
    };
    for clock in stand.iter().filter(|clock| !noted.contains(clock)) {
        write(tx, ticket, clock)?;
    }
    let left = noted.iter().filter(|n| !stand.iter().any(|clock| clock.metric == n.metric));
    Ok(first_due(stand.iter().chain(left)))
}

/// The first of the running clocks that is due.
pub(crate) fn first_due<'c>(clocks: impl Iterator<Item = &'c Clock>) -> Due {
    let running = clocks.filter(|clock| clock.stage == Stage::Running);
    let first = running.filter_map(|clock| Some((clock.due_at?, clock.metric))).min();
    Due { at: first.map(|(at, _)| at), metric: first.map(|(_, metric)| metric), agreed: None }
}

pub(crate) fn write(tx: &mut Tx<'_>, ticket: i64, clock: &Clock) -> Result<()> {
    let rung = clock.rung.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    tx.execute_one(
        "INSERT INTO sla_clocks (ticket_id, metric, cycle, stage, agreement_id, terms_id, started_at, target_ms, spent_ms, due_at, \
         ended_at, breached_at, next_at, rung) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         ON CONFLICT (ticket_id, metric) DO UPDATE SET cycle = excluded.cycle, stage = excluded.stage, \
         agreement_id = excluded.agreement_id, terms_id = excluded.terms_id, started_at = excluded.started_at, \
         target_ms = excluded.target_ms, spent_ms = excluded.spent_ms, due_at = excluded.due_at, ended_at = excluded.ended_at, \
         breached_at = excluded.breached_at, next_at = excluded.next_at, rung = excluded.rung",
        params![
            ticket,
            clock.metric,
            clock.cycle,
            clock.stage,
            clock.agreement,
            clock.terms,
            clock.started_at,
            clock.target_ms,
            clock.spent_ms,
            clock.due_at,
            clock.ended_at,
            clock.breached_at,
            clock.next_at,
            rung
        ],
    )
}

/// The terms in force for a ticket, if an agreement holds for it.
///
/// # Errors
/// What the engine answers.
pub fn terms_in_force(conn: &Conn, ticket: i64) -> Result<Option<TermsId>> {
    let facts = facts_of(conn, ticket)?;
    Ok(facts.iter().rev().find_map(|f| if let Fact::Agreed { terms } = f.fact { Some(terms) } else { None }).flatten())
}
