//! What can happen to routing itself; what it does to tickets is theirs.

use db::{Event, Subject};
use people::{PersonId, TeamId};
use serde::Serialize;
use tickets::CategoryId;

use crate::choose::Way;

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the kinds below say in words what each variant is")]
pub enum RoutingEvent {
    WaySet {
        #[serde(skip)]
        team: TeamId,
        way: Way,
    },
    PersonSet {
        #[serde(skip)]
        person: PersonId,
        capacity: i64,
    },
    NeedsSet {
        #[serde(skip)]
        category: CategoryId,
        needs: usize,
    },
    SwitchedAway {
        #[serde(skip)]
        person: PersonId,
        away: bool,
    },
}

impl Event for RoutingEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::WaySet { .. } => "routing.way_set",
            Self::PersonSet { .. } => "routing.person_set",
            Self::NeedsSet { .. } => "routing.needs_set",
            Self::SwitchedAway { .. } => "routing.switched_away",
        }
    }

    fn subject(&self) -> Subject {
        match self {
            Self::WaySet { team, .. } => Subject::new("team", team.0),
            Self::PersonSet { person, .. } | Self::SwitchedAway { person, .. } => Subject::new("person", person.0),
            Self::NeedsSet { category, .. } => Subject::new("category", category.0),
        }
    }
}
