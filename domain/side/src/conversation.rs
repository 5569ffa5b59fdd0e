//! A side conversation, and who takes part in it.

use db::{Conn, Moment, id, params, row, words};
use outcome::Result;
use people::PersonId;
use tickets::TicketId;

id!(
    /// A side conversation's number.
    ConversationId
);
id!(
    /// A participant's number.
    ParticipantId
);

words! {
    /// Where a side conversation stands.
    pub enum State {
        /// Something is still to be said.
        Open = "open",
        /// Nothing is awaited any more; an answer opens it again.
        Closed = "closed",
    }
}

row! {
    /// A side conversation, as its row stands.
    pub struct Conversation {
        /// Its number.
        pub id: ConversationId,
        /// The ticket it was begun from.
        pub ticket_id: TicketId,
        /// What it is about, in a line.
        pub subject: String,
        /// Where it stands.
        pub state: State,
        /// Since when.
        pub state_since: Moment,
        /// Who began it.
        pub begun_by: Option<PersonId>,
        /// When.
        pub begun_at: Moment,
        /// Turns of it.
        pub message_count: i64,
        /// When the last one was.
        pub last_message_at: Moment,
        /// How it begins.
        pub last_excerpt: String,
    }
}

row! {
    /// Somebody who is written to.
    pub struct Participant {
        /// Their number.
        pub id: ParticipantId,
        /// The conversation.
        pub conversation_id: ConversationId,
        /// Their address, in the form for comparing; empty once they are erased.
        pub address: String,
        /// Their name, as far as it is known.
        pub name: String,
        /// Since when.
        pub added_at: Moment,
    }
}

impl Participant {
    /// What they are called: by name, else by address.
    #[must_use]
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.address } else { &self.name }
    }
}

impl Conversation {
    pub(crate) fn of(conn: &Conn, id: ConversationId, lock: &str) -> Result<Option<Self>> {
        conn.first(&format!("SELECT {} FROM side_conversations c WHERE c.id = $1{lock}", Self::columns("c")), params![id])
    }
}

/// Who takes part, in the order in which they came. Asks no policy: the asker sees the conversation.
///
/// # Errors
/// What the engine answers.
pub fn participants_of(conn: &Conn, conversation: ConversationId) -> Result<Vec<Participant>> {
    let sql = format!("SELECT {} FROM side_participants p WHERE p.conversation_id = $1 ORDER BY p.id", Participant::columns("p"));
    conn.all(&sql, params![conversation])
}
