//! What was told to the requester of a ticket that is emptied. A command of Firstline itself.

use db::{Tx, params};
use outcome::Result;
use tickets::TicketId;

/// Forgets what requesters were told about their ticket; that they were told stays.
///
/// # Errors
/// What the engine answers.
pub fn empty_ticket(tx: &mut Tx<'_>, ticket: TicketId) -> Result<()> {
    tx.execute("UPDATE telling_letters SET body = '' WHERE ticket_id = $1 AND body <> ''", params![ticket]).map(drop)
}
