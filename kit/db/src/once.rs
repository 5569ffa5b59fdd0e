//! Idempotency: a deed done with a key is done once, and its answer is remembered.

use outcome::Result;

use crate::clock::DAY_MS;
use crate::{Tx, params};

/// How long an answer is remembered.
const REMEMBERED_MS: i64 = 7 * DAY_MS;
/// Longest key that is kept as it is, in bytes.
const KEY_BYTES_MAX: usize = 200;

impl Tx<'_> {
    /// The answer that the deed with this key gave before, if it was done.
    ///
    /// # Errors
    /// A refusal when the key is empty or too long.
    pub fn done_before(&mut self, scope: &str, key: &str) -> Result<Option<String>> {
        if key.is_empty() || key.len() > KEY_BYTES_MAX {
            return Err(outcome::Error::invalid("idempotency_key", "idempotency-key-length"));
        }
        let row = self.first::<(String,)>("SELECT answer FROM once WHERE scope = $1 AND key = $2", params![scope, key])?;
        Ok(row.map(|(answer,)| answer))
    }

    /// Remembers the answer, in the deed's own transaction. Of two at the same moment the second fails and runs again.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn remember_done(&mut self, scope: &str, key: &str, answer: &str) -> Result<()> {
        let now = self.now();
        self.execute_one("INSERT INTO once (scope, key, answer, at) VALUES ($1, $2, $3, $4)", params![scope, key, answer, now])
    }

    /// Forgets answers after a week; a timer calls it.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn forget_done(&mut self) -> Result<u64> {
        let before = self.now().plus_ms(-REMEMBERED_MS);
        self.execute("DELETE FROM once WHERE at < $1", params![before])
    }
}
