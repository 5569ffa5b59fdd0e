//! What can happen to changes.

use db::{Event, Moment, Subject};
use people::PersonId;
use serde::{Deserialize, Serialize};

use crate::change::{ChangeId, State};

pub(crate) const CHANGE: &str = "change";

/// Something that happened to a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are the words of the change, explained there")]
pub enum Happening {
    /// It was written down.
    Planned,
    /// Its words changed; plan and way back as they were are kept.
    Edited { plan: String, back_out: String },
    /// Its window moved; this is where it was.
    Shifted { starts_at: Moment, ends_at: Moment },
    /// These people are asked, because it is new or changed in what they decide about.
    Asked { people: Vec<PersonId> },
    /// Somebody approved.
    Approved { note: String },
    /// Somebody declined.
    Declined { note: String },
    /// It stands elsewhere.
    Moved { to: State, outcome: String },
}

pub(crate) struct ChangeEvent<'a> {
    pub(crate) change: ChangeId,
    pub(crate) what: &'a Happening,
}

impl Serialize for ChangeEvent<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.what.serialize(serializer)
    }
}

impl Event for ChangeEvent<'_> {
    fn kind(&self) -> &'static str {
        match self.what {
            Happening::Planned => "change.planned",
            Happening::Edited { .. } => "change.edited",
            Happening::Shifted { .. } => "change.shifted",
            Happening::Asked { .. } => "change.asked",
            Happening::Approved { .. } => "change.approved",
            Happening::Declined { .. } => "change.declined",
            Happening::Moved { .. } => "change.moved",
        }
    }

    fn subject(&self) -> Subject {
        self.change.subject()
    }
}
