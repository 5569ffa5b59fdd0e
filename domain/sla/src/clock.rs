//! How a clock stands now: running or paused, met or breached, and when what is due.

use db::{Cells, Moment, Row};
use outcome::Result;

use crate::metric::Metric;
use crate::run::{Book, End, Run, due};
use crate::terms::{AgreementId, TermsId};

db::words! {
    /// What a clock does.
    pub enum Stage {
        /// It counts.
        Running = "running",
        /// It waits for the ticket to be the desk's move again.
        Paused = "paused",
        /// What was promised was done.
        Met = "met",
        /// The work goes on elsewhere, or nothing is promised any more.
        Dropped = "dropped",
    }
}

/// A clock as it is kept: the latest run for one metric of one ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// What is promised.
    pub metric: Metric,
    /// Which run it is, counted from 1.
    pub cycle: i64,
    /// What it does.
    pub stage: Stage,
    /// By which agreement.
    pub agreement: AgreementId,
    /// By which terms.
    pub terms: TermsId,
    /// When it began.
    pub started_at: Moment,
    /// The target, in milliseconds of business time.
    pub target_ms: i64,
    /// What has been counted, in milliseconds of business time, up to the ticket's last change.
    pub spent_ms: i64,
    /// When it is due; none while it does not run, or when its calendar does not open.
    pub due_at: Option<Moment>,
    /// When it ended.
    pub ended_at: Option<Moment>,
    /// When it was breached, if that is past.
    pub breached_at: Option<Moment>,
    /// When the next of its marks is reached.
    pub next_at: Option<Moment>,
    /// Percentages of the target that were reached and noted, rising.
    pub rung: Vec<u16>,
}

impl Clock {
    /// The columns, in the order in which a row is read.
    pub(crate) const COLUMNS: &'static str =
        "metric, cycle, stage, agreement_id, terms_id, started_at, target_ms, spent_ms, due_at, ended_at, breached_at, next_at, rung";

    /// Was the promise kept? Nothing as long as it is open, or when it was dropped.
    #[must_use]
    pub fn kept(&self) -> Option<bool> {
        (self.stage == Stage::Met).then_some(self.breached_at.is_none())
    }

    /// How a run stands at `now`, with what was noted of it before. Nothing when nothing is promised.
    pub(crate) fn of(run: &Run, now: Moment, noted: Option<&Self>, book: &dyn Book) -> Result<Option<Self>> {
        let noted = noted.filter(|clock| clock.cycle == run.cycle);
        let Some(id) = run.terms else {
            // The promise was taken back: what is kept of it says so.
            let dropped = noted.filter(|clock| matches!(clock.stage, Stage::Running | Stage::Paused));
            return Ok(dropped.map(|clock| Self {
                stage: Stage::Dropped,
                ended_at: Some(now),
                due_at: None,
                next_at: None,
                ..clock.clone()
            }));
        };
        let terms = book.terms(id)?;
        let Some(target) = terms.target(run.metric) else { return Ok(None) };
        let reached = |percent: u16| run.spent_ms >= target.percent_ms(percent);
        let mut clock = Self {
            metric: run.metric,
            cycle: run.cycle,
            stage: Stage::Running,
            agreement: terms.agreement,
            terms: id,
            started_at: run.started,
            target_ms: target.ms(),
            spent_ms: run.spent_ms,
            due_at: None,
            ended_at: run.ended.map(|(at, _)| at),
            breached_at: run.breached,
            next_at: None,
            rung: noted.map(|clock| clock.rung.iter().copied().filter(|p| reached(*p)).collect()).unwrap_or_default(),
        };
        match run.ended {
            Some((_, End::Met)) => clock.stage = Stage::Met,
            Some((_, End::Dropped)) => clock.stage = Stage::Dropped,
            None if target.pauses.contains(&run.stand) => clock.stage = Stage::Paused,
            None => {
                let calendar = book.hours(terms.hours)?;
                let (from, before_ms) = run.anchor(terms.hours, now);
                clock.due_at = match run.breached {
                    Some(at) => Some(at),
                    None => due(&calendar, from, target.ms() - before_ms)?,
                };
                let mut waiting = target.marks.iter().filter(|p| !clock.rung.contains(p));
                clock.next_at = match waiting.next() {
                    // A promise is broken once its last moment has passed, not while it lasts.
                    Some(100) => clock.due_at.map(|at| at.plus_ms(1)),
                    Some(percent) => due(&calendar, from, target.percent_ms(*percent) - before_ms)?,
                    None => None,
                };
            }
        }
        Ok(Some(clock))
    }
}

impl Row for Clock {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        let rung: String = cells.field(12)?;
        Ok(Self {
            metric: cells.field(0)?,
            cycle: cells.field(1)?,
            stage: cells.field(2)?,
            agreement: cells.field(3)?,
            terms: cells.field(4)?,
            started_at: cells.field(5)?,
            target_ms: cells.field(6)?,
            spent_ms: cells.field(7)?,
            due_at: cells.field(8)?,
            ended_at: cells.field(9)?,
            breached_at: cells.field(10)?,
            next_at: cells.field(11)?,
            rung: rung.split(',').filter_map(|p| p.parse().ok()).collect(),
        })
    }
}
