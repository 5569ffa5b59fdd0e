//! Recovery codes: ten, each for one sign-in without the app. Of each only its SHA-256 is kept; 80 random bits need no more.

use data_encoding::BASE32_NOPAD;
use db::{Tx, params};
use outcome::{Error, Result};

use super::is_on;
use crate::event::PeopleEvent;
use crate::policy::{self, Action};
use crate::secret::{hash_of, random};
use crate::{Actor, PersonId};

/// Codes made at once.
pub const RECOVERY_CODES: usize = 10;
/// Random bytes of a code: sixteen letters and digits.
const CODE_BYTES: usize = 10;
/// Letters and digits between two hyphens.
const GROUP: usize = 4;

/// Makes new codes; the old ones work no more. They are shown once.
///
/// # Errors
/// Refused when the actor may not, or when no app is set up.
pub fn new_recovery_codes(tx: &mut Tx<'_>, actor: &Actor, person: &PersonId) -> Result<Vec<String>> {
    let person = policy::permit(tx, actor, Action::ManageSecondFactor, *person)?;
    if !is_on(tx, person.id)? {
        return Err(Error::conflict("second-factor-not-begun"));
    }
    write(tx, actor, person.id)
}

/// Writes new codes; whoever calls has asked the policy.
pub(super) fn write(tx: &mut Tx<'_>, actor: &Actor, person: PersonId) -> Result<Vec<String>> {
    tx.execute("DELETE FROM recovery_codes WHERE person_id = $1", params![person])?;
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let letters = BASE32_NOPAD.encode(&random::<CODE_BYTES>()?).to_lowercase();
        tx.execute_one("INSERT INTO recovery_codes (person_id, code_hash) VALUES ($1, $2)", params![person, hash_of(&letters)])?;
        let groups: Vec<&str> = (0..letters.len()).step_by(GROUP).map(|at| &letters[at..at + GROUP]).collect();
        codes.push(groups.join("-"));
    }
    tx.record(actor, &PeopleEvent::RecoveryCodesMade { person })?;
    Ok(codes)
}

/// Takes a code of the person, once, however its hyphens and letters were typed.
pub(super) fn take(tx: &mut Tx<'_>, person: PersonId, code: &str) -> Result<bool> {
    let letters: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    let now = tx.now();
    let sql = "UPDATE recovery_codes SET used_at = $3 WHERE person_id = $1 AND code_hash = $2 AND used_at IS NULL";
    Ok(tx.execute(sql, params![person, hash_of(&letters), now])? == 1)
}
