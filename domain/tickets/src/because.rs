//! Why routing gave a ticket to whom, as its event keeps it.

use serde::{Deserialize, Serialize};

/// Why routing gave a ticket to somebody, as it was at that moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// Their open tickets, without this one.
    pub open: i64,
    /// How many they can have.
    pub capacity: i64,
    /// Was it asked who is on shift or on duty?
    #[serde(default)]
    pub shift: bool,
    /// What it needs and they know.
    #[serde(default)]
    pub skills: Vec<String>,
    /// Are they where the ticket is?
    #[serde(default)]
    pub site: bool,
    /// Did somebody else not take it in time?
    #[serde(default)]
    pub again: bool,
}
