//! Where it is.

use db::Tx;
use outcome::Result;
use people::{Actor, SiteId};

use crate::change::change;
use crate::checks::checked_site;
use crate::event::TicketEvent;
use crate::moving::Changed;
use crate::policy::{Action, permit};
use crate::ticket::TicketId;

/// A ticket and its site.
#[derive(Debug, Clone, Copy)]
pub struct SetSite {
    /// The ticket.
    pub ticket: TicketId,
    /// Where it is; nothing takes the site away.
    pub site: Option<SiteId>,
}

/// Says where a ticket is.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when there is no such site.
pub fn set_site(tx: &mut Tx<'_>, actor: &Actor, set: &SetSite) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::SetSite, set.ticket)?;
    let (from, to) = (ticket.site_id, set.site);
    if from == to {
        return Ok(Changed { ticket, event: None });
    }
    to.map(|s| checked_site(tx, s)).transpose()?;
    let ticket = change(tx, ticket, |t| t.site_id = to)?;
    let event = TicketEvent::SiteChanged { from, to }.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}
