//! An approved change is begun, and done or backed out; a plan is dropped.

use db::{Tx, params, words};
use outcome::{Check, Error, Result, Sentence};
use people::Actor;

use crate::change::{Change, ChangeId, State, of};
use crate::event::{ChangeEvent, Happening};
use crate::limits::TEXT_CHARS_MAX;
use crate::policy::{self, Action};

words! {
    /// The next step of a change.
    pub enum Step {
        /// It begins.
        Begin = "begin",
        /// It is done.
        Finish = "finish",
        /// It went wrong and was taken back.
        BackOut = "back_out",
        /// It will not be done.
        Drop = "drop",
    }
}

/// A step, and what is to be said of it.
#[derive(Debug, Clone)]
pub struct CarryOut {
    /// Of which change.
    pub change: ChangeId,
    /// Which step.
    pub step: Step,
    /// How it went; must be said when it was backed out or is dropped.
    pub outcome: String,
}

/// Takes the step.
///
/// # Errors
/// `NotFound`; `NotAllowed` to who neither owns it nor leads; `Invalid`; `Conflict` when the step does not follow: nothing
/// begins that is not approved.
pub fn carry_out(tx: &mut Tx<'_>, actor: &Actor, input: &CarryOut) -> Result<Change> {
    policy::permit(actor, false, Action::See)?;
    let change = of(tx, input.change, &tx.locking("c"))?;
    policy::permit(actor, actor.person() == Some(change.owner_id), Action::CarryOut)?;
    let to = match (change.state, input.step) {
        (State::Approved, Step::Begin) => State::InProgress,
        (State::Planned, Step::Begin) => return Err(Error::conflict("change-not-approved")),
        (State::InProgress, Step::Finish) => State::Done,
        (State::InProgress, Step::BackOut) => State::BackedOut,
        (State::Planned | State::Approved, Step::Drop) => State::Dropped,
        _ => return Err(Error::conflict("change-step-does-not-follow")),
    };
    let outcome = input.outcome.trim();
    let mut check = Check::new();
    check.that(!matches!(to, State::BackedOut | State::Dropped) || !outcome.is_empty(), "outcome", "change-outcome-missing");
    check.that(outcome.chars().count() <= TEXT_CHARS_MAX, "outcome", Sentence::new("change-text-too-long").with("max", TEXT_CHARS_MAX));
    check.done()?;
    let now = tx.now();
    tx.execute_one("UPDATE changes SET state = $2, outcome = $3, updated_at = $4 WHERE id = $1", params![change.id, to, outcome, now])?;
    tx.record(actor, &ChangeEvent { change: change.id, what: &Happening::Moved { to, outcome: outcome.to_owned() } })?;
    of(tx, change.id, "")
}
