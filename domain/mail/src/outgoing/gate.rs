//! The one gate: every letter that leaves passes it, whoever wants to send it.
//!
//! It never writes to our own mailboxes nor to senders that are programs, it counts what an address and a ticket get in an hour,
//! and it marks each letter so that other programs do not answer and we know it when it comes back. What it keeps back is a row
//! with its reason, for a person to decide; nothing is dropped.

use std::collections::BTreeSet;

use db::{Budget, Conn, Promise, Tx, params};
use email::Address;
use email::thread::{message_id, reply_address, token};
use outcome::{Error, Refusal, Result};
use people::{Actor, PersonId};
use side::{ConversationId, SideMessageId};
use tickets::{MessageId, TicketId};

use super::{Content, DELIVER, Enclosure, Kind, Outgoing, OutgoingId, State, Voice};
use crate::event::MailEvent;
use crate::key;
use crate::limits::{ABOUT_TICKET, CC_MAX, REFERENCES_MAX, TO_ADDRESS, TO_DOMAIN};
use crate::mailbox::{self, Mailbox, MailboxId};
use crate::thread::{self, Tie};

/// Local parts, without their punctuation, behind which nobody reads.
const NOBODY: [&str; 9] =
    ["noreply", "donotreply", "dontreply", "neantworten", "nichtantworten", "mailerdaemon", "postmaster", "bounce", "bounces"];

/// A letter to be sent.
#[derive(Debug, Clone)]
pub struct Post {
    /// What it is for.
    pub kind: Kind,
    /// The occasion: asked for twice, it is sent once.
    pub occasion: String,
    /// Where it leaves from; the desk's first mailbox when `None`.
    pub mailbox: Option<MailboxId>,
    /// The name beside that address; the mailbox's own when `None`.
    pub from_name: Option<String>,
    /// Recipients.
    pub to: Vec<Address>,
    /// Those in copy.
    pub cc: Vec<Address>,
    /// The person it is for: their answer comes back with a token that names them.
    pub person: Option<PersonId>,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same in HTML.
    pub html: Option<String>,
    /// Who speaks.
    pub voice: Voice,
    /// The ticket it is about; threads the letter and signs the answer's way back.
    pub ticket: Option<TicketId>,
    /// The message it carries.
    pub message: Option<MessageId>,
    /// Files.
    pub enclosures: Vec<Enclosure>,
}

/// What the gate did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posted {
    /// The row.
    pub id: OutgoingId,
    /// `Queued`, `Held`, or whatever the letter for the same occasion came to.
    pub state: State,
}

/// The turn of a side conversation that a letter carries: it threads the letter and signs the answer's way back, and the ticket does not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beside {
    pub(crate) conversation: ConversationId,
    pub(crate) message: SideMessageId,
}

/// Sends a letter through the gate. `None` when there is nobody to write to: every recipient was one of our own mailboxes.
///
/// # Errors
/// What the engine answers.
pub fn post(tx: &mut Tx<'_>, actor: &Actor, post: &Post) -> Result<Option<Posted>> {
    pass(tx, actor, post, None)
}

/// The same for a turn of a side conversation.
pub(crate) fn post_beside(tx: &mut Tx<'_>, actor: &Actor, post: &Post, beside: Beside) -> Result<Option<Posted>> {
    pass(tx, actor, post, Some(beside))
}

fn pass(tx: &mut Tx<'_>, actor: &Actor, post: &Post, beside: Option<Beside>) -> Result<Option<Posted>> {
    let known = "SELECT id, state FROM outgoing WHERE occasion = $1";
    if let Some((id, state)) = tx.first::<(OutgoingId, State)>(known, params![&post.occasion])? {
        return Ok(Some(Posted { id, state }));
    }
    let (mut to, mut cc) = (others(tx, &post.to)?, others(tx, &post.cc)?);
    cc.retain(|copy| !to.iter().any(|known| same(known, copy)));
    cc.truncate(CC_MAX);
    if to.is_empty() {
        std::mem::swap(&mut to, &mut cc);
    }
    if to.is_empty() {
        return Ok(None);
    }
    let from = match post.mailbox {
        Some(id) => Mailbox::of(tx, id)?.filter(|m| m.archived_at.is_none()),
        None => None,
    };
    let from = from.map_or_else(|| mailbox::main_mailbox(tx), |m| Ok(Some(m)))?;
    let why = held_because(tx, post, from.as_ref(), &to, &cc)?;
    let state = if why.is_some() { State::Held } else { State::Queued };
    let id = insert(tx, post, beside, from.as_ref(), (&to, &cc), state, why)?;
    match why {
        None => enqueue(tx, id, 0, None)?,
        Some(why) => {
            tracing::warn!(outgoing = id.0, why, "a letter is held at the gate");
            tx.record(actor, &MailEvent::OutgoingHeld { outgoing: id, why: why.to_owned(), ticket: post.ticket })?;
        }
    }
    Ok(Some(Posted { id, state }))
}

