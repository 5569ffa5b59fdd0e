//! Whoever is asked approves a change or declines it. When all have approved, it may begin.

use db::{Tx, params};
use outcome::{Check, Error, Result, Sentence};
use people::{Actor, PersonId};

use crate::change::{Change, ChangeId, Decision, State, of};
use crate::event::{ChangeEvent, Happening};
use crate::limits::TEXT_CHARS_MAX;
use crate::policy::{self, Action};

/// What somebody who was asked says.
#[derive(Debug, Clone)]
pub struct Decide {
    /// Of which change.
    pub change: ChangeId,
    /// Yes or no.
    pub approves: bool,
    /// Why; must be said with a no.
    pub note: String,
}

/// Says yes or no; it can be said anew until the change begins.
///
/// # Errors
/// `NotFound`; `NotAllowed` to who is not asked; `Invalid` for a no without a reason; `Conflict` when it has begun or is over.
pub fn decide(tx: &mut Tx<'_>, actor: &Actor, decide: &Decide) -> Result<Change> {
    policy::permit(actor, false, Action::See)?;
    let change = of(tx, decide.change, &tx.locking("c"))?;
    let me = actor.person().unwrap_or(PersonId(0));
    let sql = "SELECT 1 FROM change_approvals WHERE change_id = $1 AND person_id = $2";
    let asked = tx.first::<(i64,)>(sql, params![change.id, me])?.is_some();
    policy::permit(actor, asked, Action::Decide)?;
    if !matches!(change.state, State::Planned | State::Approved) {
        return Err(Error::conflict("change-begun"));
    }
    let note = decide.note.trim();
    let mut check = Check::new();
    check.that(decide.approves || !note.is_empty(), "note", "change-decline-needs-reason");
    check.that(note.chars().count() <= TEXT_CHARS_MAX, "note", Sentence::new("change-text-too-long").with("max", TEXT_CHARS_MAX));
    check.done()?;
    let decision = if decide.approves { Decision::Approved } else { Decision::Declined };
    let now = tx.now();
    tx.execute_one(
        "UPDATE change_approvals SET decision = $3, note = $4, decided_at = $5 WHERE change_id = $1 AND person_id = $2",
        params![change.id, me, decision, note, now],
    )?;
    let said = if decide.approves { Happening::Approved { note: note.to_owned() } } else { Happening::Declined { note: note.to_owned() } };
    tx.record(actor, &ChangeEvent { change: change.id, what: &said })?;
    let sql = "SELECT COUNT(*) FROM change_approvals WHERE change_id = $1 AND decision <> 'approved'";
    let (missing,) = tx.one::<(i64,)>(sql, params![change.id])?;
    let state = if missing == 0 { State::Approved } else { State::Planned };
    tx.execute_one("UPDATE changes SET state = $2, updated_at = $3 WHERE id = $1", params![change.id, state, now])?;
    of(tx, change.id, "")
}
