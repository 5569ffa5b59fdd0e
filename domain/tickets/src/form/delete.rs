//! A field that nobody needed goes for good; one that tickets answer is put away instead.

use db::{Tx, params};
use outcome::Result;
use people::Actor;

use super::add::field;
use super::{FieldEvent, FieldId, archive_field};
use crate::policy::{DeskAction, permit_desk};

/// Takes a field away: for good where no ticket answers it and no other field hangs on it, and else out of use. Did it go for good?
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn delete_field(tx: &mut Tx<'_>, actor: &Actor, id: &FieldId) -> Result<bool> {
    permit_desk(actor, DeskAction::ManageFields)?;
    let was = field(tx, *id)?;
    let sql = "SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM field_values WHERE field_id = $1 LIMIT 1) v) \
               + (SELECT COUNT(*) FROM field_asks WHERE when_field_id = $1)";
    if tx.one::<(i64,)>(sql, params![*id])?.0 > 0 {
        archive_field(tx, actor, id)?;
        return Ok(false);
    }
    for table in ["field_asks", "field_options"] {
        tx.execute(&format!("DELETE FROM {table} WHERE field_id = $1"), params![*id])?;
    }
    tx.execute_one("DELETE FROM custom_fields WHERE id = $1", params![*id])?;
    tx.record(actor, &FieldEvent::Deleted { id: *id, name: was.name })?;
    Ok(true)
}
