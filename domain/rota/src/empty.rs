//! A person's absences and the address of their calendar are forgotten. A command of Firstline itself.

use db::{Tx, params};
use outcome::Result;
use people::PersonId;

/// Forgets why and when a person was away, and the address of their calendar; who was on duty when stays.
///
/// # Errors
/// What the engine answers.
pub fn forget_person(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    tx.execute("DELETE FROM absences WHERE person_id = $1", params![person])?;
    tx.execute("DELETE FROM rota_feeds WHERE person_id = $1", params![person]).map(drop)
}
