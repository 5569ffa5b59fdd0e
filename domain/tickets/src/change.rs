//! The one door through which a ticket's row changes: counters, instants and the version move with it.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::anyhow;
use db::{Moment, Tx, Value, params};
use outcome::Result;

use crate::policy::Permitted;
use crate::promises;
use crate::status::Status;
use crate::ticket::{Ticket, TicketId};

/// Changes the ticket as `edit` says and answers it as it now is.
///
/// `edit` sets the words; what follows from them is done here: since when the status holds, when it was resolved and closed,
/// the reason and date of a hold that ended, the time of the change, the version, the counters, and the clocks. An `edit` that changes
/// nothing still counts as a change: something that hangs on the ticket (a tag, a link) did.
///
/// # Errors
/// What the engine answers; a failure when the row is not the one that was permitted.
pub(crate) fn change(tx: &mut Tx<'_>, was: Permitted<Ticket>, edit: impl FnOnce(&mut Ticket)) -> Result<Permitted<Ticket>> {
    let mut is = Ticket::clone(&was);
    edit(&mut is);
    follow(&was, &mut is, tx.now());
    let changed = update(tx, &was, &is)?;
    count(tx, Some(&was), Some(&is))?;
    promises::follow_change(tx, &was, &mut is, &changed)?;
    Ok(was.become_thing(is))
}

/// Writes a new ticket and counts it; its number is given here.
///
/// # Errors
/// What the engine answers.
pub(crate) fn insert(tx: &mut Tx<'_>, ticket: &mut Ticket) -> Result<TicketId> {
    insert_as_it_was(tx, ticket)?;
    promises::begin(tx, ticket)?;
    Ok(ticket.id)
}

/// Writes a ticket of another system and counts it; its clocks begin when it next changes.
///
/// # Errors
/// What the engine answers.
pub(crate) fn insert_as_it_was(tx: &mut Tx<'_>, ticket: &mut Ticket) -> Result<TicketId> {
    let columns = &Ticket::COLUMNS[1..];
    let numbers: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    let sql = format!("INSERT INTO tickets ({}) VALUES ({}) RETURNING id", columns.join(", "), numbers.join(", "));
    ticket.id = tx.insert(&sql, &values(ticket)[1..])?;
    count(tx, None, Some(ticket))?;
    Ok(ticket.id)
}

/// What follows from the words that were set.
fn follow(was: &Ticket, is: &mut Ticket, now: Moment) {
    is.updated_at = now;
    is.version = was.version + 1;
    if is.status == was.status {
        return;
    }
    if is.status_since == was.status_since {
        is.status_since = now;
    }
    let since = is.status_since;
    match is.status {
        Status::Resolved => (is.resolved_at, is.closed_at) = (Some(since), None),
        Status::Closed => (is.resolved_at, is.closed_at) = (was.resolved_at.or(Some(since)), Some(since)),
        _ => (is.resolved_at, is.closed_at) = (None, None),
    }
    if is.status != Status::OnHold {
        (is.hold_reason, is.hold_until) = (None, None);
    }
}

/// Writes the columns that differ, and names them. The version in the condition catches a command that works on a row it did not just read.
fn update(tx: &mut Tx<'_>, was: &Ticket, is: &Ticket) -> Result<Vec<&'static str>> {
    let mut sql = String::from("UPDATE tickets SET ");
    let mut params = vec![Value::from(was.id), Value::from(was.version)];
    let mut changed = Vec::new();
    for ((column, old), new) in Ticket::COLUMNS.iter().zip(values(was)).zip(values(is)) {
        if old != new {
            let comma = if params.len() > 2 { ", " } else { "" };
            params.push(new);
            changed.push(*column);
            let _ = write!(sql, "{comma}{column} = ${}", params.len());
        }
    }
    sql.push_str(" WHERE id = $1 AND version = $2");
    tx.execute_one(&sql, &params)?;
    Ok(changed)
}

/// Where a ticket is counted; 0 stands for no team and for nobody.
fn place(ticket: &Ticket) -> (&'static str, i64, i64) {
    (ticket.status.as_str(), ticket.team_id.map_or(0, |t| t.0), ticket.assignee_id.map_or(0, |p| p.0))
}

/// Moves the counters from where the ticket was to where it is, in one statement and in one order.
fn count(tx: &mut Tx<'_>, was: Option<&Ticket>, is: Option<&Ticket>) -> Result<()> {
    let mut moves = BTreeMap::new();
    for (ticket, by) in [(was, -1_i64), (is, 1)] {
        // A deleted ticket is counted nowhere.
        if let Some(ticket) = ticket.filter(|ticket| ticket.deleted_at.is_none()) {
            *moves.entry(place(ticket)).or_insert(0) += by;
        }
    }
    moves.retain(|_, by| *by != 0);
    if moves.is_empty() {
        return Ok(());
    }
    let mut params = Vec::with_capacity(8);
    let mut rows = Vec::with_capacity(2);
    for ((status, team, assignee), by) in moves {
        let n = params.len();
        rows.push(format!("(${}, ${}, ${}, ${})", n + 1, n + 2, n + 3, n + 4));
        params.extend_from_slice(params![status, team, assignee, by]);
    }
    let sql = format!(
        "INSERT INTO ticket_counts (status, team_id, assignee_id, tickets) VALUES {} \
         ON CONFLICT (status, team_id, assignee_id) DO UPDATE SET tickets = ticket_counts.tickets + excluded.tickets",
        rows.join(", ")
    );
    let touched = tx.execute(&sql, &params)?;
    if usize::try_from(touched).ok() != Some(rows.len()) {
        return Err(anyhow!("{touched} counters moved, not {}", rows.len()).into());
    }
    Ok(())
}

/// Every column's value, in the order of `Ticket::COLUMNS`.
fn values(t: &Ticket) -> Vec<Value> {
    vec![
        t.id.into(),
        t.kind.into(),
        (&t.subject).into(),
        t.status.into(),
        t.status_since.into(),
        t.hold_reason.as_ref().into(),
        t.hold_until.into(),
        t.impact.into(),
        t.urgency.into(),
        t.priority.into(),
        t.category_id.into(),
        t.team_id.into(),
        t.assignee_id.into(),
        t.requester_id.into(),
        t.organization_id.into(),
        t.site_id.into(),
        t.source.into(),
        t.opened_by.into(),
        t.opened_at.into(),
        t.updated_at.into(),
        t.first_replied_at.into(),
        t.resolved_at.into(),
        t.closed_at.into(),
        t.reopened_count.into(),
        t.merged_into.into(),
        t.parent_id.into(),
        t.message_count.into(),
        t.last_message_at.into(),
        t.last_message_by.into(),
        t.last_message_side.into(),
        (&t.last_excerpt).into(),
        t.minutes_spent.into(),
        t.due_at.into(),
        t.due_metric.into(),
        t.external_id.as_ref().into(),
        t.satisfaction.into(),
        t.deleted_at.into(),
        t.version.into(),
    ]
}
