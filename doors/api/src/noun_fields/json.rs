//! A field about people or organizations, and what is answered in it, as programs are told.

use people::{NounField, NounFieldKind, NounOption, ToldAnswer};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Number, Value};

use crate::desk::Desk;
use crate::front::iso;

/// A field.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NounFieldJson {
    pub id: i64,
    pub url: String,
    pub key: String,
    /// `text`, `textarea`, `integer`, `decimal`, `date`, `checkbox`, `dropdown` or `regexp`.
    pub r#type: String,
    pub title: String,
    pub raw_title: String,
    pub description: String,
    pub raw_description: String,
    pub position: i64,
    pub active: bool,
    pub system: bool,
    pub regexp_for_validation: Option<String>,
    pub created_at: String,
    pub updated_at: String,
    pub tag: Option<String>,
    /// The options of a dropdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_field_options: Option<Vec<NounOptionJson>>,
}

/// An option of a dropdown.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NounOptionJson {
    pub id: i64,
    pub url: String,
    pub name: String,
    pub raw_name: String,
    pub value: String,
    pub position: i64,
}

impl NounFieldJson {
    /// A field as programs are told of it.
    #[must_use]
    pub fn new(desk: &Desk, path: &str, field: &NounField) -> Self {
        Self {
            id: field.id.0,
            url: desk.url(&format!("/{path}/{}.json", field.id)),
            key: field.key.clone(),
            r#type: field.kind.as_str().to_owned(),
            title: field.name.clone(),
            raw_title: field.name.clone(),
            description: field.hint.clone(),
            raw_description: field.hint.clone(),
            position: field.position,
            active: field.archived_at.is_none(),
            system: false,
            regexp_for_validation: (field.kind == NounFieldKind::Regexp).then(|| field.pattern.clone()),
            created_at: iso(field.created_at),
            updated_at: iso(field.updated_at),
            tag: None,
            custom_field_options: (field.kind == NounFieldKind::Dropdown).then(|| NounOptionJson::all(desk, path, field)),
        }
    }
}

impl NounOptionJson {
    /// The options that can be chosen, in order.
    #[must_use]
    pub fn all(desk: &Desk, path: &str, field: &NounField) -> Vec<Self> {
        let one = |(option, position): (&NounOption, i64)| Self {
            id: option.id.0,
            url: desk.url(&format!("/{path}/{}/options/{}.json", field.id, option.id)),
            name: option.name.clone(),
            raw_name: option.name.clone(),
            value: option.tag.clone(),
            position,
        };
        field.choosable().zip(0..).map(one).collect()
    }
}

/// What is answered, by the keys of the fields: numbers as numbers, a day as its midnight, no answer as null.
#[must_use]
pub fn told(answers: &[ToldAnswer]) -> Map<String, Value> {
    let value = |answer: &ToldAnswer| match (answer.kind, &answer.value) {
        (NounFieldKind::Checkbox, value) => Value::from(value.is_some()),
        (_, None) => Value::Null,
        (NounFieldKind::Integer, Some(text)) => text.parse::<i64>().map_or(Value::Null, Value::from),
        (NounFieldKind::Decimal, Some(text)) => text.parse().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number),
        (NounFieldKind::Date, Some(day)) => format!("{day}T00:00:00Z").into(),
        (_, Some(text)) => text.clone().into(),
    };
    answers.iter().map(|answer| (answer.key.clone(), value(answer))).collect()
}

/// What a program says, as a person would type it.
#[must_use]
pub fn sent(fields: &Map<String, Value>) -> Vec<(String, String)> {
    let typed = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    fields.iter().map(|(key, value)| (key.clone(), typed(value))).collect()
}
