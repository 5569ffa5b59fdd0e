//! What was said in a ticket is taken out for good, wherever it is repeated; what the ticket was, when things happened and how it went
//! stays, so that no figure changes.
//!
//! Commands of Firstline itself, for erasing people and for texts that are kept no longer: whoever calls has asked who may. What lies
//! with other slices (letters, what webhooks were told, comments to marks) they empty themselves.

use db::{EventId, Promise, Tx, params};
use outcome::{Refusal, Result};
use people::{Actor, PersonId};

use crate::event::{TICKET, TicketEvent};
use crate::index;
use crate::merge::Memory;
use crate::message::MessageId;
use crate::redact::{FORGET_FILES, NOTHING, REDACTED_NAME};
use crate::ticket::TicketId;

/// Kinds of events whose fields may hold words that somebody wrote.
const WORDY: &str = "'ticket.retitled', 'ticket.filled_in', 'ticket.check_added', 'ticket.ticked', 'ticket.check_removed', \
    'ticket.named_elsewhere', 'ticket.rated', 'ticket.rating_offered', 'ticket.waited', 'ticket.held', 'ticket.resolved', 'ticket.closed', \
    'ticket.reopened', 'ticket.resumed', 'ticket.side_begun', 'ticket.side_written', 'ticket.side_answered', 'ticket.side_noted', \
    'ticket.side_closed', 'ticket.side_reopened'";

/// Takes everything out that was written in a ticket: subject, messages, notes, files, drafts, answers in words, steps, notes beside
/// time, and the same in its timeline. It is called `called` afterwards.
///
/// # Errors
/// `NotFound`; what the engine answers.
pub fn empty_ticket(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId, called: &str) -> Result<()> {
    let found = tx.first::<(Option<TicketId>,)>("SELECT merged_into FROM tickets WHERE id = $1", params![ticket])?;
    let ((survivor,), now) = (found.ok_or(Refusal::NotFound)?, tx.now());
    tx.execute_one(
        "UPDATE tickets SET subject = $2, last_excerpt = '', hold_reason = NULL, external_id = NULL, emptied_at = $3, version = version + 1 \
         WHERE id = $1",
        params![ticket, called, now],
    )?;
    empty_files(tx, ticket, "ticket_id = $1", ticket.0)?;
    tx.execute("UPDATE messages SET body = '', body_html = '', quoted = '' WHERE ticket_id = $1", params![ticket])?;
    tx.execute("DELETE FROM drafts WHERE ticket_id = $1", params![ticket])?;
    tx.execute("DELETE FROM field_values WHERE ticket_id = $1 AND text IS NOT NULL", params![ticket])?;
    tx.execute("UPDATE time_entries SET note = '' WHERE ticket_id = $1", params![ticket])?;
    // Steps of a checklist are the desk's own words; those added by hand are about this ticket.
    tx.execute("UPDATE ticket_checks SET text = '' WHERE ticket_id = $1 AND list = ''", params![ticket])?;
    tx.execute("UPDATE round_tickets SET why = NULL WHERE ticket_id = $1", params![ticket])?;
    empty_memories(tx, ticket)?;
    empty_timeline(tx, ticket)?;
    tx.unindex_subject(TICKET, ticket.0)?;
    index::ticket(tx, ticket)?;
    index::answers(tx, ticket)?;
    // Where the conversation goes on, the list may show its last words.
    empty_excerpts(tx, survivor, None)?;
    TicketEvent::Emptied.record(tx, actor, ticket).map(drop)
}

/// Takes the words and files of one message out, in somebody else's ticket, and the quotes of later messages, which may repeat them.
/// Whoever keeps letters hears of it as of words that were redacted.
///
/// # Errors
/// `NotFound`; what the engine answers.
pub fn empty_message(tx: &mut Tx<'_>, actor: &Actor, message: MessageId) -> Result<()> {
    let sql = "SELECT ticket_id, author_id FROM messages WHERE id = $1";
    let (ticket, author) = tx.first::<(TicketId, Option<PersonId>)>(sql, params![message])?.ok_or(Refusal::NotFound)?;
    empty_files(tx, ticket, "message_id = $1", message.0)?;
    tx.execute_one("UPDATE messages SET body = '', body_html = '', quoted = '' WHERE id = $1", params![message])?;
    index::message(tx, message)?;
    tx.execute("UPDATE messages SET quoted = '' WHERE ticket_id = $1 AND id > $2 AND quoted <> ''", params![ticket, message])?;
    empty_excerpts(tx, Some(ticket), author)?;
    TicketEvent::MessageEmptied { message }.record(tx, actor, ticket).map(drop)
}

