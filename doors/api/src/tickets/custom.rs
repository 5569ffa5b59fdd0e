//! The desk's own fields of a ticket, as programs send and read them.

use std::collections::BTreeMap;

use db::Conn;
use outcome::{Error, Result, Sentence};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tickets::{CustomField, FieldKind, Given, Sheet};

use crate::front::Id;
use crate::ticket_fields::ids;

/// What a ticket says in a field of the desk's own.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CustomFieldJson {
    /// The field.
    pub id: i64,
    /// What it says: a text, the value of an option, a number or a day as text, true or false; null when nothing.
    pub value: Value,
}

/// The same as programs send it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct CustomFieldIn {
    /// The field.
    pub id: Id,
    /// What it says; null takes the answer away.
    #[serde(default)]
    pub value: Value,
}

/// A list of answers, or answers by the numbers of their fields.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum CustomFieldsIn {
    /// A list.
    List(Vec<CustomFieldIn>),
    /// By number.
    ByNumber(BTreeMap<String, Value>),
}

impl CustomFieldsIn {
    fn pairs(&self) -> Vec<(i64, &Value)> {
        match self {
            Self::List(list) => list.iter().map(|one| (one.id.0, &one.value)).collect(),
            Self::ByNumber(map) => map.iter().map(|(id, value)| (id.parse().unwrap_or(0), value)).collect(),
        }
    }
}

/// What a ticket says in the desk's own fields.
#[must_use]
pub fn told(sheet: &Sheet) -> Vec<CustomFieldJson> {
    let answers = sheet.answers().into_iter();
    answers.map(|(field, value)| CustomFieldJson { id: ids::own(field.id), value: ids::value(field, value) }).collect()
}

/// What a program says, for the domain. One statement; none where it says nothing.
///
/// # Errors
/// `Invalid` for a field that is not there.
pub fn given(conn: &Conn, sent: [&Option<CustomFieldsIn>; 2]) -> Result<Vec<Given>> {
    // What every ticket has is sent under its own name; clients repeat it here.
    let pairs: Vec<(i64, &Value)> =
        sent.into_iter().flatten().flat_map(CustomFieldsIn::pairs).filter(|(id, _)| *id > ids::OWN_FROM || *id <= 0).collect();
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let forms = tickets::forms(conn)?;
    let read = |(id, value): (i64, &Value)| {
        let unknown = || Error::invalid("custom_fields", Sentence::new("custom-field-unknown").with("id", id));
        let field = ids::field(&forms, id).ok_or_else(unknown)?;
        Ok(Given { field: field.id, typed: typed(field, value) })
    };
    pairs.into_iter().map(read).collect()
}

/// What a person would type for it.
fn typed(field: &CustomField, value: &Value) -> String {
    let text = match value {
        Value::Null | Value::Object(_) => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.as_f64().filter(|n| n.fract() == 0.0).map_or_else(|| number.to_string(), |n| format!("{n:.0}")),
        Value::Array(all) => return all.iter().map(|one| typed(field, one)).collect::<Vec<_>>().join(", "),
    };
    match field.kind {
        FieldKind::Choice | FieldKind::Tree => {
            let meant = field.options.iter().find(|option| option.tag == text);
            meant.map_or_else(|| text.replace("::", " / "), |option| option.id.to_string())
        }
        FieldKind::Date => text.get(..10).map_or_else(|| text.clone(), str::to_owned),
        _ => text,
    }
}
