//! The desk's own fields in a search: `custom_field_1007:value` and `fieldvalue:value`, onto `field.<key>`.

use db::Conn;
use outcome::Result;
use text::plain::fold;
use tickets::{CustomField, FieldKind, Forms};

use super::query::{split, terms};
use crate::ticket_fields::ids;

/// How a term about one field begins.
const ONE: &str = "custom_field_";
/// A term about all of them.
const ANY: &str = "fieldvalue";
/// What no ticket is.
const NOTHING: &str = "number:0";

/// The filter with such terms in the desk's own words. One statement where there are any.
///
/// # Errors
/// What the engine answers.
pub fn told(conn: &Conn, filter: &str) -> Result<String> {
    if !filter.contains(ONE) && !filter.contains(ANY) {
        return Ok(filter.to_owned());
    }
    let forms = tickets::forms(conn)?;
    Ok(terms(filter).iter().map(|term| of(&forms, term)).collect::<Vec<_>>().join(" "))
}

fn of(forms: &Forms, term: &str) -> String {
    let (minus, plain) = term.strip_prefix('-').map_or(("", term), |plain| ("-", plain));
    let Some((name, op, value)) = split(plain) else { return term.to_owned() };
    if let Some(id) = name.strip_prefix(ONE) {
        let field = id.parse().ok().and_then(|id| ids::field(forms, id));
        return field.map_or_else(|| NOTHING.to_owned(), |field| format!("{minus}field.{}{op}{}", field.key, value_of(field, value)));
    }
    if name != ANY {
        return term.to_owned();
    }
    let holds: Vec<String> =
        forms.fields.iter().filter(|field| takes(field, value)).map(|f| format!("field.{}{op}{}", f.key, value_of(f, value))).collect();
    if holds.is_empty() { NOTHING.to_owned() } else { format!("{minus}({})", holds.join(" or ")) }
}

/// The name of an option where its value is said; other values as they are.
fn value_of(field: &CustomField, value: &str) -> String {
    match value {
        "true" if field.kind == FieldKind::Checkbox => "yes".to_owned(),
        "false" if field.kind == FieldKind::Checkbox => "no".to_owned(),
        // Zendesk's word for no answer, and any.
        "none" | "*" => if value == "*" { "any" } else { "none" }.to_owned(),
        value => {
            let said = value.trim_matches('"');
            let option = field.options.iter().find(|option| option.tag == said);
            option.map_or_else(|| value.to_owned(), |option| format!("\"{}\"", option.name))
        }
    }
}

/// Could an answer in this field read so?
fn takes(field: &CustomField, value: &str) -> bool {
    let said = value.trim_matches('"');
    match field.kind {
        FieldKind::Text | FieldKind::Pattern => true,
        FieldKind::Number => said.parse::<i64>().is_ok(),
        FieldKind::Date => said.parse::<jiff::civil::Date>().is_ok(),
        FieldKind::Choice | FieldKind::Tree => field.options.iter().any(|o| o.tag == said || fold(&o.name) == fold(said)),
        FieldKind::Checkbox | FieldKind::Person => false,
    }
}
