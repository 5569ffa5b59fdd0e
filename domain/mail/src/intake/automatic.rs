//! Letters that programs wrote: bounces, absence notes, our own letters coming back. None of them is ever answered.

use db::{Conn, Tx, params, row};
use email::auto_reply::{self, Reason};
use email::bounce::{Bounce, Kind};
use outcome::Result;
use people::directory;
use side::{Place, SideMessageId};
use tickets::TicketId;

use super::judge::Verdict;
use super::{Arrived, from, reader};
use crate::addresses;
use crate::event::MailEvent;
use crate::key::{DESK_HEADER, Keys};
use crate::limits::AUTOMATIC_NOTES;
use crate::mailbox;
use crate::outgoing::{self, OutgoingId, State, fail, within};
use crate::thread::{self, Belongs};
use crate::why::Why;

/// The verdict on a letter that no person wrote to us; `None` for all others.
pub(super) fn judge(tx: &mut Tx<'_>, keys: &Keys, arrived: &Arrived) -> Result<Option<Verdict>> {
    if let Some(verdict) = own(tx, keys, arrived)? {
        return Ok(Some(verdict));
    }
    if let Some(bounce) = &arrived.bounce {
        return bounced(tx, keys, arrived, bounce).map(Some);
    }
    let Some(reason) = reason(arrived).filter(|reason| answers(arrived, *reason)) else { return Ok(None) };
    let beside = thread::beside(tx, keys, &arrived.letter, &arrived.at.envelope_to)?;
    if let Some(place) = beside.map_or(Ok(None), |id| side::place(tx, id, &from(&arrived.letter).0))? {
        return noted_beside(tx, &place, Why::new("mail-why-auto-reply-noted"), arrived.said.text.clone()).map(Some);
    }
    let belongs = thread::belongs(tx, keys, &arrived.letter, &arrived.at.envelope_to)?;
    match belongs {
        // That a colleague is away is no news about the ticket they were told of.
        Some(Belongs::Token(ticket, party)) if directory::person(tx, party)?.is_some_and(|p| p.is_staff()) => {
            Ok(Some(Verdict::Ignore { why: Why::new("mail-why-auto-reply"), ticket: Some(ticket) }))
        }
        Some(belongs) => noted(tx, belongs.ticket(), Why::new("mail-why-auto-reply-noted"), arrived.said.text.clone()).map(Some),
        // A mere likeness, and no thread to confirm it: a person looks.
        None if matches!(reason, Reason::Subject | Reason::NullReturnPath) => {
            Ok(Some(Verdict::Hold { why: Why::new("mail-why-seems-automatic"), person: None, maybe: None }))
        }
        None => Ok(Some(Verdict::Ignore { why: Why::new("mail-why-auto-reply"), ticket: None })),
    }
}

/// Why a letter counts as written by a program.
pub(super) fn reason(arrived: &Arrived) -> Option<Reason> {
    auto_reply::is_automatic(&arrived.letter, arrived.at.envelope_from.as_deref())
}

/// Does it answer another letter all by itself? News that a program sends on its own account may open a ticket.
fn answers(arrived: &Arrived, reason: Reason) -> bool {
    crate::explain::replied(&arrived.letter) || reason.is_reply()
}

/// A letter of our own that comes back, or one in the name of our own mailbox.
fn own(conn: &Conn, keys: &Keys, arrived: &Arrived) -> Result<Option<Verdict>> {
    let letter = &arrived.letter;
    let marked = arrived.bounce.is_none() && letter.header_all(DESK_HEADER).any(|mark| mark.trim() == keys.desk);
    let sent = letter.message_id.as_deref().map_or(Ok(None), |id| sent_as(conn, id))?;
    if marked || sent.is_some() {
        let ticket = sent.and_then(|sent| sent.ticket);
        return Ok(Some(Verdict::Ignore { why: Why::new("mail-why-own"), ticket }));
    }
    let (email, _) = from(letter);
    if !email.is_empty() && mailbox::is_ours(conn, &email)? {
        return Ok(Some(Verdict::Hold { why: Why::new("mail-why-from-mailbox").with("address", email), person: None, maybe: None }));
    }
    Ok(None)
}

row! {
    /// A letter of ours, as far as a report about it asks.
    pub struct Sent {
        pub id: OutgoingId,
        pub kind: outgoing::Kind,
        pub ticket: Option<TicketId>,
        pub side: Option<SideMessageId>,
    }
}

fn sent_as(conn: &Conn, rfc_message_id: &str) -> Result<Option<Sent>> {
    conn.first("SELECT id, kind, ticket_id, side_message_id FROM outgoing WHERE rfc_message_id = $1", params![rfc_message_id])
}

