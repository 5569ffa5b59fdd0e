//! What can happen to canned answers.

use db::{Event, Subject};
use serde::Serialize;

use super::{CANNED, CannedId};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Added,
    Edited,
    Archived,
    Restored,
}

/// A canned answer to which something happened.
#[derive(Serialize)]
pub(crate) struct CannedEvent {
    #[serde(skip)]
    pub(crate) id: CannedId,
    #[serde(skip)]
    pub(crate) what: What,
}

impl Event for CannedEvent {
    fn kind(&self) -> &'static str {
        match self.what {
            What::Added => "canned_answer.added",
            What::Edited => "canned_answer.edited",
            What::Archived => "canned_answer.archived",
            What::Restored => "canned_answer.restored",
        }
    }

    fn subject(&self) -> Subject {
        Subject::new(CANNED, self.id.0)
    }
}
