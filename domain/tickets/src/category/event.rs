//! What happens to categories.

use db::{Event, Subject};
use people::TeamId;
use serde::Serialize;

use crate::ticket::CategoryId;

/// Something that happened to a category.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each variant says what happened; `id` is the category, the rest is what it was and became")]
pub enum CategoryEvent {
    Added { id: CategoryId, path: String },
    Renamed { id: CategoryId, from: String, to: String },
    Moved { id: CategoryId, from: String, to: String },
    Routed { id: CategoryId, from: Option<TeamId>, to: Option<TeamId> },
    Archived { id: CategoryId, path: String },
    Restored { id: CategoryId, path: String },
}

impl Event for CategoryEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::Added { .. } => "category.added",
            Self::Renamed { .. } => "category.renamed",
            Self::Moved { .. } => "category.moved",
            Self::Routed { .. } => "category.routed",
            Self::Archived { .. } => "category.archived",
            Self::Restored { .. } => "category.restored",
        }
    }

    fn subject(&self) -> Subject {
        let (Self::Added { id, .. }
        | Self::Renamed { id, .. }
        | Self::Moved { id, .. }
        | Self::Routed { id, .. }
        | Self::Archived { id, .. }
        | Self::Restored { id, .. }) = self;
        Subject::new("category", id.0)
    }
}
