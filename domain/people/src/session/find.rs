//! Whose session a secret opens, and which sessions a person has.

use db::{Cells, Conn, Row, params};
use outcome::Result;

use super::{SESSION_IDLE_MS, SessionInfo, SessionState};
use crate::directory::{STANDING, Standing};
use crate::policy::{self, Action};
use crate::secret::hash_of;
use crate::{Actor, Door, Person, PersonId};

/// Longest secret that is looked up, in bytes; ours are shorter.
const SECRET_BYTES_MAX: usize = 100;

/// A person and a session of theirs.
struct Found {
    standing: Standing,
    session: SessionInfo,
}

impl Row for Found {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        let at = Standing::COLUMNS;
        let session = SessionInfo {
            id: cells.field(at)?,
            person_id: cells.field(at + 1)?,
            state: cells.field(at + 2)?,
            method: cells.field(at + 3)?,
            user_agent: cells.field(at + 4)?,
            network: cells.field(at + 5)?,
            created_at: cells.field(at + 6)?,
            last_seen_at: cells.field(at + 7)?,
            expires_at: cells.field(at + 8)?,
        };
        Ok(Self { standing: Standing::read(cells)?, session })
    }
}

/// Who is signed in with this secret, if somebody is. One statement, no writing.
///
/// # Errors
/// What the engine answers.
pub fn person_of_session(conn: &Conn, secret: &str, door: Door) -> Result<Option<(Actor, Person, SessionInfo)>> {
    let Some(found) = find(conn, secret, SessionState::Open)? else { return Ok(None) };
    Ok(Some((found.standing.actor(door), found.standing.person, found.session)))
}

/// Who proved the first factor with this secret and still owes the second. They are not signed in, and no actor.
///
/// # Errors
/// What the engine answers.
pub fn pending_session(conn: &Conn, secret: &str) -> Result<Option<(Person, SessionInfo)>> {
    Ok(find(conn, secret, SessionState::SecondFactor)?.map(|found| (found.standing.person, found.session)))
}

fn find(conn: &Conn, secret: &str, state: SessionState) -> Result<Option<Found>> {
    if secret.is_empty() || secret.len() > SECRET_BYTES_MAX {
        return Ok(None);
    }
    let sql = format!(
        "SELECT {}, {STANDING}, {} FROM sessions s JOIN people p ON p.id = s.person_id \
         LEFT JOIN organizations o ON o.id = p.organization_id \
         WHERE s.token_hash = $1 AND s.state = $2 AND s.expires_at > $3 AND s.last_seen_at > $4 AND p.deactivated_at IS NULL",
        Person::columns("p"),
        SessionInfo::columns("s")
    );
    let now = conn.now();
    conn.first(&sql, params![hash_of(secret), state, now, now.plus_ms(-SESSION_IDLE_MS)])
}

/// Where a person is signed in, the latest used first.
///
/// # Errors
/// Refused when the actor may not see it.
pub fn sessions_of(conn: &Conn, actor: &Actor, person: PersonId) -> Result<Vec<SessionInfo>> {
    let person = policy::permit(conn, actor, Action::SeeSessions, person)?;
    let sql = format!(
        "SELECT {} FROM sessions s WHERE s.person_id = $1 AND s.state = 'open' AND s.expires_at > $2 AND s.last_seen_at > $3 \
         ORDER BY s.last_seen_at DESC, s.id DESC",
        SessionInfo::columns("s")
    );
    let now = conn.now();
    conn.all(&sql, params![person.id, now, now.plus_ms(-SESSION_IDLE_MS)])
}
