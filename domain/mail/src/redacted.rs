//! What was taken out of a message, or kept from its readers, does not stay in letters: originals go, and what has not left yet says
//! what the message now says, or does not leave.
//!
//! The words themselves are told to nobody, so that everything that may hold them goes: the letters of the ticket from that message on,
//! in and out, for later ones quote earlier ones. What was read or sent outside is out of reach.

use std::collections::BTreeSet;

use catalogue::Catalogue;
use db::{Conn, Db, Job, Listener, Promise, Run, Tx, params};
use files::Store;
use outcome::{Error, Refusal, Result};
use people::directory;
use tickets::{FORGET_FILES, Message, MessageId, TicketEvent, TicketId};

use crate::answer_requester::{enclosures, said_again};
use crate::intake::survivor;
use crate::outgoing::{Content, Kind, Outgoing, OutgoingId, State, fail};
use crate::{pictures, say_to};

/// The listener's name.
const REDACTED: &str = "mail.redacted";
/// What stands in a letter out whose words were taken out; such a letter never leaves.
pub(crate) const TAKEN_OUT: &str = "\u{2587}\u{2587}\u{2587}";
/// Why a letter did not leave, for its card.
const SAYS: &str = "Words or files of this message were taken out before the letter left.";

/// Hears of words and files taken out, and of messages that became internal.
pub(crate) fn listener(texts: &'static Catalogue) -> Listener {
    let run = Run::inside(move |tx: &mut Tx<'_>, job: &Job| {
        let heard = job.event(tx)?;
        let ticket = TicketId(heard.subject_id);
        match heard.data::<TicketEvent>()? {
            TicketEvent::Redacted { message, .. } | TicketEvent::MessageEmptied { message } => forget_originals(tx, texts, ticket, message),
            TicketEvent::MadePrivate { message } => call_off(tx, message),
            _ => Ok(()),
        }
    });
    Listener { name: REDACTED, hears: &["ticket.redacted", "ticket.made_private", "ticket.message_emptied"], run }
}

/// A letter that has not left with a message that its reader should not read: it does not.
fn call_off(tx: &mut Tx<'_>, message: MessageId) -> Result<()> {
    for outgoing in letters_out(tx, "o.message_id = $1", message)? {
        if matches!(outgoing.state, State::Queued | State::Held) {
            fail(tx, outgoing.id, State::GivenUp, SAYS)?;
        }
    }
    Ok(())
}

fn forget_originals(tx: &mut Tx<'_>, texts: &'static Catalogue, ticket: TicketId, id: MessageId) -> Result<()> {
    let sql = format!("SELECT {} FROM messages m WHERE m.id = $1", Message::columns("m"));
    let Some(message) = tx.first::<Message>(&sql, params![id])? else { return Ok(()) };
    let mut gone = BTreeSet::new();
    let came = "l.ticket_id IN ($2, $3) AND (l.message_id >= $1 OR l.received_at >= $4)";
    let about = params![id, ticket, message.ticket_id, message.created_at];
    let raws: Vec<(String,)> = tx.all(&format!("SELECT l.raw FROM letters l WHERE l.raw <> '' AND {came}"), about)?;
    gone.extend(raws.into_iter().map(|(raw,)| raw));
    gone.extend(pictures::forget(tx, id, [ticket, message.ticket_id])?);
    let forget = "UPDATE letters SET raw = '', raw_bytes = 0, excerpt = '' WHERE id IN";
    tx.execute(&format!("{forget} (SELECT l.id FROM letters l WHERE {came})"), about)?;
    let sql = format!(
        "SELECT {} FROM outgoing o WHERE o.ticket_id IN ($2, $3) AND (o.message_id >= $1 OR o.created_at >= $4)",
        Outgoing::columns("o")
    );
    for outgoing in tx.all::<Outgoing>(&sql, about)? {
        let content = Content::of(tx, outgoing.id)?;
        gone.extend(outgoing.raw.clone());
        let own = outgoing.message_id == Some(id) && outgoing.kind == Kind::Answer;
        let left = matches!(outgoing.state, State::Queued | State::Held).then_some(()).filter(|()| own);
        let content = match left {
            Some(()) => written_anew(tx, texts, &outgoing, &message, content)?,
            None => Content { text: TAKEN_OUT.to_owned(), html: None, enclosures: Vec::new(), ..content },
        };
        let json = serde_json::to_string(&content).map_err(anyhow::Error::from)?;
        tx.execute_one("UPDATE outgoing SET content = $2, raw = NULL, raw_bytes = 0 WHERE id = $1", params![outgoing.id, json])?;
        if left.is_none() && matches!(outgoing.state, State::Queued | State::Held) {
            fail(tx, outgoing.id, State::GivenUp, SAYS)?;
        }
    }
    if gone.is_empty() {
        return Ok(());
    }
    let data = serde_json::to_value(&gone).map_err(anyhow::Error::from)?;
    let key = Some(format!("letters {id} {}", tx.now().0));
    tx.promise(&Promise { data, key, ..Promise::new(FORGET_FILES, ticket.subject()) }).map(drop)
}

