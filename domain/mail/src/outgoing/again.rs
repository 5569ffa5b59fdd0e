//! A letter that came back for now is sent again a day later, a few times.

use db::{Job, Promise, Run, Tx, params};
use email::bounce::{Bounce, Kind};
use outcome::Result;

use super::{Outgoing, OutgoingId, State, gate};
use crate::addresses::passes;
use crate::limits::{RETURN_PAUSE_MS, RETURNS_MAX};

/// The job's kind.
const SEND_AGAIN: &str = "mail.send_again";

/// Keeps the promise to send again.
pub(crate) fn job() -> (&'static str, Run) {
    (SEND_AGAIN, Run::inside(|tx: &mut Tx<'_>, job: &Job| send_again(tx, OutgoingId(job.subject_id))))
}

/// Notes in words why a letter came back, and promises to send it again where that may help. Answers the key of the words.
pub(crate) fn came_back(tx: &mut Tx<'_>, id: OutgoingId, bounce: &Bounce) -> Result<String> {
    let (returns,) = tx.one::<(i64,)>("SELECT returns FROM outgoing WHERE id = $1", params![id])?;
    let again = bounce.kind == Kind::Soft && passes(bounce.reason) && returns < RETURNS_MAX;
    let key = format!("mail-returned-{}{}", bounce.reason.word(), if again { "-again" } else { "" });
    tx.execute_one("UPDATE outgoing SET why = $2, returns = returns + 1 WHERE id = $1", params![id, &key])?;
    if again {
        let not_before = Some(tx.now().plus_ms(RETURN_PAUSE_MS));
        let key = Some(format!("{id}/{returns}"));
        tx.promise(&Promise { not_before, key, ..Promise::new(SEND_AGAIN, id.subject()) })?;
    }
    Ok(key)
}

fn send_again(tx: &mut Tx<'_>, id: OutgoingId) -> Result<()> {
    let Some(outgoing) = Outgoing::of(tx, id)?.filter(|outgoing| outgoing.state == State::Bounced) else {
        // A person sent it, or it was given up.
        return Ok(());
    };
    let now = tx.now();
    let sql = "UPDATE outgoing SET state = 'queued', why = NULL, attempts = 0, last_error = NULL, changed_at = $2 WHERE id = $1";
    tx.execute_one(sql, params![outgoing.id, now])?;
    gate::enqueue(tx, outgoing.id, 0, None)
}
