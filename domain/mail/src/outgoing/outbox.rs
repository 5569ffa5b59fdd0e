//! The outbox: letters out as people see them, and the state of the letters that carried a message.

use db::{Conn, Moment, Value, params, row};
use outcome::Result;
use people::Actor;
use text::{Html, sanitize};
use tickets::{MessageId, TicketId};

use super::{Content, Enclosure, Kind, Outgoing, OutgoingId, State};
use crate::limits::PAGE_MAX;
use crate::policy::{self, Action};

row! {
    /// A letter out in a list.
    pub struct OutboxEntry {
        /// Its number.
        pub id: OutgoingId,
        /// What it is for.
        pub kind: Kind,
        /// Its recipients, as a JSON list of `{name, email}`.
        pub to_addresses: String,
        /// Its subject.
        pub subject: String,
        /// Where it stands.
        pub state: State,
        /// Why it is held, as a key of the catalogue.
        pub why: Option<String>,
        /// The ticket it is about.
        pub ticket_id: Option<TicketId>,
        /// What the last try said.
        pub last_error: Option<String>,
        /// Tries that failed.
        pub attempts: i64,
        /// When it was asked for.
        pub created_at: Moment,
    }
}

impl OutboxEntry {
    /// Its recipients.
    ///
    /// # Errors
    /// When the row does not hold a list of addresses.
    pub fn to(&self) -> Result<Vec<email::Address>> {
        super::addresses(&self.to_addresses)
    }
}

/// A letter out with all it says.
#[derive(Debug, Clone)]
pub struct OutboxLetter {
    /// Its row.
    pub row: Outgoing,
    /// Who it is from.
    pub from: email::Address,
    /// Its recipients.
    pub to: Vec<email::Address>,
    /// Those in copy.
    pub cc: Vec<email::Address>,
    /// Its text.
    pub text: String,
    /// Its HTML, safe to show; remote images stay behind.
    pub html: Option<Html>,
    /// Its files.
    pub enclosures: Vec<Enclosure>,
}

/// Letters out, newest first, `max` of them (at most [`PAGE_MAX`]) older than `before`; of one state, or of all.
///
/// # Errors
/// What the engine answers.
pub fn outbox(conn: &Conn, actor: &Actor, state: Option<State>, before: Option<OutgoingId>, max: i64) -> Result<Vec<OutboxEntry>> {
    let (seen, params) = policy::visible_outgoing(actor, "o", 4);
    let sql = format!(
        "SELECT {} FROM outgoing o WHERE o.id < $1 AND ($2 = '' OR o.state = $2) AND {seen} ORDER BY o.id DESC LIMIT $3",
        OutboxEntry::columns("o")
    );
    let state = state.map_or("", State::as_str);
    let mut all: Vec<Value> = params![before.map_or(i64::MAX, |id| id.0), state, max.clamp(1, PAGE_MAX)].to_vec();
    all.extend(params);
    conn.all(&sql, &all)
}

/// How many letters stand where, for those that need a person: held, given up, bounced, kept.
///
/// # Errors
/// What the engine answers.
pub fn outbox_counts(conn: &Conn, actor: &Actor) -> Result<Vec<(State, i64)>> {
    let (seen, params) = policy::visible_outgoing(actor, "o", 1);
    let sql = format!(
        "SELECT o.state, COUNT(*) FROM outgoing o WHERE o.state NOT IN ('sent', 'queued') AND {seen} GROUP BY o.state ORDER BY o.state"
    );
    conn.all(&sql, &params)
}

/// One letter out. Its raw form lies in the file store under `row.raw`, once it was written.
///
/// # Errors
/// Refused when the actor may not see it.
pub fn outbox_letter(conn: &Conn, actor: &Actor, id: OutgoingId) -> Result<OutboxLetter> {
    let row = policy::permit_outgoing(conn, actor, Action::SeeOutgoing, id)?.into_inner();
    let content = Content::of(conn, id)?;
    let html = content.html.map(|html| sanitize::letter_html(&html, &sanitize::ImagePolicy::none()).html);
    Ok(OutboxLetter {
        from: content.from,
        to: super::addresses(&row.to_addresses)?,
        cc: super::addresses(&row.cc_addresses)?,
        text: content.text,
        html,
        enclosures: content.enclosures,
        row,
    })
}

row! {
    /// Where the letter stands that carried a message.
    pub struct LetterState {
        /// The message.
        pub message_id: MessageId,
        /// The letter.
        pub outgoing_id: OutgoingId,
        /// Its recipients, as a JSON list of `{name, email}`.
        pub to_addresses: String,
        /// Where it stands.
        pub state: State,
        /// Why it is held, as a key of the catalogue.
        pub why: Option<String>,
        /// What the other side said when it did not arrive.
        pub last_error: Option<String>,
        /// Since when it stands there.
        pub changed_at: Moment,
    }
}

/// The letters that carried these messages; a message that no letter carried is left out. Asks no policy: the asker sees the messages.
///
/// # Errors
/// What the engine answers.
pub fn letter_states(conn: &Conn, messages: &[MessageId]) -> Result<Vec<LetterState>> {
    let mut found = Vec::new();
    for part in messages.chunks(100) {
        // Filled up to a power of two with the last one again, so that few statements serve lists of every length.
        let places = part.len().next_power_of_two();
        let values: Vec<Value> = (0..places).map(|n| part[n.min(part.len() - 1)].into()).collect();
        let marks = (1..=places).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        found.extend(conn.all::<LetterState>(
            &format!(
                "SELECT o.message_id, o.id, o.to_addresses, o.state, o.why, o.last_error, o.changed_at FROM outgoing o \
                 WHERE o.message_id IN ({marks}) AND o.kind = 'answer' ORDER BY o.id"
            ),
            &values,
        )?);
    }
    Ok(found)
}