/// Takes away what a person has of their own at the desk: drafts, views, bookmarks, what they watch and have read, files they never
/// sent, rounds, tickets that were to be opened for them again and again, notes beside their time. Messages and tickets are emptied one
/// by one before.
///
/// # Errors
/// What the engine answers.
pub fn forget_person(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let loose: Vec<(String,)> = tx.all("SELECT file FROM attachments WHERE uploaded_by = $1 AND message_id IS NULL", params![person])?;
    tx.execute("DELETE FROM attachments WHERE uploaded_by = $1 AND message_id IS NULL", params![person])?;
    forget_files(tx, TicketId(0), loose.into_iter().map(|(file,)| file).collect())?;
    tx.execute("DELETE FROM round_tickets WHERE round_id IN (SELECT r.id FROM rounds r WHERE r.person_id = $1)", params![person])?;
    for table in ["drafts", "reads", "presences", "watchers", "ticket_voices", "bookmarks", "rounds"] {
        tx.execute(&format!("DELETE FROM {table} WHERE person_id = $1"), params![person])?;
    }
    tx.execute("DELETE FROM views WHERE owner_id = $1", params![person])?;
    tx.execute("UPDATE time_entries SET note = '' WHERE person_id = $1", params![person])?;
    let now = tx.now();
    tx.execute("UPDATE recurrences SET paused_at = COALESCE(paused_at, $2) WHERE requester_id = $1", params![person, now])?;
    tx.execute("UPDATE ticket_templates SET assignee_id = NULL WHERE assignee_id = $1", params![person])?;
    Ok(())
}

/// Files of the rows that `which` names have nothing in them any more, and what nothing else names goes.
fn empty_files(tx: &mut Tx<'_>, ticket: TicketId, which: &str, number: i64) -> Result<()> {
    let sql = format!("SELECT DISTINCT file FROM attachments WHERE {which} AND file <> '{NOTHING}'");
    let gone: Vec<(String,)> = tx.all(&sql, params![number])?;
    tx.execute(
        &format!(
            "UPDATE attachments SET file = $2, name = $3, media_type = 'text/plain', bytes = 0, content_id = NULL, bundle = NULL WHERE {which}"
        ),
        params![number, NOTHING, REDACTED_NAME],
    )?;
    forget_files(tx, ticket, gone.into_iter().map(|(file,)| file).collect())
}

fn forget_files(tx: &mut Tx<'_>, ticket: TicketId, digests: Vec<String>) -> Result<()> {
    if digests.is_empty() {
        return Ok(());
    }
    let data = serde_json::to_value(digests).map_err(anyhow::Error::from)?;
    tx.promise(&Promise { data, ..Promise::new(FORGET_FILES, ticket.subject()) }).map(drop)
}

/// Why it was on hold, in what taking a merge back needs to know.
fn empty_memories(tx: &mut Tx<'_>, ticket: TicketId) -> Result<()> {
    for (merge, memory) in tx.all::<(i64, String)>("SELECT id, memory FROM merges WHERE ticket_id = $1", params![ticket])? {
        let mut memory: Memory = serde_json::from_str(&memory).map_err(anyhow::Error::from)?;
        memory.standing.hold_reason = None;
        let json = serde_json::to_string(&memory).map_err(anyhow::Error::from)?;
        tx.execute_one("UPDATE merges SET memory = $2 WHERE id = $1", params![merge, json])?;
    }
    Ok(())
}

fn empty_timeline(tx: &mut Tx<'_>, ticket: TicketId) -> Result<()> {
    let sql = format!("SELECT id, data FROM events WHERE subject_kind = $1 AND subject_id = $2 AND kind IN ({WORDY})");
    for (event, data) in tx.all::<(EventId, String)>(&sql, params![TICKET, ticket])? {
        let happened: TicketEvent = serde_json::from_str(&data).map_err(anyhow::Error::from)?;
        if let Some(emptied) = happened.emptied() {
            tx.empty_event(event, &serde_json::to_string(&emptied).map_err(anyhow::Error::from)?)?;
        }
    }
    Ok(())
}

/// The last words of a ticket, and of those that go on in its place, if they are this author's.
fn empty_excerpts(tx: &mut Tx<'_>, from: Option<TicketId>, author: Option<PersonId>) -> Result<()> {
    let mut next = from;
    while let Some(id) = next {
        let sql = "UPDATE tickets SET last_excerpt = '' WHERE id = $1 AND (last_message_by = $2 OR $2 IS NULL)";
        tx.execute(sql, params![id, author])?;
        (next,) = tx.first("SELECT merged_into FROM tickets WHERE id = $1", params![id])?.unwrap_or_default();
    }
    Ok(())
}
