//! Steps on a ticket: put there from a checklist or one by one, ticked, taken away.

use db::{Conn, Gather, Moment, Part, Piece, Tx, params, row};
use outcome::{Check as Checked, Error, Refusal, Result, Sentence};
use people::{Actor, PersonId};

use super::{CHECK_CHARS_MAX, CHECKS_MAX, CheckId, ChecklistId, checklist};
use crate::change::change;
use crate::event::TicketEvent;
use crate::list::numbers;
use crate::moving::Changed;
use crate::policy::{Action, Permitted, permit};
use crate::ticket::{Ticket, TicketId};

row! {
    /// A step on a ticket.
    pub struct Check {
        /// Its number.
        pub id: CheckId,
        /// The checklist it came from, as it was called; empty for one that was added alone.
        pub list: String,
        /// What is to be done.
        pub text: String,
        /// When it was done, if it is.
        pub done_at: Option<Moment>,
        /// Who ticked it; nobody when a rule did.
        pub done_by: Option<PersonId>,
        /// Their name.
        pub done_by_name: Option<String>,
    }
}

/// A checklist to be put on a ticket.
#[derive(Debug, Clone, Copy)]
pub struct StartChecklist {
    /// The ticket.
    pub ticket: TicketId,
    /// The checklist.
    pub checklist: ChecklistId,
}

/// A step to be added to a ticket.
#[derive(Debug, Clone)]
pub struct AddCheck {
    /// The ticket.
    pub ticket: TicketId,
    /// What is to be done.
    pub text: String,
}

/// A step to be ticked, or not to be any more.
#[derive(Debug, Clone, Copy)]
pub struct Tick {
    /// The ticket.
    pub ticket: TicketId,
    /// The step.
    pub check: CheckId,
    /// Is it done?
    pub done: bool,
}

/// A step to be taken away.
#[derive(Debug, Clone, Copy)]
pub struct RemoveCheck {
    /// The ticket.
    pub ticket: TicketId,
    /// The step.
    pub check: CheckId,
}

/// The steps on a ticket, in order.
///
/// # Errors
/// `NotAllowed` to whoever does not work on it.
pub fn checks_of(conn: &Conn, ticket: &Permitted<Ticket>) -> Result<Vec<Check>> {
    ticket.demand(Action::SeeInternal)?;
    let sql = "SELECT k.id, k.list, k.text, k.done_at, k.done_by, p.name FROM ticket_checks k LEFT JOIN people p ON p.id = k.done_by \
               WHERE k.ticket_id = $1 ORDER BY k.id";
    conn.all(sql, params![ticket.id])
}

/// Adds what it takes to know the steps to a page's statement.
pub(crate) fn ask_checks(ticket: TicketId, gather: &mut Gather) {
    let id = gather.param(ticket);
    let from = format!("FROM ticket_checks k LEFT JOIN people p ON p.id = k.done_by WHERE k.ticket_id = ${id}");
    let ints = ["k.id", "k.done_at", "k.done_by"];
    gather.part(&Part { what: "check", ints: &ints, texts: &["k.list", "k.text", "p.name"], from: &from, order: "" });
}

/// Keeps a step that was asked for; other pieces are left alone.
pub(crate) fn take_check(checks: &mut Vec<Check>, piece: &Piece) -> Result<()> {
    if piece.what == "check" {
        checks.push(Check {
            id: piece.int(0)?,
            list: piece.text(0)?,
            text: piece.text(1)?,
            done_at: piece.int(1)?,
            done_by: piece.int(2)?,
            done_by_name: piece.text(2)?,
        });
    }
    Ok(())
}

/// Puts the steps of a checklist on a ticket, below those it has.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` for a checklist that was put away; `Conflict` when there would be more than [`CHECKS_MAX`].
pub fn start_checklist(tx: &mut Tx<'_>, actor: &Actor, start: &StartChecklist) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::WorkChecklist, start.ticket)?;
    let list = checklist(tx, actor, start.checklist)?;
    if list.archived_at.is_some() {
        return Err(Error::invalid("checklist", "checklist-archived"));
    }
    let steps: Vec<&str> = list.lines().collect();
    add(tx, actor, ticket, &list.name, &steps)
}

