//! A conversation is closed when nothing is awaited any more, and taken up again.

use db::{Tx, params};
use outcome::{Check, Result, Sentence};
use people::Actor;
use tickets::{Aside, SUBJECT_CHARS_MAX};

use crate::begin::tell;
use crate::conversation::{Conversation, ConversationId, State};
use crate::policy::{self, Action};

/// Closes a conversation. Nobody outside is told; an answer opens it again. Closed already, nothing changes.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn close(tx: &mut Tx<'_>, actor: &Actor, id: ConversationId) -> Result<Conversation> {
    stand(tx, actor, id, State::Closed)
}

/// Takes a conversation up again. Open already, nothing changes.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn reopen(tx: &mut Tx<'_>, actor: &Actor, id: ConversationId) -> Result<Conversation> {
    stand(tx, actor, id, State::Open)
}

/// Calls it something else at the desk; letters go on under the new subject, in the same thread.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Invalid`.
pub fn retitle(tx: &mut Tx<'_>, actor: &Actor, id: ConversationId, subject: &str) -> Result<Conversation> {
    let found = policy::permit(tx, actor, Action::Write, id)?;
    let subject = subject.trim();
    Check::new()
        .that(!subject.is_empty(), "subject", "side-subject-missing")
        .that(
            subject.chars().count() <= SUBJECT_CHARS_MAX,
            "subject",
            Sentence::new("side-subject-too-long").with("max", SUBJECT_CHARS_MAX),
        )
        .done()?;
    tx.execute_one("UPDATE side_conversations SET subject = $2 WHERE id = $1", params![found.id, subject])?;
    Ok(Conversation { subject: subject.to_owned(), ..found.into_inner() })
}

fn stand(tx: &mut Tx<'_>, actor: &Actor, id: ConversationId, to: State) -> Result<Conversation> {
    let found = policy::permit(tx, actor, Action::Write, id)?;
    if found.state == to {
        return Ok(found.into_inner());
    }
    let now = tx.now();
    tx.execute_one("UPDATE side_conversations SET state = $2, state_since = $3 WHERE id = $1", params![id, to, now])?;
    let step = if to == State::Closed { Aside::Closed } else { Aside::Reopened };
    tell(tx, actor, found.ticket().id, id, &found.subject, None, step)?;
    Ok(Conversation { state: to, state_since: now, ..found.into_inner() })
}
