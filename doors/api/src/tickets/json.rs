//! A ticket as programs are told of it.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use tickets::Sheet;

use super::custom::{self, CustomFieldJson};
use super::words;
use crate::desk::Desk;
use crate::front::iso;
use crate::ticket_fields::ids;

/// The way something came in.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ViaJson {
    /// `email`, `web`, `api`, `voice`, `system`.
    pub channel: String,
    /// From whom and to whom, where that is known.
    pub source: Value,
}

impl ViaJson {
    /// By this channel.
    #[must_use]
    pub fn new(channel: &str) -> Self {
        Self { channel: channel.to_owned(), source: json!({ "from": {}, "to": {}, "rel": null }) }
    }
}

/// A ticket.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TicketJson {
    pub url: String,
    pub id: i64,
    pub external_id: Option<String>,
    pub via: ViaJson,
    pub created_at: String,
    pub updated_at: String,
    pub generated_timestamp: i64,
    pub r#type: String,
    pub subject: String,
    pub raw_subject: String,
    pub description: String,
    pub priority: String,
    pub status: String,
    pub recipient: Option<String>,
    pub requester_id: i64,
    pub submitter_id: i64,
    pub assignee_id: Option<i64>,
    pub organization_id: Option<i64>,
    pub group_id: Option<i64>,
    pub collaborator_ids: Vec<i64>,
    pub follower_ids: Vec<i64>,
    pub email_cc_ids: Vec<i64>,
    pub forum_topic_id: Option<i64>,
    pub problem_id: Option<i64>,
    pub has_incidents: bool,
    pub is_public: bool,
    pub due_at: Option<String>,
    pub tags: Vec<String>,
    pub custom_fields: Vec<CustomFieldJson>,
    pub satisfaction_rating: Value,
    pub sharing_agreement_ids: Vec<i64>,
    pub custom_status_id: Option<i64>,
    pub fields: Vec<CustomFieldJson>,
    pub followup_ids: Vec<i64>,
    pub ticket_form_id: Option<i64>,
    pub brand_id: i64,
    pub allow_channelback: bool,
    pub allow_attachments: bool,
    pub from_messaging_channel: bool,
    /// Ours: `incident` or `service_request`.
    pub kind: String,
    /// Ours: how much is hit, `high`, `medium` or `low`.
    pub impact: String,
    /// Ours: how soon it hurts.
    pub urgency: String,
    /// Ours: who speaks with the requester while others, to whom it was escalated, work on it.
    pub voice_id: Option<i64>,
    /// Ours: what it is about.
    pub category_id: Option<i64>,
    /// Ours: where it is.
    pub site_id: Option<i64>,
    /// Ours: why it is on hold.
    pub hold_reason: Option<String>,
    /// Ours: until when.
    pub hold_until: Option<String>,
    /// Ours: the ticket that goes on in its place.
    pub merged_into_id: Option<i64>,
    /// Ours: when the first of its running clocks is due.
    pub clock_due_at: Option<String>,
    /// Ours: which clock that is.
    pub clock_metric: Option<String>,
    /// Ours: minutes of work written down.
    pub minutes_spent: i64,
}

/// The one brand there is.
pub const BRAND: i64 = 1;

impl TicketJson {
    /// A ticket as programs are told of it.
    #[must_use]
    pub fn new(desk: &Desk, sheet: &Sheet) -> Self {
        let ticket = &sheet.ticket;
        let people = |staff: bool| sheet.watchers.iter().filter(move |w| w.is_staff == staff).map(|w| w.person.0).collect::<Vec<_>>();
        let custom_fields = custom::told(sheet);
        let (followers, copied) = (people(true), people(false));
        Self {
            url: desk.url(&format!("/tickets/{}.json", ticket.id)),
            id: ticket.id.0,
            external_id: ticket.external_id.clone(),
            via: ViaJson::new(words::channel(ticket.source)),
            created_at: iso(ticket.opened_at),
            updated_at: iso(ticket.updated_at),
            generated_timestamp: ticket.updated_at.0 / 1_000,
            r#type: if sheet.parts > 0 { words::PROBLEM } else { words::kind(ticket.kind) }.to_owned(),
            subject: ticket.subject.clone(),
            raw_subject: ticket.subject.clone(),
            description: sheet.description.clone(),
            priority: words::priority(ticket.priority).to_owned(),
            status: if ticket.deleted_at.is_some() { "deleted" } else { words::status(ticket.status) }.to_owned(),
            recipient: None,
            requester_id: ticket.requester_id.0,
            submitter_id: ticket.opened_by.unwrap_or(ticket.requester_id).0,
            assignee_id: ticket.assignee_id.map(|p| p.0),
            organization_id: ticket.organization_id.map(|o| o.0),
            group_id: ticket.team_id.map(|t| t.0),
            collaborator_ids: sheet.watchers.iter().map(|w| w.person.0).collect(),
            follower_ids: followers,
            email_cc_ids: copied,
            forum_topic_id: None,
            problem_id: ticket.parent_id.map(|t| t.0),
            has_incidents: sheet.parts > 0,
            is_public: sheet.is_public,
            due_at: None,
            tags: sheet.tags.clone(),
            custom_fields: custom_fields.clone(),
            satisfaction_rating: json!({ "score": ticket.satisfaction.map_or("unoffered", |mark| mark.as_str()) }),
            sharing_agreement_ids: Vec::new(),
            custom_status_id: None,
            fields: custom_fields,
            followup_ids: Vec::new(),
            ticket_form_id: Some(ids::form(sheet.form())),
            brand_id: BRAND,
            allow_channelback: false,
            allow_attachments: true,
            from_messaging_channel: false,
            kind: ticket.kind.as_str().to_owned(),
            impact: ticket.impact.as_str().to_owned(),
            urgency: ticket.urgency.as_str().to_owned(),
            voice_id: sheet.voice.map(|p| p.0),
            category_id: ticket.category_id.map(|c| c.0),
            site_id: ticket.site_id.map(|s| s.0),
            hold_reason: ticket.hold_reason.clone(),
            hold_until: ticket.hold_until.map(iso),
            merged_into_id: ticket.merged_into.map(|t| t.0),
            clock_due_at: ticket.due_at.map(iso),
            clock_metric: ticket.due_metric.map(|m| m.as_str().to_owned()),
            minutes_spent: ticket.minutes_spent,
        }
    }
}
