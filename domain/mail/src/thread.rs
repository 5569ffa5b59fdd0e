//! Which ticket or side conversation a letter belongs to: by signed token, by the letter it answers, by a shared ancestor; never by its subject.

use db::{Conn, Tx, params, words};
use email::thread::{Reply, find, in_address};
use outcome::Result;
use people::PersonId;
use side::ConversationId;
use tickets::TicketId;

use crate::key::Keys;
use crate::limits::{ANCESTORS_MAX, REFERENCES_MAX};

words! {
    /// How a Message-ID belongs to a ticket.
    pub enum Tie {
        /// We sent that letter.
        Sent = "sent",
        /// We received that letter.
        Received = "received",
        /// A letter we received names it among its ancestors.
        Ancestor = "ancestor",
    }
}

/// Where a letter belongs, and how we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Belongs {
    /// It carries a token that we signed for this person.
    Token(TicketId, PersonId),
    /// It answers a letter that we sent.
    Answer(TicketId),
    /// It answers, or is, a letter that we received.
    Follows(TicketId),
    /// It shares an ancestor with a letter that we received.
    Shares(TicketId),
}

impl Belongs {
    /// The ticket.
    pub(crate) fn ticket(self) -> TicketId {
        match self {
            Self::Token(ticket, _) | Self::Answer(ticket) | Self::Follows(ticket) | Self::Shares(ticket) => ticket,
        }
    }
}

/// Where the letter belongs, if anywhere. The ticket is the one that was written to; a merged one is followed by the caller.
pub(crate) fn belongs(conn: &Conn, keys: &Keys, letter: &email::Letter, envelope_to: &str) -> Result<Option<Belongs>> {
    if let Some(Reply { subject, party, .. }) = in_address(&keys.reply, envelope_to).or_else(|| find(&keys.reply, letter))
        && subject > 0
    {
        return Ok(Some(Belongs::Token(TicketId(subject), PersonId(party))));
    }
    // Its own Message-ID last: a second copy, changed on the way by a list or a gateway, follows the first.
    let ids = email::thread::ancestors(letter);
    for id in ids.iter().take(ANCESTORS_MAX).chain(&letter.message_id) {
        let sql = "SELECT ticket_id, tie FROM threads WHERE rfc_message_id = $1 ORDER BY CASE tie WHEN 'sent' THEN 0 WHEN 'received' THEN 1 \
                   ELSE 2 END, at DESC, ticket_id DESC LIMIT 1";
        if let Some((ticket, tie)) = conn.first::<(TicketId, Tie)>(sql, params![id])? {
            return Ok(Some(match tie {
                Tie::Sent => Belongs::Answer(ticket),
                Tie::Received => Belongs::Follows(ticket),
                Tie::Ancestor => Belongs::Shares(ticket),
            }));
        }
    }
    Ok(None)
}

/// The side conversation a letter belongs to, if any: by a token that we signed for it, or by a letter of it that this one answers.
/// Where the envelope names a ticket by its own token, that is where the letter goes.
pub(crate) fn beside(conn: &Conn, keys: &Keys, letter: &email::Letter, envelope_to: &str) -> Result<Option<ConversationId>> {
    if let Some(reply) = in_address(&keys.side, envelope_to) {
        return Ok(Some(ConversationId(reply.subject)));
    }
    if in_address(&keys.reply, envelope_to).is_some_and(|reply| reply.subject > 0) {
        return Ok(None);
    }
    if let Some(reply) = find(&keys.side, letter) {
        return Ok(Some(ConversationId(reply.subject)));
    }
    let ids = email::thread::ancestors(letter);
    for id in ids.iter().take(ANCESTORS_MAX).chain(&letter.message_id) {
        let sql = "SELECT conversation_id FROM side_threads WHERE rfc_message_id = $1 ORDER BY at DESC, conversation_id DESC LIMIT 1";
        if let Some((conversation,)) = conn.first::<(ConversationId,)>(sql, params![id])? {
            return Ok(Some(conversation));
        }
    }
    Ok(None)
}

/// Remembers that a Message-ID speaks of a side conversation.
pub(crate) fn tie_beside(tx: &mut Tx<'_>, rfc_message_id: &str, conversation: ConversationId, tie: Tie) -> Result<()> {
    if rfc_message_id.is_empty() {
        return Ok(());
    }
    let now = tx.now();
    let sql = "INSERT INTO side_threads (rfc_message_id, conversation_id, tie, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    tx.execute(sql, params![rfc_message_id, conversation, tie, now]).map(drop)
}

/// The Message-IDs of a side conversation's letters so far, oldest first: what a letter of it descends from.
pub(crate) fn ancestors_beside(conn: &Conn, conversation: ConversationId) -> Result<Vec<String>> {
    let sql = "SELECT h.rfc_message_id FROM side_threads h LEFT JOIN outgoing o ON o.rfc_message_id = h.rfc_message_id \
               WHERE h.conversation_id = $1 ORDER BY h.at DESC, o.id DESC, h.rfc_message_id DESC LIMIT $2";
    let mut ids: Vec<String> = conn.all::<(String,)>(sql, params![conversation, REFERENCES_MAX])?.into_iter().map(|(id,)| id).collect();
    ids.reverse();
    Ok(ids)
}

/// Remembers that a Message-ID speaks of a ticket. A weaker tie never replaces a stronger one.
pub(crate) fn tie(tx: &mut Tx<'_>, rfc_message_id: &str, ticket: TicketId, tie: Tie) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "INSERT INTO threads (rfc_message_id, ticket_id, tie, at) VALUES ($1, $2, $3, $4) ON CONFLICT (rfc_message_id, ticket_id) DO UPDATE \
         SET tie = excluded.tie, at = excluded.at WHERE threads.tie = 'ancestor' AND excluded.tie <> 'ancestor'",
        params![rfc_message_id, ticket, tie, now],
    )?;
    Ok(())
}

/// Remembers a received letter and its ancestors.
pub(crate) fn tie_received(tx: &mut Tx<'_>, rfc_message_id: &str, ancestors: &[String], ticket: TicketId) -> Result<()> {
    for ancestor in ancestors.iter().take(ANCESTORS_MAX) {
        tie(tx, ancestor, ticket, Tie::Ancestor)?;
    }
    if rfc_message_id.is_empty() { Ok(()) } else { tie(tx, rfc_message_id, ticket, Tie::Received) }
}
