//! Steps of escalation: at which part of a target who is told, or what is changed.

use people::{PersonId, TeamId};
use serde::{Deserialize, Serialize};

use crate::metric::Metric;

/// Who hears of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// Who has the ticket; its team when nobody does.
    Assignee,
    /// Everybody of its team.
    Team,
    /// The leads of its team.
    Leads,
    /// A person.
    Person(PersonId),
    /// Who is on duty in a rota, which this slice knows by its number only.
    Rota(i64),
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// They get a notification, by the way they chose.
    Tell(Whom),
    /// They are paged: called one step after the other, whatever they chose, until somebody acknowledges.
    Page(Whom),
    /// The ticket goes to a team, and to nobody in it.
    Reassign(TeamId),
    /// The priority rises by one.
    Raise,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// At how many percent of the target; 100 is the breach.
    pub percent: u16,
    /// For which clock; none stands for every one.
    pub metric: Option<Metric>,
    /// What is done.
    pub act: Act,
}

impl Step {
    /// Is it a step of this clock?
    #[must_use]
    pub fn is_for(&self, metric: Metric) -> bool {
        self.metric.is_none_or(|own| own == metric)
    }
}
