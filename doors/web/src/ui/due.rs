//! When an answer is due, as a badge shows it: on time, soon, over, paused or met.

use catalogue::Say;

const MINUTE_MS: i64 = 60_000;
/// "Soon" is the last quarter of the target, but at least and at most this long.
const SOON_MIN_MS: i64 = 15 * MINUTE_MS;
const SOON_MAX_MS: i64 = 60 * MINUTE_MS;
const SOON_PART: i64 = 4;
/// Beyond this distance the moment says more than the time left: "Tue 12:00".
const SPAN_MAX_MS: i64 = 4 * 60 * MINUTE_MS;

/// Which of the five things a clock can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueState {
    /// Time enough.
    OnTime,
    /// The last quarter of the target.
    Soon,
    /// The moment has passed.
    Over,
    /// The clock stands still.
    Paused,
    /// Done in time.
    Met,
}

/// A due badge, ready to show.
#[derive(Clone, Debug)]
pub struct Due {
    /// What the clock is.
    pub state: DueState,
    /// Beside a subject in a list: "28 min", "6 min over", "Tue 12:00".
    pub short: String,
    /// In a sentence: "28 min left", "6 min over", "Paused, 1 h 40 left".
    pub words: String,
    /// When it is due, Unix milliseconds; 0 when the clock does not run.
    pub at_ms: i64,
    /// When "soon" begins, Unix milliseconds; 0 when the clock does not run.
    pub soon_ms: i64,
    /// The words give the time left, and not the moment itself.
    pub near: bool,
}

impl Due {
    /// A running clock that started and is due at these moments (Unix milliseconds).
    pub fn running(say: &Say, started_ms: i64, due_ms: i64, now_ms: i64) -> Due {
        let soon_ms = soon_from(started_ms, due_ms);
        let left = due_ms - now_ms;
        let state = match left {
            _ if left <= 0 => DueState::Over,
            _ if now_ms >= soon_ms => DueState::Soon,
            _ => DueState::OnTime,
        };
        let (short, words) = match state {
            DueState::Over => {
                let over = say.say1("due-over", "span", say.span(left.abs().max(MINUTE_MS))).into_owned();
                (over.clone(), over)
            }
            _ if left > SPAN_MAX_MS => {
                let at = say.day_time(due_ms, now_ms).into_owned();
                let words = say.say1("due-at", "time", at.as_str()).into_owned();
                (at, words)
            }
            _ => {
                let span = say.span(left.max(MINUTE_MS)).into_owned();
                let words = say.say1("due-left", "span", span.as_str()).into_owned();
                (span, words)
            }
        };
        Due { state, short, words, at_ms: due_ms, soon_ms, near: left <= SPAN_MAX_MS }
    }

    /// A clock that stands still with so much left.
    pub fn paused(say: &Say, left_ms: i64) -> Due {
        let words = say.say1("due-paused-left", "span", say.span(left_ms)).into_owned();
        Due::still(DueState::Paused, say.say("due-paused").into_owned(), words)
    }

    /// A target met after so long.
    pub fn met(say: &Say, took_ms: i64) -> Due {
        let words = say.say1("due-met", "span", say.span(took_ms)).into_owned();
        Due::still(DueState::Met, words.clone(), words)
    }

    /// A target missed: done after so long.
    pub fn late(say: &Say, took_ms: i64) -> Due {
        let words = say.say1("due-late", "span", say.span(took_ms)).into_owned();
        Due::still(DueState::Over, words.clone(), words)
    }

    fn still(state: DueState, short: String, words: String) -> Due {
        Due { state, short, words, at_ms: 0, soon_ms: 0, near: false }
    }

    /// The icon of its state.
    #[must_use]
    pub fn icon(&self) -> &'static str {
        match self.state {
            DueState::OnTime => "clock",
            DueState::Soon => "timer",
            DueState::Over => "alarm-clock",
            DueState::Paused => "pause",
            DueState::Met => "check",
        }
    }

    /// The class of its state beside `due`.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self.state {
            DueState::Soon => "due-soon",
            DueState::Over => "due-over",
            _ => "due-calm",
        }
    }
}

/// When the last part of a target begins.
#[must_use]
pub fn soon_from(started_ms: i64, due_ms: i64) -> i64 {
    due_ms - ((due_ms - started_ms) / SOON_PART).clamp(SOON_MIN_MS, SOON_MAX_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::english;

    const HOUR_MS: i64 = 60 * MINUTE_MS;

    #[test]
    fn a_clock_says_what_it_is() {
        let say = english();
        let due = |left_min: i64| Due::running(&say, -3 * HOUR_MS, left_min * MINUTE_MS, 0);
        assert_eq!((due(28).state, due(28).short.as_str(), due(28).words.as_str()), (DueState::Soon, "28 min", "28 min left"));
        assert_eq!((due(100).state, due(100).short.as_str()), (DueState::OnTime, "1 h 40"));
        assert_eq!((due(-6).state, due(-6).short.as_str()), (DueState::Over, "6 min over"));
        assert_eq!(due(0).short, "1 min over");
        assert_eq!(Due::paused(&say, 100 * MINUTE_MS).words, "Paused, 1 h 40 left");
        assert_eq!(Due::met(&say, 9 * MINUTE_MS).words, "Met, 9 min");
    }

    #[test]
    fn soon_is_the_last_quarter_within_its_bounds() {
        assert_eq!(soon_from(0, 2 * HOUR_MS), 90 * MINUTE_MS);
        assert_eq!(soon_from(0, 20 * MINUTE_MS), 5 * MINUTE_MS);
        assert_eq!(soon_from(0, 100 * HOUR_MS), 99 * HOUR_MS);
    }
}
