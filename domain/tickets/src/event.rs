//! What happens to tickets: the words of the timeline, and what listeners hear.
//!
//! Changes carry what was and what is, so that they can be told, and taken back.

use std::borrow::Cow;

use db::{Acts, EventId, Moment, Subject, Tx, words};
use outcome::Result;
use people::{OrganizationId, PersonId, SiteId, TeamId};
use serde::{Deserialize, Serialize};
use sla::{Act, AgreementId, Metric, Whom};

use crate::attachment::AttachmentId;
use crate::because::Because;
use crate::checklist::CheckId;
use crate::form::{FieldId, FieldValue};
use crate::kind::{Kind, Source};
use crate::message::{Audience, MessageId};
use crate::priority::{Level, Priority};
use crate::satisfaction::Satisfaction;
use crate::status::{Side, Status};
use crate::ticket::{CategoryId, TicketId};

/// The noun of every ticket's events.
pub const TICKET: &str = "ticket";

/// Where a ticket stood or stands, with all that goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The status.
    pub status: Status,
    /// Since when.
    pub since: Moment,
    /// Why it is on hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_reason: Option<String>,
    /// Until when it is on hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_until: Option<Moment>,
}

/// Whose work a ticket was or is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The team.
    pub team: Option<TeamId>,
    /// The specialist.
    pub assignee: Option<PersonId>,
}

/// How much a ticket weighed or weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weight {
    /// How much is hit.
    pub impact: Level,
    /// How soon it hurts.
    pub urgency: Level,
    /// What follows from both.
    pub priority: Priority,
}

/// Who asked, and for whom they work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asker {
    /// The requester.
    pub requester: PersonId,
    /// Their organization.
    pub organization: Option<OrganizationId>,
}

/// An answer in one of the desk's own fields, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field.
    pub field: FieldId,
    /// What it was called then.
    pub name: String,
    /// What it said before.
    pub from: Option<FieldValue>,
    /// What it says after.
    pub to: Option<FieldValue>,
    /// How that read then: the option's or the person's name; empty for a tick.
    #[serde(default)]
    pub from_shown: String,
    /// How this read then.
    #[serde(default)]
    pub to_shown: String,
}

impl FieldChange {
    /// That it changed, and not what it said.
    fn emptied(self) -> Self {
        let blank =
            |value: Option<FieldValue>| value.map(|value| if value.text().is_some() { FieldValue::Text(String::new()) } else { value });
        Self { from: blank(self.from), to: blank(self.to), from_shown: String::new(), to_shown: String::new(), ..self }
    }
}

words! {
    /// What happened in a conversation beside a ticket.
    pub enum Aside {
        /// It was begun, with a first turn of the desk.
        Begun = "begun",
        /// The desk wrote again.
        Written = "written",
        /// Somebody outside answered.
        Answered = "answered",
        /// A program said something: an absence note, a delivery report.
        Noted = "noted",
        /// Nothing is awaited any more.
        Closed = "closed",
        /// It is taken up again.
        Reopened = "reopened",
    }
}

