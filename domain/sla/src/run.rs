//! A clock's whole run, from its start to its end, as a pure function of the facts.
//!
//! What was counted stays counted, by the hours that were in force then; what remains is measured by the target in force now.
//! So a ticket keeps its past when its priority, agreement or calendar changes, and cannot be late for a promise before that
//! promise was made: a target that is shortened below what has passed is due at the change.

mod period;

use std::sync::Arc;

use calendar::{Calendar, Problem};
use db::Moment;
use outcome::Result;

use crate::fact::{Fact, Happened, in_effect};
use crate::metric::{Metric, Stand};
use crate::terms::{HoursId, Terms, TermsId};

pub use period::{Period, State};

/// Where terms and hours are looked up; what a number stands for never changes.
pub trait Book {
    /// The terms of this number.
    ///
    /// # Errors
    /// When they cannot be read.
    fn terms(&self, id: TermsId) -> Result<Arc<Terms>>;

    /// The hours of this number.
    ///
    /// # Errors
    /// When they cannot be read.
    fn hours(&self, id: HoursId) -> Result<Arc<Calendar>>;
}

/// How a clock ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// What was promised was done.
    Met,
    /// The work goes on elsewhere, or nothing is promised any more: neither kept nor broken.
    Dropped,
}

/// One run of a clock.
#[derive(Debug, Clone)]
pub struct Run {
    /// What is promised.
    pub metric: Metric,
    /// Which run of this clock it is, counted from 1.
    pub cycle: i64,
    /// When it began.
    pub started: Moment,
    /// When and how it ended.
    pub ended: Option<(Moment, End)>,
    /// What the time since then was, oldest first, without gaps.
    pub periods: Vec<Period>,
    /// Business time that was counted, in milliseconds.
    pub spent_ms: i64,
    /// When more was counted than the target allows.
    pub breached: Option<Moment>,
    /// The terms in force, when they have a target for this metric.
    pub terms: Option<TermsId>,
    /// Where the work stood when it was looked at last.
    pub stand: Stand,
}

/// How things stand while the facts are gone through.
struct Walk<'b> {
    book: &'b dyn Book,
    terms: Option<(TermsId, Arc<Terms>)>,
    stand: Stand,
    answered: bool,
    team: Option<i64>,
    runs: Vec<Run>,
}

/// Every run of every clock up to `now`, in the order in which they began.
///
/// # Errors
/// When terms or hours cannot be read.
pub fn runs(told: &[Happened], now: Moment, book: &dyn Book) -> Result<Vec<Run>> {
    let facts = in_effect(told);
    let mut walk = Walk { book, terms: None, stand: Stand::Active, answered: false, team: None, runs: Vec::new() };
    let Some(mut at) = facts.first().map(|first| first.at) else { return Ok(Vec::new()) };
    for happened in facts.iter().filter(|f| f.at <= now) {
        walk.pass(at, happened.at)?;
        at = happened.at;
        walk.hear(at, happened.fact)?;
    }
    walk.pass(at, now)?;
    Ok(walk.runs)
}