/// Lets the worker hand the letter over, at once or at `not_before`.
pub(super) fn enqueue(tx: &mut Tx<'_>, id: OutgoingId, attempt: i64, not_before: Option<db::Moment>) -> Result<()> {
    let key = Some(format!("{id}/{attempt}/{}", tx.now().0));
    tx.promise(&Promise { not_before, key, ..Promise::new(DELIVER, id.subject()) }).map(drop)
}

/// Recipients without our own mailboxes and without repetitions.
fn others(conn: &Conn, wanted: &[Address]) -> Result<Vec<Address>> {
    let mut kept: Vec<Address> = Vec::new();
    for address in wanted {
        if !kept.iter().any(|known| same(known, address)) && !mailbox::is_ours(conn, &address.email)? {
            kept.push(address.clone());
        }
    }
    Ok(kept)
}

fn same(a: &Address, b: &Address) -> bool {
    a.normalised() == b.normalised()
}

/// The reason to keep a letter back, if there is one.
fn held_because(tx: &mut Tx<'_>, post: &Post, from: Option<&Mailbox>, to: &[Address], cc: &[Address]) -> Result<Option<&'static str>> {
    if from.is_none() {
        return Ok(Some("mail-held-no-mailbox"));
    }
    if to.iter().chain(cc).any(|address| !email::is_deliverable(&address.email)) {
        return Ok(Some("mail-held-bad-address"));
    }
    if to.iter().any(is_nobody) {
        return Ok(Some("mail-held-nobody-reads"));
    }
    for address in to.iter().chain(cc) {
        if !within(tx, &format!("mail to {}", address.normalised()), TO_ADDRESS)? {
            return Ok(Some("mail-held-address-budget"));
        }
    }
    // What people write is no loop, however many of one firm they write to.
    if post.voice == Voice::Replying {
        let domains: BTreeSet<String> = to.iter().filter_map(|address| Some(address.normalised().rsplit_once('@')?.1.to_owned())).collect();
        for domain in domains {
            if !within(tx, &format!("mail by itself to {domain}"), TO_DOMAIN)? {
                return Ok(Some("mail-held-domain-budget"));
            }
        }
    }
    if let Some(ticket) = post.ticket
        && !within(tx, &format!("mail about {ticket}"), ABOUT_TICKET)?
    {
        return Ok(Some("mail-held-ticket-budget"));
    }
    Ok(None)
}

/// Is this an address behind which nobody reads?
pub(crate) fn is_nobody(address: &Address) -> bool {
    let local = address.local().to_lowercase().replace(['-', '_', '.'], "");
    NOBODY.contains(&local.split('+').next().unwrap_or_default())
}

/// Spends one of a budget; false when it does not suffice.
pub(crate) fn within(tx: &mut Tx<'_>, bucket: &str, budget: Budget) -> Result<bool> {
    match tx.spend(bucket, 1, budget) {
        Ok(()) => Ok(true),
        Err(Error::Refused(Refusal::TooMany { .. })) => Ok(false),
        Err(failed) => Err(failed),
    }
}

fn insert(
    tx: &mut Tx<'_>,
    post: &Post,
    beside: Option<Beside>,
    from: Option<&Mailbox>,
    (to, cc): (&[Address], &[Address]),
    state: State,
    why: Option<&str>,
) -> Result<OutgoingId> {
    let (now, keys) = (tx.now(), key::keys(tx)?);
    let id: OutgoingId = tx.insert(
        "INSERT INTO outgoing (kind, occasion, mailbox_id, to_addresses, cc_addresses, person_id, subject, content, state, why, ticket_id, \
         message_id, side_message_id, created_at, changed_at) VALUES ($1,$2,$3,$4,$5,$6,$7,'',$8,$9,$10,$11,$12,$13,$13) RETURNING id",
        params![
            post.kind,
            &post.occasion,
            from.map(|m| m.id),
            json(&to)?,
            json(&cc)?,
            post.person,
            &post.subject,
            state,
            why,
            post.ticket,
            post.message,
            beside.map(|b| b.message),
            now
        ],
    )?;
    let token = match beside {
        Some(beside) => token(&keys.side, beside.conversation.0, 0),
        None => token(&keys.reply, post.ticket.map_or(0, |t| t.0), post.person.map_or(0, |p| p.0)),
    };
    let rfc_message_id = message_id(&token, id.0, from.map_or("localhost", Mailbox::domain));
    let threaded = match (beside, post.ticket) {
        (Some(beside), _) => thread::ancestors_beside(tx, beside.conversation)?,
        (None, Some(ticket)) => ancestors(tx, ticket)?,
        (None, None) => Vec::new(),
    };
    let address = from.map_or_else(|| "firstline@localhost".to_owned(), |m| m.address.clone());
    let name = post.from_name.clone().or_else(|| from.map(|m| m.sender_name.clone()));
    let content = Content {
        from: Address { name, email: address },
        reply_to: from.and_then(|m| way_back(m, post.ticket, &token)),
        in_reply_to: threaded.last().cloned(),
        references: threaded,
        text: post.text.clone(),
        html: post.html.clone(),
        enclosures: post.enclosures.clone(),
        voice: post.voice,
        desk: keys.desk,
    };
    tx.execute_one("UPDATE outgoing SET rfc_message_id = $2, content = $3 WHERE id = $1", params![id, &rfc_message_id, json(&content)?])?;
    match (beside, post.ticket) {
        (Some(beside), _) => thread::tie_beside(tx, &rfc_message_id, beside.conversation, Tie::Sent)?,
        (None, Some(ticket)) => thread::tie(tx, &rfc_message_id, ticket, Tie::Sent)?,
        (None, None) => {}
    }
    Ok(id)
}

/// The signed address that answers go to, where the mail system keeps sub-addresses.
fn way_back(mailbox: &Mailbox, ticket: Option<TicketId>, token: &str) -> Option<String> {
    (mailbox.sub_addresses && ticket.is_some()).then(|| reply_address(&mailbox.address, token))
}

/// Lets a letter that had no mailbox leave from this one.
pub(super) fn leave_from(tx: &mut Tx<'_>, outgoing: &Outgoing, mailbox: &Mailbox) -> Result<()> {
    let (keys, was) = (key::keys(tx)?, Content::of(tx, outgoing.id)?);
    let beside = outgoing.side_message_id.map_or(Ok(None), |message| side::conversation_of(tx, message))?;
    let token = match beside {
        Some(conversation) => token(&keys.side, conversation.id.0, 0),
        None => token(&keys.reply, outgoing.ticket_id.map_or(0, |t| t.0), outgoing.person_id.map_or(0, |p| p.0)),
    };
    let name = was.from.name.clone().or_else(|| Some(mailbox.sender_name.clone()));
    let content =
        Content { from: Address { name, email: mailbox.address.clone() }, reply_to: way_back(mailbox, outgoing.ticket_id, &token), ..was };
    tx.execute_one("UPDATE outgoing SET mailbox_id = $2, content = $3 WHERE id = $1", params![outgoing.id, mailbox.id, json(&content)?])
}

/// The Message-IDs of a ticket's letters so far, oldest first: what a letter about it descends from. Notifications are left out:
/// their Message-IDs hold tokens signed for people of the desk, which are nothing for a requester to see.
fn ancestors(conn: &Conn, ticket: TicketId) -> Result<Vec<String>> {
    let sql = "SELECT h.rfc_message_id FROM threads h LEFT JOIN outgoing o ON o.rfc_message_id = h.rfc_message_id WHERE h.ticket_id = $1 \
               AND h.tie <> 'ancestor' AND (o.id IS NULL OR o.kind IN ('answer', 'acknowledgement')) ORDER BY h.at DESC, o.id DESC, \
               h.rfc_message_id DESC LIMIT $2";
    let mut ids: Vec<String> = conn.all::<(String,)>(sql, params![ticket, REFERENCES_MAX])?.into_iter().map(|(id,)| id).collect();
    ids.reverse();
    Ok(ids)
}

/// Notes that a letter will not arrive: what the other side said, and where it stands now.
pub(crate) fn fail(tx: &mut Tx<'_>, id: OutgoingId, state: State, says: &str) -> Result<()> {
    let (now, says) = (tx.now(), text::plain::excerpt(says, crate::limits::ERROR_CHARS_MAX));
    tx.execute_one("UPDATE outgoing SET state = $2, last_error = $3, changed_at = $4 WHERE id = $1", params![id, state, says, now])
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    Ok(serde_json::to_string(value).map_err(anyhow::Error::from)?)
}
