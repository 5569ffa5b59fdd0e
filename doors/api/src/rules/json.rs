//! A rule as programs are told of it. What has no counterpart in Zendesk is a condition `filter`, in the desk's language.

use automation::{Move, Rule, When};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use tickets::Matrix;

use crate::desk::Desk;
use crate::macros::actions::levels;
use crate::views::told::told;

/// A rule.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RuleJson {
    pub id: i64,
    pub url: String,
    pub title: String,
    pub raw_title: String,
    pub description: String,
    pub active: bool,
    pub default: bool,
    pub position: i64,
    /// `all` and `any`.
    pub conditions: Value,
    /// What it does: `field` and `value`.
    pub actions: Vec<Value>,
    pub category_id: Option<String>,
    /// Ours: when it is asked, `ticket.opened`, `ticket.reply_added`, .., or `time`.
    pub on: String,
    /// Ours: does it touch a ticket only once?
    pub once: bool,
    /// Ours: are later rules not asked when it holds?
    pub stops: bool,
    /// Ours: how often it did what it does.
    pub runs: i64,
}

impl RuleJson {
    /// A rule under this path.
    #[must_use]
    pub fn new(desk: &Desk, path: &str, (rule, matrix): (&Rule, &Matrix)) -> Self {
        Self {
            id: rule.id.0,
            url: desk.url(&format!("/{path}/{}.json", rule.id)),
            title: rule.name.clone(),
            raw_title: rule.name.clone(),
            description: String::new(),
            active: rule.enabled_at.is_some(),
            default: false,
            position: rule.position,
            conditions: conditions(rule),
            actions: actions(rule, matrix),
            category_id: None,
            on: rule.when.as_str().to_owned(),
            once: rule.once,
            stops: rule.stops,
            runs: rule.runs,
        }
    }
}

fn conditions(rule: &Rule) -> Value {
    let mut all = Vec::new();
    match rule.when {
        When::Opened => all.push(json!({ "field": "update_type", "operator": "is", "value": "Create" })),
        When::Time | When::Anything => {}
        other => all.push(json!({ "field": "on", "operator": "is", "value": other.as_str() })),
    }
    let (told, any) = told(&rule.filter);
    all.extend(told.iter().map(|condition| json!(condition)));
    json!({ "all": all, "any": any })
}

fn actions(rule: &Rule, matrix: &Matrix) -> Vec<Value> {
    let deeds = &rule.deeds;
    let mut said: Vec<(&str, Value)> = Vec::new();
    said.extend(deeds.category.map(|c| ("category_id", json!(c.0))));
    said.extend(deeds.team.map(|t| ("group_id", json!(t.0.to_string()))));
    said.extend(deeds.assignee.map(|p| ("assignee_id", json!(p.0.to_string()))));
    said.extend(levels(deeds.impact, deeds.urgency, matrix));
    said.extend((!deeds.tag.is_empty()).then(|| ("current_tags", json!(deeds.tag.join(" ")))));
    said.extend((!deeds.untag.is_empty()).then(|| ("remove_tags", json!(deeds.untag.join(" ")))));
    said.extend(deeds.checklist.map(|c| ("checklist_id", json!(c.0.to_string()))));
    said.extend((!deeds.note.is_empty()).then(|| ("note", json!(deeds.note))));
    said.extend((!deeds.reply.is_empty()).then(|| ("comment_value", json!(deeds.reply))));
    said.extend(deeds.page.map(|whom| ("page", json!(whom))));
    let status = |to: Move| match to {
        Move::Open => "open",
        Move::Waiting => "pending",
        Move::Resolved => "solved",
        Move::Closed => "closed",
    };
    said.extend(deeds.to.map(|to| ("status", json!(status(to)))));
    said.into_iter().map(|(field, value)| json!({ "field": field, "value": value })).collect()
}
