//! An organization as programs are told of it.

use people::Organization;
use people::directory::OrganizationProfile;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::desk::Desk;
use crate::front::iso;
use crate::noun_fields;

/// An organization.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OrganizationJson {
    pub id: i64,
    pub url: String,
    pub name: String,
    pub shared_tickets: bool,
    pub shared_comments: bool,
    pub external_id: Option<String>,
    pub created_at: String,
    pub updated_at: String,
    pub domain_names: Vec<String>,
    pub details: Option<String>,
    pub notes: Option<String>,
    pub group_id: Option<i64>,
    pub tags: Vec<String>,
    pub organization_fields: Map<String, Value>,
}

impl OrganizationJson {
    /// An organization with all that hangs on it.
    #[must_use]
    pub fn of(desk: &Desk, profile: &OrganizationProfile) -> Self {
        let organization_fields = noun_fields::told(&profile.fields);
        Self { tags: profile.tags.clone(), organization_fields, ..Self::new(desk, &profile.organization, &profile.domains) }
    }

    /// An organization and its domains.
    #[must_use]
    pub fn new(desk: &Desk, organization: &Organization, domains: &[String]) -> Self {
        let text = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        Self {
            id: organization.id.0,
            url: desk.url(&format!("/organizations/{}.json", organization.id)),
            name: organization.name.clone(),
            shared_tickets: organization.shares_tickets,
            shared_comments: false,
            external_id: organization.external_id.clone(),
            created_at: iso(organization.created_at),
            updated_at: iso(organization.updated_at),
            domain_names: domains.to_vec(),
            details: text(&organization.details),
            notes: text(&organization.notes),
            group_id: None,
            tags: Vec::new(),
            organization_fields: Map::new(),
        }
    }
}
