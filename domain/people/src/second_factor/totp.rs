//! An authenticator app: a shared secret, proved once by a code before it counts, and no code taken twice (RFC 6238, 5.2).

use anyhow::anyhow;
use data_encoding::BASE32_NOPAD;
use db::{Conn, Tx, params};
use outcome::{Error, Result};
use seal::Key;
use totp_rs::{Builder, Totp};

use super::{is_on, recovery};
use crate::event::PeopleEvent;
use crate::policy::{self, Action};
use crate::secret::random;
use crate::{Actor, PersonId, directory};

/// Bytes of a shared secret (RFC 4226, 4, R6: 160 bits).
const SECRET_BYTES: usize = 20;
/// How many steps of 30 s a clock may be off (RFC 6238, 5.2).
const SKEW_STEPS: u16 = 1;

/// A secret to put into an app. Shown while the app is set up and never again.
#[derive(Clone)]
pub struct TotpSecret {
    /// For typing, in base32.
    pub base32: String,
    /// For scanning: an `otpauth://` address.
    pub url: String,
}

/// The code that proves that the app holds the secret.
#[derive(Debug, Clone)]
pub struct ConfirmTotp {
    /// Whose app.
    pub person: PersonId,
    /// Six digits.
    pub code: String,
}

/// The code that proves that who takes the app away is its owner.
#[derive(Debug, Clone)]
pub struct RemoveTotp {
    /// Whose app.
    pub person: PersonId,
    /// Six digits, or a recovery code.
    pub code: String,
}

/// Begins to set up an app; one begun before is forgotten. `issuer` is the desk's name, as the app shows it.
///
/// # Errors
/// Refused when the actor may not, or when an app is in use.
pub fn begin_totp(tx: &mut Tx<'_>, actor: &Actor, key: &Key, person: &PersonId, issuer: &str) -> Result<TotpSecret> {
    let person = policy::permit(tx, actor, Action::ManageSecondFactor, *person)?;
    if is_on(tx, person.id)? {
        return Err(Error::conflict("second-factor-on-already"));
    }
    let (secret, now) = (random::<SECRET_BYTES>()?, tx.now());
    let account = directory::primary_email(tx, person.id)?.unwrap_or_else(|| person.name.clone());
    let sql = "INSERT INTO totp_apps (person_id, secret, created_at) VALUES ($1, $2, $3) ON CONFLICT (person_id) \
               DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at, last_step = 0";
    tx.execute_one(sql, params![person.id, sealed(key, person.id, &secret)?, now])?;
    let app = Builder::new()
        .with_secret(secret.to_vec())
        .with_account_name(account.replace(':', " "))
        .with_issuer(Some(issuer.replace(':', " ")))
        .build()
        .map_err(|e| anyhow!("an authenticator secret: {e}"))?;
    let url = app.to_url().map_err(|e| anyhow!("an authenticator address: {e}"))?;
    Ok(TotpSecret { base32: BASE32_NOPAD.encode(&secret), url })
}

/// Turns the app on with its first code; the recovery codes that come with it are shown once.
///
/// # Errors
/// Refused when the actor may not, when no set-up was begun, or when the code does not match.
pub fn confirm_totp(tx: &mut Tx<'_>, actor: &Actor, key: &Key, input: &ConfirmTotp) -> Result<Vec<String>> {
    let person = policy::permit(tx, actor, Action::ManageSecondFactor, input.person)?;
    if is_on(tx, person.id)? {
        return Err(Error::conflict("second-factor-on-already"));
    }
    let Some((secret, _)) = app_of(tx, key, person.id)? else { return Err(Error::conflict("second-factor-not-begun")) };
    let Some(step) = step_of(tx, secret, &input.code)? else { return Err(wrong_code()) };
    let now = tx.now();
    tx.execute_one("UPDATE totp_apps SET confirmed_at = $2, last_step = $3 WHERE person_id = $1", params![person.id, now, step])?;
    tx.record(actor, &PeopleEvent::SecondFactorOn { person: person.id })?;
    recovery::write(tx, actor, person.id)
}

/// Takes one's own app away, with a code of it or a recovery code; the recovery codes go with it.
///
/// # Errors
/// Refused when the actor may not, or when the code does not match.
pub fn remove_totp(tx: &mut Tx<'_>, actor: &Actor, key: &Key, input: &RemoveTotp) -> Result<()> {
    let person = policy::permit(tx, actor, Action::ManageSecondFactor, input.person)?;
    let proved = take_code(tx, key, person.id, &input.code)? || recovery::take(tx, person.id, &input.code)?;
    if !proved {
        return Err(wrong_code());
    }
    turn_off(tx, actor, person.id)
}

