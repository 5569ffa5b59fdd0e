//! The timer of recurring tickets: what is due is opened, in the transaction that moves the recurrence on, and so exactly once.

use db::{Tx, params};
use jiff::civil::Date;
use outcome::{Error, Refusal, Result};
use people::{Actor, Door};

use super::save::{RecurrenceEvent, ahead};
use super::{Recurrence, RecurrenceId};
use crate::checklist::{StartChecklist, checklist, start_checklist};
use crate::kind::Source;
use crate::message::Audience;
use crate::open::{Open, open};
use crate::template::template;
use crate::ticket::TicketId;

/// Tickets opened in one transaction; the timer goes on until none is due.
pub const RECURRENCES_BATCH: usize = 20;

/// Opens the tickets that are due, at most [`RECURRENCES_BATCH`]; how many recurrences were moved on. After a time in which nothing
/// ran, each opens one ticket for all it missed.
///
/// # Errors
/// What the engine answers.
pub fn open_recurring(tx: &mut Tx<'_>) -> Result<usize> {
    let sql = format!(
        "SELECT {} FROM recurrences r WHERE r.paused_at IS NULL AND r.next_at <= $1 ORDER BY r.next_at, r.id LIMIT {RECURRENCES_BATCH}{}",
        Recurrence::columns("r"),
        tx.locking("r")
    );
    let due: Vec<Recurrence> = tx.all(&sql, params![tx.now()])?;
    for recurrence in &due {
        match one(tx, recurrence) {
            Ok(ticket) => move_on(tx, recurrence, ticket)?,
            Err(Error::Refused(refusal)) => stop(tx, recurrence.id, &refusal)?,
            Err(failed) => return Err(failed),
        }
    }
    Ok(due.len())
}

/// Opens the ticket of one run, with its checklist.
fn one(tx: &mut Tx<'_>, recurrence: &Recurrence) -> Result<TicketId> {
    let firstline = Actor::system(Door::Inside);
    let of = template(tx, &firstline, recurrence.template_id)?;
    let key = format!("recurrence:{}:{}", recurrence.id, recurrence.next_day.as_deref().unwrap_or_default());
    let ask = Open { source: Source::Agent, audience: Audience::Public, key: Some(key), ..of.open(recurrence.requester_id) };
    let ticket = open(tx, &firstline, &ask)?.ticket;
    let list = of.checklist_id.map(|list| checklist(tx, &firstline, list)).transpose()?.filter(|list| list.archived_at.is_none());
    if let Some(checklist) = list.map(|list| list.id) {
        start_checklist(tx, &firstline, &StartChecklist { ticket, checklist })?;
    }
    Ok(ticket)
}

fn move_on(tx: &mut Tx<'_>, recurrence: &Recurrence, ticket: TicketId) -> Result<()> {
    let day = recurrence.next_day.as_deref().and_then(|day| day.parse::<Date>().ok());
    let next = ahead(tx, &recurrence.when(tx)?, day)?;
    let sql = "UPDATE recurrences SET next_at = $2, next_day = $3, last_ticket_id = $4 WHERE id = $1";
    tx.execute_one(sql, params![recurrence.id, next.map(|run| run.at), next.map(|run| run.day.to_string()), ticket])?;
    Ok(())
}

/// A run that is refused would be refused again: the requester has left, the category was put away. It rests until somebody looks.
fn stop(tx: &mut Tx<'_>, id: RecurrenceId, refusal: &Refusal) -> Result<()> {
    let why = match refusal {
        Refusal::Invalid(fields) => fields.first().map_or("recurrence-refused", |f| f.says.key),
        Refusal::Conflict(says) => says.key,
        _ => "recurrence-refused",
    };
    let now = tx.now();
    tx.execute_one("UPDATE recurrences SET paused_at = $2, trouble = $3 WHERE id = $1", params![id, now, why])?;
    tx.record(&Actor::system(Door::Inside), &RecurrenceEvent::Stopped { id, why: why.to_owned() })?;
    Ok(())
}
