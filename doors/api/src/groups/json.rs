//! A team as programs are told of it.

use people::Team;
use schemars::JsonSchema;
use serde::Serialize;

use crate::desk::Desk;
use crate::front::iso;

/// A team.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GroupJson {
    pub id: i64,
    pub url: String,
    pub name: String,
    pub description: String,
    pub default: bool,
    pub deleted: bool,
    pub is_public: bool,
    pub created_at: String,
    pub updated_at: String,
}

impl GroupJson {
    /// A team as programs are told of it.
    #[must_use]
    pub fn new(desk: &Desk, team: &Team) -> Self {
        Self {
            id: team.id.0,
            url: desk.url(&format!("/groups/{}.json", team.id)),
            name: team.name.clone(),
            description: team.description.clone(),
            default: false,
            deleted: team.archived_at.is_some(),
            is_public: team.visibility == people::Visibility::Open,
            created_at: iso(team.created_at),
            updated_at: iso(team.updated_at),
        }
    }
}
