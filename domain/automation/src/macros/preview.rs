//! What a macro would do to a ticket, before it does it.

use db::Conn;
use outcome::Result;
use people::Actor;
use tickets::TicketId;

use super::find::holds;
use super::{Macro, MacroId, macro_of};
use crate::deeds::{Deed, Deeds};
use crate::fill::{Speaker, Values};
use crate::rehearse::would_change;

/// What a macro would do.
#[derive(Debug, Clone)]
pub struct MacroPreview {
    /// The macro.
    pub of: Macro,
    /// Is it for tickets like this one?
    pub holds: bool,
    /// What it says, filled in.
    pub deeds: Deeds,
    /// Which of its deeds would change something.
    pub would: Vec<Deed>,
    /// What the ticket cannot fill in; with it the reply is not sent.
    pub missing: Vec<String>,
}

/// Looks at a macro on a ticket and changes nothing.
///
/// # Errors
/// `NotFound` when the ticket may not be seen or the macro is for others.
pub fn preview_macro(conn: &Conn, actor: &Actor, speaker: &Speaker, id: MacroId, ticket: TicketId) -> Result<MacroPreview> {
    let of = macro_of(conn, actor, id)?;
    let (deeds, missing) = filled_in(conn, actor, speaker, &of.deeds, ticket)?;
    let would = would_change(conn, actor, &deeds, ticket)?;
    Ok(MacroPreview { holds: holds(conn, actor, ticket, &of, &speaker.zone)?, of, deeds, would, missing })
}

/// The deeds with their texts filled in, and what the reply lacks.
pub(super) fn filled_in(conn: &Conn, actor: &Actor, speaker: &Speaker, deeds: &Deeds, id: TicketId) -> Result<(Deeds, Vec<String>)> {
    let values = Values::of(conn, actor, speaker, id, &[&deeds.note, &deeds.reply])?;
    let missing = values.map(|values| values.fill(&deeds.reply).missing).unwrap_or_default();
    Ok((deeds.filled_in(conn, actor, speaker, id)?, missing))
}
