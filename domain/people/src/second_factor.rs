//! The second factor: an authenticator app (RFC 6238), and recovery codes for the day the phone is lost.

mod recovery;
mod sign_in;
mod totp;

use db::{Conn, params};
use outcome::Result;

use crate::policy::{self, Action};
use crate::{Actor, PersonId};

pub use recovery::{RECOVERY_CODES, new_recovery_codes};
pub use sign_in::{SecondFactor, prove_second_factor};
pub use totp::{ConfirmTotp, RemoveTotp, TotpSecret, begin_totp, confirm_totp, remove_totp, reset_second_factor, seal_totp_secrets};

/// Does this person owe a second factor after a password or a link?
///
/// # Errors
/// What the engine answers.
pub(crate) fn is_on(conn: &Conn, person: PersonId) -> Result<bool> {
    let sql = "SELECT 1 FROM totp_apps WHERE person_id = $1 AND confirmed_at IS NOT NULL";
    Ok(conn.first::<(i64,)>(sql, params![person])?.is_some())
}

/// How a person's second factor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondFactorState {
    /// Is an app asked for at sign-in?
    pub is_on: bool,
    /// Recovery codes that were not used yet.
    pub codes_left: i64,
    /// Registered passkeys.
    pub passkeys: i64,
}

/// How a person's second factor stands.
///
/// # Errors
/// Refused for who may not see how the person signs in.
pub fn second_factor_of(conn: &Conn, actor: &Actor, person: PersonId) -> Result<SecondFactorState> {
    let person = policy::permit(conn, actor, Action::SeeSessions, person)?;
    let codes = "SELECT COUNT(*) FROM recovery_codes WHERE person_id = $1 AND used_at IS NULL";
    let passkeys = "SELECT COUNT(*) FROM passkeys WHERE person_id = $1";
    Ok(SecondFactorState {
        is_on: is_on(conn, person.id)?,
        codes_left: conn.one::<(i64,)>(codes, params![person.id])?.0,
        passkeys: conn.one::<(i64,)>(passkeys, params![person.id])?.0,
    })
}
