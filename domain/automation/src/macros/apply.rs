//! Using a macro on a ticket: all of its deeds or none, in one line of the timeline, and taken back in one.

use db::{Acts, EventId, Tx, params};
use outcome::{Error, Result, Sentence};
use people::Actor;
use serde::{Deserialize, Serialize};
use tickets::{MessageId, TicketEvent, TicketId};

use super::find::holds;
use super::preview::filled_in;
use super::{MacroId, macro_of};
use crate::act::{Doing, one};
use crate::fill::Speaker;

/// Which macro, and on which ticket.
#[derive(Debug, Clone)]
pub struct ApplyMacro {
    /// The macro.
    pub id: MacroId,
    /// The ticket.
    pub ticket: TicketId,
    /// How long what it writes can be taken back, in seconds.
    pub undo_send_s: u32,
    /// The same key again does nothing and answers what the first one did.
    pub key: Option<String>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// What the macro is called.
    pub name: String,
    /// The line of the timeline, which undo names; none where nothing changed.
    pub event: Option<EventId>,
    /// What was written.
    pub messages: Vec<MessageId>,
}

/// Does all that a macro says, as the actor, or nothing of it.
///
/// # Errors
/// `NotFound`; `Conflict` for a macro that was put away, is not for tickets like this one or cannot be filled in; what any of its
/// deeds refuses.
pub fn apply_macro(tx: &mut Tx<'_>, actor: &Actor, speaker: &Speaker, apply: &ApplyMacro) -> Result<Applied> {
    let scope = format!("macro:{}", actor.acted_by().actor);
    if let Some(key) = &apply.key
        && let Some(answer) = tx.done_before(&scope, key)?
    {
        return Ok(serde_json::from_str(&answer).map_err(anyhow::Error::from)?);
    }
    let wanted = macro_of(tx, actor, apply.id)?;
    tickets::ticket(tx, actor, apply.ticket)?.demand(tickets::policy::Action::WriteNote)?;
    if wanted.archived_at.is_some() {
        return Err(Error::conflict("macro-archived"));
    }
    if !holds(tx, actor, apply.ticket, &wanted, &speaker.zone)? {
        return Err(Error::conflict(Sentence::new("macro-not-for-this").with("name", &wanted.name)));
    }
    let (deeds, missing) = filled_in(tx, actor, speaker, &wanted.deeds, apply.ticket)?;
    if !missing.is_empty() {
        return Err(Error::conflict(Sentence::new("macro-has-gap").with("names", missing.join(", "))));
    }
    let cause = format!("macro:{}:{}:{}", wanted.id, apply.ticket, tx.now().0);
    let doing = Doing { actor, rule: None, deeds: &deeds, ticket: apply.ticket, cause, undo_send_s: apply.undo_send_s };
    let (mut events, mut messages, mut pages, mut paged) = (Vec::new(), Vec::new(), Vec::new(), false);
    for deed in deeds.all() {
        let did = one(tx, &doing, deed)?;
        events.extend(did.event);
        messages.extend(did.message);
        pages.extend(did.page.map(|page| page.0));
        paged |= did.called;
    }
    tx.execute_one("UPDATE macros SET uses = uses + 1 WHERE id = $1", params![wanted.id])?;
    let event = if events.is_empty() && messages.is_empty() && !paged {
        None
    } else {
        let used = TicketEvent::MacroUsed { number: wanted.id.0, name: wanted.name.clone(), events, messages: messages.clone(), pages };
        Some(used.record(tx, actor, apply.ticket)?)
    };
    let applied = Applied { name: wanted.name, event, messages };
    if let Some(key) = &apply.key {
        tx.remember_done(&scope, key, &serde_json::to_string(&applied).map_err(anyhow::Error::from)?)?;
    }
    Ok(applied)
}
