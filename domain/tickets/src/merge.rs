//! Two tickets are one matter: one goes on, the other points to it. A link that can be taken back; messages stay where they are.

use db::{Conn, EventId, Tx, params};
use outcome::{Error, Result, Sentence};
use people::{Actor, PersonId};
use serde::{Deserialize, Serialize};

use crate::event::{Standing, TicketEvent};
use crate::limits::{MERGE_DEPTH_MAX, WATCHERS_MAX};
use crate::policy::{Action, Permitted, permit};
use crate::status::Status;
use crate::ticket::{Ticket, TicketId};
use crate::turns::{PARTS, retell, tell_both};

/// A ticket that goes on in another one.
#[derive(Debug, Clone, Copy)]
pub struct Merge {
    /// The ticket that ends here.
    pub ticket: TicketId,
    /// The ticket that goes on; of one that was merged itself, the one that goes on in its place.
    pub into: TicketId,
    /// Do the requester and the watchers of the one that ends watch the one that goes on? Then they read its public messages, and
    /// their letters reach it.
    pub bring_people: bool,
}

/// What a merge led to.
#[derive(Debug)]
pub struct Merged {
    /// The ticket that goes on.
    pub survivor: Permitted<Ticket>,
    /// What was written down at the one that ended.
    pub event: EventId,
}

/// What taking a merge back needs to know.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Memory {
    /// How the ticket stood.
    pub(crate) standing: Standing,
    /// Those who watch the survivor because of the merge.
    pub(crate) watchers: Vec<PersonId>,
}

/// Merges a ticket into another one: it is closed, and its conversation is read in the other.
///
/// # Errors
/// `NotFound` and `NotAllowed` for either of them; `Conflict` when the ticket is merged already, would go on in itself, when the
/// other one is closed, when more than [`MERGE_DEPTH_MAX`] merges would lead into one another, or when it would have more than
/// [`WATCHERS_MAX`] watchers.
pub fn merge(tx: &mut Tx<'_>, actor: &Actor, merge: &Merge) -> Result<Merged> {
    let into = survivor_of(tx, merge.into)?;
    let (ticket, survivor) = permit_both(tx, actor, Action::Merge, merge.ticket, into)?;
    refuse_impossible(tx, &ticket, &survivor)?;
    if merge.bring_people {
        refuse_crowd(tx, &ticket, survivor.id)?;
    }
    let watchers = if merge.bring_people { bring_people(tx, &ticket, survivor.id)? } else { Vec::new() };
    for person in &watchers {
        TicketEvent::WatcherAdded { person: *person, mentioned: None }.record(tx, actor, survivor.id)?;
    }
    let memory = serde_json::to_string(&Memory { standing: ticket.standing(), watchers }).map_err(anyhow::Error::from)?;
    let (id, now) = (ticket.id, tx.now());
    tx.execute_one(
        "INSERT INTO merges (ticket_id, into_id, merged_by, at, memory) VALUES ($1, $2, $3, $4, $5)",
        params![id, survivor.id, actor.person(), now, memory],
    )?;
    carry_drafts(tx, id, survivor.id)?;
    crate::change::change(tx, ticket, |t| (t.status, t.merged_into) = (Status::Closed, Some(into)))?;
    let survivor = retell(tx, survivor, |_| {})?;
    let event = tell_both(tx, actor, (id, TicketEvent::Merged { into }), (into, TicketEvent::Absorbed { other: id }))?;
    Ok(Merged { survivor, event })
}

/// The ticket that goes on in place of `ticket`; itself when it was not merged, or does not exist.
///
/// # Errors
/// A failure when merges lead in a circle, which no command makes.
pub fn survivor_of(conn: &Conn, ticket: TicketId) -> Result<TicketId> {
    let sql = "WITH RECURSIVE chain (id, depth) AS (SELECT CAST($1 AS BIGINT), CAST(0 AS BIGINT) UNION ALL \
               SELECT t.merged_into, c.depth + 1 FROM tickets t JOIN chain c ON t.id = c.id \
               WHERE t.merged_into IS NOT NULL AND c.depth <= $2) SELECT id, depth FROM chain ORDER BY depth DESC LIMIT 1";
    let most = i64::try_from(MERGE_DEPTH_MAX).unwrap_or(i64::MAX);
    let (id, depth) = conn.one::<(TicketId, i64)>(sql, params![ticket, most])?;
    if depth > most { Err(anyhow::anyhow!("ticket {ticket} is merged more than {most} times over").into()) } else { Ok(id) }
}

