//! What happens to fields about people and organizations.

use db::{Event, Subject};
use serde::Serialize;

use super::{Noun, NounFieldId};

/// Something that happened to a field.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each variant says what happened; `id` is the field, the rest is what it was and became")]
pub enum NounFieldEvent {
    Added { id: NounFieldId, about: Noun, key: String, name: String },
    Edited { id: NounFieldId, from: String, to: String },
    OptionsSet { id: NounFieldId, options: Vec<String> },
    Archived { id: NounFieldId, name: String },
    Restored { id: NounFieldId, name: String },
    Deleted { id: NounFieldId, name: String },
}

impl Event for NounFieldEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::Added { .. } => "noun_field.added",
            Self::Edited { .. } => "noun_field.edited",
            Self::OptionsSet { .. } => "noun_field.options_set",
            Self::Archived { .. } => "noun_field.archived",
            Self::Restored { .. } => "noun_field.restored",
            Self::Deleted { .. } => "noun_field.deleted",
        }
    }

    fn subject(&self) -> Subject {
        let (Self::Added { id, .. }
        | Self::Edited { id, .. }
        | Self::OptionsSet { id, .. }
        | Self::Archived { id, .. }
        | Self::Restored { id, .. }
        | Self::Deleted { id, .. }) = self;
        Subject::new("noun_field", id.0)
    }
}
