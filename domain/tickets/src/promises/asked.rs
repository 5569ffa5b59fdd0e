//! What is promised for a ticket, for who works on it.

use db::Conn;
use outcome::Result;
use people::Actor;
use sla::{Clock, Explanation};

use crate::policy::{Action, Permitted, look};
use crate::ticket::{Ticket, TicketId};

/// The clocks of a ticket.
///
/// # Errors
/// `NotFound` when the asker may not see the ticket, `NotAllowed` when they do not work on it.
pub fn ticket_clocks(conn: &Conn, actor: &Actor, id: TicketId) -> Result<(Permitted<Ticket>, Vec<Clock>)> {
    let ticket = look(conn, actor, id)?;
    ticket.demand(Action::SeeInternal)?;
    let clocks = sla::clocks(conn, id.0)?;
    Ok((ticket, clocks))
}

/// Every run of a ticket's clocks with every counted and skipped stretch.
///
/// # Errors
/// `NotFound` when the asker may not see the ticket, `NotAllowed` when they do not work on it.
pub fn explain_clocks(conn: &Conn, actor: &Actor, id: TicketId) -> Result<(Permitted<Ticket>, Vec<Explanation>)> {
    let ticket = look(conn, actor, id)?;
    ticket.demand(Action::SeeInternal)?;
    let explained = sla::explain(conn, id.0)?;
    Ok((ticket, explained))
}
