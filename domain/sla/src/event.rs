//! What can happen to calendars and agreements.

use db::{Event, Subject};
use serde::Serialize;

use crate::terms::{AgreementId, CalendarId, HoursId};

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the kinds below say in words what each variant is")]
pub enum SlaEvent {
    CalendarAdded {
        #[serde(skip)]
        calendar: CalendarId,
        hours: HoursId,
    },
    CalendarEdited {
        #[serde(skip)]
        calendar: CalendarId,
        from: HoursId,
        to: HoursId,
    },
    CalendarArchived {
        #[serde(skip)]
        calendar: CalendarId,
    },
    CalendarRestored {
        #[serde(skip)]
        calendar: CalendarId,
    },
    HolidaysImported {
        #[serde(skip)]
        calendar: CalendarId,
        added: usize,
        passed: usize,
    },
    AgreementAdded {
        #[serde(skip)]
        agreement: AgreementId,
    },
    AgreementEdited {
        #[serde(skip)]
        agreement: AgreementId,
        version: i64,
    },
    AgreementMoved {
        #[serde(skip)]
        agreement: AgreementId,
        from: i64,
        to: i64,
    },
    AgreementArchived {
        #[serde(skip)]
        agreement: AgreementId,
    },
    AgreementRestored {
        #[serde(skip)]
        agreement: AgreementId,
    },
}

impl Event for SlaEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::CalendarAdded { .. } => "calendar.added",
            Self::CalendarEdited { .. } => "calendar.edited",
            Self::CalendarArchived { .. } => "calendar.archived",
            Self::CalendarRestored { .. } => "calendar.restored",
            Self::HolidaysImported { .. } => "calendar.holidays_imported",
            Self::AgreementAdded { .. } => "agreement.added",
            Self::AgreementEdited { .. } => "agreement.edited",
            Self::AgreementMoved { .. } => "agreement.moved",
            Self::AgreementArchived { .. } => "agreement.archived",
            Self::AgreementRestored { .. } => "agreement.restored",
        }
    }

    fn subject(&self) -> Subject {
        match self {
            Self::CalendarAdded { calendar, .. }
            | Self::CalendarEdited { calendar, .. }
            | Self::CalendarArchived { calendar }
            | Self::CalendarRestored { calendar }
            | Self::HolidaysImported { calendar, .. } => Subject::new("calendar", calendar.0),
            Self::AgreementAdded { agreement }
            | Self::AgreementEdited { agreement, .. }
            | Self::AgreementMoved { agreement, .. }
            | Self::AgreementArchived { agreement }
            | Self::AgreementRestored { agreement } => Subject::new("agreement", agreement.0),
        }
    }
}
