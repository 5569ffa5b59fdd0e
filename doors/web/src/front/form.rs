//! Small helps for forms: slow arithmetic off the async threads, and keys that make sending twice harmless.

use anyhow::anyhow;
use db::{Acts, Moment, Tx};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use outcome::{Error, Result};
use people::Actor;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Bytes of randomness in a form's key.
const KEY_BYTES: usize = 16;

/// Runs slow arithmetic (password hashes) on a thread that may be slow.
///
/// # Errors
/// What `f` answers.
pub async fn off_thread<T: Send + 'static>(f: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(f).await.map_err(|e| anyhow!("a computation ended early: {e}"))?
}

/// Does a form's deed once: sent again with the same key, it answers what it did the first time.
///
/// # Errors
/// What `f` answers.
pub fn once<T: Serialize + DeserializeOwned>(
    tx: &mut Tx<'_>,
    actor: &Actor,
    deed: &str,
    key: &str,
    f: impl FnOnce(&mut Tx<'_>) -> Result<T>,
) -> Result<T> {
    if key.is_empty() {
        return f(tx);
    }
    let scope = format!("{deed}:{}", actor.acted_by().actor);
    if let Some(answer) = tx.done_before(&scope, key)? {
        return Ok(serde_json::from_str(&answer).map_err(anyhow::Error::from)?);
    }
    let done = f(tx)?;
    tx.remember_done(&scope, key, &serde_json::to_string(&done).map_err(anyhow::Error::from)?)?;
    Ok(done)
}

/// The beginning of a day, as a date field sends it, in a zone; nothing when none was given.
///
/// # Errors
/// `Invalid` at `field` for what is no date.
pub fn day_begins(field: &'static str, day: &str, zone: &TimeZone) -> Result<Option<Moment>> {
    if day.is_empty() {
        return Ok(None);
    }
    let unreadable = || Error::invalid(field, "date-unreadable");
    let date: Date = day.parse().map_err(|_| unreadable())?;
    let morning = date.to_zoned(zone.clone()).map_err(|_| unreadable())?;
    Ok(Some(Moment(morning.timestamp().as_millisecond())))
}

/// A moment as a field of day and time sends it, in a zone. Where the clock skips it, it is as much later.
///
/// # Errors
/// `Invalid` at `field` for what is none.
pub fn moment_at(field: &'static str, text: &str, zone: &TimeZone) -> Result<Moment> {
    let unreadable = || Error::invalid(field, "rota-no-moment");
    let at: DateTime = text.trim().parse().map_err(|_| unreadable())?;
    let at = at.to_zoned(zone.clone()).map_err(|_| unreadable())?;
    Ok(Moment(at.timestamp().as_millisecond()))
}

/// A moment as a field of day and time shows it, in a zone.
#[must_use]
pub fn typed_moment(at: Moment, zone: &TimeZone) -> String {
    let at = Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone());
    at.strftime("%Y-%m-%dT%H:%M").to_string()
}

/// A key for a form's hidden field: the same form sent twice does its deed once.
#[must_use]
pub fn new_key() -> String {
    let mut bytes = [0; KEY_BYTES];
    // Without randomness the time still tells forms of one page apart; the key is no secret.
    if getrandom::fill(&mut bytes).is_err() {
        return db::Moment::of_system().0.to_string();
    }
    data_encoding::HEXLOWER.encode(&bytes)
}
