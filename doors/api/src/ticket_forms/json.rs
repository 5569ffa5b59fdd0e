//! A form as programs are told of it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use tickets::{AskedOf, Category, Forms, Question, Required};

use crate::desk::Desk;
use crate::ticket_fields::ids;

/// A form.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TicketFormJson {
    pub id: i64,
    pub url: String,
    /// The path of its category.
    pub name: String,
    pub raw_name: String,
    pub display_name: String,
    pub raw_display_name: String,
    pub position: i64,
    pub active: bool,
    pub default: bool,
    pub end_user_visible: bool,
    pub in_all_brands: bool,
    pub restricted_brand_ids: Vec<i64>,
    /// What every ticket has, then what is asked beside it, in order.
    pub ticket_field_ids: Vec<i64>,
    /// What is asked of the desk when another answer stands.
    pub agent_conditions: Vec<ConditionJson>,
    /// The same of requesters.
    pub end_user_conditions: Vec<ConditionJson>,
    /// Ours: the category it belongs to.
    pub category_id: Option<i64>,
}

/// Fields that are asked when another answer stands.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ConditionJson {
    pub parent_field_id: i64,
    /// `tagger` or `checkbox`.
    pub parent_field_type: String,
    /// The value of the option; true for a tick.
    pub value: Value,
    pub child_fields: Vec<ChildJson>,
}

/// One of them.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChildJson {
    pub id: i64,
    pub is_required: bool,
    pub required_on_statuses: Value,
}

/// What the first form is called.
const DEFAULT_NAME: &str = "Default";
/// What every ticket has, as far as whoever asks fills it in.
const OF_REQUESTERS: [i64; 2] = [1, 2];
/// The same for the desk.
const OF_DESK: [i64; 7] = [1, 2, 3, 4, 5, 6, 7];

impl TicketFormJson {
    /// The form of tickets under a category, as the desk or a requester knows it.
    #[must_use]
    pub fn new(desk: &Desk, forms: &Forms, category: Option<&Category>, position: i64, at_desk: bool) -> Self {
        let id = ids::form(category.map(|c| c.id));
        let path = category.map(|c| c.path.as_str());
        let name = path.unwrap_or(DEFAULT_NAME).to_owned();
        let (inner, outer) = (forms.form(path, AskedOf::Desk), forms.form(path, AskedOf::Everybody));
        let system = if at_desk { &OF_DESK[..] } else { &OF_REQUESTERS[..] };
        let asked = if at_desk { &inner } else { &outer };
        Self {
            id,
            url: desk.url(&format!("/ticket_forms/{id}.json")),
            raw_name: name.clone(),
            display_name: name.clone(),
            raw_display_name: name.clone(),
            name,
            position,
            active: category.is_none_or(|c| c.archived_at.is_none()),
            default: category.is_none(),
            end_user_visible: category.is_none() || !outer.is_empty(),
            in_all_brands: true,
            restricted_brand_ids: Vec::new(),
            ticket_field_ids: system.iter().copied().chain(asked.iter().map(|q| ids::own(q.field.id))).collect(),
            agent_conditions: if at_desk { conditions(forms, &inner) } else { Vec::new() },
            end_user_conditions: conditions(forms, &outer),
            category_id: category.map(|c| c.id.0),
        }
    }
}

fn conditions(forms: &Forms, form: &[Question<'_>]) -> Vec<ConditionJson> {
    let mut found: BTreeMap<(i64, i64), ConditionJson> = BTreeMap::new();
    for question in form {
        let Some((when, decides)) = question.ask.when.and_then(|when| Some((when, forms.field(when.field)?))) else { continue };
        let option = when.option.and_then(|id| decides.options.iter().find(|option| option.id == id));
        let condition = found.entry((when.field.0, when.option.map_or(0, |option| option.0))).or_insert_with(|| ConditionJson {
            parent_field_id: ids::own(when.field),
            parent_field_type: if when.option.is_some() { "tagger" } else { "checkbox" }.to_owned(),
            value: option.map_or_else(|| true.into(), |option| option.tag.clone().into()),
            child_fields: Vec::new(),
        });
        let on = match question.ask.required {
            Required::Never => json!({ "type": "NO_STATUSES" }),
            Required::Opening => json!({ "type": "ALL_STATUSES" }),
            Required::Resolving => json!({ "type": "SOME_STATUSES", "statuses": ["solved"] }),
        };
        let is_required = question.ask.required != Required::Never;
        condition.child_fields.push(ChildJson { id: ids::own(question.field.id), is_required, required_on_statuses: on });
    }
    found.into_values().collect()
}