/// Adds one step to a ticket.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when it says nothing or too much; `Conflict` when there would be more than [`CHECKS_MAX`].
pub fn add_check(tx: &mut Tx<'_>, actor: &Actor, add_check: &AddCheck) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::WorkChecklist, add_check.ticket)?;
    let text = add_check.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let says = Sentence::new("check-too-long").with("max", CHECK_CHARS_MAX);
    Checked::new().that(!text.is_empty(), "text", "check-missing").that(text.chars().count() <= CHECK_CHARS_MAX, "text", says).done()?;
    add(tx, actor, ticket, "", &[&text])
}

fn add(tx: &mut Tx<'_>, actor: &Actor, ticket: Permitted<Ticket>, list: &str, steps: &[&str]) -> Result<Changed> {
    let (has,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM ticket_checks WHERE ticket_id = $1", params![ticket.id])?;
    if has + i64::try_from(steps.len()).unwrap_or(CHECKS_MAX) > CHECKS_MAX {
        return Err(Error::conflict(Sentence::new("checks-too-many").with("max", CHECKS_MAX)));
    }
    let mut checks: Vec<CheckId> = Vec::with_capacity(steps.len());
    for step in steps {
        let sql = "INSERT INTO ticket_checks (ticket_id, list, text) VALUES ($1, $2, $3) RETURNING id";
        checks.push(tx.insert(sql, params![ticket.id, list, *step])?);
    }
    let ticket = change(tx, ticket, |_| {})?;
    let event = if list.is_empty() {
        TicketEvent::CheckAdded { text: steps.concat() }
    } else {
        TicketEvent::ChecklistStarted { list: list.to_owned(), steps: steps.len(), checks }
    };
    let event = event.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}

/// Takes a checklist away again if nobody has touched its steps since; whether it did.
pub(crate) fn take_away(
    tx: &mut Tx<'_>,
    actor: &Actor,
    ticket: Permitted<Ticket>,
    list: &str,
    checks: &[CheckId],
) -> Result<(Permitted<Ticket>, bool)> {
    let (ids, values) = numbers(checks, 2);
    let mut all = params![ticket.id].to_vec();
    all.extend(values);
    let which = format!("FROM ticket_checks WHERE ticket_id = $1 AND done_at IS NULL AND id IN ({ids})");
    let (untouched,) = tx.one::<(i64,)>(&format!("SELECT COUNT(*) {which}"), &all)?;
    if checks.is_empty() || usize::try_from(untouched) != Ok(checks.len()) {
        return Ok((ticket, false));
    }
    tx.execute(&format!("DELETE {which}"), &all)?;
    let ticket = change(tx, ticket, |_| {})?;
    TicketEvent::ChecklistTakenAway { list: list.to_owned(), steps: checks.len() }.record(tx, actor, ticket.id)?;
    Ok((ticket, true))
}

/// Ticks a step, or takes the tick away; with who and when.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn tick(tx: &mut Tx<'_>, actor: &Actor, tick: &Tick) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::WorkChecklist, tick.ticket)?;
    let (text, done_at) = step(tx, ticket.id, tick.check)?;
    if done_at.is_some() == tick.done {
        return Ok(Changed { ticket, event: None });
    }
    let (at, by) = if tick.done { (Some(tx.now()), actor.person()) } else { (None, None) };
    tx.execute_one("UPDATE ticket_checks SET done_at = $2, done_by = $3 WHERE id = $1", params![tick.check, at, by])?;
    let ticket = change(tx, ticket, |_| {})?;
    let event = TicketEvent::Ticked { check: tick.check, text, done: tick.done }.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}

/// Takes a step away from a ticket; the timeline keeps its words.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn remove_check(tx: &mut Tx<'_>, actor: &Actor, remove: &RemoveCheck) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::WorkChecklist, remove.ticket)?;
    let (text, _) = step(tx, ticket.id, remove.check)?;
    tx.execute_one("DELETE FROM ticket_checks WHERE id = $1", params![remove.check])?;
    let ticket = change(tx, ticket, |_| {})?;
    let event = TicketEvent::CheckRemoved { text }.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}

fn step(conn: &Conn, ticket: TicketId, check: CheckId) -> Result<(String, Option<Moment>)> {
    let sql = "SELECT text, done_at FROM ticket_checks WHERE id = $1 AND ticket_id = $2";
    conn.first(sql, params![check, ticket])?.ok_or_else(|| Refusal::NotFound.into())
}
