//! What a row of a list shows.

use db::{Moment, Value, row};
use people::{Actor, OrganizationId, PersonId, TeamId};
use sla::Metric;

use super::key::GroupBy;
use super::list::Reader;
use crate::kind::{Kind, Source};
use crate::priority::Priority;
use crate::status::{Side, Status};
use crate::ticket::{CategoryId, TicketId};

row! {
    /// A ticket as lists show it.
    pub struct QueueRow {
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
        /// Until when it is on hold.
        pub hold_until: Option<Moment>,
        /// What to do first.
        pub priority: Priority,
        /// The way it came in.
        pub source: Source,
        /// When it came in.
        pub opened_at: Moment,
        /// When anything about it last changed.
        pub updated_at: Moment,
        /// When the desk first answered.
        pub first_replied_at: Option<Moment>,
        /// When it was resolved, if it is.
        pub resolved_at: Option<Moment>,
        /// How often it came back.
        pub reopened_count: i64,
        /// The ticket that goes on in its place.
        pub merged_into: Option<TicketId>,
        /// Turns of the conversation.
        pub message_count: i64,
        /// When the last turn was.
        pub last_message_at: Moment,
        /// On which side they are who wrote it.
        pub last_message_side: Side,
        /// How the last public turn begins.
        pub last_excerpt: String,
        /// Who wrote the last turn.
        pub last_message_by: Option<String>,
        /// Who asked.
        pub requester_id: PersonId,
        /// Their name.
        pub requester: String,
        /// For whom they work.
        pub organization_id: Option<OrganizationId>,
        /// Its name.
        pub organization: Option<String>,
        /// Who does it.
        pub assignee_id: Option<PersonId>,
        /// Their name.
        pub assignee: Option<String>,
        /// Whose work it is.
        pub team_id: Option<TeamId>,
        /// Its name.
        pub team: Option<String>,
        /// What it is about.
        pub category_id: Option<CategoryId>,
        /// Its path: `Network / VPN`.
        pub category: Option<String>,
        /// The site's name.
        pub site: Option<String>,
        /// Is there a message that the asker has not read, and did not write?
        pub is_unread: bool,
        /// Does the asker watch it?
        pub is_watched: bool,
        /// When the first of its running clocks is due.
        pub due_at: Option<Moment>,
        /// Which clock that is.
        pub due_metric: Option<Metric>,
        /// Rises with every change.
        pub version: i64,
    }
}

/// Whose move it is, and why: the line under a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move<'r> {
    /// Nobody at the desk has answered yet; since it came in.
    FirstAnswer(Moment),
    /// The requester's side wrote last, then.
    Answer(Option<&'r str>, Moment),
    /// The desk wrote last, and still has the move.
    Work(Option<&'r str>, Moment),
    /// The requester's, since then.
    Theirs(Moment),
    /// A third party's or a date's: why, and until when.
    Held(Option<&'r str>, Option<Moment>),
    /// Nobody's: resolved then, and may come back.
    Resolved(Moment),
    /// Nobody's: closed then.
    Closed(Moment),
    /// The one of the ticket that goes on in its place.
    Merged(TicketId),
}

/// What a row is gathered under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group<'r> {
    /// A priority.
    Priority(Priority),
    /// A status.
    Status(Status),
    /// A kind.
    Kind(Kind),
    /// A person, team, organization, category or site by name; none for those without.
    Named(Option<&'r str>),
}

impl QueueRow {
    /// Whose move it is, and why.
    #[must_use]
    pub fn whose_move(&self) -> Move<'_> {
        if let Some(into) = self.merged_into {
            return Move::Merged(into);
        }
        let by = self.last_message_by.as_deref();
        match (self.status, self.last_message_side) {
            (Status::Closed, _) => Move::Closed(self.status_since),
            (Status::Resolved, _) => Move::Resolved(self.resolved_at.unwrap_or(self.status_since)),
            (Status::OnHold, _) => Move::Held(self.hold_reason.as_deref(), self.hold_until),
            (Status::Waiting, _) => Move::Theirs(self.status_since),
            (Status::New | Status::Open, Side::Requester) if self.first_replied_at.is_none() => Move::FirstAnswer(self.opened_at),
            (Status::New | Status::Open, Side::Requester) => Move::Answer(by, self.last_message_at),
            (Status::New | Status::Open, Side::Staff) => Move::Work(by, self.last_message_at),
        }
    }

    /// Since when somebody waits for a word from the desk; none when nobody does.
    #[must_use]
    pub fn waiting_since(&self) -> Option<Moment> {
        waiting_since(self.status, self.last_message_side, self.first_replied_at, self.opened_at, self.last_message_at)
    }

    /// What the row is gathered under, for a head above the first row of each group.
    #[must_use]
    pub fn group(&self, by: GroupBy) -> Group<'_> {
        match by {
            GroupBy::Priority => Group::Priority(self.priority),
            GroupBy::Status => Group::Status(self.status),
            GroupBy::Kind => Group::Kind(self.kind),
            GroupBy::Assignee => Group::Named(self.assignee.as_deref()),
            GroupBy::Team => Group::Named(self.team.as_deref()),
            GroupBy::Requester => Group::Named(Some(&self.requester)),
            GroupBy::Organization => Group::Named(self.organization.as_deref()),
            GroupBy::Category => Group::Named(self.category.as_deref()),
            GroupBy::Site => Group::Named(self.site.as_deref()),
        }
    }
}

