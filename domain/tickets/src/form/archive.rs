//! A field is put away or taken back: answers stay with their tickets, nobody is asked meanwhile.

use db::{Moment, Tx, params};
use outcome::Result;
use people::Actor;

use super::add::{checked_columns, field};
use super::{CustomField, FieldEvent, FieldId};
use crate::policy::{DeskAction, permit_desk};

/// Puts a field away.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn archive_field(tx: &mut Tx<'_>, actor: &Actor, id: &FieldId) -> Result<CustomField> {
    let now = tx.now();
    set(tx, actor, *id, Some(now))
}

/// Takes a field back.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when it would be one column of lists too many.
pub fn restore_field(tx: &mut Tx<'_>, actor: &Actor, id: &FieldId) -> Result<CustomField> {
    set(tx, actor, *id, None)
}

fn set(tx: &mut Tx<'_>, actor: &Actor, id: FieldId, archived_at: Option<Moment>) -> Result<CustomField> {
    permit_desk(actor, DeskAction::ManageFields)?;
    let was = field(tx, id)?;
    if was.archived_at.is_some() == archived_at.is_some() {
        return Ok(was);
    }
    checked_columns(tx, was.in_lists && archived_at.is_none(), Some(id))?;
    let now = tx.now();
    tx.execute_one("UPDATE custom_fields SET archived_at = $2, updated_at = $3 WHERE id = $1", params![id, archived_at, now])?;
    let name = was.name.clone();
    let event = if archived_at.is_some() { FieldEvent::Archived { id, name } } else { FieldEvent::Restored { id, name } };
    tx.record(actor, &event)?;
    Ok(CustomField { archived_at, ..was })
}
