//! A piece of a clock's run during which nothing changed.

use db::Moment;

use crate::metric::Stand;
use crate::terms::HoursId;

/// What a clock did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It ran, by these hours.
    Counting(HoursId),
    /// It paused, because the work stood there.
    Paused(Stand),
    /// The work was done, or went on elsewhere.
    Stopped(Stand),
    /// Nothing was promised.
    Unpromised,
}

/// A piece of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Where it begins.
    pub from: Moment,
    /// Where it ends.
    pub to: Moment,
    /// What the clock did.
    pub state: State,
    /// Business time in it that was counted, in milliseconds.
    pub counted_ms: i64,
}
