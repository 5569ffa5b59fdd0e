//! Promises: business calendars, agreements with their targets, and the clocks that hold the desk to them.

// nouns
mod agreement;
mod calendars;
mod clock;
mod event;
mod fact;
mod limits;
mod metric;
mod run;
mod shelf;
mod terms;

// who may do what
pub mod policy;

// what clocks hear, and what they say
mod explain;
mod follow;
mod rehearse;
mod ring;
mod simulate;

pub use agreement::{
    Act, Agreement, AgreementInput, Conditions, Step, Targets, Whom, add_agreement, agreement, agreements, archive_agreement, conditions,
    edit_agreement, move_agreement, restore_agreement,
};
pub use calendars::{
    CalendarInput, CalendarRow, ImportHolidays, Imported, add_calendar, archive_calendar, calendar, calendars, edit_calendar,
    import_holidays, restore_calendar, said,
};
pub use clock::{Clock, Stage};
pub use event::SlaEvent;
pub use explain::{Explained, Explanation, Reason, explain};
pub use fact::{Fact, GIVEN_BACK_MS, Happened, in_effect};
pub use follow::{Due, Told, clocks, facts_of_all, follow, terms_in_force};
pub use limits::*;
pub use metric::{Metric, Stand};
pub use rehearse::{Draft, Outcome, Verdict};
pub use ring::{Rung, due_of, ring, waiting};
pub use run::{Book, End, Period, Run, State, runs};
pub use shelf::Shelf;
pub use simulate::{CASE_BYTES_MAX, SCHEDULES_MAX, Schedules};
pub use terms::{AgreementId, CalendarId, HoursId, Target, Terms, TermsId};

use catalogue::Language;

/// This slice's texts: what its refusals say to people.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en/sla.ftl")), (Language::De, include_str!("../locales/de/sla.ftl"))];

/// This slice's tables.
pub const MIGRATIONS: db::Migrations = db::Migrations { slice: "sla", steps: &[("0001_sla", include_str!("../migrations/0001_sla.sql"))] };
