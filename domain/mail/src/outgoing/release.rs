//! Sends a letter that was held, kept in the outbox, came back or was given up.

use db::{Tx, params};
use outcome::{Error, Result};
use people::Actor;

use super::{OutgoingId, State, gate};
use crate::event::MailEvent;
use crate::mailbox::main_mailbox;
use crate::policy::{self, Action};
use crate::redacted::demand_words;

/// Sends the letter once more, as it is; a person takes responsibility, so no budget is asked. One that was held because there was
/// no mailbox leaves from the desk's first one.
///
/// # Errors
/// Refused when the actor may not, for a letter that is on its way or has left, and while there is no mailbox.
pub fn release(tx: &mut Tx<'_>, actor: &Actor, id: OutgoingId) -> Result<()> {
    let outgoing = policy::permit_outgoing(tx, actor, Action::ReleaseOutgoing, id)?;
    if matches!(outgoing.state, State::Queued | State::Sent) {
        return Err(Error::conflict("mail-already-left"));
    }
    demand_words(tx, id)?;
    if outgoing.mailbox_id.is_none() {
        let mailbox = main_mailbox(tx)?.ok_or_else(|| Error::conflict("mail-held-no-mailbox"))?;
        gate::leave_from(tx, &outgoing, &mailbox)?;
    }
    let now = tx.now();
    let sql = "UPDATE outgoing SET state = 'queued', why = NULL, attempts = 0, last_error = NULL, changed_at = $2 WHERE id = $1";
    tx.execute_one(sql, params![id, now])?;
    tx.record(actor, &MailEvent::OutgoingReleased { outgoing: id })?;
    gate::enqueue(tx, id, 0, None)
}
