//! An agreement rehearsed: the tickets of the last 30 days that it would have held for, and which promises it would have kept.

use db::{Cells, Conn, Moment, Row, Value, params};
use outcome::Result;
use people::Actor;
use sla::{AgreementId, AgreementInput, Draft, Metric, Outcome, Verdict, facts_of_all};

use super::before;
use super::condition::{Conditions, first_that_holds};
use crate::limits::{REHEARSED_MAX, REHEARSED_MS, REHEARSED_SHOWN};
use crate::policy::visible;
use crate::ticket::{Ticket, TicketId};

/// What a draft that has no number yet is called while it is rehearsed; no agreement has it.
const NEW: AgreementId = AgreementId(-1);

/// How often a promise came out how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Kept.
    pub kept: usize,
    /// Broken.
    pub broken: usize,
    /// Neither yet.
    pub open: usize,
}

/// A ticket that it would make a difference for.
#[derive(Debug, Clone)]
pub struct Would {
    /// The ticket.
    pub ticket: TicketId,
    /// What it is about.
    pub subject: String,
    /// When it came.
    pub at: Moment,
    /// Each promise that would have come out otherwise, or that would be new and broken; and how it came out under what held.
    pub promises: Vec<(Outcome, Option<Verdict>)>,
}

/// What a rehearsal found.
#[derive(Debug, Clone, Default)]
pub struct Rehearsal {
    /// How many tickets it looked at.
    pub looked: usize,
    /// Were there more than it looks at?
    pub more: bool,
    /// For how many of them it would hold.
    pub held: usize,
    /// How many of those it does not hold for today.
    pub gained: usize,
    /// How many it holds for today and would hold for no longer.
    pub left: usize,
    /// Each promise: how it would have come out, and how it came out for the same tickets.
    pub promises: Vec<(Metric, Tally, Tally)>,
    /// The newest of those that it would make a difference for.
    pub shown: Vec<Would>,
}

/// Runs an agreement over the tickets of the last 30 days that the asker sees, without touching one of them; `id` is the
/// agreement that it would change, and it stands in its place, a new one behind all others. Which tickets it holds for is asked of
/// them as they are now.
///
/// # Errors
/// Refused when the actor may not make agreements, or the input does not hold.
pub fn rehearse_agreement(conn: &Conn, actor: &Actor, id: Option<AgreementId>, input: &AgreementInput) -> Result<Rehearsal> {
    let draft = Draft::of(conn, actor, &Conditions, id, input)?;
    let own = id.unwrap_or(NEW);
    let mut past = past(conn, actor, own, &input.filter)?;
    let more = past.len() > REHEARSED_MAX;
    past.truncate(REHEARSED_MAX);
    let facts = facts_of_all(conn, &past.iter().map(|past| past.ticket.id.0).collect::<Vec<_>>())?;
    let mut found = Rehearsal { looked: past.len(), more, ..Rehearsal::default() };
    let mut tallies: Vec<(Metric, Tally, Tally)> = Metric::ALL.iter().map(|m| (*m, Tally::default(), Tally::default())).collect();
    for Past { ticket, agreement } in past {
        let known = facts.get(&ticket.id.0);
        let holds = known.map(|facts| draft.holds(facts)).transpose()?.flatten();
        if agreement != own.0 {
            found.left += usize::from(holds == Some(own));
            continue;
        }
        found.held += 1;
        found.gained += usize::from(holds != Some(own));
        let was = known.map(|facts| draft.was(facts)).transpose()?.unwrap_or_default();
        let would = match known {
            Some(facts) => draft.would(facts, ticket.priority.rank())?,
            None => draft.would(&before(&ticket), ticket.priority.rank())?,
        };
        for (metric, then, today) in &mut tallies {
            then.count(verdict(&would, *metric));
            today.count(verdict(&was, *metric));
        }
        let promises: Vec<_> = would.into_iter().map(|outcome| (outcome, verdict(&was, outcome.metric))).collect();
        let differs = |(outcome, was): &(Outcome, Option<Verdict>)| match was {
            Some(was) => *was != outcome.verdict,
            None => outcome.verdict == Verdict::Broken,
        };
        if found.shown.len() < REHEARSED_SHOWN && promises.iter().any(differs) {
            let promises = promises.into_iter().filter(differs).collect();
            found.shown.push(Would { ticket: ticket.id, subject: ticket.subject, at: ticket.opened_at, promises });
        }
    }
    tallies.retain(|(_, then, today)| *then != Tally::default() || *today != Tally::default());
    Ok(Rehearsal { promises: tallies, ..found })
}

/// A ticket, and the number of the agreement that would hold for it.
struct Past {
    ticket: Ticket,
    agreement: i64,
}

impl Row for Past {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        Ok(Self { ticket: Ticket::read(cells)?, agreement: cells.field(Ticket::COLUMNS.len())? })
    }
}

/// The newest tickets of the time looked at, one more than are run through.
fn past(conn: &Conn, actor: &Actor, own: AgreementId, filter: &str) -> Result<Vec<Past>> {
    let mut conditions = sla::conditions(conn)?;
    match conditions.iter_mut().find(|(id, _)| *id == own) {
        Some((_, text)) => filter.clone_into(text),
        None => conditions.push((own, filter.to_owned())),
    }
    let max = i64::try_from(REHEARSED_MAX).unwrap_or(i64::MAX);
    let mut values: Vec<Value> = params![conn.now().plus_ms(-REHEARSED_MS), max + 1].to_vec();
    let holds = first_that_holds(conn, &conditions, &mut values)?.unwrap_or_else(|| "CAST(0 AS BIGINT)".to_owned());
    let seen = visible(actor, "t", values.len() + 1);
    values.extend(seen.params);
    let sql = format!(
        "SELECT {}, {holds} FROM tickets t WHERE t.opened_at >= $1 AND t.merged_into IS NULL AND t.deleted_at IS NULL AND {} \
         ORDER BY t.opened_at DESC, t.id DESC LIMIT $2",
        Ticket::columns("t"),
        seen.condition
    );
    conn.all(&sql, &values)
}

fn verdict(outcomes: &[Outcome], metric: Metric) -> Option<Verdict> {
    outcomes.iter().find(|outcome| outcome.metric == metric).map(|outcome| outcome.verdict)
}

impl Tally {
    fn count(&mut self, verdict: Option<Verdict>) {
        match verdict {
            Some(Verdict::Kept) => self.kept += 1,
            Some(Verdict::Broken) => self.broken += 1,
            Some(Verdict::Open) => self.open += 1,
            None => {}
        }
    }
}
