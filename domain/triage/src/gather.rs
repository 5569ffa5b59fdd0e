//! A wave of tickets is gathered under one, and let go again.

use db::Tx;
use outcome::{Error, Result, Sentence};
use people::Actor;
use tickets::{SetParent, TicketId};

use crate::limits::GATHER_MAX;

/// Tickets that become part of one.
#[derive(Debug, Clone)]
pub struct Gather {
    /// The one.
    pub parent: TicketId,
    /// Those that become part of it.
    pub parts: Vec<TicketId>,
}

/// What was gathered.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// Under which.
    pub parent: TicketId,
    /// The tickets that are part of it now and were not before.
    pub parts: Vec<TicketId>,
}

/// Makes the tickets part of one; all of them or none.
///
/// # Errors
/// `Invalid` for none or more than [`GATHER_MAX`]; what [`tickets::set_parent`] answers for any of them.
pub fn gather(tx: &mut Tx<'_>, actor: &Actor, gather: &Gather) -> Result<Gathered> {
    set_all(tx, actor, gather, Some(gather.parent))
}

/// Takes a gathering back: the tickets stand alone again.
///
/// # Errors
/// As [`gather()`].
pub fn ungather(tx: &mut Tx<'_>, actor: &Actor, gather: &Gather) -> Result<Gathered> {
    set_all(tx, actor, gather, None)
}

fn set_all(tx: &mut Tx<'_>, actor: &Actor, gather: &Gather, to: Option<TicketId>) -> Result<Gathered> {
    tickets::ticket(tx, actor, gather.parent)?;
    if gather.parts.is_empty() || gather.parts.len() > GATHER_MAX {
        return Err(Error::invalid("parts", Sentence::new("gather-how-many").with("max", GATHER_MAX)));
    }
    let mut parts = Vec::new();
    for &ticket in gather.parts.iter().filter(|part| **part != gather.parent) {
        // What stands elsewhere by now is left where somebody put it.
        if to.is_none() && tickets::ticket(tx, actor, ticket)?.parent_id != Some(gather.parent) {
            continue;
        }
        if tickets::set_parent(tx, actor, &SetParent { ticket, parent: to })?.event.is_some() {
            parts.push(ticket);
        }
    }
    Ok(Gathered { parent: gather.parent, parts })
}
