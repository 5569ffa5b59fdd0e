//! The outside job that writes a letter and hands it to the relay, or keeps it readable where there is none.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use db::{Db, Job, Promise, Run, Tx, params};
use email::compose::{Author, Draft};
use files::{FileRef, Store};
use outcome::{Error, Refusal, Result};
use people::{Actor, Door};
use tickets::FORGET_FILES;

use super::{Content, Outgoing, OutgoingId, State, Voice, addresses, gate};
use crate::event::MailEvent;
use crate::key::DESK_HEADER;
use crate::limits::RETRY_PAUSES_MS;
use crate::mailbox::MailboxId;
use crate::redacted::TAKEN_OUT;

/// The job's kind.
pub const DELIVER: &str = "mail.deliver";

/// A letter at the relay's door.
#[derive(Debug, Clone)]
pub struct Handover {
    /// Sender of the SMTP dialogue; empty for the null path.
    pub from: String,
    /// Recipients of the SMTP dialogue.
    pub to: Vec<String>,
    /// The letter.
    pub raw: Vec<u8>,
    /// The mailbox it leaves from, which may have a relay of its own.
    pub mailbox: Option<MailboxId>,
    /// The address in its `From`, whose domain may be signed for.
    pub header_from: String,
}

/// Why a relay did not take a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelayError {
    /// It may take it later: 4xx, no connection, no time.
    Temporary(String),
    /// It never will: 5xx.
    Permanent(String),
    /// There is no relay for this letter.
    Nobody,
}

/// A handing over on its own.
pub type HandingOver<'r> = Pin<Box<dyn Future<Output = Result<(), RelayError>> + Send + 'r>>;

/// Whoever takes letters out of our hands.
pub trait Relay: Send + Sync {
    /// Hands one letter over; `Ok` when the relay is answerable for it. The database is where a mailbox's own relay is looked up:
    /// whoever relays holds no handle of it, for the database itself holds the relay, and could never be closed.
    fn hand_over<'r>(&'r self, db: &'r Db, letter: Handover) -> HandingOver<'r>;
}

/// The job that delivers, for the wiring. Without a relay letters are kept in the outbox.
#[must_use]
pub fn deliver_jobs(store: Store, relay: Option<Arc<dyn Relay>>) -> Vec<(&'static str, Run)> {
    let deliver = Run::outside(move |db, job| {
        let (store, relay) = (store.clone(), relay.clone());
        async move { deliver(&db, &job, &store, relay.as_deref()).await }
    });
    vec![(DELIVER, deliver)]
}

async fn deliver(db: &Db, job: &Job, store: &Store, relay: Option<&dyn Relay>) -> Result<()> {
    let id = OutgoingId(job.subject_id);
    let read = db.read(move |conn| {
        let Some(outgoing) = Outgoing::of(conn, id)?.filter(|o| o.state == State::Queued) else { return Ok(None) };
        Ok(Some((outgoing, Content::of(conn, id)?)))
    });
    let Some((outgoing, content)) = read.await? else { return Ok(()) };
    if content.text == TAKEN_OUT {
        return db.write(move |tx| give_up(tx, id, TAKEN_OUT)).await;
    }
    let (raw, file) = match written(&outgoing, &content, store).await {
        Ok(done) => done,
        // What cannot be written today cannot be written tomorrow; what cannot be stored may.
        Err(Error::Refused(refused)) => return db.write(move |tx| give_up(tx, id, &words(&refused))).await,
        Err(failed) => return Err(failed),
    };
    let Some(relay) = relay else { return db.write(move |tx| settle(tx, id, State::KeptInOutbox, &file)).await };
    let to = outgoing.recipients()?.into_iter().map(|address| address.email).collect();
    match relay
        .hand_over(
            db,
            Handover { from: content.envelope_from(), to, raw, mailbox: outgoing.mailbox_id, header_from: content.from.email.clone() },
        )
        .await
    {
        Ok(()) => db.write(move |tx| settle(tx, id, State::Sent, &file)).await,
        Err(RelayError::Nobody) => db.write(move |tx| settle(tx, id, State::KeptInOutbox, &file)).await,
        Err(RelayError::Permanent(says)) => {
            let gave_up = move |tx: &mut Tx<'_>| keep(tx, id, &file).and_then(|()| give_up(tx, id, &says));
            db.write(gave_up).await
        }
        Err(RelayError::Temporary(says)) => {
            let again = move |tx: &mut Tx<'_>| keep(tx, id, &file).and_then(|()| try_again(tx, id, &says));
            db.write(again).await
        }
    }
}