/// Takes away app, recovery codes and passkeys of somebody who lost them; their sessions end.
///
/// # Errors
/// Refused when the actor may not.
pub fn reset_second_factor(tx: &mut Tx<'_>, actor: &Actor, person: &PersonId) -> Result<()> {
    let person = policy::permit(tx, actor, Action::ResetSecondFactor, *person)?;
    tx.execute("DELETE FROM passkeys WHERE person_id = $1", params![person.id])?;
    turn_off(tx, actor, person.id)?;
    crate::session::revoke_all(tx, actor, person.id, None)?;
    Ok(())
}

fn turn_off(tx: &mut Tx<'_>, actor: &Actor, person: PersonId) -> Result<()> {
    tx.execute("DELETE FROM totp_apps WHERE person_id = $1", params![person])?;
    tx.execute("DELETE FROM recovery_codes WHERE person_id = $1", params![person])?;
    tx.record(actor, &PeopleEvent::SecondFactorOff { person })?;
    Ok(())
}

/// Takes a code of the person's app, once.
pub(super) fn take_code(tx: &mut Tx<'_>, key: &Key, person: PersonId, code: &str) -> Result<bool> {
    let Some((secret, true)) = app_of(tx, key, person)? else { return Ok(false) };
    let Some(step) = step_of(tx, secret, code)? else { return Ok(false) };
    // Of two at the same moment one moves the step, and one is in.
    let sql = "UPDATE totp_apps SET last_step = $2 WHERE person_id = $1 AND last_step < $2";
    Ok(tx.execute(sql, params![person, step])? == 1)
}

/// The person's shared secret, and whether it was confirmed.
fn app_of(conn: &Conn, key: &Key, person: PersonId) -> Result<Option<(Vec<u8>, bool)>> {
    let sql = "SELECT secret, confirmed_at IS NOT NULL FROM totp_apps WHERE person_id = $1";
    let Some((kept, confirmed)) = conn.first::<(Vec<u8>, bool)>(sql, params![person])? else { return Ok(None) };
    Ok(Some((opened(key, person, kept)?, confirmed)))
}

/// A secret as it is kept: sealed for its person, in base32, as text.
fn sealed(key: &Key, person: PersonId, secret: &[u8]) -> Result<Vec<u8>> {
    Ok(key.seal(&place(person), &BASE32_NOPAD.encode(secret))?.into_bytes())
}

/// The secret of what is kept. What was written before secrets were sealed has just the length of one.
fn opened(key: &Key, person: PersonId, kept: Vec<u8>) -> Result<Vec<u8>> {
    if kept.len() == SECRET_BYTES {
        return Ok(kept);
    }
    let text = String::from_utf8(kept).map_err(|_| anyhow!("a kept authenticator secret is damaged"))?;
    let secret = key.open(&place(person), &text)?;
    Ok(BASE32_NOPAD.decode(secret.as_bytes()).map_err(|e| anyhow!("a kept authenticator secret is damaged: {e}"))?)
}

fn place(person: PersonId) -> String {
    format!("totp {person}")
}

/// Seals the secrets that were written before secrets were sealed; how many there were. Called at every start.
///
/// # Errors
/// What the engine answers.
pub fn seal_totp_secrets(tx: &mut Tx<'_>, key: &Key) -> Result<usize> {
    let sql = format!("SELECT person_id, secret FROM totp_apps WHERE length(secret) = {SECRET_BYTES}");
    let bare = tx.all::<(PersonId, Vec<u8>)>(&sql, params![])?;
    for (person, secret) in &bare {
        let sealed = sealed(key, *person, secret)?;
        tx.execute_one("UPDATE totp_apps SET secret = $2 WHERE person_id = $1", params![*person, sealed])?;
    }
    Ok(bare.len())
}

/// The time step for which `code` is right now, if it is for one.
fn step_of(conn: &Conn, secret: Vec<u8>, code: &str) -> Result<Option<i64>> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let app: Totp = Builder::new().with_secret(secret).with_skew(SKEW_STEPS).build().map_err(|e| anyhow!("a kept secret: {e}"))?;
    let now_s = u64::try_from(conn.now().0 / 1_000).unwrap_or(0);
    Ok(app.check(&digits, now_s).and_then(|step| i64::try_from(step).ok()))
}

pub(super) fn wrong_code() -> Error {
    Error::invalid("code", "second-factor-code-wrong")
}
