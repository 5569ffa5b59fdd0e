//! What happens to views.

use db::{Event, Subject};
use serde::Serialize;

use super::ViewId;

/// Something that happened to a view.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each variant says what happened; `id` is the view, the rest is what it was and became")]
pub enum ViewEvent {
    Saved { id: ViewId, name: String, filter: String },
    Edited { id: ViewId, name_before: String, name: String, filter_before: String, filter: String },
    Deleted { id: ViewId, name: String, filter: String },
}

impl Event for ViewEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::Saved { .. } => "view.saved",
            Self::Edited { .. } => "view.edited",
            Self::Deleted { .. } => "view.deleted",
        }
    }

    fn subject(&self) -> Subject {
        let (Self::Saved { id, .. } | Self::Edited { id, .. } | Self::Deleted { id, .. }) = self;
        Subject::new("view", id.0)
    }
}
