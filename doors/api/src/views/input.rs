//! A view as programs send it.

use outcome::Result;
use people::{Actor, TeamId};
use schemars::JsonSchema;
use serde::Deserialize;
use tickets::{GroupBy, Order, Sharing, Sort};

use super::conditions::{ConditionIn, filter_of};
use crate::front::{Given, Id};

/// The body of a request about one view.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ViewBody {
    /// The view.
    pub view: ViewIn,
}

/// A view as it should be.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ViewIn {
    /// What it is called.
    pub title: Option<String>,
    /// What it shows, in the filter language; before any conditions.
    pub filter: Option<String>,
    /// Conditions that must all hold.
    pub all: Vec<ConditionIn>,
    /// Conditions of which one must hold.
    pub any: Vec<ConditionIn>,
    /// The same, as programs are told them.
    pub conditions: Option<ConditionsIn>,
    /// For whom it is: everybody when there is none.
    pub restriction: Given<RestrictionIn>,
    /// How it is shown.
    pub output: Option<OutputIn>,
    /// The same, as programs are told it.
    pub execution: Option<OutputIn>,
    /// Its place.
    pub position: Option<i64>,
}

/// Conditions of both kinds.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ConditionsIn {
    /// Conditions that must all hold.
    pub all: Vec<ConditionIn>,
    /// Conditions of which one must hold.
    pub any: Vec<ConditionIn>,
}

/// For whom a view is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RestrictionIn {
    /// `Group` or `User`.
    pub r#type: String,
    /// The team.
    pub id: Option<Id>,
    /// The team, in a list.
    pub ids: Vec<Id>,
}

/// How a view is shown.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OutputIn {
    /// What rows are gathered by.
    pub group_by: Option<String>,
    /// What they are ordered by.
    pub sort_by: Option<String>,
    /// `asc` or `desc`.
    pub sort_order: Option<String>,
}

impl ViewIn {
    /// What it shows, if it says so.
    ///
    /// # Errors
    /// `Invalid` for a condition that we have no word for.
    pub fn filter(&self) -> Result<Option<String>> {
        if let Some(filter) = &self.filter {
            return Ok(Some(filter.clone()));
        }
        let told = self.conditions.clone().unwrap_or_default();
        let (all, any) = ([self.all.as_slice(), &told.all].concat(), [self.any.as_slice(), &told.any].concat());
        if all.is_empty() && any.is_empty() { Ok(None) } else { filter_of(&all, &any).map(Some) }
    }

    /// For whom it is, if it says so. Without a word it is everybody's for whoever may share so, and their own for others.
    #[must_use]
    pub fn sharing(&self, actor: &Actor) -> Option<Sharing> {
        let own = actor.person().map(Sharing::Own);
        match &self.restriction {
            Given::Missing => None,
            Given::Null => Some(Sharing::Everybody),
            Given::Some(restriction) => match (restriction.r#type.as_str(), restriction.id.or(restriction.ids.first().copied())) {
                ("Group", Some(team)) => Some(Sharing::Team(TeamId(team.0))),
                _ => own,
            },
        }
    }

    fn shown(&self) -> Option<&OutputIn> {
        self.output.as_ref().or(self.execution.as_ref())
    }

    /// The order, if it says one that we have.
    #[must_use]
    pub fn order(&self) -> Option<Vec<Order>> {
        let shown = self.shown()?;
        let sort = match shown.sort_by.as_deref()? {
            "created_at" | "created" => Sort::Created,
            "updated_at" | "updated" => Sort::Updated,
            "nice_id" | "id" => Sort::Number,
            "group" | "group_id" => Sort::Team,
            other => other.parse().ok()?,
        };
        Some(vec![Order { sort, descending: shown.sort_order.as_deref() == Some("desc") }])
    }

    /// What rows are gathered by, if it says something that we have.
    #[must_use]
    pub fn group_by(&self) -> Option<GroupBy> {
        match self.shown()?.group_by.as_deref()? {
            "group" | "group_id" => Some(GroupBy::Team),
            "type" => Some(GroupBy::Kind),
            other => other.parse().ok(),
        }
    }
}
