//! A macro as programs are told of it.

use automation::{Macro, Scope};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use tickets::Matrix;

use super::actions::{Action, told};
use crate::desk::Desk;
use crate::front::iso;

/// A macro.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MacroJson {
    pub id: i64,
    pub url: String,
    pub title: String,
    pub raw_title: String,
    pub description: Option<String>,
    pub active: bool,
    pub default: bool,
    pub position: i64,
    pub actions: Vec<Action>,
    pub restriction: Option<Value>,
    pub created_at: String,
    pub updated_at: String,
    /// Ours: for which tickets, in the filter language; empty for every one.
    pub filter: String,
    /// Ours: how often it was used.
    pub uses: i64,
}

impl MacroJson {
    /// A macro as programs are told of it.
    #[must_use]
    pub fn new(desk: &Desk, of: &Macro, matrix: &Matrix) -> Self {
        Self {
            id: of.id.0,
            url: desk.url(&format!("/macros/{}.json", of.id)),
            title: of.name.clone(),
            raw_title: of.name.clone(),
            description: (!of.description.is_empty()).then(|| of.description.clone()),
            active: of.archived_at.is_none(),
            default: false,
            position: of.position,
            actions: told(&of.deeds, matrix),
            restriction: match of.scope {
                Scope::Shared => None,
                Scope::Team(team) => Some(json!({ "type": "Group", "id": team.0, "ids": [team.0] })),
                Scope::Own(person) => Some(json!({ "type": "User", "id": person.0 })),
            },
            created_at: iso(of.created_at),
            updated_at: iso(of.updated_at),
            filter: of.filter.clone(),
            uses: of.uses,
        }
    }
}
