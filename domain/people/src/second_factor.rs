//! The second factor: an authenticator app, and recovery codes for the day the phone is lost.

use db::{Conn, params};
use outcome::Result;

use crate::PersonId;

/// Does this person owe a second factor after a password or a link?
///
/// # Errors
/// What the engine answers.
pub(crate) fn is_on(conn: &Conn, person: PersonId) -> Result<bool> {
    let sql = "SELECT 1 FROM totp_apps WHERE person_id = $1 AND confirmed_at IS NOT NULL";
    Ok(conn.first::<(i64,)>(sql, params![person])?.is_some())
}
