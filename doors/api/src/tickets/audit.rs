//! What happened to a ticket, as Zendesk tells it: audits with their events.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};
use tickets::{Audience, Log, Logged, Message, TicketEvent, TicketId};

use super::json::ViaJson;
use super::words;
use crate::front::iso;
use crate::ticket_fields::ids;
use db::Moment;

/// One thing that happened, in Zendesk's words: a comment, or a field that changed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AuditEventJson {
    /// Its number.
    pub id: i64,
    /// `Comment`, `Create`, `Change`, or what is ours: `Event`.
    pub r#type: String,
    /// What belongs to it.
    #[serde(flatten)]
    pub data: Map<String, Value>,
}

/// What happened in one go.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AuditJson {
    /// Its number: that of the first thing that happened.
    pub id: i64,
    /// The ticket.
    pub ticket_id: i64,
    /// When.
    pub created_at: String,
    /// Who did it; -1 when Firstline itself did.
    pub author_id: i64,
    /// Through which door.
    pub via: ViaJson,
    /// Nothing.
    pub metadata: Value,
    /// What happened.
    pub events: Vec<AuditEventJson>,
    /// The last thing in it that happened.
    #[serde(skip)]
    last: Option<i64>,
}

/// Who did what nobody did.
const NOBODY: i64 = -1;
/// Events of one audit are numbered apart from one another: so many to each of ours.
const EVENTS_EACH: i64 = 16;

impl AuditJson {
    /// One audit of all that a log tells: what one request led to.
    #[must_use]
    pub fn of_all(ticket: TicketId, at: Moment, log: &Log) -> Self {
        let all: Vec<&Logged> = log.logged.iter().collect();
        Self::of(ticket, at, &all, log)
    }

    /// Audits of what happened in one go each, in order.
    #[must_use]
    pub fn all(log: &Log) -> Vec<Self> {
        let mut audits: Vec<Vec<&Logged>> = Vec::new();
        for logged in &log.logged {
            match audits.last_mut().filter(|last| last.last().is_some_and(|before| together(before, logged))) {
                Some(last) => last.push(logged),
                None => audits.push(vec![logged]),
            }
        }
        audits.iter().map(|group| Self::of(group[0].ticket, group[0].told.at, group, log)).collect()
    }

    /// The number of the last thing in it that happened, as far as it tells of any.
    #[must_use]
    pub fn last_event(&self) -> Option<i64> {
        self.last
    }

    fn of(ticket: TicketId, at: Moment, group: &[&Logged], log: &Log) -> Self {
        let first = group.first().map(|logged| &logged.told);
        Self {
            id: first.map_or(0, |told| told.id.0),
            ticket_id: ticket.0,
            created_at: iso(first.map_or(at, |told| told.at)),
            author_id: first.and_then(|told| told.person).map_or(NOBODY, |person| person.0),
            via: ViaJson::new(words::channel_of(first.map_or("", |told| told.door.as_str()))),
            metadata: json!({ "system": {}, "custom": {} }),
            events: group.iter().flat_map(|logged| events(logged, log)).collect(),
            last: group.last().map(|logged| logged.told.id.0),
        }
    }
}

/// Did both happen in one go?
fn together(one: &Logged, other: &Logged) -> bool {
    one.ticket == other.ticket && one.told.at == other.told.at && one.told.actor == other.told.actor && one.told.door == other.told.door
}

