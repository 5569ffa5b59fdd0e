//! A field's words, pattern and place among the others. Its key and kind stay: filters, programs and answers rest on them.

use db::{Tx, params};
use outcome::Result;
use people::Actor;

use super::add::{checked_columns, checked_pattern, checked_words, field};
use super::{CustomField, FieldEvent, FieldId};
use crate::policy::{DeskAction, permit_desk};

/// What a field shall be called and ask from now on.
#[derive(Debug, Clone)]
pub struct EditField {
    /// The field.
    pub field: FieldId,
    /// What people call it.
    pub name: String,
    /// What helps to answer it.
    pub hint: String,
    /// The regular expression of a pattern; answers that were given stay as they are.
    pub pattern: String,
    /// Is it a column of lists?
    pub in_lists: bool,
    /// Its place among the fields, counted from 1; where it is when nobody said.
    pub position: Option<i64>,
}

/// Changes a field.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` names every part that does not hold.
pub fn edit_field(tx: &mut Tx<'_>, actor: &Actor, edit: &EditField) -> Result<CustomField> {
    permit_desk(actor, DeskAction::ManageFields)?;
    let was = field(tx, edit.field)?;
    let (name, hint) = checked_words(&edit.name, &edit.hint)?;
    let pattern = checked_pattern(was.kind, &edit.pattern)?;
    checked_columns(tx, edit.in_lists, Some(was.id))?;
    let sql = "UPDATE custom_fields SET name = $2, hint = $3, pattern = $4, in_lists = $5, updated_at = $6 WHERE id = $1";
    let now = tx.now();
    tx.execute_one(sql, params![was.id, &name, &hint, &pattern, i64::from(edit.in_lists), now])?;
    if let Some(position) = edit.position {
        place(tx, was.id, position)?;
    }
    tx.record(actor, &FieldEvent::Edited { id: was.id, from: was.name, to: name })?;
    field(tx, was.id)
}

/// Puts the field at a place and counts the others anew; there are few.
fn place(tx: &mut Tx<'_>, id: FieldId, position: i64) -> Result<()> {
    let all = tx.all::<(FieldId,)>("SELECT id FROM custom_fields ORDER BY position, id", params![])?;
    let mut order: Vec<FieldId> = all.into_iter().map(|(other,)| other).filter(|other| *other != id).collect();
    let at = usize::try_from(position - 1).unwrap_or(0).min(order.len());
    order.insert(at, id);
    for (id, position) in order.into_iter().zip(1_i64..) {
        tx.execute_one("UPDATE custom_fields SET position = $2 WHERE id = $1", params![id, position])?;
    }
    Ok(())
}