/// Something that happened to a ticket. `with` names the message that brought a change along: whoever writes to people about
/// both says it once, and taking the message back takes the change back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are the words of the ticket, explained there; from and to are before and after")]
pub enum TicketEvent {
    /// It came in.
    Opened {
        source: Source,
        message: MessageId,
        requester: PersonId,
        team: Option<TeamId>,
        assignee: Option<PersonId>,
        /// The closed ticket that an answer came to.
        follows: Option<TicketId>,
    },
    /// A message was written and can still be taken back; nobody outside sees it yet.
    MessageHeld { message: MessageId, audience: Audience, until: Moment },
    /// A message was taken back before anybody outside saw it.
    MessageWithdrawn { message: MessageId, audience: Audience },
    /// Words of a message, or a file of it, were taken out for good; what they were is not said.
    Redacted { message: MessageId, file: Option<AttachmentId> },
    /// The desk alone reads a message from now on.
    MadePrivate { message: MessageId },
    /// A public reply is out: `first` is the desk's first answer.
    ReplyAdded { message: MessageId, side: Side, first: bool },
    /// An internal note is written.
    NoteAdded { message: MessageId },
    /// The status changed.
    Moved { from: Standing, to: Standing, with: Option<MessageId> },
    /// Team or assignee changed.
    Assigned { from: Assignment, to: Assignment, with: Option<MessageId> },
    /// Impact, urgency or priority changed.
    Prioritized { from: Weight, to: Weight },
    /// The category changed.
    Recategorized { from: Option<CategoryId>, to: Option<CategoryId> },
    /// The subject changed.
    Retitled { from: String, to: String },
    /// Tags came or went.
    Tagged { added: Vec<String>, removed: Vec<String> },
    /// Answers in the desk's own fields changed.
    FilledIn { changes: Vec<FieldChange> },
    /// A checklist was put on it, with these steps.
    ChecklistStarted {
        list: String,
        steps: usize,
        #[serde(default)]
        checks: Vec<CheckId>,
    },
    /// It was taken away again, with so many steps.
    ChecklistTakenAway { list: String, steps: usize },
    /// A step was added.
    CheckAdded { text: String },
    /// A step was ticked, or not any more.
    Ticked { check: CheckId, text: String, done: bool },
    /// A step was taken away.
    CheckRemoved { text: String },
    /// Another person is the requester.
    RequesterChanged { from: Asker, to: Asker },
    /// Incident or service request.
    KindChanged { from: Kind, to: Kind },
    /// The site changed.
    SiteChanged { from: Option<SiteId>, to: Option<SiteId> },
    /// It was escalated, and this person stays the requester's voice; or it was given back, and nobody else speaks any more. The team that
    /// it came from, and the event by which it changed hands, if it did.
    VoiceSet { from: Option<PersonId>, to: Option<PersonId>, team: Option<TeamId>, assigned: Option<EventId> },
    /// Somebody watches; `mentioned` in this message, if that is why.
    WatcherAdded { person: PersonId, mentioned: Option<MessageId> },
    /// Somebody watches no more.
    WatcherRemoved { person: PersonId },
    /// Another ticket goes on in its place.
    Merged { into: TicketId },
    /// It goes on in place of another one.
    Absorbed { other: TicketId },
    /// A merge was taken back: it stands on its own again.
    Unmerged { from: TicketId },
    /// It no longer goes on in place of the other one.
    Released { other: TicketId },
    /// Messages of it went out into a ticket of their own.
    Split { into: TicketId, messages: Vec<MessageId> },
    /// It began with messages of another ticket.
    SplitOff { from: TicketId, messages: Vec<MessageId> },
    /// A link to another ticket: `relates`, `duplicates` or `duplicated_by`.
    Linked { other: TicketId, link: Cow<'static, str> },
    /// A link is gone.
    Unlinked { other: TicketId, link: Cow<'static, str> },
    /// It became part of another ticket, or no longer is.
    ParentChanged { from: Option<TicketId>, to: Option<TicketId> },
    /// Work was written down.
    TimeLogged { entry: i64, minutes: i64 },
    /// A line of work was taken out.
    TimeRemoved { entry: i64, minutes: i64 },
    /// Another agreement holds for it, or none.
    Agreed { from: Option<AgreementId>, to: Option<AgreementId> },
    /// A clock has used up the part of its target at which people are warned.
    ClockWarned { metric: Metric, agreement: AgreementId, due: Option<Moment>, target_ms: i64 },
    /// A clock has used up its target.
    ClockBreached { metric: Metric, agreement: AgreementId, due: Option<Moment>, target_ms: i64 },
    /// A step of escalation was taken, at so many percent of a clock's target.
    Escalated { metric: Metric, agreement: AgreementId, due: Option<Moment>, percent: u16, act: Act },
    /// People were called about it, who have until then to acknowledge; or nobody, because nobody is there. `whom` is the step's word.
    Paged { page: i64, whom: Cow<'static, str>, people: Vec<PersonId>, until: Option<Moment> },
    /// Somebody acknowledged a page.
    PageAcknowledged { page: i64, after_ms: i64 },
    /// Every step of a page was taken, and nobody acknowledged.
    PageUnanswered { page: i64 },
    /// Routing gave it to somebody, and why to them.
    Routed { person: PersonId, because: Because },
    /// Routing found nobody: how many of the team were off, had enough or knew too little; passed on to this team, if to one.
    NotRouted { off: usize, full: usize, unskilled: usize, overflow: Option<TeamId> },
    /// People were told of it, as a rule says.
    Notified { whom: Whom },
    /// Another system calls it differently, or at all.
    NamedElsewhere { from: Option<String>, to: Option<String> },
    /// It was written down as another system had it, with so many messages; nothing followed from it.
    Imported { message: Option<MessageId>, messages: usize },
    /// It was put out of sight.
    Deleted,
    /// It came back after it was deleted.
    Restored,
    /// Somebody used a macro: these changes, messages and pages belong together.
    MacroUsed {
        number: i64,
        name: String,
        events: Vec<EventId>,
        messages: Vec<MessageId>,
        #[serde(default)]
        pages: Vec<i64>,
    },
    /// The requester was asked whether the help was good, or said so.
    Rated { from: Option<Satisfaction>, to: Satisfaction, comment: String },
    /// Something happened in a conversation beside it, which only the desk sees: its number, the turn's, and what it is about.
    Aside { conversation: i64, message: Option<i64>, subject: String, step: Aside },
    /// All that was said in it is gone for good; what it was, when and how it went stays.
    Emptied,
    /// One message of it has no words and no files any more, for its author was erased.
    MessageEmptied { message: MessageId },
    /// An earlier change was taken back; the change the other way stands beside it.
    Undone { event: EventId },
}

impl TicketEvent {
    /// The kind as it is stored and listened to: noun, dot, past tense.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "ticket.opened",
            Self::MessageHeld { .. } => "ticket.message_held",
            Self::MessageWithdrawn { .. } => "ticket.message_withdrawn",
            Self::Redacted { .. } => "ticket.redacted",
            Self::MadePrivate { .. } => "ticket.made_private",
            Self::ReplyAdded { .. } => "ticket.reply_added",
            Self::NoteAdded { .. } => "ticket.note_added",
            Self::Moved { from, to, .. } => moved(from.status, to.status),
            Self::Assigned { .. } => "ticket.assigned",
            Self::Prioritized { .. } => "ticket.prioritized",
            Self::Recategorized { .. } => "ticket.recategorized",
            Self::Retitled { .. } => "ticket.retitled",
            Self::Tagged { .. } => "ticket.tagged",
            Self::FilledIn { .. } => "ticket.filled_in",
            Self::ChecklistStarted { .. } => "ticket.checklist_started",
            Self::ChecklistTakenAway { .. } => "ticket.checklist_taken_away",
            Self::CheckAdded { .. } => "ticket.check_added",
            Self::Ticked { .. } => "ticket.ticked",
            Self::CheckRemoved { .. } => "ticket.check_removed",
            Self::RequesterChanged { .. } => "ticket.requester_changed",
            Self::KindChanged { .. } => "ticket.kind_changed",
            Self::SiteChanged { .. } => "ticket.site_changed",
            Self::VoiceSet { .. } => "ticket.voice_set",
            Self::WatcherAdded { .. } => "ticket.watcher_added",
            Self::WatcherRemoved { .. } => "ticket.watcher_removed",
            Self::Merged { .. } => "ticket.merged",
            Self::Absorbed { .. } => "ticket.absorbed",
            Self::Unmerged { .. } => "ticket.unmerged",
            Self::Released { .. } => "ticket.released",
            Self::Split { .. } => "ticket.split",
            Self::SplitOff { .. } => "ticket.split_off",
            Self::Linked { .. } => "ticket.linked",
            Self::Unlinked { .. } => "ticket.unlinked",
            Self::ParentChanged { .. } => "ticket.parent_changed",
            Self::TimeLogged { .. } => "ticket.time_logged",
            Self::TimeRemoved { .. } => "ticket.time_removed",
            Self::Agreed { .. } => "ticket.agreed",
            Self::ClockWarned { .. } => "ticket.clock_warned",
            Self::ClockBreached { .. } => "ticket.clock_breached",
            Self::Escalated { .. } => "ticket.escalated",
            Self::Paged { .. } => "ticket.paged",
            Self::PageAcknowledged { .. } => "ticket.page_acknowledged",
            Self::PageUnanswered { .. } => "ticket.page_unanswered",
            Self::Routed { .. } => "ticket.routed",
            Self::NotRouted { .. } => "ticket.not_routed",
            Self::Notified { .. } => "ticket.notified",
            Self::NamedElsewhere { .. } => "ticket.named_elsewhere",
            Self::Imported { .. } => "ticket.imported",
            Self::Deleted => "ticket.deleted",
            Self::Restored => "ticket.restored",
            Self::MacroUsed { .. } => "ticket.macro_used",
            Self::Rated { to: Satisfaction::Offered, .. } => "ticket.rating_offered",
            Self::Rated { .. } => "ticket.rated",
            Self::Aside { step: Aside::Begun, .. } => "ticket.side_begun",
            Self::Aside { step: Aside::Written, .. } => "ticket.side_written",
            Self::Aside { step: Aside::Answered, .. } => "ticket.side_answered",
            Self::Aside { step: Aside::Noted, .. } => "ticket.side_noted",
            Self::Aside { step: Aside::Closed, .. } => "ticket.side_closed",
            Self::Aside { step: Aside::Reopened, .. } => "ticket.side_reopened",
            Self::Emptied => "ticket.emptied",
            Self::MessageEmptied { .. } => "ticket.message_emptied",
            Self::Undone { .. } => "ticket.undone",
        }
    }

    /// The same event without the words that somebody wrote; none when it has none.
    #[must_use]
    pub(crate) fn emptied(self) -> Option<Self> {
        Some(match self {
            Self::Retitled { .. } => Self::Retitled { from: String::new(), to: String::new() },
            Self::Moved { mut from, mut to, with } => {
                (from.hold_reason, to.hold_reason) = (None, None);
                Self::Moved { from, to, with }
            }
            Self::FilledIn { changes } => Self::FilledIn { changes: changes.into_iter().map(FieldChange::emptied).collect() },
            Self::CheckAdded { .. } => Self::CheckAdded { text: String::new() },
            Self::Ticked { check, done, .. } => Self::Ticked { check, text: String::new(), done },
            Self::CheckRemoved { .. } => Self::CheckRemoved { text: String::new() },
            Self::NamedElsewhere { .. } => Self::NamedElsewhere { from: None, to: None },
            Self::Rated { from, to, .. } => Self::Rated { from, to, comment: String::new() },
            Self::Aside { conversation, message, step, .. } => Self::Aside { conversation, message, subject: String::new(), step },
            _ => return None,
        })
    }

    /// Writes it down for the ticket.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn record(&self, tx: &mut Tx<'_>, by: &impl Acts, ticket: TicketId) -> Result<EventId> {
        tx.record(by, &Happened { ticket, event: self })
    }
}

fn moved(from: Status, to: Status) -> &'static str {
    match to {
        Status::Waiting => "ticket.waited",
        Status::OnHold => "ticket.held",
        Status::Resolved => "ticket.resolved",
        Status::Closed => "ticket.closed",
        Status::New | Status::Open if !from.is_unfinished() => "ticket.reopened",
        Status::New | Status::Open => "ticket.resumed",
    }
}

/// An event and its ticket, as the log takes it.
struct Happened<'e> {
    ticket: TicketId,
    event: &'e TicketEvent,
}

impl Serialize for Happened<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.event.serialize(serializer)
    }
}

impl db::Event for Happened<'_> {
    fn kind(&self) -> &'static str {
        self.event.kind()
    }
    fn subject(&self) -> Subject {
        self.ticket.subject()
    }
}
