//! Who else is kept up to date.

use db::{EventId, Tx, params};
use outcome::{Error, Result, Sentence};
use people::{Actor, PersonId};

use crate::event::TicketEvent;
use crate::limits::WATCHERS_MAX;
use crate::policy::{Action, permit};
use crate::ticket::TicketId;

/// A ticket and one who shall watch it, or no longer.
#[derive(Debug, Clone, Copy)]
pub struct Watch {
    /// The ticket.
    pub ticket: TicketId,
    /// Who: oneself, or somebody else.
    pub person: PersonId,
}

/// Makes somebody watch; nothing happens when they do already.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when there is no such person or the ticket has as many watchers as it can.
pub fn watch(tx: &mut Tx<'_>, actor: &Actor, watch: &Watch) -> Result<Option<EventId>> {
    let ticket = permit(tx, actor, action(actor, watch), watch.ticket)?;
    let sql =
        "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN person_id = $2 THEN 1 ELSE 0 END), 0) AS BIGINT) FROM watchers WHERE ticket_id = $1";
    let (many, already) = tx.one::<(i64, i64)>(sql, params![ticket.id, watch.person])?;
    if already > 0 {
        return Ok(None);
    }
    if usize::try_from(many).is_ok_and(|n| n >= WATCHERS_MAX) {
        return Err(Error::invalid("watchers", Sentence::new("watchers-too-many").with("max", WATCHERS_MAX)));
    }
    let now = tx.now();
    let sql = "INSERT INTO watchers (ticket_id, person_id, since) SELECT $1, p.id, $3 FROM people p \
               WHERE p.id = $2 AND p.deactivated_at IS NULL";
    if tx.execute(sql, params![ticket.id, watch.person, now])? == 0 {
        return Err(Error::invalid("person", "person-unknown"));
    }
    TicketEvent::WatcherAdded { person: watch.person, mentioned: None }.record(tx, actor, ticket.id).map(Some)
}

/// Makes somebody watch no more; nothing happens when they did not.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn unwatch(tx: &mut Tx<'_>, actor: &Actor, watch: &Watch) -> Result<Option<EventId>> {
    let ticket = permit(tx, actor, action(actor, watch), watch.ticket)?;
    let gone = tx.execute("DELETE FROM watchers WHERE ticket_id = $1 AND person_id = $2", params![ticket.id, watch.person])?;
    if gone == 0 {
        return Ok(None);
    }
    TicketEvent::WatcherRemoved { person: watch.person }.record(tx, actor, ticket.id).map(Some)
}

fn action(actor: &Actor, watch: &Watch) -> Action {
    if actor.person() == Some(watch.person) { Action::Watch } else { Action::ChooseWatchers }
}
