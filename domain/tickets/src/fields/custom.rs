//! The desk's own fields in the filter language: `field.asset_tag:laptop-7`.

use db::Conn;
use filter::{Field, Fields, Source, rows};
use outcome::Result;

use crate::form::{CustomField, FieldKind, forms};

/// How the name of a field of the desk's own begins.
pub(crate) const BEGINS: &str = "field.";
/// How the noun of a field's options begins; the field's number follows.
pub(super) const OPTION_OF: &str = "option:";

/// Adds the desk's own fields, archived ones too: old tickets are found by them.
pub(crate) fn add_to(fields: &mut Fields, conn: &Conn) -> Result<()> {
    for field in forms(conn)?.fields {
        // Keys are unique and no other name begins so; a field that could not be added would only not be found.
        let _ = fields.add(of(&field));
    }
    Ok(())
}

fn of(field: &CustomField) -> Field {
    let name = format!("{BEGINS}{}", field.key);
    let values =
        |value: &'static str| -> Source { rows(format!("field_values v WHERE v.ticket_id = t.id AND v.field_id = {}", field.id), value) };
    match field.kind {
        FieldKind::Text | FieldKind::Pattern => Field::text(name, values("v.text_key")),
        FieldKind::Number => Field::number(name, values("v.number")),
        FieldKind::Date => Field::day(name, values("v.number")),
        FieldKind::Choice | FieldKind::Tree => Field::reference(name, format!("{OPTION_OF}{}", field.id), values("v.number")),
        FieldKind::Person => Field::reference(name, "person", values("v.number")),
        FieldKind::Checkbox => Field::flag(name, values("v.number")),
    }
}
