//! A person's own canned answers and macros. A command of Firstline itself.

use db::{Tx, params};
use outcome::Result;
use people::PersonId;

/// Deletes the canned answers and macros that are a person's alone.
///
/// # Errors
/// What the engine answers.
pub fn forget_person(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    tx.execute("DELETE FROM canned_answers WHERE owner_id = $1", params![person])?;
    tx.execute("DELETE FROM macros WHERE owner_id = $1", params![person]).map(drop)
}
