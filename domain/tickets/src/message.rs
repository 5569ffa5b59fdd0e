//! A turn of the conversation: a public reply, or an internal note.

use db::{Moment, id, row, words};
use people::{Door, PersonId};

use crate::status::Side;
use crate::ticket::TicketId;

id!(
    /// A message's number.
    MessageId
);

words! {
    /// Who may read a message.
    pub enum Audience {
        /// The requester's side and the desk.
        Public = "public",
        /// The desk alone.
        Internal = "internal",
    }
}

row! {
    /// A message, as its row stands.
    pub struct Message {
        /// Its number.
        pub id: MessageId,
        /// The ticket it was written to; stays when that is merged into another.
        pub ticket_id: TicketId,
        /// Who may read it.
        pub audience: Audience,
        /// Who wrote it; nobody when Firstline did.
        pub author_id: Option<PersonId>,
        /// On which side they are.
        pub side: Side,
        /// The way it came in.
        pub door: Door,
        /// What was written: Markdown, or the new text of a letter.
        pub body: String,
        /// The same as sanitised HTML.
        pub body_html: String,
        /// Quote and signature of a letter.
        pub quoted: String,
        /// When it was written.
        pub created_at: Moment,
        /// Until then it can be taken back and nobody outside sees it; 0 once it is out.
        pub held_until: Moment,
        /// When it was taken back, if it was.
        pub withdrawn_at: Option<Moment>,
        /// Ids of people mentioned, as a JSON list.
        pub mentions: String,
    }
}
