//! Side conversations as JSON: what programs send and are told.

use db::Conn;
use email::Address;
use outcome::{Error, Result};
use people::{PersonId, directory};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use side::{Conversation, Participant, Said, Sheet, Turn as Whose};
use tickets::AttachmentId;

use crate::desk::Desk;
use crate::front::{Id, Turn, iso};

/// Somebody who takes part: at the desk, with a number, or outside, with an address.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PartyJson {
    pub user_id: Option<i64>,
    pub name: Option<String>,
    pub email: Option<String>,
}

/// A side conversation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SideConversationJson {
    pub id: String,
    pub url: String,
    pub ticket_id: i64,
    pub subject: String,
    /// How the last turn begins.
    pub preview_text: String,
    /// `open` or `closed`.
    pub state: String,
    pub state_updated_at: String,
    pub participants: Vec<PartyJson>,
    pub created_at: String,
    pub updated_at: String,
    pub message_added_at: String,
}

/// A turn of it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SideEventJson {
    pub id: String,
    pub side_conversation_id: String,
    pub ticket_id: i64,
    /// `create` of the first turn, `reply` of the others.
    #[serde(rename = "type")]
    pub kind: String,
    pub via: String,
    pub actor: PartyJson,
    pub created_at: String,
    pub message: SideMessageJson,
}

/// What was said.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SideMessageJson {
    pub subject: String,
    pub preview_text: String,
    pub body: String,
    pub html_body: String,
    pub from: PartyJson,
    pub to: Vec<PartyJson>,
    pub attachments: Vec<SideFileJson>,
    /// Ours: written by a program, an absence note or a delivery report.
    pub automatic: bool,
}

/// A file that went along or came. The file itself is handed out by the page of the conversation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SideFileJson {
    pub id: i64,
    pub file_name: String,
    pub content_type: String,
    pub size: i64,
}

/// One side conversation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SideConversationAnswer {
    /// The conversation.
    pub side_conversation: SideConversationJson,
}

/// A turn that was written, and its conversation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SideWrittenAnswer {
    /// The conversation.
    pub side_conversation: SideConversationJson,
    /// The turn.
    pub event: SideEventJson,
}

/// A page of side conversations.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SideConversationsAnswer {
    /// Those of a ticket: open ones first, then those with the latest word.
    pub side_conversations: Vec<SideConversationJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// A page of turns.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SideEventsAnswer {
    /// What was said, oldest first.
    pub events: Vec<SideEventJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// The body of a turn.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SideTurnBody {
    /// What is said.
    pub message: SideMessageIn,
}

/// What is said, and to whom.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SideMessageIn {
    /// Of the first turn: what it is about.
    pub subject: String,
    /// Markdown.
    pub body: String,
    /// Instead of `body`; its text is taken.
    pub html_body: Option<String>,
    /// Whom to write to; of a reply, who takes part besides those who do already.
    pub to: Vec<PartyIn>,
    /// Files of the ticket that go along.
    pub attachment_ids: Vec<Id>,
}

/// Somebody to write to: by address, or by the number of somebody who has one.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct PartyIn {
    pub user_id: Option<Id>,
    pub name: Option<String>,
    pub email: Option<String>,
}

/// The body of a change.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SideChangeBody {
    /// The change.
    pub side_conversation: SideChangeIn,
}

/// What changes.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SideChangeIn {
    /// `open` or `closed`.
    pub state: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
}

fn outside(who: &Participant) -> PartyJson {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    PartyJson { user_id: None, name: some(&who.name), email: some(&who.address) }
}

impl SideConversationJson {
    pub(super) fn new(desk: &Desk, of: &Conversation, participants: &[Participant]) -> Self {
        Self {
            id: of.id.to_string(),
            url: desk.url(&format!("/tickets/{}/side_conversations/{}.json", of.ticket_id, of.id)),
            ticket_id: of.ticket_id.0,
            subject: of.subject.clone(),
            preview_text: of.last_excerpt.clone(),
            state: of.state.to_string(),
            state_updated_at: iso(of.state_since),
            participants: participants.iter().map(outside).collect(),
            created_at: iso(of.begun_at),
            updated_at: iso(of.state_since.max(of.last_message_at)),
            message_added_at: iso(of.last_message_at),
        }
    }
}

impl SideEventJson {
    pub(super) fn new(sheet: &Sheet, said: &Said) -> Self {
        let m = &said.message;
        let from = sheet.participants.iter().find(|p| Some(p.id) == m.participant_id).map(outside);
        let desk = || PartyJson { user_id: m.author_id.map(|id| id.0), name: said.author.clone(), email: None };
        let actor = from.unwrap_or_else(desk);
        let first = sheet.said.first().is_some_and(|first| first.message.id == m.id);
        let to = if m.kind == Whose::Written { sheet.participants.iter().map(outside).collect() } else { Vec::new() };
        Self {
            id: m.id.to_string(),
            side_conversation_id: m.conversation_id.to_string(),
            ticket_id: sheet.conversation.ticket_id.0,
            kind: if first { "create" } else { "reply" }.to_owned(),
            via: if m.kind == Whose::Written { "support" } else { "email" }.to_owned(),
            actor: actor.clone(),
            created_at: iso(m.at),
            message: SideMessageJson {
                subject: sheet.conversation.subject.clone(),
                preview_text: text::plain::excerpt(&text::plain::from_html(&m.body_html), side::EXCERPT_CHARS_MAX),
                body: m.body.clone(),
                html_body: m.body_html.clone(),
                from: actor,
                to,
                attachments: said
                    .files
                    .iter()
                    .map(|f| SideFileJson { id: f.id.0, file_name: f.name.clone(), content_type: f.media_type.clone(), size: f.bytes })
                    .collect(),
                automatic: m.kind == Whose::Noted,
            },
        }
    }
}

impl SideMessageIn {
    pub(super) fn text(&self) -> String {
        match &self.html_body {
            Some(html) if self.body.trim().is_empty() => {
                text::plain::from_html(text::sanitize::letter_html(html, &text::sanitize::ImagePolicy::none()).html.as_str())
            }
            _ => self.body.clone(),
        }
    }

    pub(super) fn files(&self) -> Vec<AttachmentId> {
        self.attachment_ids.iter().map(|id| AttachmentId(id.0)).collect()
    }

    /// Whom to write to; whoever is named by number must have an address.
    pub(super) fn to(&self, conn: &Conn) -> Result<Vec<Address>> {
        let nobody = || Error::invalid("to", "side-to-missing");
        let one = |who: &PartyIn| -> Result<Address> {
            if let Some(email) = who.email.as_ref().filter(|email| !email.trim().is_empty()) {
                return Ok(Address { name: who.name.clone(), email: email.trim().to_owned() });
            }
            let id = PersonId(who.user_id.ok_or_else(nobody)?.0);
            let person = directory::person(conn, id)?.filter(people::Person::is_active).ok_or_else(nobody)?;
            Ok(Address::named(person.name, directory::primary_email(conn, id)?.ok_or_else(nobody)?))
        };
        self.to.iter().map(one).collect()
    }
}
