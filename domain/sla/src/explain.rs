//! Why a clock shows what it shows: every counted and skipped stretch with its reason.

use std::fmt;

use calendar::{Closed, STRETCHES_MAX};
use db::{Conn, Moment};
use outcome::Result;

use crate::agreement;
use crate::clock::Clock;
use crate::follow::{clocks, facts_of};
use crate::metric::{Metric, Stand};
use crate::run::{Book, End, Run, State, runs};
use crate::shelf::Shelf;

/// Why a stretch did or did not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It counted.
    Counted,
    /// The calendar was closed.
    Closed(Closed),
    /// The clock paused, because the work stood there.
    Paused(Stand),
    /// The work was done, or went on elsewhere.
    Stopped(Stand),
    /// Nothing was promised then.
    Unpromised,
}

impl fmt::Display for Reason {
    /// As the command line and programs read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Counted => f.write_str("counts"),
            Self::Closed(Closed::Night) => f.write_str("night"),
            Self::Closed(Closed::Between) => f.write_str("between hours"),
            Self::Closed(Closed::Weekend) => f.write_str("weekend"),
            Self::Closed(Closed::FreeDay) => f.write_str("free day"),
            Self::Closed(Closed::Holiday(name)) => write!(f, "holiday: {name}"),
            Self::Closed(Closed::Break(name)) => write!(f, "break: {name}"),
            Self::Paused(stand) => write!(f, "paused: {stand}"),
            Self::Stopped(_) => f.write_str("resolved in between"),
            Self::Unpromised => f.write_str("nothing promised"),
        }
    }
}

/// A stretch of time in the life of a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Where it begins.
    pub from: Moment,
    /// Where it ends.
    pub to: Moment,
    /// Why it did or did not count.
    pub reason: Reason,
}

/// One run of a clock, explained.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// What is promised.
    pub metric: Metric,
    /// Which run it is, counted from 1.
    pub cycle: i64,
    /// What the agreement is called by which it is, or was last, promised.
    pub agreement: Option<String>,
    /// The zone of the calendar it is measured by.
    pub zone: Option<String>,
    /// When it began.
    pub started: Moment,
    /// When and how it ended.
    pub ended: Option<(Moment, End)>,
    /// The target, in milliseconds of business time.
    pub target_ms: Option<i64>,
    /// What was counted up to now, in milliseconds of business time.
    pub spent_ms: i64,
    /// When it is due; none when it does not run.
    pub due: Option<Moment>,
    /// When it was breached.
    pub breached: Option<Moment>,
    /// The stretches, oldest first, without gaps.
    pub stretches: Vec<Explained>,
    /// Was the list cut at [`STRETCHES_MAX`]?
    pub cut: bool,
}

/// Every run of every clock of a ticket that something was promised for, in the order in which they began. Who may see the
/// ticket is the caller's question.
///
/// # Errors
/// What the engine answers.
pub fn explain(conn: &Conn, ticket: i64) -> Result<Vec<Explanation>> {
    let now = conn.now();
    let facts = facts_of(conn, ticket)?;
    let kept = clocks(conn, ticket)?;
    let shelf = Shelf::of(conn);
    let all = runs(&facts, now, &shelf)?;
    let promised = all.iter().filter(|run| run.terms.is_some() || run.periods.iter().any(|p| matches!(p.state, State::Counting(_))));
    promised.map(|run| one(conn, run, now, &kept, &shelf)).collect()
}

fn one(conn: &Conn, run: &Run, now: Moment, kept: &[Clock], shelf: &Shelf<'_>) -> Result<Explanation> {
    let noted = kept.iter().find(|clock| clock.metric == run.metric && clock.cycle == run.cycle);
    let is = Clock::of(run, now, noted, shelf)?;
    let terms = run.terms.or(noted.map(|clock| clock.terms)).map(|id| shelf.terms(id)).transpose()?;
    let agreement = terms.as_ref().map(|t| agreement::of(conn, t.agreement)).transpose()?.flatten().map(|a| a.name);
    let zone = terms.as_ref().map(|t| shelf.hours(t.hours)).transpose()?.map(|c| c.definition().zone.clone());
    let mut stretches: Vec<Explained> = Vec::new();
    let mut cut = false;
    for period in &run.periods {
        match period.state {
            State::Counting(hours) => {
                let told = shelf.hours(hours)?.stretches(period.from.0, period.to.0).map_err(anyhow::Error::from)?;
                cut |= told.cut;
                for stretch in told.list {
                    let reason = stretch.closed.map_or(Reason::Counted, Reason::Closed);
                    push(&mut stretches, Moment(stretch.from_ms), Moment(stretch.to_ms), reason);
                }
            }
            State::Paused(stand) => push(&mut stretches, period.from, period.to, Reason::Paused(stand)),
            State::Stopped(stand) if run.ended.is_none() => push(&mut stretches, period.from, period.to, Reason::Stopped(stand)),
            State::Stopped(_) => {}
            State::Unpromised => push(&mut stretches, period.from, period.to, Reason::Unpromised),
        }
    }
    cut |= stretches.len() > STRETCHES_MAX;
    stretches.truncate(STRETCHES_MAX);
    Ok(Explanation {
        metric: run.metric,
        cycle: run.cycle,
        agreement,
        zone,
        started: run.started,
        ended: run.ended,
        target_ms: is.as_ref().map(|clock| clock.target_ms),
        spent_ms: run.spent_ms,
        due: is.as_ref().and_then(|clock| clock.due_at),
        breached: run.breached,
        stretches,
        cut,
    })
}

fn push(stretches: &mut Vec<Explained>, from: Moment, to: Moment, reason: Reason) {
    match stretches.last_mut() {
        Some(last) if last.reason == reason && last.to == from => last.to = to,
        _ => stretches.push(Explained { from, to, reason }),
    }
}
