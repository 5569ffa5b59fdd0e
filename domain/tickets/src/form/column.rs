//! The answers of many tickets at once: for columns of lists, and for programs.

use std::collections::BTreeMap;

use db::Conn;
use outcome::Result;
use people::Actor;

use super::{Answer, FieldId, FieldKind, FieldValue};
use crate::list::numbers;
use crate::policy::{DeskAction, permit_desk, workable};
use crate::ticket::TicketId;

/// What tickets answer.
#[derive(Debug, Clone, Default)]
pub struct Answered {
    /// The fields that any of them answers, with their names, in order.
    pub fields: Vec<(FieldId, String)>,
    /// The answers, by ticket and field.
    pub tickets: BTreeMap<TicketId, BTreeMap<FieldId, Answer>>,
}

/// The answers of these tickets, as far as the asker works on them; all fields, or only columns of lists. One statement.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn answered_of(conn: &Conn, actor: &Actor, tickets: &[TicketId], only_columns: bool) -> Result<Answered> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let (mut answered, mut places) = (Answered::default(), BTreeMap::new());
    if tickets.is_empty() {
        return Ok(answered);
    }
    let (list, mut params) = numbers(tickets, 1);
    let seen = workable(actor, "t", params.len() + 1);
    params.extend(seen.params);
    let only = if only_columns { " AND f.in_lists = 1 AND f.archived_at IS NULL" } else { "" };
    let sql = format!(
        "SELECT v.ticket_id, v.field_id, f.kind, v.number, v.text, COALESCE(o.name, p.name), f.position, f.name FROM field_values v \
         JOIN custom_fields f ON f.id = v.field_id JOIN tickets t ON t.id = v.ticket_id \
         LEFT JOIN field_options o ON f.kind IN ('choice', 'tree') AND o.id = v.number \
         LEFT JOIN people p ON f.kind = 'person' AND p.id = v.number WHERE v.ticket_id IN ({list}){only} AND {}",
        seen.condition
    );
    type Found = (TicketId, FieldId, FieldKind, Option<i64>, Option<String>, Option<String>, i64, String);
    conn.each::<Found>(&sql, &params, |(ticket, field, kind, number, text, name, position, called)| {
        if let Some(value) = FieldValue::of(kind, number, text) {
            let shown = match (&value, name) {
                (FieldValue::Ticked, _) => String::new(),
                (_, Some(name)) => name,
                (other, None) => other.typed(),
            };
            places.insert((position, field), called);
            answered.tickets.entry(ticket).or_default().insert(field, Answer { value, shown });
        }
        Ok(())
    })?;
    answered.fields = places.into_iter().map(|((_, field), name)| (field, name)).collect();
    Ok(answered)
}
