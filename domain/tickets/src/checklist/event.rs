//! What happens to checklists as templates.

use db::{Event, Subject};
use serde::Serialize;

use super::ChecklistId;

/// Something that happened to a checklist.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each variant says what happened; `id` is the checklist")]
pub enum ChecklistEvent {
    Saved { id: ChecklistId, name: String, steps: usize },
    Archived { id: ChecklistId, name: String },
    Restored { id: ChecklistId, name: String },
}

impl Event for ChecklistEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::Saved { .. } => "checklist.saved",
            Self::Archived { .. } => "checklist.archived",
            Self::Restored { .. } => "checklist.restored",
        }
    }

    fn subject(&self) -> Subject {
        let (Self::Saved { id, .. } | Self::Archived { id, .. } | Self::Restored { id, .. }) = self;
        Subject::new("checklist", id.0)
    }
}
