//! The log is not kept for ever.

use db::{Tx, params};
use outcome::Result;

use crate::limits::{FORGET_BATCH, KEPT_MS};

/// Forgets a batch of deliveries older than [`KEPT_MS`]; how many.
///
/// # Errors
/// What the engine answers.
pub fn forget_old(tx: &mut Tx<'_>) -> Result<usize> {
    let old = tx.now().plus_ms(-KEPT_MS);
    let batch = i64::try_from(FORGET_BATCH).unwrap_or(i64::MAX);
    let which = "SELECT id FROM webhook_deliveries WHERE created_at < $1 AND state <> 'waiting' ORDER BY created_at, id LIMIT $2";
    tx.execute(&format!("DELETE FROM webhook_attempts WHERE delivery_id IN ({which})"), params![old, batch])?;
    let gone = tx.execute(&format!("DELETE FROM webhook_deliveries WHERE id IN ({which})"), params![old, batch])?;
    Ok(usize::try_from(gone).unwrap_or(FORGET_BATCH))
}
