//! Impact times urgency is priority, by a matrix that the desk may edit.

use std::fmt;

use anyhow::anyhow;
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

    /// The impact and urgency that make this priority, the ones nearest to what they are now; nothing where the matrix has no such cell.
    #[must_use]
    pub fn cell_of(&self, priority: Priority, now: (Level, Level)) -> Option<(Level, Level)> {
        let cells = Level::ALL.iter().flat_map(|i| Level::ALL.iter().map(move |u| (*i, *u)));
        let far = |(i, u): &(Level, Level)| (*i as usize).abs_diff(now.0 as usize) + (*u as usize).abs_diff(now.1 as usize);
        cells.filter(|(i, u)| self.priority(*i, *u) == priority).min_by_key(far)
    }

    /// A matrix may be any, but not absurd: more impact or urgency never means less priority. The first impact and urgency
    /// that are more urgent than a stronger neighbour, if there are such.
    #[must_use]
    pub fn absurd_cell(&self) -> Option<(Level, Level)> {
        let cell = |i: usize, u: usize| self.0[i][u];
        let absurd = |i: usize, u: usize| (i > 0 && cell(i, u) < cell(i - 1, u)) || (u > 0 && cell(i, u) < cell(i, u - 1));
        let cells = (0..3).flat_map(|i| (0..3).map(move |u| (i, u)));
        cells.into_iter().find(|(i, u)| absurd(*i, *u)).map(|(i, u)| (Level::ALL[i], Level::ALL[u]))
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Matrix, Priority};

    #[test]
    fn a_matrix_where_more_impact_means_less_priority_is_absurd() {
        assert_eq!(Matrix::default().absurd_cell(), None);
        let mut matrix = Matrix::default();
        matrix.0[2][1] = Priority::Critical;
        assert_eq!(matrix.absurd_cell(), Some((Level::Low, Level::Medium)));
    }
}
