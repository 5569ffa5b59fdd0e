//! Marks that clocks reach by themselves: the warning, the breach, the steps of escalation.

use db::{Conn, Moment, Tx, params};
use outcome::Result;

use crate::agreement::{self, Step};
use crate::clock::{Clock, Stage};
use crate::follow::{clocks, facts_of, first_due, write};
use crate::metric::Metric;
use crate::run::{Book, due, runs};
use crate::shelf::Shelf;
use crate::terms::AgreementId;

/// A mark that a clock has reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// The clock.
    pub metric: Metric,
    /// Which run of it.
    pub cycle: i64,
    /// The agreement.
    pub agreement: AgreementId,
    /// The target, in milliseconds of business time.
    pub target_ms: i64,
    /// When it is, or was, due.
    pub due_at: Option<Moment>,
    /// Is this the warning? Of several marks reached at once the breach is told, not the warning.
    pub warning: bool,
    /// Is this the breach?
    pub breach: bool,
    /// What is to be done.
    pub steps: Vec<Step>,
}

/// Tickets with a clock that has reached a mark, the longest overdue first, at most `max`.
///
/// # Errors
/// What the engine answers.
pub fn waiting(conn: &Conn, max: usize) -> Result<Vec<i64>> {
    let max = i64::try_from(max).unwrap_or(i64::MAX);
    let sql = "SELECT ticket_id FROM sla_clocks WHERE next_at IS NOT NULL AND next_at <= $1 ORDER BY next_at, ticket_id LIMIT $2";
    let mut tickets = Vec::new();
    for (ticket,) in conn.all::<(i64,)>(sql, params![conn.now(), max])? {
        if !tickets.contains(&ticket) {
            tickets.push(ticket);
        }
    }
    Ok(tickets)
}

/// Notes every mark that the ticket's clocks have reached, and answers them; each is answered once. Whoever calls holds the
/// ticket, so that nobody else does so at the same time.
///
/// # Errors
/// What the engine answers.
pub fn ring(tx: &mut Tx<'_>, ticket: i64) -> Result<Vec<Rung>> {
    let now = tx.now();
    let mut rung = Vec::new();
    for clock in clocks(tx, ticket)?.into_iter().filter(|c| c.stage == Stage::Running && c.next_at.is_some_and(|at| at <= now)) {
        if let Some(reached) = ring_one(tx, ticket, clock)? {
            rung.push(reached);
        }
    }
    Ok(rung)
}

fn ring_one(tx: &mut Tx<'_>, ticket: i64, clock: Clock) -> Result<Option<Rung>> {
    let now = tx.now();
    let mut noted = Clock { next_at: None, ..clock.clone() };
    let mut reached = Vec::new();
    'look: {
        let shelf = Shelf::of(tx);
        let facts = facts_of(tx, ticket)?;
        let all = runs(&facts, now, &shelf)?;
        let Some(run) = all.iter().find(|run| run.metric == clock.metric && run.cycle == clock.cycle) else { break 'look };
        let terms = shelf.terms(clock.terms)?;
        let Some(target) = terms.target(clock.metric) else { break 'look };
        let calendar = shelf.hours(terms.hours)?;
        let (from, before_ms) = run.anchor(terms.hours, now);
        for percent in target.marks.iter().filter(|p| !clock.rung.contains(p)) {
            let at = if *percent == 100 {
                noted.due_at.map(|at| at.plus_ms(1))
            } else {
                due(&calendar, from, target.percent_ms(*percent) - before_ms)?
            };
            match at {
                Some(at) if at <= now => reached.push(*percent),
                later => {
                    noted.next_at = later;
                    break;
                }
            }
        }
        noted.breached_at = run.breached;
        noted.spent_ms = run.spent_ms;
    }
    if reached.is_empty() {
        write(tx, ticket, &noted)?;
        return Ok(None);
    }
    noted.rung.extend_from_slice(&reached);
    noted.rung.sort_unstable();
    let agreement = agreement::of(tx, clock.agreement)?;
    let breach = reached.contains(&100);
    let steps =
        agreement.as_ref().map(|a| a.steps.iter().filter(|s| reached.contains(&s.percent) && s.is_for(clock.metric)).cloned().collect());
    write(tx, ticket, &noted)?;
    Ok(Some(Rung {
        metric: clock.metric,
        cycle: clock.cycle,
        agreement: clock.agreement,
        target_ms: clock.target_ms,
        due_at: noted.due_at,
        warning: !breach && agreement.is_some_and(|a| a.warn_percent > 0 && reached.contains(&a.warn_percent)),
        breach,
        steps: steps.unwrap_or_default(),
    }))
}

/// When the first of a ticket's running clocks is due, as they are kept.
///
/// # Errors
/// What the engine answers.
pub fn due_of(conn: &Conn, ticket: i64) -> Result<Option<Moment>> {
    Ok(first_due(clocks(conn, ticket)?.iter()).at)
}
