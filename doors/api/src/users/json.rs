//! A person as programs are told of them.

use people::{Role, directory::Profile};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::desk::Desk;
use crate::front::iso;
use crate::noun_fields;

/// A person.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UserJson {
    pub id: Option<i64>,
    pub url: Option<String>,
    pub name: String,
    pub email: Option<String>,
    pub created_at: Option<String>,
    pub updated_at: Option<String>,
    pub time_zone: Option<String>,
    pub iana_time_zone: Option<String>,
    pub phone: Option<String>,
    pub shared_phone_number: Option<bool>,
    pub photo: Option<Value>,
    pub locale_id: i64,
    pub locale: String,
    pub organization_id: Option<i64>,
    pub role: String,
    pub verified: bool,
    pub external_id: Option<String>,
    pub tags: Vec<String>,
    pub alias: Option<String>,
    pub active: bool,
    pub shared: bool,
    pub shared_agent: bool,
    pub last_login_at: Option<String>,
    pub two_factor_auth_enabled: Option<bool>,
    pub signature: Option<String>,
    pub details: Option<String>,
    pub notes: Option<String>,
    pub role_type: Option<i64>,
    pub custom_role_id: Option<i64>,
    pub moderator: bool,
    pub ticket_restriction: Option<String>,
    pub only_private_comments: bool,
    pub restricted_agent: bool,
    pub suspended: bool,
    pub default_group_id: Option<i64>,
    pub report_csv: bool,
    pub user_fields: Map<String, Value>,
    /// What they are to the desk, in our words: `requester`, `agent`, `lead`, `administrator`.
    pub desk_role: String,
    /// Job title.
    pub title: Option<String>,
    /// Where they work.
    pub site_id: Option<i64>,
}

/// What Zendesk calls a role.
fn role(role: Role) -> &'static str {
    match role {
        Role::Requester => "end-user",
        Role::Agent | Role::Lead => "agent",
        Role::Administrator => "admin",
    }
}

/// Zendesk's number of German.
pub const GERMAN: i64 = 8;

/// The number and name of a language among Zendesk's.
fn locale(language: &str) -> (i64, String) {
    match language {
        "de" => (GERMAN, "de".to_owned()),
        _ => (1, "en-US".to_owned()),
    }
}

impl UserJson {
    /// A person as programs are told of them.
    #[must_use]
    pub fn new(desk: &Desk, profile: &Profile) -> Self {
        let person = &profile.person;
        let (locale_id, locale) = locale(&person.language);
        let staff = person.is_staff();
        let sees_all = person.sees_organization;
        Self {
            id: Some(person.id.0),
            url: Some(desk.url(&format!("/users/{}.json", person.id))),
            email: profile.email.clone(),
            created_at: Some(iso(person.created_at)),
            updated_at: Some(iso(person.updated_at)),
            time_zone: Some(person.zone.clone()),
            iana_time_zone: Some(person.zone.clone()),
            phone: profile.phone.clone(),
            shared_phone_number: profile.phone.as_ref().map(|_| false),
            locale_id,
            locale,
            organization_id: person.organization_id.map(|o| o.0),
            role: role(person.role).to_owned(),
            verified: person.verified,
            active: person.is_active(),
            two_factor_auth_enabled: Some(profile.second_factor),
            notes: Some(person.notes.clone()),
            details: Some(person.details.clone()).filter(|details| !details.is_empty()),
            external_id: person.external_id.clone(),
            tags: profile.tags.clone(),
            user_fields: noun_fields::told(&profile.fields),
            role_type: staff.then_some(if person.role == Role::Administrator { 4 } else { 0 }),
            moderator: staff,
            ticket_restriction: if staff { None } else { Some(if sees_all { "organization" } else { "requested" }.to_owned()) },
            restricted_agent: staff && person.role == Role::Agent,
            suspended: !person.is_active(),
            default_group_id: profile.team.filter(|_| staff).map(|t| t.0),
            desk_role: person.role.as_str().to_owned(),
            title: Some(person.title.clone()).filter(|title| !title.is_empty()),
            site_id: person.site_id.map(|s| s.0),
            ..Self::nobody(&person.name)
        }
    }

    /// Whoever asks without being known.
    #[must_use]
    pub fn nobody(name: &str) -> Self {
        let (locale_id, locale) = locale("en");
        Self {
            id: None,
            url: None,
            name: name.to_owned(),
            email: None,
            created_at: None,
            updated_at: None,
            time_zone: None,
            iana_time_zone: None,
            phone: None,
            shared_phone_number: None,
            photo: None,
            locale_id,
            locale,
            organization_id: None,
            role: role(Role::Requester).to_owned(),
            verified: false,
            external_id: None,
            tags: Vec::new(),
            alias: None,
            active: false,
            shared: false,
            shared_agent: false,
            last_login_at: None,
            two_factor_auth_enabled: None,
            signature: None,
            details: None,
            notes: None,
            role_type: None,
            custom_role_id: None,
            moderator: false,
            ticket_restriction: None,
            only_private_comments: false,
            restricted_agent: false,
            suspended: false,
            default_group_id: None,
            report_csv: false,
            user_fields: Map::new(),
            desk_role: Role::Requester.as_str().to_owned(),
            title: None,
            site_id: None,
        }
    }
}

/// People as programs are told of them.
#[must_use]
pub fn users_json(desk: &Desk, profiles: &[Profile]) -> Vec<UserJson> {
    profiles.iter().map(|profile| UserJson::new(desk, profile)).collect()
}
