//! What a rota says: its layers, the days that differ, and who is called in which order.

use calendar::{SpecialDay, Week};
use jiff::civil::{Date, Time};
use people::PersonId;
use serde::{Deserialize, Serialize};

/// A rota's plan as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The time zone by its IANA name; hand-overs and hours are by its wall clock.
    pub zone: String,
    /// The layers; of two that have somebody, the later one holds.
    pub layers: Vec<Layer>,
    /// Days on which layers with hours keep other ones, or none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<SpecialDay>,
    /// Who is called when this rota is paged, in order.
    pub calls: Vec<Call>,
    /// How many times the chain is gone through before it ends.
    pub rounds: u8,
}

/// People who take turns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layer {
    /// What it is called.
    pub name: String,
    /// Who has the first turn, the second, and so on, over and over.
    pub people: Vec<PersonId>,
    /// The day of the first turn.
    pub first: Date,
    /// The time of day at which one hands over to the next.
    pub at: Time,
    /// How many days a turn lasts.
    pub days: u16,
    /// The hours it is limited to; none for every hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Week>,
}

/// A step of the paging chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Who is called.
    pub whom: Called,
    /// How many minutes are waited for them before the next step.
    pub minutes: u16,
}

db::words! {
    /// Whom a step of the paging chain calls.
    pub enum Called {
        /// Who is on duty then.
        OnDuty = "on_duty",
        /// Who comes on duty after them.
        Next = "next",
        /// Everybody of the rota who is not away.
        Everybody = "everybody",
        /// Who leads the rota's team; every lead when none of them belongs to it.
        Leads = "leads",
    }
}

impl Plan {
    /// Everybody in it, each once.
    #[must_use]
    pub fn people(&self) -> Vec<PersonId> {
        let mut all: Vec<PersonId> = self.layers.iter().flat_map(|layer| layer.people.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The chain that a new rota begins with.
    #[must_use]
    pub fn usual_calls() -> Vec<Call> {
        [(Called::OnDuty, 10), (Called::Next, 10), (Called::Leads, 15)].map(|(whom, minutes)| Call { whom, minutes }).to_vec()
    }
}
