//! What can happen to problems and major incidents.

use db::{Event, Moment, Subject};
use people::PersonId;
use serde::{Deserialize, Serialize};
use tickets::TicketId;

use crate::major::{MajorHappened, MajorId};
use crate::problem::{ProblemId, State};

pub(crate) const PROBLEM: &str = "problem";
pub(crate) const MAJOR: &str = "major";

/// Something that happened to a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are the words of the problem, explained there; from and to are before and after")]
pub enum Happening {
    /// It was written down.
    Opened,
    /// Its words changed; the words as they were are kept.
    Edited { name: String, about: String, root_cause: String, workaround: String },
    /// It stands elsewhere.
    Moved { from: State, to: State },
    /// It is a known error now, or no longer.
    Known { known_error: bool },
    /// Somebody else sees to it.
    Handed { from: Option<PersonId>, to: Option<PersonId> },
    /// An incident of it.
    Linked { ticket: TicketId },
    /// No incident of it any more.
    Unlinked { ticket: TicketId },
    /// Requesters are told, unless it is taken back before `at`.
    Telling { letters: i64, at: Moment },
    /// Requesters were told.
    Told { letters: i64 },
    /// It was taken back before it went out.
    CalledOff,
}

pub(crate) struct ProblemEvent<'a> {
    pub(crate) problem: ProblemId,
    pub(crate) what: &'a Happening,
}

impl Serialize for ProblemEvent<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.what.serialize(serializer)
    }
}

impl Event for ProblemEvent<'_> {
    fn kind(&self) -> &'static str {
        match self.what {
            Happening::Opened => "problem.opened",
            Happening::Edited { .. } => "problem.edited",
            Happening::Moved { to: State::Fixed, .. } => "problem.fixed",
            Happening::Moved { .. } => "problem.moved",
            Happening::Known { .. } => "problem.known",
            Happening::Handed { .. } => "problem.handed",
            Happening::Linked { .. } => "problem.linked",
            Happening::Unlinked { .. } => "problem.unlinked",
            Happening::Telling { .. } => "problem.telling",
            Happening::Told { .. } => "problem.told",
            Happening::CalledOff => "problem.telling_called_off",
        }
    }

    fn subject(&self) -> Subject {
        self.problem.subject()
    }
}

pub(crate) struct MajorEvent<'a> {
    pub(crate) major: MajorId,
    pub(crate) what: &'a MajorHappened,
}

impl Serialize for MajorEvent<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.what.serialize(serializer)
    }
}

impl Event for MajorEvent<'_> {
    fn kind(&self) -> &'static str {
        match self.what {
            MajorHappened::Declared { .. } => "major.declared",
            MajorHappened::Noted { .. } => "major.noted",
            MajorHappened::UpdateDue => "major.update_due",
            MajorHappened::UpdateMissed => "major.update_missed",
            MajorHappened::Ended { .. } => "major.ended",
            MajorHappened::Resumed => "major.resumed",
        }
    }

    fn subject(&self) -> Subject {
        self.major.subject()
    }
}
