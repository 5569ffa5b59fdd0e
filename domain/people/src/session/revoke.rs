//! Ending sessions: signing out, signing others out, noting use, clearing away.

use db::{Tx, params};
use outcome::{Refusal, Result};

use super::{SEEN_EVERY_MS, SESSION_IDLE_MS, SessionId};
use crate::event::PeopleEvent;
use crate::policy::{self, Action};
use crate::secret::hash_of;
use crate::visit::forget_browsers;
use crate::{Actor, PersonId};

/// Ended sessions cleared away at one call.
const FORGOTTEN_AT_ONCE_MAX: i64 = 1_000;

/// A session of a person to end.
#[derive(Debug, Clone)]
pub struct RevokeSession {
    /// Whose.
    pub person: PersonId,
    /// Which.
    pub session: SessionId,
}

/// All sessions of a person to end but one.
#[derive(Debug, Clone)]
pub struct RevokeOthers {
    /// Whose.
    pub person: PersonId,
    /// The one that stays, if any.
    pub keep: Option<SessionId>,
}

/// Ends the session of this secret. A secret that opens nothing is no fault: whoever signs out twice is signed out.
///
/// # Errors
/// What the engine answers.
pub fn sign_out(tx: &mut Tx<'_>, actor: &Actor, secret: &str) -> Result<()> {
    let sql = "DELETE FROM sessions WHERE token_hash = $1 RETURNING id, person_id";
    if let Some((session, person)) = tx.first::<(SessionId, PersonId)>(sql, params![hash_of(secret)])? {
        tx.record(actor, &PeopleEvent::SessionEnded { person, session })?;
    }
    Ok(())
}

/// Ends one session of a person.
///
/// # Errors
/// Refused when the actor may not, `NotFound` when the person has no such session.
pub fn revoke_session(tx: &mut Tx<'_>, actor: &Actor, input: &RevokeSession) -> Result<()> {
    let person = policy::permit(tx, actor, Action::RevokeSessions, input.person)?;
    if tx.execute("DELETE FROM sessions WHERE id = $1 AND person_id = $2", params![input.session, person.id])? == 0 {
        return Err(Refusal::NotFound.into());
    }
    tx.record(actor, &PeopleEvent::SessionRevoked { person: person.id, session: input.session })?;
    Ok(())
}

/// Ends every session of a person but the one to keep; how many ended.
///
/// # Errors
/// Refused when the actor may not.
pub fn revoke_other_sessions(tx: &mut Tx<'_>, actor: &Actor, input: &RevokeOthers) -> Result<usize> {
    let person = policy::permit(tx, actor, Action::RevokeSessions, input.person)?;
    revoke_all(tx, actor, person.id, input.keep)
}

/// Ends every session of a person but `keep`; whoever calls has asked the policy for a deed that entails it.
pub(crate) fn revoke_all(tx: &mut Tx<'_>, actor: &Actor, person: PersonId, keep: Option<SessionId>) -> Result<usize> {
    let sql = "DELETE FROM sessions WHERE person_id = $1 AND id <> $2 RETURNING id";
    let ended = tx.all::<(SessionId,)>(sql, params![person, keep.unwrap_or(SessionId(0))])?;
    for (session,) in &ended {
        tx.record(actor, &PeopleEvent::SessionRevoked { person, session: *session })?;
    }
    Ok(ended.len())
}

/// Notes that a session is in use; once a minute is enough ([`SessionInfo::wants_touch`](super::SessionInfo::wants_touch)).
///
/// # Errors
/// What the engine answers.
pub fn touch_session(tx: &mut Tx<'_>, session: SessionId) -> Result<()> {
    let now = tx.now();
    let sql = "UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at <= $3 AND last_seen_at > $4";
    tx.execute(sql, params![session, now, now.plus_ms(-SEEN_EVERY_MS), now.plus_ms(-SESSION_IDLE_MS)])?;
    Ok(())
}

/// Clears away sessions, links and invitations that ended; a timer calls it. How many sessions went.
///
/// # Errors
/// What the engine answers.
pub fn forget_ended_sessions(tx: &mut Tx<'_>) -> Result<u64> {
    let now = tx.now();
    tx.execute("DELETE FROM sign_in_links WHERE expires_at <= $1", params![now])?;
    tx.execute("DELETE FROM invitations WHERE expires_at <= $1", params![now])?;
    tx.execute("DELETE FROM passkey_challenges WHERE expires_at <= $1", params![now])?;
    forget_browsers(tx)?;
    let sql = "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at <= $1 OR last_seen_at <= $2 LIMIT $3)";
    tx.execute(sql, params![now, now.plus_ms(-SESSION_IDLE_MS), FORGOTTEN_AT_ONCE_MAX])
}
