//! What an agreement promises for one priority: the targets, the hours they are measured by, and when they pause.

use db::{MINUTE_MS, id};
use serde::{Deserialize, Serialize};

use crate::metric::{Metric, Stand};

id!(
    /// A business calendar's number.
    CalendarId
);
id!(
    /// The number of one state of a calendar: hours never change, a calendar gets others.
    HoursId
);
id!(
    /// An agreement's number.
    AgreementId
);
id!(
    /// The number of what an agreement promised for a priority at some time; it never changes.
    TermsId
);

/// One target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// What is promised.
    pub metric: Metric,
    /// Within how many minutes of business time.
    pub minutes: u32,
    /// Where the work stands while the clock pauses.
    #[serde(default)]
    pub pauses: Vec<Stand>,
    /// Percentages of the target at which something is done: the warning, the breach (100), the steps of escalation. Rising.
    pub marks: Vec<u16>,
}

impl Target {
    /// The target in milliseconds of business time.
    #[must_use]
    pub fn ms(&self) -> i64 {
        i64::from(self.minutes) * MINUTE_MS
    }

    /// So many percent of it, in milliseconds.
    #[must_use]
    pub fn percent_ms(&self, percent: u16) -> i64 {
        self.ms() * i64::from(percent) / 100
    }
}

/// What holds for one ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The agreement.
    pub agreement: AgreementId,
    /// The hours that count.
    pub hours: HoursId,
    /// The targets; what has none is not promised.
    pub targets: Vec<Target>,
}

impl Terms {
    /// The target for a metric.
    #[must_use]
    pub fn target(&self, metric: Metric) -> Option<&Target> {
        self.targets.iter().find(|target| target.metric == metric)
    }
}
