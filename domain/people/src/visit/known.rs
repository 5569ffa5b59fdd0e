//! Browsers in which somebody signed in before. Their secret opens nothing: it only says that this is not the guesser next door.

use data_encoding::HEXLOWER;
use db::{Conn, DAY_MS, Tx, params};
use outcome::Result;

use super::{Account, Visit};
use crate::PersonId;
use crate::secret::{Secret, hash_of};

/// How long a browser is known after the last sign-in.
pub const BROWSER_KNOWN_MS: i64 = 180 * DAY_MS;
/// Most known browsers of one person; the one longest ago makes room.
const BROWSERS_MAX: i64 = 50;
/// Longest secret that is looked up, in bytes; ours are shorter.
const SECRET_BYTES_MAX: usize = 100;

impl Visit {
    /// The name of this browser's budget, if the person of `account` signed in with it before.
    pub(super) fn known_to(&self, conn: &Conn, account: Account<'_>) -> Result<Option<String>> {
        let Some(hash) = self.browser_hash() else { return Ok(None) };
        let since = conn.now().plus_ms(-BROWSER_KNOWN_MS);
        let found = match account {
            Account::Person(person) => {
                let sql = "SELECT 1 FROM known_browsers WHERE token_hash = $1 AND person_id = $2 AND signed_in_at > $3";
                conn.first::<(i64,)>(sql, params![&hash, person, since])?
            }
            Account::Email(email) => {
                let sql = "SELECT 1 FROM known_browsers b JOIN person_emails e ON e.person_id = b.person_id \
                           WHERE b.token_hash = $1 AND e.email = $2 AND b.signed_in_at > $3";
                conn.first::<(i64,)>(sql, params![&hash, email, since])?
            }
        };
        Ok(found.map(|_| HEXLOWER.encode(&hash)))
    }

    /// The name of this browser's budget, if anybody signed in with it before.
    pub(super) fn known(&self, conn: &Conn) -> Result<Option<String>> {
        let Some(hash) = self.browser_hash() else { return Ok(None) };
        let sql = "SELECT 1 FROM known_browsers WHERE token_hash = $1 AND signed_in_at > $2";
        let found = conn.first::<(i64,)>(sql, params![&hash, conn.now().plus_ms(-BROWSER_KNOWN_MS)])?;
        Ok(found.map(|_| HEXLOWER.encode(&hash)))
    }

    fn browser_hash(&self) -> Option<Vec<u8>> {
        self.browser.as_deref().filter(|s| !s.is_empty() && s.len() <= SECRET_BYTES_MAX).map(hash_of)
    }
}

/// Remembers that `person` signed in with this browser, under a new secret: one that somebody planted is worth nothing.
pub(crate) fn remember_browser(tx: &mut Tx<'_>, visit: &Visit, person: PersonId) -> Result<Secret> {
    if let Some(old) = visit.browser_hash() {
        tx.execute("DELETE FROM known_browsers WHERE token_hash = $1", params![old])?;
    }
    let crowded = "DELETE FROM known_browsers WHERE token_hash IN (SELECT token_hash FROM known_browsers WHERE person_id = $1 \
                   ORDER BY signed_in_at DESC, token_hash LIMIT 1000 OFFSET $2)";
    tx.execute(crowded, params![person, BROWSERS_MAX - 1])?;
    let (secret, now) = (Secret::new("")?, tx.now());
    let sql = "INSERT INTO known_browsers (token_hash, person_id, signed_in_at) VALUES ($1, $2, $3)";
    tx.execute_one(sql, params![secret.hash(), person, now])?;
    Ok(secret)
}

/// Forgets browsers in which nobody signed in for long.
pub(crate) fn forget_browsers(tx: &mut Tx<'_>) -> Result<u64> {
    let before = tx.now().plus_ms(-BROWSER_KNOWN_MS);
    tx.execute("DELETE FROM known_browsers WHERE signed_in_at <= $1", params![before])
}