/// What a refusal says for the card: the sentence's own details where it has some.
fn words(refused: &Refusal) -> String {
    match refused {
        Refusal::Conflict(says) if !says.args.is_empty() => says.args.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// The letter's bytes: as they were written before, or written now and kept.
async fn written(outgoing: &Outgoing, content: &Content, store: &Store) -> Result<(Vec<u8>, FileRef)> {
    if let Some(raw) = &outgoing.raw {
        let bytes = store.get(raw).await?.to_vec();
        let file = FileRef { sha256: raw.clone(), bytes: bytes.len() as u64 };
        return Ok((bytes, file));
    }
    let mut enclosures = Vec::with_capacity(content.enclosures.len());
    for file in &content.enclosures {
        enclosures.push(email::compose::Enclosure {
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            bytes: store.get(&file.file).await?.to_vec(),
            content_id: None,
        });
    }
    let draft = Draft {
        from: Some(content.from.clone()),
        to: addresses(&outgoing.to_addresses)?,
        cc: addresses(&outgoing.cc_addresses)?,
        reply_to: content.reply_to.as_deref().map(email::Address::new),
        message_id: outgoing.rfc_message_id.clone().unwrap_or_default(),
        in_reply_to: content.in_reply_to.clone(),
        references: content.references.clone(),
        subject: outgoing.subject.clone(),
        date: outgoing.created_at.0,
        text: content.text.clone(),
        html: content.html.clone(),
        enclosures,
        author: match content.voice {
            Voice::Person => Author::Person,
            Voice::Replying => Author::Replying,
            Voice::Generating => Author::Generating,
        },
        extra: extra(content),
    };
    let bytes = draft.write().map_err(|why| Error::conflict(outcome::Sentence::new("mail-not-a-letter").with("why", why)))?;
    let file = store.put(bytes.clone()).await?;
    Ok((bytes, file))
}

/// Every letter of ours says so, and asks programs not to answer; a person's own words may still be answered by an absence note.
fn extra(content: &Content) -> Vec<(String, String)> {
    let mut fields = vec![(DESK_HEADER.to_owned(), content.desk.clone())];
    if content.voice == Voice::Person {
        fields.push(("X-Auto-Response-Suppress".to_owned(), "DR, RN, NRN, AutoReply".to_owned()));
    }
    fields
}

fn settle(tx: &mut Tx<'_>, id: OutgoingId, state: State, file: &FileRef) -> Result<()> {
    let now = tx.now();
    tx.execute_one("UPDATE outgoing SET state = $2, last_error = NULL, changed_at = $3 WHERE id = $1", params![id, state, now])?;
    keep(tx, id, file)?;
    announce(tx, id)
}

/// Notes where the letter lies that did not get away, so that it is written once, and found when it must go.
fn keep(tx: &mut Tx<'_>, id: OutgoingId, file: &FileRef) -> Result<()> {
    // Its words were taken out while it was handed over: what left is out of reach, what lies here goes too.
    if Content::of(tx, id)?.text == TAKEN_OUT {
        let data = serde_json::json!([file.sha256]);
        return tx.promise(&Promise { data, ..Promise::new(FORGET_FILES, id.subject()) }).map(drop);
    }
    let bytes = i64::try_from(file.bytes).unwrap_or(i64::MAX);
    tx.execute_one("UPDATE outgoing SET raw = $2, raw_bytes = $3 WHERE id = $1", params![id, &file.sha256, bytes])
}

/// Notes a try that failed, and promises the next one, until there are no more.
fn try_again(tx: &mut Tx<'_>, id: OutgoingId, says: &str) -> Result<()> {
    let outgoing = Outgoing::of(tx, id)?.ok_or(Refusal::NotFound)?;
    let Some(pause_ms) = usize::try_from(outgoing.attempts).ok().and_then(|n| RETRY_PAUSES_MS.get(n)) else {
        return give_up(tx, id, says);
    };
    let (attempts, not_before) = (outgoing.attempts + 1, tx.now().plus_ms(*pause_ms));
    gate::fail(tx, id, State::Queued, says)?;
    tx.execute_one("UPDATE outgoing SET attempts = $2 WHERE id = $1", params![id, attempts])?;
    gate::enqueue(tx, id, attempts, Some(not_before))?;
    announce(tx, id)
}

fn give_up(tx: &mut Tx<'_>, id: OutgoingId, says: &str) -> Result<()> {
    let outgoing = Outgoing::of(tx, id)?.ok_or(Refusal::NotFound)?;
    gate::fail(tx, id, State::GivenUp, says)?;
    tracing::warn!(outgoing = id.0, "a letter is given up");
    tx.record(&Actor::system(Door::Inside), &MailEvent::OutgoingGivenUp { outgoing: id, ticket: outgoing.ticket_id })?;
    announce(tx, id)
}

/// Open pages show the letter's state beside its message.
fn announce(tx: &mut Tx<'_>, id: OutgoingId) -> Result<()> {
    if let Some(ticket) = Outgoing::of(tx, id)?.and_then(|o| o.ticket_id) {
        tx.announce(ticket.subject(), "letter");
    }
    tx.announce(id.subject(), "letter");
    Ok(())
}
