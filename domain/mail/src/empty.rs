//! Letters of a ticket or of a person that are to be forgotten: the originals go, and what is left says that there was a letter, when,
//! and what became of it.
//!
//! Commands of Firstline itself, as those of `tickets` that empty tickets and messages.

use db::{Conn, Moment, Promise, Tx, params};
use outcome::Result;
use people::PersonId;
use tickets::{FORGET_FILES, MessageId, TicketId};

use crate::limits::EMPTIED_BATCH;

/// What is left of the reason why a letter became what it became.
const WHY: &str = "mail-why-emptied";
/// A letter in, emptied.
const IN: &str = "rfc_message_id = '', envelope_from = NULL, envelope_to = '', from_email = '', from_name = '', subject = '', excerpt = '', \
    raw = '', raw_bytes = 0, why_args = '{}', why = 'mail-why-emptied', content = '', verdicts = '{}', \
    outcome = CASE WHEN outcome = 'held' THEN 'ignored' ELSE outcome END";

/// Empties the letters of a ticket, in and out, and forgets the pictures they showed.
///
/// # Errors
/// What the engine answers.
pub fn empty_ticket(tx: &mut Tx<'_>, ticket: TicketId) -> Result<()> {
    let mut gone = letters_in(tx, "SELECT l.id FROM letters l WHERE l.ticket_id = $1 AND l.why <> $2", ticket.0)?;
    gone.extend(letters_out(tx, "SELECT o.id FROM outgoing o WHERE o.ticket_id = $1 AND o.to_addresses <> $2", ticket.0, "[]")?);
    let messages = "message_id IN (SELECT m.id FROM messages m WHERE m.ticket_id = $1)";
    let sql = format!("SELECT file FROM pictures_fetched WHERE file <> '' AND {messages}");
    gone.extend(tx.all::<(String,)>(&sql, params![ticket])?.into_iter().map(|(file,)| file));
    for table in ["pictures_fetched", "pictures_shown"] {
        tx.execute(&format!("DELETE FROM {table} WHERE {messages}"), params![ticket])?;
    }
    // Message-IDs of others often name their machine; without them a late answer opens a ticket of its own.
    tx.execute("DELETE FROM threads WHERE ticket_id = $1 AND tie <> 'sent'", params![ticket])?;
    let beside = "conversation_id IN (SELECT c.id FROM side_conversations c WHERE c.ticket_id = $1)";
    tx.execute(&format!("DELETE FROM side_threads WHERE tie <> 'sent' AND {beside}"), params![ticket])?;
    forget_files(tx, ticket, gone)
}

/// Letters in that nobody has to decide about any more.
const DECIDED: &str = "l.raw <> '' AND l.outcome <> 'held' AND l.received_at < $1";
/// Letters out that are not on their way any more.
const AWAY: &str = "o.raw IS NOT NULL AND o.state NOT IN ('queued', 'held') AND o.created_at < $1";

/// How many letters have originals from before then that nothing needs any more.
///
/// # Errors
/// What the engine answers.
pub fn originals_before(conn: &Conn, before: Moment) -> Result<i64> {
    let sql =
        format!("SELECT CAST((SELECT COUNT(*) FROM letters l WHERE {DECIDED}) + (SELECT COUNT(*) FROM outgoing o WHERE {AWAY}) AS BIGINT)");
    Ok(conn.one::<(i64,)>(&sql, params![before])?.0)
}

/// Removes letters as they came and left, from before then; what they said stays in their tickets. At most `max`; how many.
///
/// # Errors
/// What the engine answers.
pub fn drop_originals(tx: &mut Tx<'_>, before: Moment, max: usize) -> Result<usize> {
    let sql = format!("SELECT l.id, l.raw FROM letters l WHERE {DECIDED} ORDER BY l.received_at LIMIT {max}");
    let came: Vec<(i64, String)> = tx.all(&sql, params![before])?;
    let sql = format!("SELECT o.id, o.raw FROM outgoing o WHERE {AWAY} ORDER BY o.created_at LIMIT {}", max - came.len());
    let left: Vec<(i64, String)> = tx.all(&sql, params![before])?;
    for (id, _) in &came {
        tx.execute_one("UPDATE letters SET raw = '', raw_bytes = 0 WHERE id = $1", params![*id])?;
    }
    for (id, _) in &left {
        tx.execute_one("UPDATE outgoing SET raw = NULL, raw_bytes = 0 WHERE id = $1", params![*id])?;
    }
    let touched = came.len() + left.len();
    forget_files(tx, TicketId(0), came.into_iter().chain(left).map(|(_, raw)| raw).collect())?;
    Ok(touched)
}

