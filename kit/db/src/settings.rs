//! Small facts by name, kept as JSON.

use anyhow::Context;
use outcome::Result;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Conn, Tx, params};

/// The fact of this name, if it was ever set.
///
/// # Errors
/// When the row does not hold what `T` expects.
pub fn setting<T: DeserializeOwned>(conn: &Conn, name: &str) -> Result<Option<T>> {
    let Some((value,)) = conn.first::<(String,)>("SELECT value FROM settings WHERE name = $1", params![name])? else { return Ok(None) };
    Ok(Some(serde_json::from_str(&value).with_context(|| format!("the setting {name}"))?))
}

/// Sets the fact.
///
/// # Errors
/// What the engine answers.
pub fn put_setting(tx: &mut Tx<'_>, name: &str, value: &impl Serialize) -> Result<()> {
    let (value, now) = (serde_json::to_string(value).context("a setting that cannot be written as JSON")?, tx.now());
    let sql = "INSERT INTO settings (name, value, changed_at) VALUES ($1, $2, $3) \
               ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at";
    tx.execute_one(sql, params![name, value, now])
}