/// The answer as its message now is, for the letter that has not left.
fn written_anew(tx: &Tx<'_>, texts: &'static Catalogue, outgoing: &Outgoing, message: &Message, was: Content) -> Result<Content> {
    let reader = outgoing.person_id.map_or(Ok(None), |id| directory::person(tx, id))?;
    let ticket = outgoing.ticket_id.map_or(Ok(None), |id| survivor(tx, id))?;
    let (Some(reader), Some(ticket)) = (reader, ticket) else {
        return Ok(Content { text: TAKEN_OUT.to_owned(), html: None, enclosures: Vec::new(), ..was });
    };
    let (files, left_out) = enclosures(tx, message.id)?;
    let (text, html) = said_again(tx, &say_to(texts, &reader), ticket, outgoing.mailbox_id, message, &left_out)?;
    Ok(Content { text, html: Some(html), enclosures: files, ..was })
}

fn letters_out(conn: &Conn, condition: &str, message: MessageId) -> Result<Vec<Outgoing>> {
    conn.all(&format!("SELECT {} FROM outgoing o WHERE {condition}", Outgoing::columns("o")), params![message])
}

/// Can this letter out be sent? Not when its words were taken out.
pub(crate) fn demand_words(conn: &Conn, id: OutgoingId) -> Result<()> {
    if Content::of(conn, id)?.text == TAKEN_OUT { Err(Error::conflict("mail-words-taken-out")) } else { Ok(()) }
}

/// Keeps the promise of [`FORGET_FILES`]: removes files that nothing names any more.
pub(crate) fn forget_files_job(store: Store) -> (&'static str, Run) {
    let run = Run::outside(move |db: Db, job: Job| {
        let store = store.clone();
        async move { forget_files(&db, &store, job.data()?).await }
    });
    (FORGET_FILES, run)
}

async fn forget_files(db: &Db, store: &Store, digests: Vec<String>) -> Result<()> {
    // What stands in place of a file that was taken out.
    store.put(Vec::new()).await?;
    for digest in digests {
        if is_named(db, &digest).await? {
            continue;
        }
        let bytes = match store.get(&digest).await {
            Ok(bytes) => bytes,
            Err(Error::Refused(Refusal::NotFound)) => continue,
            Err(failed) => return Err(failed),
        };
        store.remove(&digest).await?;
        // The same bytes may have come in again just now.
        if is_named(db, &digest).await? {
            store.put(bytes).await?;
        }
    }
    Ok(())
}

async fn is_named(db: &Db, digest: &str) -> Result<bool> {
    let digest = digest.to_owned();
    db.read(move |conn| {
        let sql = "SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM attachments a WHERE a.file = $1) \
                   OR EXISTS (SELECT 1 FROM side_files s WHERE s.file = $1) \
                   OR EXISTS (SELECT 1 FROM letters l WHERE l.raw = $1 OR (l.content <> '' AND l.content LIKE '%' || $1 || '%')) \
                   OR EXISTS (SELECT 1 FROM pictures_fetched p WHERE p.file = $1 AND p.file <> '') \
                   OR EXISTS (SELECT 1 FROM outgoing o WHERE o.raw = $1 OR (o.raw IS NULL AND o.content LIKE '%' || $1 || '%')) \
                   THEN 1 ELSE 0 END AS BIGINT)";
        Ok(conn.one::<(bool,)>(sql, params![digest.as_str()])?.0)
    })
    .await
}
