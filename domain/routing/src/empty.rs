//! What a person knows and how much they can have is forgotten. A command of Firstline itself.

use db::{Tx, params};
use outcome::Result;
use people::PersonId;

/// Forgets a person's skills and capacity.
///
/// # Errors
/// What the engine answers.
pub fn forget_person(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    tx.execute("DELETE FROM routing_people WHERE person_id = $1", params![person])?;
    tx.execute("DELETE FROM routing_skills WHERE person_id = $1", params![person]).map(drop)
}
