//! A rehearsal: how promises would have come out under an agreement that is only typed, told from the same facts, nothing written.

use std::collections::HashMap;
use std::sync::Arc;

use calendar::Calendar;
use db::{Conn, Moment, params, words};
use outcome::Result;
use people::Actor;

use crate::agreement::{AgreementInput, Conditions, check, promised};
use crate::fact::{Fact, Happened};
use crate::limits::PRIORITIES;
use crate::metric::Metric;
use crate::policy::{self, Action};
use crate::run::{Book, End, Run, runs};
use crate::shelf::Shelf;
use crate::terms::{AgreementId, HoursId, Target, Terms, TermsId};

words! {
    /// How a promise came out.
    pub enum Verdict {
        /// What was promised was done in time, every time.
        Kept = "kept",
        /// It was not, at least once.
        Broken = "broken",
        /// It is not done yet, and not late.
        Open = "open",
    }
}

/// How what was promised to one ticket came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// What was promised.
    pub metric: Metric,
    /// How it came out.
    pub verdict: Verdict,
    /// When it was broken first.
    pub broken_at: Option<Moment>,
}

/// An agreement that is typed and not saved.
pub struct Draft<'c> {
    shelf: Shelf<'c>,
    /// What it promises for each priority, 1 first.
    terms: Vec<Arc<Terms>>,
    /// For which priority terms that were in force were made.
    priorities: HashMap<TermsId, i64>,
    now: Moment,
}

impl<'c> Draft<'c> {
    /// A draft, measured by the hours that its calendar has now; `id` is the agreement that it would change.
    ///
    /// # Errors
    /// Refused when the actor may not make agreements, or the input does not hold.
    pub fn of(conn: &'c Conn, actor: &Actor, conditions: &dyn Conditions, id: Option<AgreementId>, input: &AgreementInput) -> Result<Self> {
        policy::permit(actor, Action::ManageAgreements)?;
        let agreement = id.unwrap_or(AgreementId(0));
        check(conn, conditions, input, agreement)?;
        let (hours,) = conn.one::<(HoursId,)>("SELECT hours_id FROM sla_calendars WHERE id = $1", params![input.calendar])?;
        let promised = promised(&input.targets);
        let terms = (1_i64..).take(PRIORITIES).map(|priority| {
            let targets = promised.iter().filter_map(|targets| {
                let (metric, pauses) = (targets.metric, targets.pauses.clone());
                Some(Target { metric, minutes: targets.minutes_for(priority)?, pauses, marks: Vec::new() })
            });
            Arc::new(Terms { agreement, hours, targets: targets.collect() })
        });
        let priorities = conn.all::<(TermsId, i64)>("SELECT id, priority FROM sla_terms", params![])?;
        Ok(Self { shelf: Shelf::of(conn), terms: terms.collect(), priorities: priorities.into_iter().collect(), now: conn.now() })
    }

    /// How this draft would have come out for a ticket of which `facts` are known and whose priority is now `priority`: in force
    /// from the ticket's first moment, for the priority that it had at each time, as far as the facts tell.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn would(&self, facts: &[Happened], priority: i64) -> Result<Vec<Outcome>> {
        let Some(first) = facts.first() else { return Ok(Vec::new()) };
        let held = |fact: &Happened| match fact.fact {
            Fact::Agreed { terms: Some(terms) } => Some((fact.at, self.priorities.get(&terms).copied()?)),
            _ => None,
        };
        let then: Vec<(Moment, i64)> = facts.iter().filter_map(held).collect();
        let from_the_first = then.first().map_or(priority, |(_, priority)| *priority);
        let mut told: Vec<Happened> = facts.iter().filter(|f| !matches!(f.fact, Fact::Agreed { .. })).copied().collect();
        for (at, priority) in std::iter::once((first.at, from_the_first)).chain(then) {
            told.push(Happened { at, fact: Fact::Agreed { terms: Some(TermsId(-priority)) } });
        }
        Ok(outcomes(&runs(&told, self.now, self)?))
    }

    /// How what was really promised came out for a ticket of which `facts` are known.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn was(&self, facts: &[Happened]) -> Result<Vec<Outcome>> {
        Ok(outcomes(&runs(facts, self.now, &self.shelf)?))
    }

    /// The agreement that holds for a ticket of which `facts` are known.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn holds(&self, facts: &[Happened]) -> Result<Option<AgreementId>> {
        let last = facts.iter().rev().find_map(|f| if let Fact::Agreed { terms } = f.fact { Some(terms) } else { None });
        last.flatten().map(|terms| Ok(self.shelf.terms(terms)?.agreement)).transpose()
    }
}

/// What the draft promises has the numbers below zero: what is written down never has.
impl Book for Draft<'_> {
    fn terms(&self, id: TermsId) -> Result<Arc<Terms>> {
        let drafted = usize::try_from(-id.0 - 1).ok().and_then(|place| self.terms.get(place));
        drafted.map_or_else(|| self.shelf.terms(id), |terms| Ok(Arc::clone(terms)))
    }

    fn hours(&self, id: HoursId) -> Result<Arc<Calendar>> {
        self.shelf.hours(id)
    }
}

/// How the runs of each clock came out, taken together; a clock that was promised nothing, or was only ever dropped, is left out.
fn outcomes(runs: &[Run]) -> Vec<Outcome> {
    let of = |metric: &Metric| {
        let all = || runs.iter().filter(|run| run.metric == *metric && run.terms.is_some());
        let broken_at = all().filter_map(|run| run.breached).min();
        let verdict = if broken_at.is_some() {
            Verdict::Broken
        } else if all().any(|run| run.ended.is_none()) {
            Verdict::Open
        } else {
            all().any(|run| matches!(run.ended, Some((_, End::Met)))).then_some(Verdict::Kept)?
        };
        Some(Outcome { metric: *metric, verdict, broken_at })
    };
    Metric::ALL.iter().filter_map(of).collect()
}
