//! Letters out: one row each, one gate for all of them, and their way to the relay or into the outbox.

mod again;
mod deliver;
mod gate;
mod outbox;
mod release;

use db::{Conn, Moment, Subject, id, params, row, words};
use outcome::Result;
use people::PersonId;
use serde::{Deserialize, Serialize};
use side::SideMessageId;
use tickets::{MessageId, TicketId};

use crate::mailbox::MailboxId;

pub(crate) use again::{came_back, job as send_again_job};
pub use deliver::{DELIVER, HandingOver, Handover, Relay, RelayError, deliver_jobs};
pub(crate) use gate::{Beside, fail, is_nobody, post_beside, within};
pub use gate::{Post, Posted, post};
pub use outbox::{LetterState, OutboxEntry, OutboxLetter, letter_states, outbox, outbox_counts, outbox_letter};
pub use release::release;

id!(
    /// The number of a letter out.
    OutgoingId
);

impl OutgoingId {
    /// The subject of its events and jobs.
    #[must_use]
    pub fn subject(self) -> Subject {
        Subject::new("outgoing", self.0)
    }
}

words! {
    /// What a letter out is for.
    pub enum Kind {
        /// A public reply, on its way to the requester.
        Answer = "answer",
        /// "We have your request."
        Acknowledgement = "acknowledgement",
        /// Something happened that concerns a person.
        Notification = "notification",
        /// Several such things, gathered.
        Digest = "digest",
        /// A way to sign in: a link, an invitation.
        Account = "account",
        /// A turn of a side conversation, on its way to who takes part in it.
        Side = "side",
    }
}

words! {
    /// Where a letter out stands.
    pub enum State {
        /// On its way.
        Queued = "queued",
        /// The gate kept it back; a person decides.
        Held = "held",
        /// The relay took it.
        Sent = "sent",
        /// No relay is configured: it stays here, readable.
        KeptInOutbox = "kept_in_outbox",
        /// It came back.
        Bounced = "bounced",
        /// The relay would not take it, or not in time.
        GivenUp = "given_up",
    }
}

row! {
    /// A letter out, as its row stands; its content apart.
    pub struct Outgoing {
        /// Its number.
        pub id: OutgoingId,
        /// What it is for.
        pub kind: Kind,
        /// Its Message-ID without angle brackets.
        pub rfc_message_id: Option<String>,
        /// Where it leaves from.
        pub mailbox_id: Option<MailboxId>,
        /// Its recipients, as a JSON list.
        pub to_addresses: String,
        /// Those in copy, as a JSON list.
        pub cc_addresses: String,
        /// The person it is for.
        pub person_id: Option<PersonId>,
        /// Its subject.
        pub subject: String,
        /// Where it stands.
        pub state: State,
        /// Why it is held, as a key of the catalogue.
        pub why: Option<String>,
        /// The ticket it is about.
        pub ticket_id: Option<TicketId>,
        /// The message it carries.
        pub message_id: Option<MessageId>,
        /// The letter as it left: its digest in the file store, once it was written.
        pub raw: Option<String>,
        /// How long that is.
        pub raw_bytes: i64,
        /// Tries to hand it over that failed.
        pub attempts: i64,
        /// What the last one said.
        pub last_error: Option<String>,
        /// When it was asked for.
        pub created_at: Moment,
        /// Since when it stands there.
        pub changed_at: Moment,
        /// The turn of a side conversation that it carries.
        pub side_message_id: Option<SideMessageId>,
    }
}

impl Outgoing {
    pub(crate) fn of(conn: &Conn, id: OutgoingId) -> Result<Option<Self>> {
        conn.first(&format!("SELECT {} FROM outgoing o WHERE o.id = $1", Self::columns("o")), params![id])
    }

    /// To and Cc together.
    ///
    /// # Errors
    /// When the row does not hold lists of addresses.
    pub fn recipients(&self) -> Result<Vec<email::Address>> {
        let mut all = addresses(&self.to_addresses)?;
        all.extend(addresses(&self.cc_addresses)?);
        Ok(all)
    }
}

/// Firstline itself, keeping its promises.
pub(crate) fn inside() -> people::Actor {
    people::Actor::system(people::Door::Inside)
}

pub(crate) fn addresses(json: &str) -> Result<Vec<email::Address>> {
    Ok(serde_json::from_str(json).map_err(anyhow::Error::from)?)
}

/// Who speaks in a letter out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// A person.
    Person,
    /// Firstline, in answer to a letter.
    Replying,
    /// Firstline, on an occasion of its own.
    Generating,
}

/// A file to go with a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosure {
    /// Its digest in the file store.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// How long it is, in bytes.
    pub bytes: i64,
}

/// All of a letter out that its row's own columns do not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Content {
    pub from: email::Address,
    pub reply_to: Option<String>,
    pub in_reply_to: Option<String>,
    pub references: Vec<String>,
    pub text: String,
    pub html: Option<String>,
    pub enclosures: Vec<Enclosure>,
    pub voice: Voice,
    pub desk: String,
}

impl Content {
    pub(crate) fn of(conn: &Conn, id: OutgoingId) -> Result<Self> {
        let (json,) = conn.one::<(String,)>("SELECT content FROM outgoing WHERE id = $1", params![id])?;
        Ok(serde_json::from_str(&json).map_err(anyhow::Error::from)?)
    }

    /// The sender for the SMTP dialogue: nobody for automatic answers (RFC 3834, section 3.3), else the address answers go to.
    pub(crate) fn envelope_from(&self) -> String {
        match self.voice {
            Voice::Replying => String::new(),
            Voice::Person | Voice::Generating => self.reply_to.clone().unwrap_or_else(|| self.from.email.clone()),
        }
    }
}
