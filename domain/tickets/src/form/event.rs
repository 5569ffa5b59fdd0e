//! What happens to the desk's fields.

use db::{Event, Subject};
use serde::Serialize;

use super::{AskedOf, FieldId, FieldKind, Required};
use crate::ticket::CategoryId;

/// Something that happened to a field.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each variant says what happened; `id` is the field, the rest is what it was and became")]
pub enum FieldEvent {
    Added { id: FieldId, key: String, name: String, kind: FieldKind },
    Edited { id: FieldId, from: String, to: String },
    OptionsSet { id: FieldId, options: Vec<String> },
    Asked { id: FieldId, category: Option<CategoryId>, audience: AskedOf, required: Required },
    AskDropped { id: FieldId, category: Option<CategoryId> },
    Archived { id: FieldId, name: String },
    Restored { id: FieldId, name: String },
    Deleted { id: FieldId, name: String },
}

impl Event for FieldEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::Added { .. } => "field.added",
            Self::Edited { .. } => "field.edited",
            Self::OptionsSet { .. } => "field.options_set",
            Self::Asked { .. } => "field.asked",
            Self::AskDropped { .. } => "field.ask_dropped",
            Self::Archived { .. } => "field.archived",
            Self::Restored { .. } => "field.restored",
            Self::Deleted { .. } => "field.deleted",
        }
    }

    fn subject(&self) -> Subject {
        let (Self::Added { id, .. }
        | Self::Edited { id, .. }
        | Self::OptionsSet { id, .. }
        | Self::Asked { id, .. }
        | Self::AskDropped { id, .. }
        | Self::Archived { id, .. }
        | Self::Restored { id, .. }
        | Self::Deleted { id, .. }) = self;
        Subject::new("field", id.0)
    }
}
