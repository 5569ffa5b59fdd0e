//! Instants and the one clock: whoever needs the time asks the transaction.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds of a second.
pub const SECOND_MS: i64 = 1_000;
/// Milliseconds of a minute.
pub const MINUTE_MS: i64 = 60 * SECOND_MS;
/// Milliseconds of an hour.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// Milliseconds of a day of 24 hours.
pub const DAY_MS: i64 = 24 * HOUR_MS;

/// An instant, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The system's time.
    #[must_use]
    pub fn of_system() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    /// This instant and `ms` milliseconds more (or fewer, when negative).
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this instant; negative when `earlier` is later.
    #[must_use]
    pub fn since_ms(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// Where the time comes from: the system, or a hand that tests and demo data move.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The system's time.
    #[default]
    System,
    /// Stands still until somebody moves it.
    Still(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    #[must_use]
    pub fn still(at: Moment) -> Self {
        Self::Still(Arc::new(AtomicI64::new(at.0)))
    }

    /// What the clock shows.
    #[must_use]
    pub fn now(&self) -> Moment {
        match self {
            Self::System => Moment::of_system(),
            Self::Still(at) => Moment(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a still clock to `at`; the system's clock is nobody's to move, and stays.
    pub fn set(&self, at: Moment) {
        if let Self::Still(hand) = self {
            hand.store(at.0, Ordering::SeqCst);
        }
    }
}
