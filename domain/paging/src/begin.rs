//! Somebody is paged about a ticket: the first step is taken at once.

use db::{Tx, params};
use outcome::{Error, Result};
use people::Actor;
use sla::Whom;
use tickets::TicketId;

use crate::chain::steps;
use crate::page::{Page, PageId, State};
use crate::policy::{self, Action};
use crate::ring::go_on;

/// A page to be begun.
#[derive(Debug, Clone)]
pub struct Begin {
    /// About which ticket.
    pub ticket: TicketId,
    /// Whom.
    pub whom: Whom,
    /// What makes it: the same cause again makes no second page.
    pub cause: String,
}

/// Pages somebody about a ticket. While the same people are being paged about it already, nothing new begins.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when the ticket is finished.
pub fn page(tx: &mut Tx<'_>, actor: &Actor, begin: &Begin) -> Result<PageId> {
    // The ticket is locked: of two who page at the same time the second finds the first one's page.
    let ticket = policy::permit(tx, actor, Action::Page, begin.ticket)?;
    if let Some((id,)) = tx.first::<(PageId,)>("SELECT id FROM pages WHERE cause = $1", params![begin.cause.as_str()])? {
        return Ok(id);
    }
    if !ticket.status.is_unfinished() || ticket.deleted_at.is_some() {
        return Err(Error::conflict("page-ticket-finished"));
    }
    let chain = serde_json::to_string(&steps(tx, begin.whom)?).map_err(anyhow::Error::from)?;
    let same = "SELECT id FROM pages WHERE ticket_id = $1 AND state = 'open' AND chain = $2 ORDER BY id LIMIT 1";
    if let Some((id,)) = tx.first::<(PageId,)>(same, params![begin.ticket, chain.as_str()])? {
        return Ok(id);
    }
    let now = tx.now();
    let id: PageId = tx.insert(
        "INSERT INTO pages (ticket_id, cause, chain, taken, state, created_at, next_at) VALUES ($1,$2,$3,0,$4,$5,$5) RETURNING id",
        params![begin.ticket, begin.cause.as_str(), chain.as_str(), State::Open, now],
    )?;
    let begun = Page::of(tx, id)?;
    go_on(tx, actor, &begun, &ticket)?;
    Ok(id)
}
