//! A ticket as programs send it.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use super::custom::CustomFieldsIn;
use crate::front::{Given, Id};

/// The body of a request about one ticket.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct TicketBody {
    /// The ticket.
    pub ticket: TicketIn,
}

/// Text, or a number that stands for one.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
pub struct Word(pub String);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Text(String),
            Number(serde_json::Number),
        }
        Ok(Self(match Written::deserialize(deserializer)? {
            Written::Text(text) => text,
            Written::Number(number) => number.to_string(),
        }))
    }
}

/// Tags as a list, or in one text with blanks between them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum TagsIn {
    /// A list.
    List(Vec<String>),
    /// One text.
    Text(String),
}

impl TagsIn {
    /// Each tag for itself.
    #[must_use]
    pub fn list(&self) -> Vec<String> {
        match self {
            Self::List(tags) => tags.iter().filter(|tag| !tag.trim().is_empty()).cloned().collect(),
            Self::Text(text) => text.split([' ', ',']).filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
        }
    }
}

/// Names of uploads: a list, or just one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum UploadsIn {
    /// A list.
    List(Vec<String>),
    /// One.
    One(String),
}

/// A message.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct CommentIn {
    /// What is written, in Markdown.
    pub body: Option<String>,
    /// The same by an older name.
    pub value: Option<String>,
    /// What is written, as HTML.
    pub html_body: Option<String>,
    /// May the requester read it? It may, when nobody said.
    pub public: Option<bool>,
    /// Who wrote it, when not whoever sends it.
    pub author_id: Option<Id>,
    /// Files that were uploaded for it.
    pub uploads: Option<UploadsIn>,
    /// When it was written; for imports.
    pub created_at: Option<String>,
}

/// Somebody by name and address.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RequesterIn {
    /// Their name.
    pub name: Option<String>,
    /// Their address.
    pub email: Option<String>,
    /// Their number.
    pub id: Option<Id>,
}

/// Somebody among those who are kept up to date: a number, an address, or both with a name.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum PersonIn {
    /// A number.
    Number(i64),
    /// An address, or a number as text.
    Text(String),
    /// With all that is known.
    Whole {
        /// Their number.
        #[serde(default, alias = "id")]
        user_id: Option<Id>,
        /// Their address.
        #[serde(default, alias = "email")]
        user_email: Option<String>,
        /// Their name.
        #[serde(default, alias = "name")]
        user_name: Option<String>,
        /// `put` or `delete`.
        #[serde(default)]
        action: Option<String>,
    },
}

/// A ticket to be opened or changed; what is not sent stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct TicketIn {
    pub id: Option<Id>,
    pub subject: Option<String>,
    pub raw_subject: Option<String>,
    pub description: Option<String>,
    pub comment: Option<CommentIn>,
    pub comments: Option<Vec<CommentIn>>,
    pub priority: Option<String>,
    pub status: Option<String>,
    pub r#type: Option<String>,
    pub requester_id: Option<Id>,
    pub submitter_id: Option<Id>,
    pub requester: Option<RequesterIn>,
    pub assignee_id: Given<Id>,
    pub assignee_email: Option<String>,
    pub group_id: Given<Id>,
    pub external_id: Given<Word>,
    pub tags: Option<TagsIn>,
    pub additional_tags: Option<TagsIn>,
    pub remove_tags: Option<TagsIn>,
    pub collaborator_ids: Option<Vec<Id>>,
    pub collaborators: Option<Vec<PersonIn>>,
    pub additional_collaborators: Option<Vec<PersonIn>>,
    pub followers: Option<Vec<PersonIn>>,
    pub email_ccs: Option<Vec<PersonIn>>,
    pub problem_id: Given<Id>,
    /// Answers in the desk's own fields.
    pub custom_fields: Option<CustomFieldsIn>,
    /// The same by an older name.
    pub fields: Option<CustomFieldsIn>,
    /// The form whose category the ticket shall have, where it says none.
    pub ticket_form_id: Given<Id>,
    pub safe_update: Option<bool>,
    pub updated_stamp: Option<String>,
    pub created_at: Option<String>,
    pub updated_at: Option<String>,
    pub solved_at: Option<String>,
    /// Ours: `high`, `medium` or `low`.
    pub impact: Option<String>,
    /// Ours: `high`, `medium` or `low`.
    pub urgency: Option<String>,
    /// Ours: what it is about.
    pub category_id: Given<Id>,
    /// Ours: where it is.
    pub site_id: Given<Id>,
    /// Ours: why it is on hold.
    pub hold_reason: Option<String>,
    /// Ours: until when.
    pub hold_until: Option<String>,
}

/// A number that means something; 0 and nothing mean nothing.
#[must_use]
pub fn number(given: &Given<Id>) -> Option<i64> {
    given.as_ref().map(|id| id.0).filter(|id| *id != 0)
}
