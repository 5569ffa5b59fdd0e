//! A view goes; its filter stays in the log.

use db::{Tx, params};
use outcome::Result;
use people::Actor;

use super::{ViewEvent, ViewId, permit_view, view};

/// Deletes a view.
///
/// # Errors
/// `NotFound` for a view that the asker cannot see, `NotAllowed` for one that is not theirs to change.
pub fn delete_view(tx: &mut Tx<'_>, actor: &Actor, id: &ViewId) -> Result<()> {
    let was = view(tx, actor, *id)?;
    permit_view(actor, was.sharing)?;
    tx.execute_one("DELETE FROM views WHERE id = $1", params![was.id])?;
    tx.record(actor, &ViewEvent::Deleted { id: was.id, name: was.name, filter: was.filter })?;
    Ok(())
}
