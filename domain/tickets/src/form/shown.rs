//! How answers read, for events, letters and the full-text index.

use db::{Conn, params};
use outcome::Result;

use super::{CustomField, FieldValue};
use crate::ticket::TicketId;

/// What of a ticket's answers is found by its words: its texts, one a line.
pub(crate) fn index_text(conn: &Conn, ticket: TicketId) -> Result<String> {
    let sql = "SELECT v.text FROM field_values v WHERE v.ticket_id = $1 AND v.text IS NOT NULL ORDER BY v.field_id";
    let texts = conn.all::<(String,)>(sql, params![ticket])?;
    Ok(texts.into_iter().map(|(text,)| text).collect::<Vec<_>>().join("\n"))
}

/// How a value reads without its reader's language: a text, a number, a day, an option's or a person's name; a tick is empty.
pub(super) fn shown(conn: &Conn, field: &CustomField, value: &FieldValue) -> Result<String> {
    Ok(match value {
        FieldValue::Option(option) => field.option(*option).unwrap_or_default().to_owned(),
        FieldValue::Person(person) => people::directory::person(conn, *person)?.map(|p| p.name).unwrap_or_default(),
        FieldValue::Ticked => String::new(),
        other => other.typed(),
    })
}
