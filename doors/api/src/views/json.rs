//! A view as programs are told of it.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use tickets::{Sharing, View};

use super::told::told;
use crate::desk::Desk;
use crate::front::iso;

/// A view.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ViewJson {
    pub id: i64,
    pub url: String,
    pub title: String,
    pub raw_title: String,
    pub description: Option<String>,
    pub active: bool,
    pub default: bool,
    pub position: i64,
    /// What it shows, in the filter language.
    pub filter: String,
    pub conditions: Value,
    pub execution: Value,
    pub restriction: Option<Value>,
    pub created_at: String,
    pub updated_at: String,
}

/// The columns of every view.
const COLUMNS: [(&str, &str); 6] = [
    ("nice_id", "ID"),
    ("subject", "Subject"),
    ("requester", "Requester"),
    ("created", "Requested"),
    ("priority", "Priority"),
    ("status", "Status"),
];

/// The columns, as programs are told them.
#[must_use]
pub fn columns() -> Vec<Value> {
    COLUMNS.iter().map(|(id, title)| json!({ "id": id, "title": title })).collect()
}

impl ViewJson {
    /// A view as programs are told of it.
    #[must_use]
    pub fn new(desk: &Desk, view: &View) -> Self {
        let first = view.order.first();
        let (all, any) = told(&view.filter);
        Self {
            id: view.id.0,
            url: desk.url(&format!("/views/{}.json", view.id)),
            title: view.name.clone(),
            raw_title: view.name.clone(),
            description: None,
            active: true,
            default: false,
            position: view.position,
            filter: view.filter.clone(),
            conditions: json!({ "all": all, "any": any }),
            execution: json!({
                "group_by": view.group_by.map(tickets::GroupBy::as_str),
                "sort_by": first.map(|order| order.sort.as_str()),
                "sort_order": first.map(|order| if order.descending { "desc" } else { "asc" }),
                "columns": columns(),
                "fields": columns(),
                "custom_fields": [],
            }),
            restriction: match view.sharing {
                Sharing::Everybody => None,
                Sharing::Team(team) => Some(json!({ "type": "Group", "id": team.0, "ids": [team.0] })),
                Sharing::Own(person) => Some(json!({ "type": "User", "id": person.0 })),
            },
            created_at: iso(view.created_at),
            updated_at: iso(view.created_at),
        }
    }
}
