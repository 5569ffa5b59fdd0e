//! What a person was told, and how they want to be. A command of Firstline itself.

use db::{Tx, params};
use outcome::Result;
use people::PersonId;

/// Forgets a person's notifications and choices.
///
/// # Errors
/// What the engine answers.
pub fn forget_person(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    for table in ["notifications", "notification_counts", "notification_choices"] {
        tx.execute(&format!("DELETE FROM {table} WHERE person_id = $1"), params![person])?;
    }
    Ok(())
}