/// A delivery report: noted on the letter it is about, and on that letter's ticket.
fn bounced(tx: &mut Tx<'_>, keys: &Keys, arrived: &Arrived, bounce: &Bounce) -> Result<Verdict> {
    let by_id = bounce.original_message_id.as_deref().map_or(Ok(None), |id| sent_as(tx, id))?;
    let found = by_id.map_or_else(|| by_token(tx, keys, &arrived.at.envelope_to), |found| Ok(Some(found)))?;
    let Some(Sent { id: outgoing, kind, ticket, side }) = found else {
        return Ok(Verdict::Ignore { why: Why::new("mail-why-bounce-unknown"), ticket: None });
    };
    if matches!(bounce.kind, Kind::Delayed | Kind::Feedback) {
        let why = if bounce.kind == Kind::Delayed { "mail-why-delayed" } else { "mail-why-complaint" };
        return Ok(Verdict::Ignore { why: Why::new(why), ticket });
    }
    let says = said(bounce);
    fail(tx, outgoing, State::Bounced, &says)?;
    addresses::note_trouble(tx, bounce)?;
    let words = outgoing::came_back(tx, outgoing, bounce)?;
    tx.record(&reader(), &MailEvent::OutgoingBounced { outgoing, ticket })?;
    let beside = side.map_or(Ok(None), |message| side::conversation_of(tx, message))?;
    if let Some(place) = beside.map_or(Ok(None), |found| side::place(tx, found.id, ""))? {
        return noted_beside(tx, &place, Why::of_key(words), says);
    }
    // What a colleague was to be told is no part of the conversation.
    let told = matches!(kind, outgoing::Kind::Answer | outgoing::Kind::Acknowledgement);
    let Some(ticket) = ticket.filter(|_| told) else { return Ok(Verdict::Ignore { why: Why::of_key(words), ticket }) };
    tx.announce(ticket.subject(), "letter");
    noted(tx, ticket, Why::of_key(words), says)
}

/// The report went to the signed address that its letter left from: the last letter about that ticket to that person.
fn by_token(conn: &Conn, keys: &Keys, envelope_to: &str) -> Result<Option<Sent>> {
    if let Some(reply) = email::thread::in_address(&keys.side, envelope_to) {
        let sql = "SELECT o.id, o.kind, o.ticket_id, o.side_message_id FROM outgoing o JOIN side_messages m ON m.id = o.side_message_id \
                   WHERE m.conversation_id = $1 ORDER BY o.id DESC LIMIT 1";
        return conn.first(sql, params![reply.subject]);
    }
    let Some(reply) = email::thread::in_address(&keys.reply, envelope_to) else { return Ok(None) };
    let sql = "SELECT id, kind, ticket_id, side_message_id FROM outgoing WHERE ticket_id = $1 AND person_id = $2 ORDER BY id DESC LIMIT 1";
    conn.first(sql, params![reply.subject, reply.party])
}

/// What the servers said, a line for each address.
fn said(bounce: &Bounce) -> String {
    let line = |r: &email::bounce::Recipient| {
        let said = if r.diagnostic.is_empty() { r.reason.word() } else { r.diagnostic.as_str() };
        if r.diagnostic.contains(&r.status) { format!("{}: {said}", r.address) } else { format!("{}: {} {said}", r.address, r.status) }
    };
    bounce.recipients.iter().take(10).map(line).collect::<Vec<_>>().join("\n")
}

/// An internal note, as long as the ticket has not had too many of them today.
fn noted(tx: &mut Tx<'_>, ticket: TicketId, why: Why, body: String) -> Result<Verdict> {
    if body.trim().is_empty() || !within(tx, &format!("automatic notes on {ticket}"), AUTOMATIC_NOTES)? {
        return Ok(Verdict::Ignore { why, ticket: Some(ticket) });
    }
    Ok(Verdict::Note { ticket, why, body })
}

/// A note in a side conversation, as long as it has not had too many of them today.
fn noted_beside(tx: &mut Tx<'_>, place: &Place, why: Why, body: String) -> Result<Verdict> {
    let (conversation, ticket) = (place.conversation, place.ticket);
    let bucket = format!("automatic notes beside {ticket} in {conversation}");
    if body.trim().is_empty() || place.full || !within(tx, &bucket, AUTOMATIC_NOTES)? {
        return Ok(Verdict::Ignore { why, ticket: Some(ticket) });
    }
    Ok(Verdict::NoteBeside { conversation, ticket, why, body })
}
