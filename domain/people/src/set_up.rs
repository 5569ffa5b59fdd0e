//! Setting the desk up: a one-time token, printed at the first start, lets the first administrator in. No default password exists.

use catalogue::Language;
use db::{Conn, DAY_MS, Tx, params};
use outcome::{Error, Result};

use crate::change_password::write_password;
use crate::event::PeopleEvent;
use crate::password::PasswordHash;
use crate::person::{AddPerson, insert};
use crate::secret::{Secret, hash_of};
use crate::session::{Method, Opened, open};
use crate::{Role, Visit};

/// How long a set-up token works; every start without an administrator makes a new one.
pub const SET_UP_VALID_MS: i64 = DAY_MS;

/// The first administrator.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// The token of the link.
    pub token: String,
    /// As they are called.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their password, hashed outside the transaction.
    pub password: PasswordHash,
    /// The language they read.
    pub language: Language,
    /// Their time zone, by its IANA name.
    pub zone: String,
}

/// Is there nobody yet who could run the system?
///
/// # Errors
/// What the engine answers.
pub fn needs_set_up(conn: &Conn) -> Result<bool> {
    let sql = "SELECT 1 FROM people WHERE role = 'administrator' LIMIT 1";
    Ok(conn.first::<(i64,)>(sql, params![])?.is_none())
}

/// A new token for the set-up, replacing the one before; `None` once there is an administrator.
///
/// # Errors
/// What the engine answers.
pub fn set_up_token(tx: &mut Tx<'_>) -> Result<Option<Secret>> {
    if !needs_set_up(tx)? {
        tx.execute("DELETE FROM set_up", params![])?;
        return Ok(None);
    }
    let (secret, expires_at) = (Secret::new("")?, tx.now().plus_ms(SET_UP_VALID_MS));
    let sql = "INSERT INTO set_up (id, token_hash, expires_at) VALUES (1, $1, $2) \
               ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at";
    tx.execute_one(sql, params![secret.hash(), expires_at])?;
    Ok(Some(secret))
}

/// Does this token work? For the page behind the link.
///
/// # Errors
/// What the engine answers.
pub fn set_up_token_works(conn: &Conn, token: &str) -> Result<bool> {
    let sql = "SELECT 1 FROM set_up WHERE token_hash = $1 AND expires_at > $2";
    Ok(conn.first::<(i64,)>(sql, params![hash_of(token), conn.now()])?.is_some() && needs_set_up(conn)?)
}

/// Makes the first administrator and signs them in.
///
/// # Errors
/// `Conflict` when the token does not work or there is an administrator already; refused when the input does not hold.
pub fn set_up(tx: &mut Tx<'_>, visit: &Visit, input: &SetUp) -> Result<Opened> {
    let now = tx.now();
    // Deleting the one row is taking the one turn: of two at the same moment the second finds none.
    let sql = "DELETE FROM set_up WHERE token_hash = $1 AND expires_at > $2";
    if tx.execute(sql, params![hash_of(&input.token), now])? == 0 || !needs_set_up(tx)? {
        return Err(Error::conflict("set-up-link-does-not-work"));
    }
    let administrator =
        AddPerson { language: input.language, zone: input.zone.clone(), ..AddPerson::new(&input.name, &input.email, Role::Administrator) };
    if input.email.trim().is_empty() {
        return Err(Error::invalid("email", "email-missing"));
    }
    let person = insert(tx, &visit.nobody(), &administrator, true)?;
    write_password(tx, person.id, &input.password)?;
    tx.record(&visit.nobody(), &PeopleEvent::DeskSetUp { person: person.id })?;
    open(tx, visit, person, Method::SetUp, true)
}
