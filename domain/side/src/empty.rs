//! What was said beside a ticket, or by one person, is taken out for good; that there was a conversation, and when, stays.
//!
//! Commands of Firstline itself, as those of `tickets` that empty tickets and messages.

use db::{EventId, Promise, Subject, Tx, params};
use outcome::Result;
use people::PersonId;
use tickets::{FORGET_FILES, TICKET, TicketEvent, TicketId};

use crate::conversation::{ConversationId, ParticipantId};
use crate::limits::EMPTIED_BATCH;
use crate::message::SideMessageId;

/// Takes everything out that was said beside a ticket, and with whom.
///
/// # Errors
/// What the engine answers.
pub fn empty_ticket(tx: &mut Tx<'_>, ticket: TicketId) -> Result<()> {
    let of = "conversation_id IN (SELECT c.id FROM side_conversations c WHERE c.ticket_id = $1)";
    let messages: Vec<(SideMessageId,)> = tx.all(&format!("SELECT id FROM side_messages WHERE {of}"), params![ticket])?;
    empty_messages(tx, &messages, ticket.subject())?;
    tx.execute(&format!("UPDATE side_participants SET address = '', name = '' WHERE {of}"), params![ticket])?;
    tx.execute("UPDATE side_conversations SET subject = '', last_excerpt = '' WHERE ticket_id = $1", params![ticket])?;
    empty_timeline(tx, ticket)
}

/// Where the conversations of a merged ticket are told: at the one that goes on in its place. Its own timeline is emptied with it.
fn empty_timeline(tx: &mut Tx<'_>, ticket: TicketId) -> Result<()> {
    let survivor = tickets::survivor_of(tx, ticket)?;
    if survivor == ticket {
        return Ok(());
    }
    let own: Vec<(i64,)> = tx.all("SELECT id FROM side_conversations WHERE ticket_id = $1", params![ticket])?;
    let sql = "SELECT id, data FROM events WHERE subject_kind = $1 AND subject_id = $2 AND kind LIKE 'ticket.side~_%' ESCAPE '~'";
    for (event, data) in tx.all::<(EventId, String)>(sql, params![TICKET, survivor])? {
        let happened: TicketEvent = serde_json::from_str(&data).map_err(anyhow::Error::from)?;
        if let TicketEvent::Aside { conversation, message, step, .. } = happened
            && own.contains(&(conversation,))
        {
            let emptied = TicketEvent::Aside { conversation, message, subject: String::new(), step };
            tx.empty_event(event, &serde_json::to_string(&emptied).map_err(anyhow::Error::from)?)?;
        }
    }
    Ok(())
}

/// Takes out what a person said in side conversations, at the desk or from one of their addresses, and the quotes of later turns, which
/// may repeat it; at most some hundred turns. True when there may be more.
///
/// # Errors
/// What the engine answers.
pub fn forget_person(tx: &mut Tx<'_>, person: PersonId, addresses: &[String]) -> Result<bool> {
    let mut participants: Vec<ParticipantId> = Vec::new();
    for address in addresses {
        let rows: Vec<(ParticipantId,)> = tx.all("SELECT id FROM side_participants WHERE address = $1", params![address])?;
        participants.extend(rows.into_iter().map(|(id,)| id));
    }
    let unread = "(body <> '' OR body_html <> '' OR quoted <> '')";
    let sql = format!("SELECT id FROM side_messages WHERE author_id = $1 AND {unread} ORDER BY id LIMIT {EMPTIED_BATCH}");
    let mut messages: Vec<(SideMessageId,)> = tx.all(&sql, params![person])?;
    for participant in &participants {
        let sql = format!("SELECT id FROM side_messages WHERE participant_id = $1 AND {unread} ORDER BY id LIMIT {EMPTIED_BATCH}");
        messages.extend(tx.all::<(SideMessageId,)>(&sql, params![*participant])?);
    }
    let more = messages.len() >= EMPTIED_BATCH;
    for (message,) in &messages {
        let (conversation,) = tx.one::<(ConversationId,)>("SELECT conversation_id FROM side_messages WHERE id = $1", params![*message])?;
        tx.execute("UPDATE side_messages SET quoted = '' WHERE conversation_id = $1 AND id > $2", params![conversation, *message])?;
        tx.execute("UPDATE side_conversations SET last_excerpt = '' WHERE id = $1", params![conversation])?;
    }
    empty_messages(tx, &messages, Subject::new("person", person.0))?;
    if !more {
        for participant in participants {
            tx.execute_one("UPDATE side_participants SET address = '', name = '' WHERE id = $1", params![participant])?;
        }
    }
    Ok(more)
}

fn empty_messages(tx: &mut Tx<'_>, messages: &[(SideMessageId,)], about: Subject) -> Result<()> {
    let mut gone: Vec<String> = Vec::new();
    for (message,) in messages {
        let files: Vec<(String,)> = tx.all("SELECT file FROM side_files WHERE message_id = $1", params![*message])?;
        gone.extend(files.into_iter().map(|(file,)| file));
        tx.execute("DELETE FROM side_files WHERE message_id = $1", params![*message])?;
        tx.execute_one("UPDATE side_messages SET body = '', body_html = '', quoted = '' WHERE id = $1", params![*message])?;
    }
    if gone.is_empty() {
        return Ok(());
    }
    let data = serde_json::to_value(gone).map_err(anyhow::Error::from)?;
    tx.promise(&Promise { data, ..Promise::new(FORGET_FILES, about) }).map(drop)
}
