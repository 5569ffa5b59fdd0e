//! How a macro came to be what it is, and taking a change back.

use db::{Conn, EventId, Subject, Tx, params};
use outcome::{Refusal, Result};
use people::Actor;
use serde::Deserialize;

use super::event::{EDITED, MACRO, Wording};
use super::{Macro, MacroId, SaveMacro, macro_of, save_macro};
use crate::limits::SHOWN_MAX;
use crate::undo::Change;

/// The latest changes of a macro, newest first.
///
/// # Errors
/// `NotFound` for what is for others.
pub fn macro_changes(conn: &Conn, actor: &Actor, id: MacroId) -> Result<Vec<Change>> {
    macro_of(conn, actor, id)?;
    let sql = format!(
        "SELECT e.id, e.kind, p.name, e.at FROM events e LEFT JOIN people p ON e.actor = 'person:' || p.id \
         WHERE e.subject_kind = '{MACRO}' AND e.subject_id = $1 ORDER BY e.id DESC LIMIT {SHOWN_MAX}"
    );
    conn.all(&sql, params![id])
}

#[derive(Deserialize)]
struct Edited {
    from: Wording,
}

/// Makes a macro what it was before a change.
///
/// # Errors
/// `NotFound` when there was no such change; `NotAllowed`; `Invalid` when what it was no longer holds.
pub fn undo_macro_edit(tx: &mut Tx<'_>, actor: &Actor, id: MacroId, event: EventId) -> Result<Macro> {
    macro_of(tx, actor, id)?;
    let heard = tx.event(event)?.filter(|h| h.kind == EDITED && h.subject() == Subject::new(MACRO, id.0)).ok_or(Refusal::NotFound)?;
    let Wording { name, description, scope, filter, deeds } = heard.data::<Edited>()?.from;
    save_macro(tx, actor, &SaveMacro { id: Some(id), name, description, scope, filter, deeds })
}