row! {
    /// A ticket as the list beside another one shows it.
    pub struct BesideRow {
        /// Its number.
        pub id: TicketId,
        /// What it is about, in a line.
        pub subject: String,
        /// Where it stands.
        pub status: Status,
        /// What to do first.
        pub priority: Priority,
        /// When it came in.
        pub opened_at: Moment,
        /// When the desk first answered.
        pub first_replied_at: Option<Moment>,
        /// When the last turn was.
        pub last_message_at: Moment,
        /// On which side they are who wrote it.
        pub last_message_side: Side,
        /// Who asked.
        pub requester: String,
        /// Is there a message that the asker has not read, and did not write?
        pub is_unread: bool,
        /// When the first of its running clocks is due.
        pub due_at: Option<Moment>,
    }
}

impl BesideRow {
    /// Since when somebody waits for a word from the desk; none when nobody does.
    #[must_use]
    pub fn waiting_since(&self) -> Option<Moment> {
        waiting_since(self.status, self.last_message_side, self.first_replied_at, self.opened_at, self.last_message_at)
    }
}

/// Since when somebody waits for a word from the desk: from the beginning until it first answered, then since they wrote last.
fn waiting_since(status: Status, last_side: Side, first_replied: Option<Moment>, opened: Moment, last: Moment) -> Option<Moment> {
    let ours = matches!(status, Status::New | Status::Open) && last_side == Side::Requester;
    ours.then_some(if first_replied.is_none() { opened } else { last })
}

/// What rows of some shape take from a page's statement, whose ticket is `t`.
pub(super) trait Shown: db::Row {
    /// How many columns they have.
    const WIDTH: usize;
    /// The tables their names come from.
    const JOINS: &'static str;
    /// Their columns, in order; adds the parameters they need.
    fn columns(actor: &Actor, reader: Reader, params: &mut Vec<Value>) -> String;
}

impl Shown for BesideRow {
    const WIDTH: usize = Self::COLUMNS.len();
    const JOINS: &'static str = "JOIN people requester ON requester.id = t.requester_id";

    fn columns(actor: &Actor, reader: Reader, params: &mut Vec<Value>) -> String {
        params.push(actor.person().unwrap_or(PersonId(0)).into());
        let unread = unread(reader, params.len());
        format!(
            "t.id, t.subject, t.status, t.priority, t.opened_at, t.first_replied_at, t.last_message_at, t.last_message_side, \
             requester.name, {unread}, t.due_at"
        )
    }
}

impl Shown for QueueRow {
    const WIDTH: usize = Self::COLUMNS.len();
    const JOINS: &'static str = "JOIN people requester ON requester.id = t.requester_id \
    LEFT JOIN people assignee ON assignee.id = t.assignee_id LEFT JOIN people speaker ON speaker.id = t.last_message_by \
    LEFT JOIN organizations organization ON organization.id = t.organization_id LEFT JOIN teams team ON team.id = t.team_id \
    LEFT JOIN categories category ON category.id = t.category_id LEFT JOIN sites site ON site.id = t.site_id";

    fn columns(actor: &Actor, reader: Reader, params: &mut Vec<Value>) -> String {
        params.push(actor.person().unwrap_or(PersonId(0)).into());
        let me = params.len();
        let unread = unread(reader, me);
        format!(
            "t.id, t.kind, t.subject, t.status, t.status_since, t.hold_reason, t.hold_until, t.priority, t.source, t.opened_at, \
             t.updated_at, t.first_replied_at, t.resolved_at, t.reopened_count, t.merged_into, t.message_count, t.last_message_at, \
             t.last_message_side, t.last_excerpt, speaker.name, t.requester_id, requester.name, t.organization_id, organization.name, \
             t.assignee_id, assignee.name, t.team_id, team.name, t.category_id, category.path, site.name, {unread}, \
             EXISTS (SELECT 1 FROM watchers w WHERE w.ticket_id = t.id AND w.person_id = ${me}), t.due_at, t.due_metric, t.version"
        )
    }
}

/// Whether there is a message that person `$me` has not read, and did not write: along the index `messages_shown`, which says its
/// first two conditions in the same words.
fn unread(reader: Reader, me: usize) -> String {
    // The desk has notes to read too; a message that can still be taken back is nobody's yet.
    let readable = if reader == Reader::Desk { "" } else { " AND m.audience = 'public'" };
    format!(
        "EXISTS (SELECT 1 FROM messages m WHERE m.ticket_id = t.id AND m.withdrawn_at IS NULL AND m.held_until = 0 \
         AND m.author_id IS DISTINCT FROM ${me}{readable} AND m.id > COALESCE((SELECT r.message_id FROM reads r \
         WHERE r.ticket_id = t.id AND r.person_id = ${me}), 0))"
    )
}