/// Empties letters that a person wrote or was written to, by their number or one of their addresses, and what is known about these
/// addresses; at most [`EMPTIED_BATCH`] letters of each kind. True when there may be more.
///
/// # Errors
/// What the engine answers.
pub fn forget_person(tx: &mut Tx<'_>, person: PersonId, addresses: &[String]) -> Result<bool> {
    let batch = |of: &str| format!("{of} ORDER BY id LIMIT {EMPTIED_BATCH}");
    let mut gone = letters_in(tx, &batch("SELECT l.id FROM letters l WHERE l.person_id = $1 AND l.why <> $2"), person.0)?;
    let sql = batch("SELECT o.id FROM outgoing o WHERE o.person_id = $1 AND o.to_addresses <> $2");
    gone.extend(letters_out(tx, &sql, person.0, "[]")?);
    let mut full = false;
    for address in addresses {
        let sql = batch("SELECT l.id FROM letters l WHERE (l.from_email = $1 OR l.envelope_from = $1) AND l.why <> $2");
        let ids: Vec<(i64,)> = tx.all(&sql, params![address, WHY])?;
        full |= ids.len() >= EMPTIED_BATCH;
        for (id,) in ids {
            gone.extend(letters_in(tx, "SELECT l.id FROM letters l WHERE l.id = $1 AND l.why <> $2", id)?);
        }
        let like = format!("%\"{address}\"%");
        let sql = batch("SELECT o.id FROM outgoing o WHERE o.to_addresses LIKE $1 OR o.cc_addresses LIKE $1");
        let ids: Vec<(i64,)> = tx.all(&sql, params![like])?;
        full |= ids.len() >= EMPTIED_BATCH;
        for (id,) in ids {
            gone.extend(letters_out(tx, "SELECT o.id FROM outgoing o WHERE o.id = $1 AND o.to_addresses <> $2", id, "[]")?);
        }
        tx.execute("DELETE FROM mail_addresses WHERE address = $1", params![address])?;
        tx.execute("DELETE FROM picture_senders WHERE address = $1", params![address])?;
    }
    tx.execute("DELETE FROM pictures_shown WHERE person_id = $1", params![person])?;
    tx.execute("DELETE FROM picture_senders WHERE person_id = $1", params![person])?;
    tx.execute("UPDATE mail_addresses SET refused_by = NULL WHERE refused_by = $1", params![person])?;
    full |= gone.len() >= EMPTIED_BATCH;
    forget_files(tx, TicketId(0), gone)?;
    Ok(full)
}

/// The letters in that `which` names are emptied; answers the files of theirs.
fn letters_in(tx: &mut Tx<'_>, which: &str, number: i64) -> Result<Vec<String>> {
    let about = params![number, WHY];
    let ids: Vec<(i64,)> = tx.all(which, about)?;
    let mut gone = Vec::new();
    for (id,) in ids {
        let (raw, content, message) =
            tx.one::<(String, String, Option<MessageId>)>("SELECT raw, content, message_id FROM letters WHERE id = $1", params![id])?;
        gone.extend((!raw.is_empty()).then_some(raw));
        gone.extend(digests(&content));
        if let Some(message) = message {
            let sql = "SELECT file FROM pictures_fetched WHERE file <> '' AND message_id = $1";
            gone.extend(tx.all::<(String,)>(sql, params![message])?.into_iter().map(|(file,)| file));
            tx.execute("DELETE FROM pictures_fetched WHERE message_id = $1", params![message])?;
        }
        // Message-IDs of others often name their machine.
        let named = "tie <> 'sent' AND rfc_message_id <> '' AND rfc_message_id IN (SELECT l.rfc_message_id FROM letters l WHERE l.id = $1)";
        tx.execute(&format!("DELETE FROM threads WHERE {named}"), params![id])?;
        tx.execute(&format!("DELETE FROM side_threads WHERE {named}"), params![id])?;
        tx.execute("DELETE FROM proposals WHERE letter_id = $1", params![id])?;
        tx.execute_one(&format!("UPDATE letters SET {IN} WHERE id = $1"), params![id])?;
    }
    Ok(gone)
}

/// The letters out that `which` names are emptied, and those that have not left do not leave; answers the files of theirs.
fn letters_out(tx: &mut Tx<'_>, which: &str, number: i64, empty: &str) -> Result<Vec<String>> {
    let ids: Vec<(i64,)> = tx.all(which, params![number, empty])?;
    let mut gone = Vec::new();
    for (id,) in ids {
        let (raw, content) = tx.one::<(Option<String>, String)>("SELECT raw, content FROM outgoing WHERE id = $1", params![id])?;
        gone.extend(raw);
        gone.extend(digests(&content));
        let now = tx.now();
        tx.execute_one(
            "UPDATE outgoing SET rfc_message_id = NULL, to_addresses = '[]', cc_addresses = '[]', subject = '', content = $2, raw = NULL, \
             raw_bytes = 0, last_error = NULL, why = NULL, \
             state = CASE WHEN state IN ('queued', 'held') THEN 'given_up' ELSE state END, \
             changed_at = CASE WHEN state IN ('queued', 'held') THEN $3 ELSE changed_at END WHERE id = $1",
            params![id, nothing_in(&content)?, now],
        )?;
    }
    Ok(gone)
}

/// Digests of files in a JSON text: its strings of 64 hexadecimal digits.
fn digests(json: &str) -> Vec<String> {
    let is_digest = |word: &&str| word.len() == 64 && word.bytes().all(|b| b.is_ascii_hexdigit());
    json.split('"').filter(is_digest).map(str::to_owned).collect()
}

/// The content of a letter out that says nothing any more; it never leaves.
fn nothing_in(content: &str) -> Result<String> {
    use crate::outgoing::Content;
    use crate::redacted::TAKEN_OUT;

    let was: Content = serde_json::from_str(content).map_err(anyhow::Error::from)?;
    let is = Content {
        in_reply_to: None,
        references: Vec::new(),
        text: TAKEN_OUT.to_owned(),
        html: None,
        enclosures: Vec::new(),
        from: email::Address { name: None, email: String::new() },
        reply_to: None,
        ..was
    };
    Ok(serde_json::to_string(&is).map_err(anyhow::Error::from)?)
}

fn forget_files(tx: &mut Tx<'_>, ticket: TicketId, digests: Vec<String>) -> Result<()> {
    if digests.is_empty() {
        return Ok(());
    }
    let data = serde_json::to_value(digests).map_err(anyhow::Error::from)?;
    tx.promise(&Promise { data, ..Promise::new(FORGET_FILES, ticket.subject()) }).map(drop)
}
