//! An entry of the audit log as programs are told of it.

use audit::{Act, Entry, text_key};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::desk::Desk;
use crate::front::iso;

/// Zendesk's words for nouns, beside ours.
const NOUNS: [(&str, &str); 5] =
    [("user", "person"), ("group", "team"), ("ticket_field", "field"), ("schedule", "calendar"), ("sla_policy", "agreement")];

/// An entry.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AuditLogJson {
    pub id: i64,
    pub url: String,
    /// `create`, `update`, `destroy`, `login` or `exported`.
    pub action: &'static str,
    pub action_label: String,
    /// -1 where no person acted.
    pub actor_id: i64,
    pub actor_name: String,
    pub source_id: i64,
    pub source_type: String,
    pub source_label: String,
    pub change_description: String,
    /// Empty: addresses are not kept.
    pub ip_address: Option<String>,
    pub created_at: String,
    /// Ours: the kind of event, such as `token.created`.
    pub kind: String,
    /// Ours: the way in: web, portal, mail, api, command or inside.
    pub door: String,
    /// Ours: what the event says of itself.
    pub data: Value,
    /// Ours: the hash of the entry before.
    pub previous_hash: String,
    /// Ours: the hash of this entry.
    pub hash: String,
}

impl AuditLogJson {
    /// An entry as programs are told of it.
    #[must_use]
    pub fn new(desk: &Desk, entry: &Entry) -> Self {
        let (link, noun) = (&entry.link, entry.noun());
        let act = Act::of(&link.kind);
        let word = act.as_str();
        let source_label = entry.person_name.clone().unwrap_or_else(|| format!("{noun} {}", link.subject_id));
        Self {
            id: link.id,
            url: desk.url(&format!("/audit_logs/{}.json", link.id)),
            action: word,
            action_label: match act {
                Act::Create => "Created",
                Act::Update => "Updated",
                Act::Destroy => "Deleted",
                Act::Login => "Signed in",
                Act::Export => "Exported",
            }
            .to_owned(),
            actor_id: entry.actor_id().map_or(-1, |person| person.0),
            actor_name: entry.actor_name.clone().unwrap_or_else(|| link.actor.clone()),
            source_id: link.subject_id,
            source_type: NOUNS.iter().find(|(_, ours)| *ours == noun).map_or(noun, |(theirs, _)| theirs).to_owned(),
            source_label,
            change_description: desk.say().say(&text_key(&link.kind)).into_owned(),
            ip_address: None,
            created_at: iso(link.at),
            kind: link.kind.clone(),
            door: link.door.clone(),
            data: serde_json::from_str(&link.data).unwrap_or_default(),
            previous_hash: link.previous.clone(),
            hash: link.hash.clone(),
        }
    }
}

/// Our word for a noun of Zendesk's.
#[must_use]
pub fn noun(word: &str) -> &str {
    NOUNS.iter().find(|(theirs, _)| *theirs == word).map_or(word, |(_, ours)| ours)
}
