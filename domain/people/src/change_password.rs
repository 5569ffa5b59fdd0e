//! Choosing a new password: with the old one, or fresh from a link for who forgot it or never had one.

use db::{Conn, MINUTE_MS, Tx, params};
use outcome::{Error, Refusal, Result};

use crate::event::PeopleEvent;
use crate::password::{Answer, Challenge, PasswordHash};
use crate::policy::{self, Action};
use crate::session::{Method, SessionId, revoke_all};
use crate::sign_in::kept_hash;
use crate::visit::{Account, Try};
use crate::{Actor, PersonId, Visit};

/// How long after a sign-in by link a password may be chosen without the old one.
pub const FRESH_MS: i64 = 15 * MINUTE_MS;

/// A new password.
#[derive(Debug, Clone)]
pub struct ChangePassword {
    /// The session that stays; the person's other sessions end.
    pub session: SessionId,
    /// What came of asking for the old one; `None` where [`may_skip_current`] says so.
    pub current: Option<Answer>,
    /// The new one, hashed outside the transaction.
    pub new: PasswordHash,
}

/// Spends a try and loads what the actor's own password must match.
///
/// # Errors
/// `TooMany` when this network tried too often; refused for who is no person.
pub fn ask_own_password(tx: &mut Tx<'_>, actor: &Actor, visit: &Visit) -> Result<Challenge> {
    let person = actor.person().ok_or(Refusal::SignInNeeded)?;
    visit.spend(tx, Try::Proof, Account::Person(person))?;
    let kept = kept_hash(tx, person)?;
    Ok(Challenge::new(Some(person), kept))
}

/// May the actor choose a password without the old one: because they have none, or because this session was opened by a link
/// in the last [`FRESH_MS`]?
///
/// # Errors
/// What the engine answers.
pub fn may_skip_current(conn: &Conn, actor: &Actor, session: SessionId) -> Result<bool> {
    let person = actor.person().ok_or(Refusal::SignInNeeded)?;
    if kept_hash(conn, person)?.is_none() {
        return Ok(true);
    }
    let sql = "SELECT 1 FROM sessions WHERE id = $1 AND person_id = $2 AND state = 'open' AND method = $3 AND created_at > $4";
    Ok(conn.first::<(i64,)>(sql, params![session, person, Method::Link, conn.now().plus_ms(-FRESH_MS)])?.is_some())
}

/// Changes the actor's own password and ends their other sessions.
///
/// # Errors
/// Refused when the old one is needed and missing or wrong.
pub fn change_password(tx: &mut Tx<'_>, actor: &Actor, input: &ChangePassword) -> Result<()> {
    let own = actor.person().ok_or(Refusal::SignInNeeded)?;
    let person = policy::permit(tx, actor, Action::ChangePassword, own)?;
    let kept = kept_hash(tx, person.id)?;
    let known = input.current.as_ref().is_some_and(|a| a.person() == Some(person.id) && a.matches(kept.as_deref()));
    if !known && !may_skip_current(tx, actor, input.session)? {
        return Err(Error::invalid("current_password", "password-current-wrong"));
    }
    write_password(tx, person.id, &input.new)?;
    tx.execute("DELETE FROM sign_in_links WHERE person_id = $1", params![person.id])?;
    tx.record(actor, &PeopleEvent::PasswordChanged { person: person.id })?;
    revoke_all(tx, actor, person.id, Some(input.session))?;
    Ok(())
}

/// Writes a password; whoever calls has proof that its person chose it.
pub(crate) fn write_password(tx: &mut Tx<'_>, person: PersonId, password: &PasswordHash) -> Result<()> {
    let now = tx.now();
    let sql = "INSERT INTO passwords (person_id, hash, changed_at) VALUES ($1, $2, $3) \
               ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at";
    tx.execute_one(sql, params![person, password.as_phc(), now])
}
