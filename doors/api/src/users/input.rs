//! A person as programs send them.

use catalogue::Language;
use outcome::{Error, Result};
use people::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::front::{Given, Id};
use crate::tickets::input::{TagsIn, Word};

/// The body of a request about one person.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct UserBody {
    /// The person.
    pub user: UserIn,
}

/// The body of a request about several people: each as they should be, or one description for all that `ids` names.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct UsersBody {
    /// Each as they should be.
    pub users: Vec<Value>,
    /// What all of them should be.
    pub user: Option<Value>,
}

/// An organization by its name.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OrganizationNamed {
    pub id: Option<Id>,
    pub name: Option<String>,
}

/// A way to reach a person.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct IdentityIn {
    pub r#type: String,
    pub value: String,
    pub primary: Option<bool>,
    pub verified: Option<bool>,
}

/// A person as they should be.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct UserIn {
    pub id: Option<Id>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub role: Option<String>,
    pub desk_role: Option<String>,
    pub phone: Given<String>,
    pub title: Option<String>,
    pub organization_id: Given<Id>,
    pub organization: Option<OrganizationNamed>,
    pub site_id: Given<Id>,
    pub external_id: Given<Word>,
    pub details: Given<String>,
    pub notes: Given<String>,
    pub tags: Option<TagsIn>,
    pub locale: Option<String>,
    pub locale_id: Option<Id>,
    pub time_zone: Option<String>,
    pub ticket_restriction: Option<String>,
    pub default_group_id: Given<Id>,
    pub identities: Vec<IdentityIn>,
    pub suspended: Option<bool>,
    /// Answers in the desk's own fields, by their keys.
    pub user_fields: Option<Map<String, Value>>,
}

impl UserIn {
    /// What they are to be to the desk, in our words or Zendesk's.
    ///
    /// # Errors
    /// `Invalid` when there is no such role.
    pub fn role(&self) -> Result<Option<Role>> {
        let Some(word) = self.desk_role.as_deref().or(self.role.as_deref()).filter(|word| !word.is_empty()) else { return Ok(None) };
        let unknown = || Error::invalid("role", "word-unknown");
        Ok(Some(match word.to_ascii_lowercase().as_str() {
            "end-user" | "end_user" => Role::Requester,
            "admin" => Role::Administrator,
            other => other.parse().map_err(|_| unknown())?,
        }))
    }

    /// Does what is sent leave this role as it is? Zendesk has three words where we have four.
    #[must_use]
    pub fn keeps(&self, role: Role) -> bool {
        self.desk_role.is_none() && self.role.as_deref() == Some("agent") && role == Role::Lead
    }

    /// The language that is meant; others than ours are English.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        let by_number = |id: Id| if id.0 == super::json::GERMAN { Language::De } else { Language::En };
        let by_name = |name: &str| if name.to_ascii_lowercase().starts_with("de") { Language::De } else { Language::En };
        self.locale.as_deref().filter(|name| !name.is_empty()).map(by_name).or_else(|| self.locale_id.map(by_number))
    }
}
