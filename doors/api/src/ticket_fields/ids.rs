//! The numbers by which programs know fields and forms: what every ticket has comes first, the desk's own after it.

use tickets::{CategoryId, CustomField, FieldId, FieldKind, FieldValue, Forms};

use serde_json::Value;

/// Numbers up to here are those of what every ticket has.
pub const OWN_FROM: i64 = 1_000;
/// The form of tickets about nothing in particular.
pub const DEFAULT_FORM: i64 = 1;

/// The number of a field of the desk's own.
#[must_use]
pub fn own(field: FieldId) -> i64 {
    OWN_FROM + field.0
}

/// The field of the desk's own that has this number.
#[must_use]
pub fn field(forms: &Forms, id: i64) -> Option<&CustomField> {
    forms.field(meant(id))
}

/// The number of the form of a category; of tickets about nothing in particular without one.
#[must_use]
pub fn form(category: Option<CategoryId>) -> i64 {
    category.map_or(DEFAULT_FORM, |category| OWN_FROM + category.0)
}

/// The category whose form has this number.
#[must_use]
pub fn category(form: i64) -> Option<CategoryId> {
    (form > OWN_FROM).then(|| CategoryId(form - OWN_FROM))
}

/// What programs read as the answer in a field: the value of an option, a text, a number as text, a day, a person's number.
#[must_use]
pub fn value(field: &CustomField, value: Option<&FieldValue>) -> Value {
    match value {
        None if field.kind == FieldKind::Checkbox => false.into(),
        None => Value::Null,
        Some(FieldValue::Ticked) => true.into(),
        Some(FieldValue::Option(option)) => field.options.iter().find(|o| o.id == *option).map(|o| o.tag.clone()).into(),
        Some(other) => other.typed().into(),
    }
}

/// The field of the desk's own that a program means by `id`; one that there never is, for a number of no such field.
#[must_use]
pub fn meant(id: i64) -> FieldId {
    FieldId(id.saturating_sub(OWN_FROM))
}