/// What one of our events is in Zendesk's words.
fn events(logged: &Logged, log: &Log) -> Vec<AuditEventJson> {
    let mut said: Vec<(&'static str, Map<String, Value>)> = Vec::new();
    let change = |field: &str, from: Value, to: Value| {
        let data = json!({ "field_name": field, "previous_value": from, "value": to });
        ("Change", data.as_object().cloned().unwrap_or_default())
    };
    let create = |field: &str, to: Value| ("Create", json!({ "field_name": field, "value": to }).as_object().cloned().unwrap_or_default());
    match &logged.told.event {
        TicketEvent::Opened { message, requester, team, assignee, .. } => {
            said.extend(log.messages.get(message).map(comment));
            said.push(create("requester_id", requester.0.to_string().into()));
            said.push(create("status", "new".into()));
            said.extend(team.map(|team| create("group_id", team.0.to_string().into())));
            said.extend(assignee.map(|assignee| create("assignee_id", assignee.0.to_string().into())));
        }
        TicketEvent::Imported { message, .. } => said.extend(message.and_then(|first| log.messages.get(&first)).map(comment)),
        TicketEvent::ReplyAdded { message, .. } | TicketEvent::NoteAdded { message } => said.extend(log.messages.get(message).map(comment)),
        TicketEvent::Moved { from, to, .. } => {
            said.push(change("status", words::status(from.status).into(), words::status(to.status).into()));
        }
        TicketEvent::Assigned { from, to, .. } => {
            let text = |id: Option<i64>| id.map_or(Value::Null, |id| id.to_string().into());
            if from.team != to.team {
                said.push(change("group_id", text(from.team.map(|t| t.0)), text(to.team.map(|t| t.0))));
            }
            if from.assignee != to.assignee {
                said.push(change("assignee_id", text(from.assignee.map(|p| p.0)), text(to.assignee.map(|p| p.0))));
            }
        }
        TicketEvent::Prioritized { from, to } => {
            said.push(change("priority", words::priority(from.priority).into(), words::priority(to.priority).into()));
        }
        TicketEvent::Retitled { from, to } => said.push(change("subject", from.as_str().into(), to.as_str().into())),
        TicketEvent::Tagged { added, removed } => said.push(change("tags", json!(removed), json!(added))),
        TicketEvent::RequesterChanged { from, to } => {
            said.push(change("requester_id", from.requester.0.to_string().into(), to.requester.0.to_string().into()));
        }
        TicketEvent::KindChanged { from, to } => said.push(change("type", words::kind(*from).into(), words::kind(*to).into())),
        TicketEvent::Rated { from, to, .. } => said.push(change("satisfaction_score", json!(from), json!(to))),
        TicketEvent::NamedElsewhere { from, to } => said.push(change("external_id", json!(from), json!(to))),
        TicketEvent::ParentChanged { from, to } => said.push(change("problem_id", json!(from.map(|t| t.0)), json!(to.map(|t| t.0)))),
        TicketEvent::FilledIn { changes } => {
            let told = |c: &tickets::FieldChange| change(&ids::own(c.field).to_string(), json!(c.from_shown), json!(c.to_shown));
            said.extend(changes.iter().map(told));
        }
        TicketEvent::WatcherAdded { person, .. } => said.push(change("collaborator_ids", Value::Null, json!([person.0]))),
        TicketEvent::WatcherRemoved { person } => said.push(change("collaborator_ids", json!([person.0]), Value::Null)),
        // What Zendesk has no word for is told in ours.
        other => {
            let data = serde_json::to_value(other).unwrap_or_default();
            let kind = Value::from(other.kind());
            said.push(("Event", [("kind".to_owned(), kind), ("data".to_owned(), data)].into_iter().collect()));
        }
    }
    let first = logged.told.id.0 * EVENTS_EACH;
    // A comment keeps its number; those of events are higher, as no message comes without one.
    let own = |kind: &str, data: &Map<String, Value>| data.get("comment_id").and_then(Value::as_i64).filter(|_| kind == "Comment");
    let numbered = said.into_iter().zip(first..);
    numbered.map(|((kind, data), id)| AuditEventJson { id: own(kind, &data).unwrap_or(id), r#type: kind.to_owned(), data }).collect()
}

fn comment(message: &Message) -> (&'static str, Map<String, Value>) {
    let plain = if message.body.is_empty() { text::plain::from_html(&message.body_html) } else { message.body.clone() };
    let fields: BTreeMap<&str, Value> = BTreeMap::from([
        ("author_id", message.author_id.map_or(NOBODY, |p| p.0).into()),
        ("comment_id", message.id.0.into()),
        ("body", plain.as_str().into()),
        ("plain_body", plain.as_str().into()),
        ("html_body", message.body_html.as_str().into()),
        ("public", (message.audience == Audience::Public).into()),
        ("attachments", json!([])),
        ("audit_id", Value::Null),
    ]);
    ("Comment", fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
