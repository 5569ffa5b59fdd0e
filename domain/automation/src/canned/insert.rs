//! Taking a canned answer for a ticket: it is filled in, and that it was used is counted.

use db::{Tx, params};
use outcome::{Error, Result};
use people::{Actor, directory};
use tickets::TicketId;

use super::{CannedId, canned_answer};
use crate::fill::{Filled, Speaker, fill};

/// Which one, and for which ticket.
#[derive(Debug, Clone, Copy)]
pub struct InsertCanned {
    /// The answer.
    pub canned: CannedId,
    /// The ticket.
    pub ticket: TicketId,
}

/// What it says for this ticket, in the requester's language where it has one.
///
/// # Errors
/// `NotFound` when the ticket may not be seen or the answer is for others; `Conflict` for one that was put away.
pub fn insert_canned(tx: &mut Tx<'_>, actor: &Actor, speaker: &Speaker, insert: &InsertCanned) -> Result<Filled> {
    let canned = canned_answer(tx, actor, insert.canned)?;
    if canned.archived_at.is_some() {
        return Err(Error::conflict("canned-archived"));
    }
    let ticket = tickets::ticket(tx, actor, insert.ticket)?;
    ticket.demand(tickets::policy::Action::SeeInternal)?;
    let language = directory::person(tx, ticket.requester_id)?.map(|p| p.speaks()).unwrap_or_default();
    let filled = fill(tx, actor, speaker, insert.ticket, canned.text(language))?;
    tx.execute_one("UPDATE canned_answers SET uses = uses + 1 WHERE id = $1", params![canned.id])?;
    Ok(filled)
}
