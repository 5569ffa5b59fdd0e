//! Two people who are one: their tickets, what they wrote and what they watch go along.

use db::{Tx, params};
use outcome::{Error, Result, Sentence};
use people::{Actor, Door, MergePeople, Person, PersonId};

use crate::change::change;
use crate::event::{Asker, TicketEvent};
use crate::policy::{Action, permit};
use crate::ticket::TicketId;

/// Tickets that one person may bring along at once.
pub const MERGED_PERSON_TICKETS_MAX: usize = 2_000;

/// Lets a requester go on as somebody else: unfinished tickets with their agreements and an entry in each timeline, the others, the
/// messages and files, and what is watched. The log goes on naming who it was that did something. There is no way back.
///
/// # Errors
/// As [`people::merge_people`]; `Conflict` when there are more than [`MERGED_PERSON_TICKETS_MAX`] tickets.
pub fn merge_people(tx: &mut Tx<'_>, actor: &Actor, merge: &MergePeople) -> Result<Person> {
    let sql = "SELECT id, CAST(CASE WHEN status IN ('resolved', 'closed') OR deleted_at IS NOT NULL THEN 1 ELSE 0 END AS BIGINT) \
               FROM tickets WHERE requester_id = $1 ORDER BY id";
    let theirs = tx.all::<(TicketId, bool)>(sql, params![merge.person])?;
    if theirs.len() > MERGED_PERSON_TICKETS_MAX {
        return Err(Error::conflict(Sentence::new("merge-people-tickets").with("max", MERGED_PERSON_TICKETS_MAX)));
    }
    let stays = people::merge_people(tx, actor, merge)?;
    for (ticket, _) in theirs.iter().filter(|(_, finished)| !finished) {
        asked_by(tx, actor, *ticket, merge.into)?;
    }
    // What is finished only changes its name: nothing follows from it any more.
    tx.execute("UPDATE tickets SET requester_id = $2, version = version + 1 WHERE requester_id = $1", params![merge.person, merge.into])?;
    for (table, column) in [
        ("tickets", "opened_by"),
        ("tickets", "last_message_by"),
        ("messages", "author_id"),
        ("attachments", "uploaded_by"),
        ("recurrences", "requester_id"),
    ] {
        let sql = format!("UPDATE {table} SET {column} = $2 WHERE {column} = $1");
        tx.execute(&sql, params![merge.person, merge.into])?;
    }
    tx.execute(
        "UPDATE field_values SET number = $2 WHERE number = $1 AND field_id IN (SELECT f.id FROM custom_fields f WHERE f.kind = 'person')",
        params![merge.person, merge.into],
    )?;
    tx.execute(
        "INSERT INTO watchers (ticket_id, person_id, since) SELECT w.ticket_id, CAST($2 AS BIGINT), w.since FROM watchers w \
         JOIN tickets t ON t.id = w.ticket_id WHERE w.person_id = $1 AND t.requester_id <> $2 ON CONFLICT (ticket_id, person_id) DO NOTHING",
        params![merge.person, merge.into],
    )?;
    for table in ["watchers", "ticket_voices", "drafts", "reads", "presences"] {
        tx.execute(&format!("DELETE FROM {table} WHERE person_id = $1"), params![merge.person])?;
    }
    Ok(stays)
}

/// Somebody else is the requester of an unfinished ticket; it stays with the organization it was asked for.
fn asked_by(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId, into: PersonId) -> Result<()> {
    // Whoever may merge people need not see each of their tickets.
    let ticket = permit(tx, &Actor::system(Door::Inside), Action::ChangeRequester, ticket)?;
    let (from, to) = (ticket.asker(), Asker { requester: into, organization: ticket.organization_id });
    let ticket = change(tx, ticket, |t| t.requester_id = into)?;
    TicketEvent::RequesterChanged { from, to }.record(tx, actor, ticket.id).map(drop)
}