/// Both tickets for a deed between them, locked in the order of their numbers, so that no two such deeds wait for each other.
pub(crate) fn permit_both(
    tx: &Tx<'_>,
    actor: &Actor,
    action: Action,
    one: TicketId,
    other: TicketId,
) -> Result<(Permitted<Ticket>, Permitted<Ticket>)> {
    if one == other {
        return Err(Error::conflict("ticket-with-itself"));
    }
    if one < other {
        let one = permit(tx, actor, action, one)?;
        Ok((one, permit(tx, actor, action, other)?))
    } else {
        let other = permit(tx, actor, action, other)?;
        Ok((permit(tx, actor, action, one)?, other))
    }
}

fn refuse_impossible(tx: &Tx<'_>, ticket: &Ticket, survivor: &Ticket) -> Result<()> {
    if let Some(into) = ticket.merged_into {
        return Err(Error::conflict(Sentence::new("merge-already").with("into", into)));
    }
    if survivor.status == Status::Closed {
        return Err(Error::conflict(Sentence::new("merge-into-closed").with("into", survivor.id)));
    }
    let (depth,) = tx.one::<(i64,)>(&format!("{PARTS} SELECT MAX(depth) FROM parts"), params![ticket.id])?;
    if usize::try_from(depth).unwrap_or(usize::MAX) >= MERGE_DEPTH_MAX {
        return Err(Error::conflict(Sentence::new("merge-too-deep").with("max", MERGE_DEPTH_MAX)));
    }
    Ok(())
}

/// Refuses what would give the survivor more watchers than a ticket has.
fn refuse_crowd(tx: &Tx<'_>, ticket: &Ticket, survivor: TicketId) -> Result<()> {
    let sql = "SELECT COUNT(*) FROM (SELECT person_id FROM watchers WHERE ticket_id IN ($1, $2) UNION SELECT CAST($3 AS BIGINT)) u";
    let (count,) = tx.one::<(i64,)>(sql, params![ticket.id, survivor, ticket.requester_id])?;
    if usize::try_from(count).is_ok_and(|n| n <= WATCHERS_MAX) {
        return Ok(());
    }
    Err(Error::conflict(Sentence::new("watchers-too-many").with("max", WATCHERS_MAX)))
}

/// The people of the ticket that ends watch the one that goes on; those who did not yet.
fn bring_people(tx: &mut Tx<'_>, ticket: &Ticket, survivor: TicketId) -> Result<Vec<PersonId>> {
    let now = tx.now();
    let sql = "INSERT INTO watchers (ticket_id, person_id, since) \
               SELECT $2, p.id, $3 FROM people p JOIN tickets s ON s.id = $2 \
               WHERE (p.id = $4 OR p.id IN (SELECT w.person_id FROM watchers w WHERE w.ticket_id = $1)) \
               AND p.id <> s.requester_id AND p.deactivated_at IS NULL ORDER BY p.id \
               ON CONFLICT DO NOTHING RETURNING person_id";
    let rows = tx.all::<(PersonId,)>(sql, params![ticket.id, survivor, now, ticket.requester_id])?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// Nobody's draft is lost: it goes along, below what its writer already has at the other ticket.
fn carry_drafts(tx: &mut Tx<'_>, from: TicketId, to: TicketId) -> Result<()> {
    let joined = "UPDATE drafts SET body = body || '\n\n' || (SELECT o.body FROM drafts o WHERE o.ticket_id = $1 \
                  AND o.person_id = drafts.person_id AND o.mode = drafts.mode) WHERE ticket_id = $2 \
                  AND EXISTS (SELECT 1 FROM drafts o WHERE o.ticket_id = $1 AND o.person_id = drafts.person_id AND o.mode = drafts.mode)";
    tx.execute(joined, params![from, to])?;
    let gone = "DELETE FROM drafts WHERE ticket_id = $1 AND EXISTS (SELECT 1 FROM drafts o WHERE o.ticket_id = $2 \
                AND o.person_id = drafts.person_id AND o.mode = drafts.mode AND drafts.attachments = '[]')";
    tx.execute(gone, params![from, to])?;
    let moved = "UPDATE drafts SET ticket_id = $2 WHERE ticket_id = $1 AND NOT EXISTS (SELECT 1 FROM drafts o WHERE o.ticket_id = $2 \
                 AND o.person_id = drafts.person_id AND o.mode = drafts.mode)";
    tx.execute(moved, params![from, to])?;
    Ok(())
}
