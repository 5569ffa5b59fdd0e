//! Passkeys: public keys that a person's devices hold (W3C Web Authentication, Level 3). A passkey asks for finger, face or PIN
//! itself, so it is password and second factor in one.
//!
//! What the standard demands of a server is small, and its signatures are `ring`'s, which TLS uses anyway; so the ceremonies
//! are written out here, section by section, rather than taken from a library of twenty thousand lines with a clock of its own.

mod attested;
mod cbor;
mod client_data;
mod key;
mod register;
mod sign_in;

use db::{Conn, MINUTE_MS, Moment, Tx, id, params, row};
use outcome::{Error, Refusal, Result};

use crate::event::PeopleEvent;
use crate::policy::{self, Action};
use crate::secret::random;
use crate::{Actor, PersonId};

pub use register::{RegisterPasskey, begin_passkey, register_passkey};
pub use sign_in::{begin_passkey_sign_in, sign_in_by_passkey};

/// How long somebody may look for their device.
pub const PASSKEY_WAIT_MS: i64 = 5 * MINUTE_MS;
/// Most passkeys of one person.
pub const PASSKEYS_MAX: i64 = 20;
/// Random bytes of a challenge (Level 3, 13.4.3: at least 16).
const CHALLENGE_BYTES: usize = 32;
/// Longest answer of a browser that is read, in bytes.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

id!(
    /// A passkey's number.
    PasskeyId
);

row! {
    /// A passkey as its person may see it.
    pub struct Passkey {
        /// Its number.
        pub id: PasskeyId,
        /// Whose it is.
        pub person_id: PersonId,
        /// What its person calls it.
        pub name: String,
        /// Is it copied to other devices of its person?
        pub backed_up: bool,
        /// When it was registered.
        pub created_at: Moment,
        /// When it last opened a session.
        pub last_used_at: Option<Moment>,
    }
}

/// Where passkeys of this desk work: the door knows.
#[derive(Debug, Clone)]
pub struct Party {
    /// The host name without port (`desk.example.org`); a passkey is bound to it for ever.
    pub id: String,
    /// The desk's name, as a browser shows it.
    pub name: String,
    /// Where its pages come from: scheme, host and port (`https://desk.example.org`).
    pub origins: Vec<String>,
}

/// What a challenge was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Register,
    SignIn,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::SignIn => "sign_in",
        }
    }
}

/// A person's passkeys, the latest registered first.
///
/// # Errors
/// Refused for who may not see how the person signs in.
pub fn passkeys_of(conn: &Conn, actor: &Actor, person: PersonId) -> Result<Vec<Passkey>> {
    let person = policy::permit(conn, actor, Action::SeeSessions, person)?;
    let sql = format!("SELECT {} FROM passkeys k WHERE k.person_id = $1 ORDER BY k.id DESC", Passkey::columns("k"));
    conn.all(&sql, params![person.id])
}

/// Removes one's own passkey.
///
/// # Errors
/// `NotFound` when the actor has no such passkey.
pub fn remove_passkey(tx: &mut Tx<'_>, actor: &Actor, id: &PasskeyId) -> Result<()> {
    let own = actor.person().ok_or(Refusal::SignInNeeded)?;
    let person = policy::permit(tx, actor, Action::ManageSecondFactor, own)?;
    if tx.execute("DELETE FROM passkeys WHERE id = $1 AND person_id = $2", params![*id, person.id])? == 0 {
        return Err(Refusal::NotFound.into());
    }
    tx.record(actor, &PeopleEvent::PasskeyRemoved { person: person.id })?;
    Ok(())
}

fn new_challenge(tx: &mut Tx<'_>, purpose: Purpose, person: Option<PersonId>) -> Result<Vec<u8>> {
    let (challenge, expires_at) = (random::<CHALLENGE_BYTES>()?.to_vec(), tx.now().plus_ms(PASSKEY_WAIT_MS));
    let sql = "INSERT INTO passkey_challenges (challenge, person_id, purpose, expires_at) VALUES ($1, $2, $3, $4)";
    tx.execute_one(sql, params![&challenge, person, purpose.as_str(), expires_at])?;
    Ok(challenge)
}

/// Takes a challenge, once: was it made for this, and is it still open?
fn take_challenge(tx: &mut Tx<'_>, challenge: &[u8], purpose: Purpose, person: Option<PersonId>) -> Result<bool> {
    let now = tx.now();
    let sql = "DELETE FROM passkey_challenges WHERE challenge = $1 AND purpose = $2 AND expires_at > $3 AND COALESCE(person_id, 0) = $4";
    Ok(tx.execute(sql, params![challenge, purpose.as_str(), now, person.unwrap_or(PersonId(0))])? == 1)
}

/// The answer to everything a browser sends that does not hold; the log says what did not.
fn not_accepted(why: &'static str) -> Error {
    tracing::info!(why, "a passkey was not accepted");
    Error::invalid("passkey", "passkey-not-accepted")
}
