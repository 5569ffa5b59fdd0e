//! What somebody said beside a mark is forgotten; the mark stays, and with it every figure. A command of Firstline itself.

use db::{Tx, params};
use outcome::Result;
use people::PersonId;
use tickets::TicketId;

/// Forgets what was said about a ticket beside the mark.
///
/// # Errors
/// What the engine answers.
pub fn empty_ticket(tx: &mut Tx<'_>, ticket: TicketId) -> Result<()> {
    tx.execute("UPDATE ratings SET comment = '' WHERE ticket_id = $1 AND comment <> ''", params![ticket]).map(drop)
}

/// Forgets what a person said beside their marks, and asks them for no more.
///
/// # Errors
/// What the engine answers.
pub fn forget_person(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    tx.execute("UPDATE ratings SET comment = '' WHERE requester_id = $1 AND comment <> ''", params![person])?;
    tx.execute("DELETE FROM ratings WHERE requester_id = $1 AND asked_at IS NULL", params![person]).map(drop)
}
