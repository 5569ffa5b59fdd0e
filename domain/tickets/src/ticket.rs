//! The ticket.

use db::{Moment, Subject, id, row};
use people::{OrganizationId, PersonId, SiteId, TeamId};
use sla::Metric;

use crate::event::{Asker, Assignment, Standing, TICKET, Weight};
use crate::kind::{Kind, Source};
use crate::priority::{Level, Priority};
use crate::satisfaction::Satisfaction;
use crate::status::{Side, Status};

id!(
    /// A ticket's number, the same that people see.
    TicketId
);
id!(
    /// A category's number.
    CategoryId
);

row! {
    /// A ticket, as its row stands.
    pub struct Ticket {
        /// Its number.
        pub id: TicketId,
        /// Incident or service request.
        pub kind: Kind,
        /// What it is about, in a line.
        pub subject: String,
        /// Where it stands.
        pub status: Status,
        /// Since when it stands there.
        pub status_since: Moment,
        /// Why it is on hold.
        pub hold_reason: Option<String>,
        /// Until when it is on hold; then it opens by itself.
        pub hold_until: Option<Moment>,
        /// How much is hit.
        pub impact: Level,
        /// How soon it hurts.
        pub urgency: Level,
        /// What follows from both.
        pub priority: Priority,
        /// What it is about.
        pub category_id: Option<CategoryId>,
        /// Whose work it is.
        pub team_id: Option<TeamId>,
        /// Who does it.
        pub assignee_id: Option<PersonId>,
        /// Who asked.
        pub requester_id: PersonId,
        /// For whom the requester works.
        pub organization_id: Option<OrganizationId>,
        /// Where it is.
        pub site_id: Option<SiteId>,
        /// The way it came in.
        pub source: Source,
        /// Who wrote it down, when not the requester.
        pub opened_by: Option<PersonId>,
        /// When it came in.
        pub opened_at: Moment,
        /// When anything about it last changed.
        pub updated_at: Moment,
        /// When the desk first answered in public.
        pub first_replied_at: Option<Moment>,
        /// When it was resolved, if it is.
        pub resolved_at: Option<Moment>,
        /// When it was closed, if it is.
        pub closed_at: Option<Moment>,
        /// How often it came back.
        pub reopened_count: i64,
        /// The ticket that goes on in its place.
        pub merged_into: Option<TicketId>,
        /// The ticket it is a part of.
        pub parent_id: Option<TicketId>,
        /// Turns of the conversation, withdrawn ones not counted.
        pub message_count: i64,
        /// When the last turn was.
        pub last_message_at: Moment,
        /// Whose it was.
        pub last_message_by: Option<PersonId>,
        /// On which side they are.
        pub last_message_side: Side,
        /// How it begins; public turns only.
        pub last_excerpt: String,
        /// Minutes of work written down.
        pub minutes_spent: i64,
        /// When the first of its running clocks is due.
        pub due_at: Option<Moment>,
        /// Which clock that is.
        pub due_metric: Option<Metric>,
        /// What another system calls it.
        pub external_id: Option<String>,
        /// What the requester thought of the help.
        pub satisfaction: Option<Satisfaction>,
        /// When it was deleted; then it is there only for whoever may restore it.
        pub deleted_at: Option<Moment>,
        /// Rises with every change.
        pub version: i64,
    }
}

impl TicketId {
    /// The ticket as the subject of events, jobs and announcements.
    #[must_use]
    pub fn subject(self) -> Subject {
        Subject::new(TICKET, self.0)
    }
}

impl Ticket {
    /// Where it stands, with all that goes with it.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing { status: self.status, since: self.status_since, hold_reason: self.hold_reason.clone(), hold_until: self.hold_until }
    }

    /// Whose work it is.
    #[must_use]
    pub fn assignment(&self) -> Assignment {
        Assignment { team: self.team_id, assignee: self.assignee_id }
    }

    /// How much it weighs.
    #[must_use]
    pub fn weight(&self) -> Weight {
        Weight { impact: self.impact, urgency: self.urgency, priority: self.priority }
    }

    /// Who asked, and for whom they work.
    #[must_use]
    pub fn asker(&self) -> Asker {
        Asker { requester: self.requester_id, organization: self.organization_id }
    }
}