impl Walk<'_> {
    /// Lets time pass on every clock that has not ended.
    fn pass(&mut self, from: Moment, to: Moment) -> Result<()> {
        if to <= from {
            return Ok(());
        }
        for run in &mut self.runs {
            let resumable = run.metric == Metric::Resolution && self.stand == Stand::Done;
            if run.ended.is_none() || resumable {
                run.pass(from, to, self.stand, self.terms.as_ref(), self.book)?;
            }
        }
        Ok(())
    }

    fn hear(&mut self, at: Moment, fact: Fact) -> Result<()> {
        match fact {
            Fact::Opened { answered } => {
                self.answered = answered;
                self.start(at, Metric::Resolution);
                if answered {
                    self.start(at, Metric::Update);
                } else {
                    self.start(at, Metric::FirstResponse);
                }
            }
            Fact::Stands { stand, .. } => self.move_to(at, stand),
            Fact::Asked if self.answered && self.open(Metric::NextResponse).is_none() => self.start(at, Metric::NextResponse),
            Fact::Asked => {}
            Fact::Answered => {
                self.answered = true;
                for metric in [Metric::FirstResponse, Metric::NextResponse, Metric::Update] {
                    self.end(at, metric, End::Met);
                }
                if self.stand.is_unfinished() {
                    self.start(at, Metric::Update);
                }
            }
            Fact::Given { team } => {
                if team != self.team {
                    self.end(at, Metric::Team, End::Met);
                    self.team = team;
                    if team.is_some() && self.stand.is_unfinished() {
                        self.start(at, Metric::Team);
                    }
                }
            }
            Fact::Agreed { terms } => self.terms = terms.map(|id| self.book.terms(id).map(|terms| (id, terms))).transpose()?,
        }
        self.look(at);
        Ok(())
    }

    fn move_to(&mut self, at: Moment, stand: Stand) {
        let was = std::mem::replace(&mut self.stand, stand);
        if was.is_unfinished() == stand.is_unfinished() {
            return;
        }
        if stand.is_unfinished() {
            if let Some(run) = self.runs.iter_mut().rev().find(|r| r.metric == Metric::Resolution) {
                run.ended = None;
            }
            if self.answered && self.open(Metric::Update).is_none() {
                self.start(at, Metric::Update);
            }
            if self.team.is_some() {
                self.start(at, Metric::Team);
            }
        } else {
            // A resolution is an answer too.
            self.answered |= stand == Stand::Done;
            let how = if stand == Stand::Merged { End::Dropped } else { End::Met };
            Metric::ALL.iter().for_each(|metric| self.end(at, *metric, how));
        }
    }

    fn open(&mut self, metric: Metric) -> Option<&mut Run> {
        self.runs.iter_mut().find(|run| run.metric == metric && run.ended.is_none())
    }

    fn start(&mut self, at: Moment, metric: Metric) {
        let cycle = self.runs.iter().filter(|r| r.metric == metric).map(|r| r.cycle).max().unwrap_or(0) + 1;
        let (periods, spent_ms) = (Vec::new(), 0);
        self.runs.push(Run { metric, cycle, started: at, ended: None, periods, spent_ms, breached: None, terms: None, stand: self.stand });
    }

    fn end(&mut self, at: Moment, metric: Metric, how: End) {
        if let Some(run) = self.open(metric) {
            run.ended = Some((at, how));
        }
    }

    /// Holds every open clock to the terms of this moment.
    fn look(&mut self, at: Moment) {
        for run in self.runs.iter_mut().filter(|r| r.ended.is_none()) {
            run.stand = self.stand;
            run.look(at, self.terms.as_ref());
        }
    }
}

impl Run {
    /// From which moment on the clock counts by `hours`, and what it had counted before: where due times are reckoned from.
    pub(crate) fn anchor(&self, hours: HoursId, now: Moment) -> (Moment, i64) {
        match self.periods.last() {
            Some(last) if last.state == State::Counting(hours) => (last.from, self.spent_ms - last.counted_ms),
            _ => (now, self.spent_ms),
        }
    }

    /// The target in force, if there is one.
    fn look(&mut self, at: Moment, terms: Option<&(TermsId, Arc<Terms>)>) {
        match terms.and_then(|(id, terms)| Some((*id, terms.target(self.metric)?))) {
            Some((id, target)) => {
                self.terms = Some(id);
                if self.spent_ms <= target.ms() {
                    self.breached = None;
                } else {
                    self.breached = self.breached.or(Some(at));
                }
            }
            None => self.terms = None,
        }
    }

    fn pass(&mut self, from: Moment, to: Moment, stand: Stand, terms: Option<&(TermsId, Arc<Terms>)>, book: &dyn Book) -> Result<()> {
        let found = terms.and_then(|(_, terms)| Some((terms, terms.target(self.metric)?)));
        let state = match found {
            _ if !stand.is_unfinished() => State::Stopped(stand),
            None => State::Unpromised,
            Some((_, target)) if target.pauses.contains(&stand) => State::Paused(stand),
            Some((terms, _)) => State::Counting(terms.hours),
        };
        let mut counted_ms = 0;
        if let (State::Counting(hours), Some((_, target))) = (&state, found) {
            let calendar = book.hours(*hours)?;
            counted_ms = calendar.between(from.0, to.0).map_err(anyhow::Error::from)?;
            if self.breached.is_none() && self.spent_ms + counted_ms > target.ms() {
                self.breached = due(&calendar, from, target.ms() - self.spent_ms)?;
            }
        }
        self.spent_ms += counted_ms;
        match self.periods.last_mut() {
            Some(last) if last.state == state && last.to == from => (last.to, last.counted_ms) = (to, last.counted_ms + counted_ms),
            _ => self.periods.push(Period { from, to, state, counted_ms }),
        }
        Ok(())
    }
}

/// When so much more business time will have passed; none when the calendar does not open (often enough).
///
/// # Errors
/// For moments that calendars do not know.
pub(crate) fn due(calendar: &Calendar, from: Moment, left_ms: i64) -> Result<Option<Moment>> {
    if left_ms <= 0 {
        return Ok(Some(from));
    }
    match calendar.add(from.0, left_ms) {
        Ok(at) => Ok(Some(Moment(at))),
        Err(Problem::NeverOpens | Problem::TooFar { .. }) => Ok(None),
        Err(other) => Err(anyhow::Error::from(other).into()),
    }
}
