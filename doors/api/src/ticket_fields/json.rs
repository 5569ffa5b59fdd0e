//! A field as programs are told of it.

use schemars::JsonSchema;
use serde::Serialize;
use tickets::{Ask, AskedOf, CustomField, FieldKind, FieldOption, Forms, Required};

use super::ids;
use crate::desk::Desk;
use crate::front::iso;

/// A field of tickets.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct TicketFieldJson {
    pub id: i64,
    pub url: String,
    /// `subject`, `description`, `status`, `tickettype`, `priority`, `group`, `assignee`; of the desk's own `text`, `integer`, `date`,
    /// `tagger`, `checkbox`, `regexp`, and `lookup` for a person.
    pub r#type: String,
    pub title: String,
    pub raw_title: String,
    pub description: String,
    pub raw_description: String,
    pub position: i64,
    pub active: bool,
    /// Must it be answered before the ticket is resolved?
    pub required: bool,
    pub collapsed_for_agents: bool,
    pub regexp_for_validation: Option<String>,
    pub title_in_portal: String,
    pub raw_title_in_portal: String,
    pub visible_in_portal: bool,
    pub editable_in_portal: bool,
    /// Must whoever asks answer it?
    pub required_in_portal: bool,
    pub tag: Option<String>,
    pub created_at: Option<String>,
    pub updated_at: Option<String>,
    pub removable: bool,
    pub agent_description: Option<String>,
    /// Whom an answer names: `zen:user` of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relationship_target_type: Option<String>,
    /// The options of what every ticket has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_field_options: Option<Vec<SystemOptionJson>>,
    /// The options of the desk's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_field_options: Option<Vec<OptionJson>>,
    /// Ours: what filters call it, as `field.<key>`.
    pub key: Option<String>,
    /// Ours: is it a column of lists?
    pub in_lists: bool,
}

/// An option of what every ticket has.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SystemOptionJson {
    pub name: String,
    pub value: String,
}

/// An option of a field of the desk's own.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OptionJson {
    pub id: i64,
    pub url: String,
    /// As people call it; in a tree with `::` between the levels.
    pub name: String,
    pub raw_name: String,
    /// What a ticket says that chose it.
    pub value: String,
    pub position: i64,
    pub default: bool,
}

/// What Zendesk calls a kind of field.
fn kind(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::Number => "integer",
        FieldKind::Date => "date",
        FieldKind::Choice | FieldKind::Tree => "tagger",
        FieldKind::Person => "lookup",
        FieldKind::Checkbox => "checkbox",
        FieldKind::Pattern => "regexp",
    }
}

/// The place in which a field is asked of every ticket.
pub(super) fn everywhere(forms: &Forms, field: tickets::FieldId) -> Option<&Ask> {
    forms.asks.iter().find(|ask| ask.field == field && ask.category.is_none())
}

impl TicketFieldJson {
    /// A field of the desk's own, after those that every ticket has.
    #[must_use]
    pub fn own(desk: &Desk, forms: &Forms, field: &CustomField) -> Self {
        let id = ids::own(field.id);
        let root = everywhere(forms, field.id);
        let visible = forms.asks.iter().any(|ask| ask.field == field.id && ask.audience == AskedOf::Everybody);
        let at_opening = root.is_some_and(|ask| ask.required == Required::Opening);
        Self {
            id,
            url: desk.url(&format!("/ticket_fields/{id}.json")),
            r#type: kind(field.kind).to_owned(),
            title: field.name.clone(),
            raw_title: field.name.clone(),
            description: field.hint.clone(),
            raw_description: field.hint.clone(),
            position: field.position + super::system::COUNT,
            active: field.archived_at.is_none(),
            required: root.is_some_and(|ask| ask.required == Required::Resolving),
            regexp_for_validation: (field.kind == FieldKind::Pattern).then(|| field.pattern.clone()),
            title_in_portal: field.name.clone(),
            raw_title_in_portal: field.name.clone(),
            visible_in_portal: visible,
            editable_in_portal: visible,
            required_in_portal: visible && at_opening,
            created_at: Some(iso(field.created_at)),
            updated_at: Some(iso(field.updated_at)),
            removable: true,
            relationship_target_type: (field.kind == FieldKind::Person).then(|| "zen:user".to_owned()),
            custom_field_options: field.kind.has_options().then(|| OptionJson::all(desk, field)),
            key: Some(field.key.clone()),
            in_lists: field.in_lists,
            ..Self::default()
        }
    }
}

impl OptionJson {
    /// The options of a field that can be chosen, in order.
    #[must_use]
    pub fn all(desk: &Desk, field: &CustomField) -> Vec<Self> {
        field.choosable().zip(0_i64..).map(|(option, position)| Self::new(desk, field, option, position)).collect()
    }

    fn new(desk: &Desk, field: &CustomField, option: &FieldOption, position: i64) -> Self {
        let name = if field.kind == FieldKind::Tree { option.name.replace(" / ", "::") } else { option.name.clone() };
        Self {
            id: option.id.0,
            url: desk.url(&format!("/ticket_fields/{}/options/{}.json", ids::own(field.id), option.id)),
            raw_name: name.clone(),
            name,
            value: option.tag.clone(),
            position,
            default: false,
        }
    }
}
